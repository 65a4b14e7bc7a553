"""The real texts, where they are at hand: split into sections by their own headings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.texter import SYNPUNKTER, Text

MAPP = Path(__file__).resolve().parents[3] / "shared" / "cases"


def motionen() -> Text:
    """The tjänsteutlåtande on a motion, which has no «Ärendet»."""
    delar = _delar(
        "s0",
        ["Sammanfattning", "Bakgrund", "Ärendets beredning", "Förvaltningens synpunkter"],
        slut="Bilaga:",
    )
    return Text(
        "Motion om traineeprogram",
        delar,
        byt_namn={SYNPUNKTER: "Förvaltningens synpunkter"},
        utan=["Ärendet"],
    )


def remissen() -> Text:
    """The tjänsteutlåtande on a remiss without a motion, with lists, and a heading that carries the förvaltning's name."""
    delar = _delar(
        "s3",
        [
            "Sammanfattning",
            "Bakgrund",
            "Ärendet",
            "Ärendets beredning",
            "Arbetsmarknadsförvaltningens synpunkter och förslag",
        ],
        slut="____________________________",
    )
    return Text(
        "Remiss om en färdplan",
        delar,
        byt_namn={SYNPUNKTER: "Arbetsmarknadsförvaltningens synpunkter och förslag"},
    )


def _delar(namn: str, rubriker: list[str], *, slut: str) -> dict[str, str]:
    filer = sorted(MAPP.glob(f"{namn}-*.txt"))
    if not filer:
        pytest.skip("De verkliga texterna (../shared/cases) finns inte här.")
    text = filer[0].read_text()
    platser, nasta = [], 0
    for rubrik in [*rubriker, slut]:
        hit = re.compile(rf"^[ ]?{re.escape(rubrik)} *$", re.M).search(text, nasta)
        assert hit, f"Rubriken {rubrik} finns inte i {filer[0].name}"
        platser.append(hit.span())
        nasta = hit.end()
    return {
        rubrik: _stycken(text[fran[1] : till[0]])
        for rubrik, fran, till in zip(rubriker, platser, platser[1:], strict=False)
    }


_SIDHUVUD = re.compile(r"\s*\n Tjänsteutlåtande \n.*?appear here\. \s*", re.S)
_SIDBRYT = re.compile(r"\. *\n (?=\S)")
_PUNKT = re.compile(r"\n\n (?=\S)")
_TOMRAD = re.compile(r"\n\n \n")


def _stycken(text: str) -> str:
    """Lines of a PDF as paragraphs apart by an empty line, and lists whose items begin with «- ».

    Every other line is empty; a line with one space ends a paragraph; a line that begins with a space is an item, or comes first
    on its page; the header of a page may stand in mid-sentence.
    """
    text = _SIDHUVUD.sub(" ", text)
    text = _TOMRAD.sub("\N{PILCROW SIGN}", _SIDBRYT.sub(".\N{PILCROW SIGN}", text))
    stycken = []
    for stycke in text.split("\N{PILCROW SIGN}"):
        inledning, *punkter = (" ".join(d.split()) for d in _PUNKT.split(stycke))
        stycken.append(inledning)
        stycken.append("\n".join(f"- {p}" for p in punkter))
    return "\n\n".join(filter(None, stycken))
