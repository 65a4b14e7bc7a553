"""Real texts as a PDF gave them, split into sections by their own headings; without them, our own of the same outline."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys.texter import SYNPUNKTER, Text

VERKLIGA = Path(__file__).resolve().parents[3] / "shared" / "cases"
EGNA = Path(__file__).parent / "forlagor"
"""Invented texts, each broken into lines and pages as the real one of its number is."""
FORLAGOR = VERKLIGA if VERKLIGA.is_dir() else EGNA


def motionen(mapp: Path = FORLAGOR) -> Text:
    """The tjänsteutlåtande on a motion, which has no «Ärendet»."""
    delar = _delar(
        las("s0", mapp),
        ["Sammanfattning", "Bakgrund", "Ärendets beredning", "Förvaltningens synpunkter"],
        slut="Bilaga:",
    )
    return Text(
        "Motion om traineeprogram",
        delar,
        byt_namn={SYNPUNKTER: "Förvaltningens synpunkter"},
        utan=["Ärendet"],
    )


def remissen(mapp: Path = FORLAGOR) -> Text:
    """The tjänsteutlåtande on a remiss without a motion, with lists, and a heading that carries the förvaltning's name."""
    delar = _delar(
        las("s3", mapp),
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


def stadsdelen(mapp: Path = FORLAGOR) -> Text:
    """A stadsdelsnämnd's tjänsteutlåtande on a motion, where the title heads every page but the first."""
    delar = _delar(
        utan_upprepad_titel(las("s2", mapp)),
        ["Sammanfattning", "Bakgrund", "Ärendet", "Ärendets beredning", SYNPUNKTER],
        slut="Bilaga",
    )
    return Text(
        "Motion om ett mentorsprogram",
        {**delar, "Jämställdhet": "Se Ärendets beredning."},
    )


def uttalandena(mapp: Path = FORLAGOR) -> list[str]:
    """The three statements of a §, in order; the third repeats the first."""
    text = las("s1", mapp)
    start = re.compile(r"följande\s+(?:särskilda\s+uttalande|ersättaryttrande)\.")
    slut = re.compile(r"^ ?(?:Särskilt uttalande|Ersättaryttrande) *$|\Z", re.M)
    return [_ett_stycke(text[m.end() : slut.search(text, m.end()).start()]) for m in start.finditer(text)]  # type: ignore[union-attr]


def _ett_stycke(text: str) -> str:
    return " ".join(text.split())


def las(nummer: str, mapp: Path) -> str:
    """The text of that number in the folder."""
    return next(mapp.glob(f"{nummer}-*.txt")).read_text("utf-8")


_UPPREPAD_TITEL = re.compile(r"^ (\S[^\n]*\n\n[^\n]+)\n(?=.*^ \1$)", re.M | re.S)


def _delar(text: str, rubriker: list[str], *, slut: str) -> dict[str, str]:
    platser, nasta = [], 0
    for rubrik in [*rubriker, slut]:
        hit = re.compile(rf"^[ ]?{re.escape(rubrik)} *$", re.M).search(text, nasta)
        assert hit, f"Rubriken {rubrik} finns inte"
        platser.append(hit.span())
        nasta = hit.end()
    return {
        rubrik: _stycken(text[fran[1] : till[0]])
        for rubrik, fran, till in zip(rubriker, platser, platser[1:], strict=False)
    }


def utan_upprepad_titel(text: str) -> str:
    """Without the two lines of title that a running header has put in the middle of the text."""
    hit = _UPPREPAD_TITEL.search(text)
    return text.replace(f" {hit[1]}\n", "") if hit else text


SIDHUVUD = re.compile(r"\s*\n Tjänsteutlåtande \n.*?appear here\. \s*", re.S)
_SIDBRYT = re.compile(r"\. *\n (?=\S)")
_PUNKT = re.compile(r"\n\n (?=\S)")
_TOMRAD = re.compile(r"\n\n \n")


def _stycken(text: str) -> str:
    """Lines of a PDF as paragraphs apart by an empty line, and lists whose items begin with «- ».

    Every other line is empty; a line with one space ends a paragraph; a line that begins with a space is an item, or comes first
    on its page; the header of a page may stand in mid-sentence.
    """
    text = SIDHUVUD.sub(" ", text)
    text = _TOMRAD.sub("\N{PILCROW SIGN}", _SIDBRYT.sub(".\N{PILCROW SIGN}", text))
    stycken = []
    for stycke in text.split("\N{PILCROW SIGN}"):
        inledning, *punkter = (" ".join(d.split()) for d in _PUNKT.split(stycke))
        stycken.append(inledning)
        stycken.append("\n".join(f"- {p}" for p in punkter))
    return "\n\n".join(filter(None, stycken))
