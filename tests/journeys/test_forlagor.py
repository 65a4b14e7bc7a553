"""The texts of a PDF are read by their outline: our own always, and the real ones where they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.texter import Text
from tests.journeys.verkligt import EGNA, FORLAGOR, VERKLIGA, motionen, remissen, stadsdelen, uttalandena
from tests.journeys.verkligt_uppdrag import AVSNITT, EGET, VERKLIGT, uppdraget

MAPPAR = pytest.mark.parametrize("mapp", list(dict.fromkeys([EGNA, FORLAGOR])), ids=str)

I_DOKUMENTET = [rubrik for niva, rubrik in EGET.rubriker if niva == 2]
"""The sections in the order of our document."""


def listor(text: Text) -> dict[str, list[int]]:
    """How many items each list has, by section."""
    return {
        rubrik: [s.count("\n- ") + 1 for s in stycken.split("\n\n") if s.startswith("- ")]
        for rubrik, stycken in text.avsnitt.items()
    }


def hela(text: Text) -> str:
    """All that is written."""
    return "\n\n".join(text.avsnitt.values())


@MAPPAR
def test_a_motion_has_its_four_sections_and_no_lists(mapp: Path) -> None:
    assert listor(motionen(mapp)) == {
        "Sammanfattning": [],
        "Bakgrund": [],
        "Ärendets beredning": [],
        "Förvaltningens synpunkter": [],
    }


@MAPPAR
def test_a_remiss_has_its_two_lists_and_no_header_of_a_page(mapp: Path) -> None:
    text = remissen(mapp)

    assert list(listor(text).values()) == [[6], [], [6], [], []]
    assert "appear here" not in hela(text)


@MAPPAR
def test_the_title_that_heads_a_page_is_not_in_the_text(mapp: Path) -> None:
    text = stadsdelen(mapp)

    assert len(text.avsnitt) == 6
    assert not re.search(r"^(?:Satsning|Motion om)", hela(text), re.M)


@MAPPAR
def test_three_statements_are_found_and_the_third_repeats_the_first(mapp: Path) -> None:
    ett, tva, tre = uttalandena(mapp)

    assert ett == tre != tva


@MAPPAR
def test_a_budgetuppdrag_has_the_headings_notes_and_lists_found_by_hand(mapp: Path) -> None:
    facit = VERKLIGT if mapp == VERKLIGA else EGET
    text = uppdraget(mapp, facit)

    rubriker = re.findall(r"^#+ .*$", hela(text), re.M)
    assert len(rubriker) + len(AVSNITT) == len(facit.rubriker)
    assert re.findall(r"(\w+)\.?\[\^", "\n".join(text.avsnitt[a] for a in I_DOKUMENTET)) == facit.noter
    assert [antal for a in I_DOKUMENTET for antal in listor(text)[a]] == facit.listor
