"""How the templates are written: what a reader can take in, and that no form is posted without its token and its key.

The rules read the sources. Each is a function from a source to its faults, and is shown to find one that is planted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
HOGST_TECKEN = 160
HOGST_IF = 6

FRYSTA = {"documents"}
"""What is printed stays byte for byte: every space of it is in the handlingar that are already framställda."""
INTE_AN: set[str] = set()
"""Folders that do not hold the rules yet. The list only gets shorter."""

INCLUDE = re.compile(r"{% include [\"']([^\"']+)[\"']")

BLOCKELEMENT = (
    "article|aside|blockquote|body|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|head|"
    "header|html|legend|li|link|main|meta|nav|ol|option|p|script|section|select|summary|table|tbody|td|textarea|th|thead|"
    "title|tr|ul"
)
STARTAR = re.compile(rf"<(?:{BLOCKELEMENT})\b")
KOMMENTAR = re.compile(r"{% comment %}.*?{% endcomment %}|{#.*?#}", re.DOTALL)
PARTIAL = re.compile(r"{% partialdef .*?%}.*?{% endpartialdef %}", re.DOTALL)
SKAL = "{# More than six ifs: "
FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.DOTALL)
TAGG = re.compile(r"{% (postknapp|postformular) (.*?) %}")
NYCKELN = '{% include "components/nyckel.html"'
ENSAM_KNAPP = re.compile(
    r'\s*(<input type="hidden"[^>]*>\s*)?<button\b(?:(?!</button>).)*</button>\s*', re.DOTALL
)

KOMPONENTER = {
    *("components/nyckel.html", "components/postknapp.html", "components/postformular.html"),
    "components/skicka_igen.html",
}
"""The only places where a key is written out; the last writes the one that came with the form."""
DJANGOS = {"django/forms/widgets/text.html"}
"""Templates of Django's own that one of ours is made of."""
UTAN_NYCKEL = {
    "inloggning/formular.html": "logging in makes nothing",
    "inloggning/igen.html": "logging in makes nothing",
    "inloggning/rundtur.html": "the tour begins anew each time",
    "components/person.html": "logging out twice is logging out once",
    "components/anvandarkort.html": "logging in makes nothing",
    "components/rundtursrad.html": "the tour carries the number of the click instead",
    "dokument/kontrollera.html": "the file is looked at and let go",
    "utlatande/granska.html": "a preview is made anew from the same text",
    "utlatande/redigera.html": "a preview is made anew from the same text",
}
"""Templates with a form that is posted without a key, and why it may be."""


def mallar(*, utom: set[str]) -> Iterator[Path]:
    """Every template outside the given folders."""
    for fil in sorted(TEMPLATES.rglob("*.html")):
        if fil.relative_to(TEMPLATES).parts[0] not in utom:
            yield fil


def _namn(fil: Path) -> str:
    return str(fil.relative_to(TEMPLATES))


def _for_langa(namn: str, text: str) -> list[str]:
    return [rad for rad in text.splitlines() if len(rad) > HOGST_TECKEN]


def _fler_an_ett(namn: str, text: str) -> list[str]:
    """Lines on which more than one element of its own begins; what stands inside a line of text may follow it."""
    return [rad for rad in KOMMENTAR.sub("", text).splitlines() if len(STARTAR.findall(rad)) > 1]


def _indragna(namn: str, text: str) -> list[str]:
    """Lines that do not step in by two spaces from the line before."""
    fel, forra = [], 0
    for rad in text.splitlines():
        if not rad.strip():
            continue
        indrag = len(rad) - len(rad.lstrip())
        if "\t" in rad or indrag % 2 or indrag - forra > 2:
            fel.append(rad)
        forra = indrag
    return fel


def _for_manga_if(namn: str, text: str) -> list[str]:
    """A template or a partial of one with more ifs than one reads at once, unless it says why it is whole."""
    if SKAL in text:
        return []
    delar = [*PARTIAL.findall(text), PARTIAL.sub("", text)]
    return [f"{antal} if" for del_ in delar if (antal := len(re.findall(r"{% if ", del_))) > HOGST_IF]


def _oskyddade(namn: str, text: str) -> list[str]:
    """Forms that are posted without token or key, or with them written out beside the components."""
    if namn in KOMPONENTER:
        return []
    text = KOMMENTAR.sub("", text)
    fel = ['name="nyckel"'] * text.count('name="nyckel"')
    for attribut, inre in FORM.findall(text):
        if 'method="post"' not in attribut:
            continue
        # A text that saves itself carries the version it was written on, and a second sending of that is refused (412).
        har_nyckel = NYCKELN in inre or "bas_version" in inre or namn in UTAN_NYCKEL
        if not har_nyckel or (NYCKELN not in inre and "{% csrf_token %}" not in inre):
            fel.append(f"<form{attribut}>")
        if NYCKELN in inre and ENSAM_KNAPP.fullmatch(re.sub(rf"{re.escape(NYCKELN)}.*?%}}", "", inre)):
            fel.append(f"<form{attribut}> is a postknapp")
    for tagg, argument in TAGG.findall(text):
        if "nyckel=" not in argument and namn not in UTAN_NYCKEL:
            fel.append(f"{tagg} {argument}")
    return fel


Regel = Callable[[str, str], list[str]]
REGLER: dict[str, Regel] = {
    "a line is not over 160 characters": _for_langa,
    "one element a line": _fler_an_ett,
    "two spaces a step": _indragna,
    "six ifs at the most": _for_manga_if,
    "a posted form carries its token and its key": _oskyddade,
}


@pytest.mark.parametrize("regel", REGLER.values(), ids=REGLER)
def test_every_template_is_written_as_the_rules_say(regel: Regel) -> None:
    funna = {
        _namn(fil): fel
        for fil in mallar(utom=FRYSTA | INTE_AN)
        if (fel := regel(_namn(fil), fil.read_text()))
    }

    assert funna == {}


def test_a_folder_that_holds_the_rules_is_not_let_off_from_them() -> None:
    brister = {
        fil.relative_to(TEMPLATES).parts[0]
        for fil in mallar(utom=FRYSTA)
        if any(regel(_namn(fil), fil.read_text()) for regel in REGLER.values())
    }

    assert brister == INTE_AN


def test_every_form_without_a_key_that_is_allowed_is_there() -> None:
    assert {namn for namn in UTAN_NYCKEL if not (TEMPLATES / namn).exists()} == set()
    assert all("post" in (TEMPLATES / namn).read_text() for namn in UTAN_NYCKEL)


def test_most_templates_were_read() -> None:
    assert len(list(mallar(utom=FRYSTA | INTE_AN))) > 90


RAD = "<p>" + "x" * HOGST_TECKEN
SJU = "{% if a %}{% endif %}" * 7
TRE = "{% if a %}{% endif %}" * 3
NYCKEL = f"{NYCKELN} %}}"
KNAPP = '<button type="submit">Ta bort</button>'


@pytest.mark.parametrize(
    ("regel", "text"),
    [
        (_for_langa, RAD),
        (_fler_an_ett, "<tr><td>1</td></tr>"),
        (_fler_an_ett, "<li><p>Text</p></li>"),
        (_indragna, "<ul>\n   <li>Text</li>\n</ul>"),
        (_indragna, "<ul>\n    <li>Text</li>\n</ul>"),
        (_indragna, "<ul>\n\t<li>Text</li>\n</ul>"),
        (_for_manga_if, SJU),
        (_for_manga_if, f"{{% partialdef rad %}}{SJU}{{% endpartialdef %}}"),
        (_oskyddade, f'<form method="post" action="/x/">{KNAPP}</form>'),
        (_oskyddade, f'<form method="post">{{% csrf_token %}}{KNAPP}</form>'),
        (_oskyddade, f'<form method="post"><input name="bas_version">{KNAPP}</form>'),
        (_oskyddade, f'<form method="post">{{% csrf_token %}}<input name="nyckel"><p></p>{KNAPP}</form>'),
        (_oskyddade, f'<form method="post">{NYCKEL}{KNAPP}</form>'),
        (_oskyddade, f'<form method="post">{NYCKEL}<input type="hidden" name="steg">{KNAPP}</form>'),
        (_oskyddade, '{% postknapp "punkt_ta_bort" punkt.pk text="Ta bort" %}'),
        (_oskyddade, '{% postformular form "punkt_text" punkt.pk text="Spara" %}'),
    ],
)
def test_a_planted_fault_is_found(regel: Regel, text: str) -> None:
    assert regel("en/mall.html", text)


@pytest.mark.parametrize(
    ("regel", "text"),
    [
        (_for_langa, "x" * HOGST_TECKEN),
        (_fler_an_ett, '<p>Se <a href="/">ärendet</a> <small>i dag</small></p>\n<p>Text</p>'),
        (_indragna, "<ul>\n  <li>\n    Text\n  </li>\n</ul>"),
        (_for_manga_if, f"{SKAL}one for each role. #}}{SJU}"),
        (_for_manga_if, f"{{% partialdef rad %}}{TRE}{TRE}{{% endpartialdef %}}{TRE}"),
        (_oskyddade, '<form method="get" action="/x/"><button>Visa</button></form>'),
        (_oskyddade, f'<form method="post">{NYCKEL}<p><input name="text"></p>{KNAPP}</form>'),
        (_oskyddade, f'<form method="post">{NYCKEL}{KNAPP}{KNAPP}</form>'),
        (_oskyddade, '<form method="post">{% csrf_token %}{{ form.bas_version }}</form>'),
        (_oskyddade, '{% postknapp "punkt_ta_bort" punkt.pk text="Ta bort" nyckel=nyckel %}'),
    ],
)
def test_what_is_rightly_written_is_no_fault(regel: Regel, text: str) -> None:
    assert regel("en/mall.html", text) == []


def test_every_include_leads_to_a_template_and_every_part_of_a_document_is_included() -> None:
    included = {name for path in TEMPLATES.rglob("*.html") for name in INCLUDE.findall(path.read_text())}
    assert included
    assert [
        name for name in sorted(included) if not (TEMPLATES / name).is_file() and name not in DJANGOS
    ] == []
    parts = {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "documents" / "delar").glob("*.html")}
    assert parts
    assert parts <= included
