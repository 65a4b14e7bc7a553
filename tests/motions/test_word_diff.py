"""The comparison of two texts: that it tells no untruth, and that no text makes it slow."""

from __future__ import annotations

import random
import re
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from motions.text import pairing, rich_text
from motions.text.word_diff import skillnad
from motions.versioner import Innehall
from remiss.views.utlatande.granska import textdelar

_TOKEN = re.compile(r"<[^>]+>|&#?\w+;|\w+(?:[-'’]\w+)*|[^\w\s<]")
_BORTA = re.compile(r"<del>.*?</del>", re.DOTALL)
_NYTT = re.compile(r"<ins>.*?</ins>", re.DOTALL)
_TOM = re.compile(r"<(p|li)>\s*</\1>")


def utan_tomma(html: str) -> str:
    """A deletion may have been given a paragraph or a row of its own, which is empty when it is dropped."""
    while (kortare := _TOM.sub("", html)) != html:
        html = kortare
    return html


def tokens(html: str) -> list[str]:
    return _TOKEN.findall(utan_tomma(html))


def ord_i(html: str) -> list[str]:
    """Words and marks, without tags, and without the brackets of a note that is gone."""
    return [t for t in _TOKEN.findall(html) if not t.startswith("<") and t not in "[]"]


def kontrollera(fore: str, efter: str) -> None:
    html = skillnad(fore, efter).html
    assert tokens(re.sub("</?ins>", "", _BORTA.sub("", html))) == tokens(efter)
    assert ord_i(_NYTT.sub("", html)) == ord_i(fore)


def p(*ord: str) -> str:
    return f"<p>{' '.join(ord)}</p>"


def tabell(rader: list[list[str]]) -> str:
    celler = ("".join(f"<td>{p(c)}</td>" for c in rad) for rad in rader)
    return f"<table><tbody>{''.join(f'<tr>{c}</tr>' for c in celler)}</tbody></table>"


def lista(punkter: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{p(x)}</li>' for x in punkter)}</ul>"


ORD = st.sampled_from(["a", "b", "c", "och", "ett-två", ",", ".", "&amp;", "&nbsp;", "2 000", "ö"])
NOT = st.lists(ORD, min_size=1, max_size=3).map(lambda o: f'x<span class="fotnot">{" ".join(o)}</span>')
FET = st.lists(ORD, min_size=1, max_size=2).map(lambda o: f"<strong>{' '.join(o)}</strong>")
RAD = st.lists(ORD | ORD | NOT | FET | st.just("<br>"), max_size=12)
STYCKE = RAD.map(lambda ord: p(*ord))
RUBRIK = RAD.map(lambda ord: f"<h2>{' '.join(ord)}</h2>")
LISTA = st.lists(RAD.map(" ".join), min_size=1, max_size=4).map(lista)
TABELL = st.lists(st.lists(RAD.map(" ".join), min_size=1, max_size=3), min_size=1, max_size=3).map(tabell)
CITAT = STYCKE.map(lambda stycke: f"<blockquote>{stycke}</blockquote>")
BLOCK = STYCKE | STYCKE | RUBRIK | LISTA | TABELL | CITAT
TEXT = st.lists(BLOCK, max_size=5).map("".join)


@settings(deadline=None)
@given(TEXT, TEXT)
@example(p("a"), "")
@example("", p("a"))
@example("a x b", "a y b")
@example(tabell([["a", "b"], ["c", "d"]]) + p("e"), tabell([["c", "x"]]))
def test_without_what_is_gone_it_is_the_new_text_and_without_what_came_the_old(fore: str, efter: str) -> None:
    kontrollera(fore, efter)


@settings(deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_blocks_that_moved_came_and_went_leave_a_true_comparison(
    block: list[str], slump: random.Random
) -> None:
    andrade = slump.sample(block, slump.randint(1, len(block))) + slump.sample(block, 1)
    kontrollera("".join(block), "".join(andrade))


@settings(deadline=None)
@given(TEXT, TEXT, st.integers(0, 3))
def test_it_is_as_true_when_there_are_no_steps_left(fore: str, efter: str, steg: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pairing, "STEG", steg)
        kontrollera(fore, efter)


@pytest.mark.parametrize(
    ("fore", "efter", "html"),
    [
        (p("a", "[", "b"), p("a", "b"), "<p>a <del>[</del> b</p>"),
        (  # a paragraph is taken out
            p("Ett", "två.") + p("Tre", "fyra.") + p("Tre", "fem."),
            p("Ett", "två.") + p("Tre", "fem."),
            "<p>Ett två.</p><p><del>Tre fyra.</del></p><p>Tre fem.</p>",
        ),
        (  # one is split
            p("Ett", "två.", "Tre", "fyra."),
            p("Ett", "två.") + p("Tre", "fyra."),
            "<p>Ett två.</p><p>Tre fyra.</p>",
        ),
        (  # two are joined
            p("Ett", "två.") + p("Tre", "fyra."),
            p("Ett", "två.", "Tre", "fyra."),
            "<p>Ett två. Tre fyra.</p>",
        ),
        (  # one moves
            p("Ett", "två.") + p("Tre.") + p("Fyra", "fem."),
            p("Fyra", "fem.") + p("Ett", "två.") + p("Tre."),
            "<p><ins>Fyra fem.</ins></p><p>Ett två.</p><p>Tre.</p><p><del>Fyra fem.</del></p>",
        ),
        (  # a short one moves past long ones that have changed a little
            p("Kort.") + p("ett två tre fyra fem sex") + p("sju åtta nio tio elva tolv"),
            p("ett två tre fyra fem x") + p("sju åtta nio tio elva y") + p("Kort."),
            "<p><del>Kort.</del> ett två tre fyra fem <del>sex</del><ins>x</ins></p>"
            "<p>sju åtta nio tio elva <del>tolv</del><ins>y</ins></p><p><ins>Kort.</ins></p>",
        ),
        (  # a cell changes among cells that are alike
            tabell([["a", "0", "0"], ["b", "0", "0"], ["c", "0", "0"]]),
            tabell([["a", "0", "0"], ["b", "0", "7"], ["c", "0", "0"]]),
            tabell([["a", "0", "0"], ["b", "0", "<del>0</del><ins>7</ins>"], ["c", "0", "0"]]),
        ),
        (  # a row of a list goes
            lista(["ett", "två", "tre"]),
            lista(["ett", "tre"]),
            f"<ul><li><p>ett</p></li><li><del>två</del></li><li>{p('tre')}</li></ul>",
        ),
    ],
)
def test_what_came_went_or_was_divided_is_marked_in_its_place(fore: str, efter: str, html: str) -> None:
    assert skillnad(fore, efter).html == html


def ord_for_ord(antal: int, fore: list[str], efter: list[str]) -> tuple[str, str]:
    return p(*(fore * antal)[:antal]), p(*(efter * antal)[:antal])


def slumpade(antal: int, ordlista: list[str], fro: int) -> list[str]:
    return random.Random(fro).choices(ordlista, k=antal)  # noqa: S311 - not a secret


def fall(n: int) -> dict[str, tuple[str, str]]:
    """Two texts of about n words, of each kind that is known to be hard."""
    mening = ["nämnden", "föreslår", "att", "motionen", "avslås", "."]
    bland = slumpade(n, ["a", "b"], 1), slumpade(n, ["a", "b"], 2)
    sju = n // 7
    return {
        "one word again and again": (p(*["ord"] * n), p(*["ord"] * (n // 2), "x", *["ord"] * n)),
        "a new word after each": (p(*["ord"] * n), p(*[x for i in range(n) for x in ("ord", f"ny{i}")])),
        "two words in turn": ord_for_ord(n, ["a", "b"], ["b", "a", "a"]),
        "two words in no order": (p(*bland[0]), p(*bland[1])),
        "one sentence again and again": ord_for_ord(n, mening, [*mening[:2], "inte", *mening[3:]]),
        "one paragraph again and again": (p(*mening) * sju, (p(*mening) + p(*mening, "Punkt")) * (sju // 2)),
        "every paragraph changed": (p(*mening) * sju, "".join(p(*mening, f"ny{i}") for i in range(sju))),
        "one huge paragraph": (p(*slumpade(n, mening, 1)), p(*slumpade(n, mening, 2))),
        "a table of zeros": (tabell([["0"] * 4] * (n // 4)), tabell([["0", "1", "0"]] * (n // 3))),
        "list items": (lista(["ja"] * (n // 2) + ["nej"] * (n // 2)), lista(["nej", "ja", "ja"] * (n // 3))),
        "no white space": (p("a" * n * 6), p("a" * n * 5)),
        "marks alone": (p(".," * n), p(",.." * n)),
        "all different": (p(*(f"a{i}" for i in range(n))), p(*(f"b{i}" for i in range(n)))),
        "turned about": (p(*(f"a{i}" for i in range(n))), p(*(f"a{i}" for i in reversed(range(n))))),
        "moved halves": (p(*bland[0], *bland[1]), p(*bland[1], *bland[0])),
        "tags alone": ("<p><br></p>" * n, "<p><br><br></p>" * n),
    }


KINDS = sorted(fall(14))


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_takes_more_steps_for_each_word_than_its_share(kind: str) -> None:
    fore, efter = fall(1400)[kind]
    antal = len(_TOKEN.findall(fore + efter))
    assert skillnad(fore, efter).steg <= 1.5 * pairing.STEG * antal + pairing.STEG
    kontrollera(fore, efter)


def korda_rader(fore: str, efter: str) -> int:
    """How many lines of Python the comparison runs, whatever it says itself."""
    rader = 0

    def rakna(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal rader
        rader += event == "line"
        return rakna

    forut = sys.gettrace()
    sys.settrace(rakna)
    try:
        skillnad(fore, efter)
    finally:
        sys.settrace(forut)
    return rader


@pytest.mark.parametrize("kind", KINDS)
def test_the_steps_are_all_that_is_done(kind: str) -> None:
    fore, efter = fall(350)[kind]
    antal = len(_TOKEN.findall(fore + efter))
    assert korda_rader(fore, efter) <= 12 * skillnad(fore, efter).steg + 60 * antal + 500


def test_a_text_that_is_the_same_takes_no_steps_and_an_equal_part_of_one_only_a_look() -> None:
    lika = "".join(p(*(f"ord{i}" for i in range(j, j + 50))) for j in range(400))
    assert skillnad(lika, lika).steg == 0
    jamfort = skillnad(p("a", "b") + lika, p("a", "c") + lika)
    assert (jamfort.nya, jamfort.borttagna) == (1, 1)
    assert jamfort.steg < 2 * len(_TOKEN.findall(lika)) + 100


def test_a_part_that_is_the_same_in_both_versions_is_cleaned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rensade: list[str] = []
    for_dokument = rich_text.for_dokument

    def raknad(html: str) -> str:
        rensade.append(html)
        return for_dokument(html)

    monkeypatch.setattr(rich_text, "for_dokument", raknad)

    def version(sist: str) -> Innehall:
        texter = [*(p(f"del{i}") for i in range(20)), sist]
        return {
            "titel": "T",
            "arenden": [],
            "beslutssatser": [],
            "avsnitt": [{"nyckel": str(i), "rubrik": "R", "text": t} for i, t in enumerate(texter)],
            "attsatser": [],
            "bilagor": [],
            "kontakt": {"namn": "", "telefon": "", "epost": ""},
            "remiss": None,
        }

    delar = list(textdelar(version(p("ny")), version(p("gammal"))))
    assert [d.nyckel for d in delar if d.tillstand != "lika"] == ["avsnitt:20"]
    assert len(rensade) == 22
