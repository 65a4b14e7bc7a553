"""Raised and lowered signs, and the kinds of numbered lists: the same from the editor to the paper."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from motions.documents import context, render
from motions.documents.context.utlatande import Avsnittstext
from motions.text import footnote, plain_text, rich_text
from motions.text.past_tense import i_preteritum
from motions.text.word_diff import skillnad
from tests.documents import bygge

UPPHOJT = "<p>Halten är 10<sup>-3</sup> g, x<sub>max</sub> likaså.</p>"
LISTOR = '<ol start="3" type="a"><li><p>tre</p><ol type="I"><li><p>ett</p></li></ol></li></ol>'


def test_a_raised_and_a_lowered_sign_are_kept_and_join_their_word() -> None:
    assert rich_text.sanera(UPPHOJT) == UPPHOJT
    assert rich_text.brist(UPPHOJT) == ""
    assert rich_text.som_text(UPPHOJT) == "Halten är 10-3 g, xmax likaså."
    assert plain_text.foreign_words(UPPHOJT) == "Halten är 10-3 g, xmax likaså."
    assert rich_text.ord(UPPHOJT) == 6


def test_a_raised_sign_that_a_browser_would_move_is_not_taken_for_the_editors_own() -> None:
    assert rich_text.brist("<p><sup>a<sup>b</sup></sup></p>") == ""
    assert rich_text.brist("<sup>" * 150 + "a") != ""


def test_a_raised_sign_parts_no_word_of_a_footnote() -> None:
    assert footnote.rensa('<span class="fotnot">m<sup>x</sup>y</span>') == '<span class="fotnot">mxy</span>'


def test_the_comparison_keeps_a_raised_sign_and_joins_one_that_is_gone_to_its_word() -> None:
    svar = skillnad("<p>Värdet 10<sup>ab</sup> gäller.</p>", "<p>Värdet 10<sup>cd</sup> gäller.</p>")
    assert svar.html == "<p>Värdet 10<sup><del>ab</del><ins>cd</ins></sup> gäller.</p>"
    assert "<del>xmax</del>" in skillnad("<p>Är x<sub>max</sub> nu.</p>", "<p>Är nu.</p>").html


def test_the_signs_stand_where_they_stood_in_the_past_tense() -> None:
    assert i_preteritum("Nämnden godkänner 40 m² och 3 ton CO₂.") == "Nämnden godkände 40 m² och 3 ton CO₂."


@pytest.mark.parametrize("typ", ["a", "A", "i", "I"])
@pytest.mark.parametrize("start", ["0", "3", "99", "100", "2026", "9999"])
def test_a_list_keeps_its_kind_and_its_start(typ: str, start: str) -> None:
    html = f'<ol start="{start}" type="{typ}"><li><p>x</p></li></ol>'
    rent = rich_text.sanera(html)
    assert f'start="{start}"' in rent
    assert f'type="{typ}"' in rent
    assert rich_text.sanera(rent) == rent
    assert rich_text.brist(html) == ""


@pytest.mark.parametrize("attribut", ['type="disc"', 'type="1"', 'start="-1"', 'start="10000"', 'start="03"'])
def test_a_list_of_no_known_kind_or_of_a_senseless_start_is_a_plain_one(attribut: str) -> None:
    assert rich_text.sanera(f"<ol {attribut}><li><p>x</p></li></ol>") == "<ol><li><p>x</p></li></ol>"


def test_a_span_of_cells_stays_small() -> None:
    tabell = '<table><tbody><tr><td colspan="0">x</td><td rowspan="100">y</td></tr></tbody></table>'
    assert "span=" not in rich_text.sanera(tabell)


def test_the_paper_shows_the_kind_and_the_start_of_a_list_and_raised_signs_small(fall: bygge.Fall) -> None:
    fakta = context.tjansteutlatande(fall.version, today=fall.today)
    fakta = replace(fakta, avsnitt=(Avsnittstext("Bakgrund", LISTOR + UPPHOJT),), attsatser=(), bilagor=())
    dokument = pypdfium2.PdfDocument(render.render(fakta)[0])
    ord_ = " ".join(sida.get_textpage().get_text_range() for sida in dokument).split()
    assert {"c.", "I.", "10-3", "xmax"} <= set(ord_), ord_
