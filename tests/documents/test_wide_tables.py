"""A table that is too wide is set smaller, then on a lying page; nothing of it stands outside the paper."""

from __future__ import annotations

import pytest

from motions.documents import render
from tests.documents.sidan import Rad, rader, sidmatt
from tests.documents.test_render import fel

SLUT = 210 - 37
"""Where the text ends on a standing page, in millimetres from its left side."""


def tabell(kolumner: int, ord_: str = "verksamhet", *, rader: int = 3, rubriker: bool = True) -> str:
    """A table of so many columns, with a word and a number in each."""
    huvud = "".join(f"<th><p>{ord_} {k}</p></th>" for k in range(kolumner)) if rubriker else ""
    kropp = "".join(
        f"<tr>{''.join(f'<td><p>{1000 * r + k}</p></td>' for k in range(kolumner))}</tr>"
        for r in range(rader)
    )
    huvud = f"<tr>{huvud}</tr>" if rubriker else ""
    return f"<table><tbody>{huvud}{kropp}</tbody></table>"


def pdf(rikt: str) -> bytes:
    """A document whose only section is this."""
    artikel = (
        "<article class='dokument' data-huvud='Huvud' data-dnr-rad='Dnr 1'><h1 class='titel'>T</h1>"
        f"<h2 class='rubrik'>Bakgrund</h2><div class='text'>{rikt}</div></article>"
    )
    return render.rendera_html(artikel, titel="T", forfattare="F")[0]


def utanfor(data: bytes) -> list[Rad]:
    """Lines that end to the right of the text of their page."""
    matt = sidmatt(data)
    return [
        r
        for r in rader(data)
        if r.hoger > matt[r.sida - 1][0] - (36.5 if matt[r.sida - 1][0] < 250 else 19.5)
        and not r.text.startswith("Sida")
    ]


def liggande(data: bytes) -> list[int]:
    """The numbers of the pages that lie."""
    return [n for n, (bredd, hojd) in enumerate(sidmatt(data), start=1) if bredd > hojd]


def grad(data: bytes, text: str) -> float:
    """How large the line is that begins so."""
    return next(r.grad for r in rader(data) if r.text.startswith(text))


def test_a_table_that_fits_stands_as_it_is() -> None:
    data = pdf(tabell(5, "antal"))
    assert liggande(data) == []
    assert grad(data, "1000") == pytest.approx(grad(pdf(tabell(2)), "1000"))


def test_a_table_a_little_too_wide_is_set_smaller() -> None:
    data = pdf(tabell(10, "åtgärder"))
    assert utanfor(data) == []
    assert liggande(data) == []
    assert grad(data, "1000") < grad(pdf(tabell(2)), "1000")


@pytest.mark.parametrize(
    "rikt",
    [
        tabell(13),
        tabell(13, rubriker=False, ord_="x") + tabell(13, "kommunstyrelsen"),
        f"<blockquote>{tabell(12)}</blockquote>",
        f"<ul><li><p>Punkt</p>{tabell(12)}</li></ul>",
        f"<p>Före.</p><h3>Utfall</h3><h4>Per år</h4>{tabell(14)}<p>Efter.</p>",
        tabell(11, rader=70),
        "<table><tbody><tr><th colspan='2'>År</th>"
        + "<th>verksamhet</th>" * 11
        + "</tr><tr>"
        + "<td>123 456</td>" * 13
        + "</tr></tbody></table>",
    ],
)
def test_a_table_far_too_wide_gets_a_lying_page(rikt: str) -> None:
    data = pdf(rikt)
    assert utanfor(data) == []
    assert liggande(data)
    assert fel(data) == []


def test_the_heading_goes_with_its_table_and_the_text_goes_on_standing() -> None:
    data = pdf(f"<p>Före.</p><h3>Utfall</h3>{tabell(14)}<p>Efter.</p>")
    sidan = {r.text: r.sida for r in rader(data)}
    (lagd,) = liggande(data)
    assert (sidan["Före."], sidan["Utfall"], sidan["Efter."]) == (lagd - 1, lagd, lagd + 1)
    assert f"Sida {lagd} (3)" in sidan


def test_the_heading_of_the_section_goes_with_a_table_that_comes_first() -> None:
    data = pdf(tabell(14))
    sidan = {r.text: r.sida for r in rader(data)}
    assert sidan["Bakgrund"] == liggande(data)[0]


def test_the_header_cells_are_repeated_where_a_table_goes_on() -> None:
    huvud = "<thead><tr>" + "".join(f"<th>Spalt {k}</th>" for k in range(3)) + "</tr></thead>"
    kropp = "<tbody>" + "<tr><td>a</td><td>b</td><td>c</td></tr>" * 90 + "</tbody>"
    data = pdf(f"<table>{huvud}{kropp}</table>")
    assert [r.sida for r in rader(data) if r.text.startswith("Spalt 0")] == [1, 2, 3]


def test_what_was_frozen_and_fits_nowhere_is_still_within_the_paper() -> None:
    data = pdf(tabell(40, "kommunfullmäktige"))
    assert utanfor(data) == []
    assert fel(data) == []


def test_a_long_word_in_a_table_of_ours_stays_within_the_page() -> None:
    rad = f"<tr><th scope='row'>Plats</th><td>{'https://exempel.invalid/' + 'mycketlangt' * 20}</td></tr>"
    tabellen = f"<table class='tabell uppgifter'><tbody>{rad}</tbody></table>"
    artikel = f"<article class='dokument'><h1 class='titel'>T</h1>{tabellen}</article>"
    data = render.rendera_html(artikel, titel="T", forfattare="F")[0]
    assert utanfor(data) == []
