"""Formatted text has a limit in length and nesting, said in words when it is saved, whatever is hidden in it."""

from __future__ import annotations

import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.models import Tjansteutlatande, Utkast
from motions.text import rich_text
from remiss.forms.fields import TextBlock
from tests.factories import Varld
from tests.remiss.utlatande_fall import gor, inloggad, nytt_utlatande, spara

DJUPT = "<table><tbody><tr><td><p>Ord</p>" * 60 + "</td></tr></tbody></table>" * 60


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    """An empty draft of Anna's."""
    return nytt_utlatande(varld)


def nastlat(tagg: str, antal: int) -> str:
    """So many within each other."""
    inre = {
        "table": ("<table><tbody><tr><td>", "</td></tr></tbody></table>"),
        "ul": ("<ul><li>", "</li></ul>"),
    }
    fore, efter = inre.get(tagg, (f"<{tagg}>", f"</{tagg}>"))
    return f"{fore}<p>Ord</p>" * antal + efter * antal


@pytest.mark.parametrize("tagg", ["table", "ul", "blockquote"])
def test_text_may_be_nested_ten_times_and_no_more(tagg: str) -> None:
    assert rich_text.brist(nastlat(tagg, 10)) == ""
    assert rich_text.brist(nastlat(tagg, 5) * 40) == ""
    assert "10 nivåer" in rich_text.brist(nastlat(tagg, 11))
    assert rich_text.brist(rich_text.sanera(nastlat(tagg, 10))) == ""


def test_levels_of_different_kinds_are_counted_together() -> None:
    assert "10 nivåer" in rich_text.brist("<ul><li><blockquote><table><tr><td>" * 4)
    assert (
        rich_text.brist(
            "<ul><li><blockquote><table><tr><td><p>x</p></td></tr></table></blockquote></li></ul>" * 40
        )
        == ""
    )


@pytest.mark.parametrize(
    "html",
    [
        "<strong>" * 101,
        "<div>" * 200_000,
        "<div></x>" * 100_000,
        "x" * 300_001,
        "&" * 200_000,
        "<b a=1><b a=2>" * 60,
    ],
)
def test_what_the_sanitiser_would_take_long_over_is_not_given_to_it(html: str) -> None:
    assert rich_text.brist(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'å' * 20_000}</p>",
        f"<p>Ett <strong>{'a' * 1_500}</strong>{'b' * 1_500} ord</p>",
        "<p>" + "a-b." * 2_000 + "</p>",
        f"<ul><li>{'_' * 2_001}</li></ul>",
        "x" * 2_001,
    ],
)
def test_a_word_that_nobody_wrote_is_named_and_not_saved(html: str) -> None:
    assert "tecken utan mellanslag" in rich_text.brist(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{'å' * 2_000} {'å' * 2_000}</p>",
        f'<p><a href="https://exempel.se/{"a" * 5_000}">länken</a> och mer</p>',
        "<p>" + "ord&nbsp;" * 2_000 + "</p>",
        "<p>" + "ord&shy;\u200b\u00a0" * 2_000 + "</p>",
        "<table><tbody><tr>" + f"<td>{'a' * 900}</td>" * 5 + "</tr></tbody></table>",
        "<ul>" + f"<li>{'a' * 900}</li>" * 5 + "</ul><p>" + f"{'a' * 900}<br>" * 5 + "</p>",
    ],
)
def test_words_that_are_only_many_are_saved(html: str) -> None:
    assert rich_text.brist(html) == ""


@pytest.mark.parametrize(
    "html",
    [
        f"<p {' '.join(f'a{n}' for n in range(500))}>x</p>",
        f"<p {''.join(f'a{n}/' for n in range(500))}>x</p>",
        "<p>x</p><b " + "".join(f'a{n}="<p>"' for n in range(500)) + ">x</b>",
        "<p " + "".join(f"a{n}=''" for n in range(500)) + ">x</p>",
    ],
)
def test_a_tag_with_hundreds_of_attributes_is_not_given_to_the_sanitiser(html: str) -> None:
    assert rich_text.brist(html) == rich_text.FOR_MYCKET


def test_paragraphs_and_cells_that_nobody_closed_are_no_levels() -> None:
    assert rich_text.brist("<p>ord<br>" * 5_000) == ""
    assert rich_text.brist("<p>" + "<strong>a</strong> <em>b</em>" * 5_000 + "</p>") == ""


I_KOMMENTAR = "<table><tbody><tr><td><p>Ord</p><!--</td></tr></tbody></table>-->"

FIENTLIGA = [
    I_KOMMENTAR,
    "<ul><li><!--</li></ul>-->",
    '<ul a="</ul>"><li a="</li>">',
    "<ul a='</ul>'><li a='</li>'>",
    "<ul><li><?</li></ul>?>",
    "<ul><li></ul x></ x></li>",
    "<xmp></ul></xmp><ul>",
    "<p><strong>x</p></strong>",
    "<p>x</p><p><strong><p>x</p></strong></p>",
    "<svg><link>",
    "<table><p>x</p></table>",
    "<table><tbody><tr></tr>x",
    "<strong><p></strong></p>",
    "<p a b c d e f g h>",
    "&",
    "<",
    "<a",
]
"""Repeated, each makes something grow faster than the text does in who counts or who cleans."""


@pytest.mark.parametrize("bit", FIENTLIGA)
@pytest.mark.parametrize("tecken", [4_000, 30_000, 300_000, 1_000_000])
def test_a_hostile_text_is_judged_at_once_and_cleaned_at_once(bit: str, tecken: int) -> None:
    html = bit * (tecken // len(bit))

    borjar = time.process_time()
    if not rich_text.brist(html):
        rich_text.sanera(html)

    assert time.process_time() - borjar < 1.5


@pytest.mark.parametrize(
    "html",
    [
        "<p " + " ".join(f"a{n}" for n in range(150_000)) + ">x</p>",
        "<p>" + "".join(f'<strong a="{n}">' for n in range(97)) + "<p>x</p>" * 20_000,
        "<p>" + "".join(f'<strong a="{n}"><!--</strong>-->' for n in range(333)) + "<p>x" * 1_000,
    ],
)
def test_many_attributes_and_marks_that_nobody_ended_take_no_time(html: str) -> None:
    borjar = time.process_time()

    assert rich_text.brist(html)

    assert time.process_time() - borjar < 1.5


def djup(html: str) -> tuple[int, int]:
    """How deep a sanitised text is: in levels, and in all."""
    oppna: list[str] = []
    djupast = nivaer = 0
    for slut, tagg in re.findall(r"<(/?)([a-z0-9]+)", html):
        if slut:
            assert oppna.pop() == tagg
        elif tagg != "br":
            oppna.append(tagg)
        djupast = max(djupast, len(oppna))
        nivaer = max(nivaer, sum(t in {"table", "ul", "ol", "blockquote"} for t in oppna))
    return nivaer, djupast


_TAGGAR = (
    *(
        "p",
        "h2",
        "h1",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "colgroup",
    ),
    *("strong", "em", "a", "span", "b", "i", "font", "nobr", "button", "object", "div", "form", "caption"),
    *("xmp", "textarea", "title", "style", "script", "noscript", "select", "option", "template", "plaintext"),
    *("svg", "math", "desc", "mtext", "foreignObject", "iframe", "noembed", "noframes", "frameset", "body"),
)
BITAR = [
    *(f"<{tagg}>" for tagg in _TAGGAR),
    *(f"</{tagg}>" for tagg in _TAGGAR),
    *(
        '<ul a="',
        "<ul a='",
        '">',
        "'>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "]]>",
        "</ ",
        "<br>",
        "<col>",
        "<link>",
    ),
    *("<ul/>", "<table a=1>", '<td colspan="2">', "<", ">", '"', "'", " ", "ord", "&lt;", "\x00"),
]


GOMDA = [
    "<{0}><!--</{0}>-->",
    "<{0} a='</{0}>'>",
    '<{0} a="</{0}>">',
    "<{0}><?</{0}>?>",
    *(
        f"<{{0}}><{ra}></{{0}}></{ra}>"
        for ra in ("xmp", "textarea", "title", "style", "noscript", "select", "svg")
    ),
]
"""Ways to hide the end of an element from who reads it, and not from who looks for it."""
BIT = st.one_of(
    st.sampled_from(BITAR), st.builds(str.format, st.sampled_from(GOMDA), st.sampled_from(_TAGGAR[:18]))
)


@given(st.lists(st.tuples(st.lists(BIT, min_size=1, max_size=8), st.integers(1, 40)), max_size=5))
@settings(max_examples=300, deadline=None)
def test_what_can_be_saved_is_never_deeper_than_it_may_be(delar: list[tuple[list[str], int]]) -> None:
    html = "".join("".join(bitar) * antal for bitar, antal in delar)

    if not rich_text.brist(html):
        nivaer, alla = djup(rich_text.sanera(html))
        assert nivaer <= rich_text.MAX_NIVAER
        assert alla <= rich_text.MAX_DJUP


@pytest.mark.parametrize("langd", [60, 600])
def test_a_closing_tag_that_closes_nothing_is_not_counted(langd: int) -> None:
    assert rich_text.brist(I_KOMMENTAR * langd)


def test_what_the_editor_writes_may_be_long() -> None:
    tabell = (
        '<table style="min-width: 50px;"><colgroup><col style="min-width: 25px;"></colgroup><tbody>'
        + '<tr><td colspan="1" rowspan="1"><p>Ett <strong>ord <em>till</em></strong></p></td></tr>' * 1_000
        + "</tbody></table>"
    )
    ovrigt = (
        '<h2>Rubrik</h2><p>Ord<span class="fotnot">Not.</span> och <a href="https://exempel.se/?a=1&amp;b=2">länk</a>.</p>'
        "<ul><li><p>ett</p><ol><li><p>två</p></li></ol></li></ul><blockquote><p>citat<br>rad</p></blockquote>"
    ) * 300

    assert rich_text.brist(tabell + ovrigt) == ""
    assert rich_text.brist(rich_text.sanera(tabell + ovrigt)) == ""


def test_what_was_stored_too_deep_is_read_as_words_at_once() -> None:
    borjar = time.process_time()

    assert rich_text.sanera("<ul><li><p>Ord &amp; mer</p>" * 20_000).startswith("<p>Ord &amp; mer</p><p>Ord")

    assert time.process_time() - borjar < 1.5


def test_a_text_that_is_nested_too_deeply_is_refused_in_words_and_stays_with_its_writer(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    anna = inloggad(varld.handlaggare)

    svar = spara(anna, utlatande, "bakgrund", DJUPT, 0)

    assert svar.status_code == 422
    assert "10 nivåer" in svar.json()["fel"]
    avsnitt = utlatande.avsnitt.get(nyckel="bakgrund")
    assert (avsnitt.text, avsnitt.version) == ("", 0)
    sida = spara(anna, utlatande, "bakgrund", DJUPT, 0, headers={})
    assert sida.status_code == 422
    assert "10 nivåer" in sida.content.decode()
    assert "&lt;table&gt;" in sida.content.decode()
    assert spara(anna, utlatande, "bakgrund", "<p>Kort.</p>", 0).status_code == 200


def test_a_deep_text_that_stands_hinders_nothing_else_and_is_not_taken_up_again(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    avsnitt = utlatande.avsnitt.get(nyckel="bakgrund")
    utlatande.avsnitt.filter(pk=avsnitt.pk).update(text=DJUPT)
    gammalt = Utkast.objects.create(
        avsnitt=avsnitt, text=DJUPT, version=0, bas_version=0, sparad_at=varld.at, sparad_by=varld.handlaggare
    )
    anna = inloggad(varld.handlaggare)

    assert spara(anna, utlatande, "forslag", "<p>Annat.</p>", 0).status_code in (200, 404)
    assert anna.get(reverse("utlatande", args=[utlatande.pk])).status_code == 200
    svar = gor(
        anna,
        "avsnitt_ater",
        utlatande.pk,
        "bakgrund",
        gammalt.pk,
        bas=utlatande.avsnitt.get(pk=avsnitt.pk).bas,
    )
    assert svar.status_code in (302, 422)
    assert Utkast.objects.filter(avsnitt=avsnitt).count() == 1


def test_a_beslutssats_of_any_length_is_refused_in_words(varld: Varld, utlatande: Tjansteutlatande) -> None:
    svar = gor(inloggad(varld.handlaggare), "sats_ny", utlatande.pk, text="ord " * 10_000, slag="beslut")
    assert not utlatande.beslutssatser.filter(text__contains="ord ord").exists()
    assert svar.status_code < 500


def test_a_word_that_nobody_wrote_is_refused_wherever_one_writes(
    varld: Varld, utlatande: Tjansteutlatande
) -> None:
    anna = inloggad(varld.handlaggare)
    svar = gor(anna, "sats_ny", utlatande.pk, text="Nämnden beslutar " + "a" * 3_000)
    assert svar.status_code == 422
    assert "«aaaaaaaaaaaaaaaaaaaa…» är 3000 tecken utan mellanslag." in svar.content.decode()
    with pytest.raises(ValidationError, match="3001 tecken"):
        TextBlock(label="Skäl").clean(f"Så är det {'a' * 3_000}.")
    assert not utlatande.beslutssatser.exists()
