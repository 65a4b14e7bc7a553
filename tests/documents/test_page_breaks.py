"""How pages end and begin: no heading ends one, no last line of a statement begins one, the head of a table is repeated."""

from __future__ import annotations

import re

import pytest

from motions.documents import render
from motions.text import rich_text
from tests.documents.sidan import Rad, rader

RAD = "<p>En rad.</p>"


def pdf(innehall: str) -> bytes:
    """A document of this, with nothing of a header."""
    artikel = f"<article class='dokument'><h1 class='titel'>T</h1>{innehall}</article>"
    return render.rendera_html(artikel, titel="T", forfattare="F")[0]


def sidorna(data: bytes) -> list[list[Rad]]:
    """The lines of each page from its top, without what stands in the margins and the labels of lists."""
    alla = [r for r in rader(data) if not r.text.startswith("Sida") and r.text != "–"]
    return [
        sorted((r for r in alla if r.sida == n), key=lambda r: -r.nere)
        for n in range(1, max(r.sida for r in alla) + 1)
    ]


TABELL = "<table><tbody><tr><th>A</th></tr><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>"
FOLJER = {
    "stycke": "<div class='text'><p>Brödtext.</p></div>",
    "tabell": "<table class='tabell'><tbody>" + "<tr><td>Cell</td></tr>" * 4 + "</tbody></table>",
    "lista": "<div class='text'><ul>"
    + "<li><p>Punkt ett som är lång nog för att bli mer än en rad när den sätts i "
    "dokumentets bredd.</p></li>" * 3 + "</ul></div>",
    "reservation": "<p class='ingress'>Ledamoten A lämnade följande reservation.</p><div class='uttalande'>"
    "<p>Vi hade velat bifalla motionen.<br>Rad två.<br>Rad tre.</p></div>",
    "under": f"<div class='text'><h3>Underrubrik</h3>{rich_text.for_dokument(TABELL)}</div>",
    "dnr": "<p class='paragraf-dnr'>Dnr AMN 2026-0001</p><h3 class='underrubrik'>Beslut</h3>"
    "<ol class='satser'><li>Ett beslut som är så långt att det tar mer än en rad i dokumentets bredd, och lite till.</li></ol>",
}
RUBRIKER = ("Rubriken", "Underrubrik", "Beslut", "Dnr AMN", "Ledamoten A", "A")


@pytest.mark.parametrize("vad", FOLJER)
def test_a_heading_never_ends_a_page(vad: str) -> None:
    """Whatever follows it, and wherever on the page it comes to stand."""
    for n in range(20, 36):
        data = pdf(RAD * n + f"<h2 class='rubrik'>Rubriken</h2>{FOLJER[vad]}" + RAD * 4)
        for sida in sidorna(data)[:-1]:
            assert sida[-1].text not in RUBRIKER, (vad, n)
            assert not sida[-1].text.startswith(RUBRIKER[:5]), (vad, n)


@pytest.mark.parametrize("rader_sist", [1, 2])
def test_the_last_line_of_a_statement_never_stands_alone_on_the_next_page(rader_sist: int) -> None:
    sist = "<br>".join(f"Sist {k}." for k in range(rader_sist))
    text = "<p>Det första stycket tar sina rader.<br>Rad två.<br>Rad tre.<br>Rad fyra.</p>"
    for n in range(16, 34):
        data = pdf(
            RAD * n
            + "<h2 class='rubrik'>Reservation</h2><p class='ingress'>Ledamoten A reserverade sig.</p>"
            + f"<div class='uttalande'>{text}<p>{sist}</p></div>"
        )
        for sida in sidorna(data)[1:]:
            assert len(sida) > 1, n
            assert not (
                sida[0].text.startswith("Sist") and len([r for r in sida if "Sist" in r.text]) == len(sida)
            ), n


def test_a_paragraph_leaves_two_lines_on_each_page() -> None:
    lang = "<p>" + "Ett stycke om nio rader som kan delas. " * 18 + "</p>"
    for n in range(22, 34):
        forsta, andra = sidorna(pdf(RAD * n + f"<div class='text'>{lang}</div>"))[:2] if n > 24 else ([], [])
        i_forsta = [r for r in forsta if "stycke" in r.text or "delas" in r.text]
        assert len(i_forsta) != 1, n
        assert len(andra) != 1, n


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    tabell = "<table><tbody><tr><th>Spalten</th></tr>" + "<tr><td>cell</td></tr>" * 90 + "</tbody></table>"
    data = pdf(f"<div class='text'>{rich_text.for_dokument(tabell)}</div>")
    assert [r.sida for r in rader(data) if r.text == "Spalten"] == [1, 2, 3]


@pytest.mark.parametrize(
    ("tabell", "huvud"),
    [
        (
            "<tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>",
            '<tr><th scope="col">A</th><th scope="col">B</th></tr>',
        ),
        ('<tr><th rowspan="2">A</th><th>B</th></tr><tr><td>2</td></tr>', None),
        ("<tr><th>A</th><td>B</td></tr><tr><td>1</td><td>2</td></tr>", None),
        ("<tr><th>A</th></tr>", None),
        ("<tr><td>A</td></tr><tr><td>1</td></tr>", None),
        (
            "<tr><th><table><tbody><tr><th>i</th></tr><tr><th>j</th></tr></tbody></table></th></tr><tr><td>1</td></tr>",
            None,
        ),
    ],
)
def test_a_first_row_of_header_cells_alone_is_the_head(tabell: str, huvud: str | None) -> None:
    html = rich_text.for_dokument(f"<table><tbody>{tabell}</tbody></table>")
    yttre = re.match(r"<table><thead>(.*?)</thead><tbody>", html)
    assert (yttre[1] if yttre else None) == huvud
    assert html.count("<tr") == html.count("</tr>")


def test_the_levels_of_headings_differ_at_a_glance() -> None:
    """By size, and by the face where the size is that of the text."""
    data = pdf("<h2 class='rubrik'>Ett</h2><div class='text'><h3>Två</h3><h4>Tre</h4><p>Text.</p></div>")
    grader = {r.text: r.grad for r in rader(data)}
    assert grader["T"] > grader["Ett"] * 1.2
    assert grader["Ett"] > grader["Två"] * 1.15
    assert grader["Två"] / 1.257 > grader["Text."] / 1.367 * 1.05
