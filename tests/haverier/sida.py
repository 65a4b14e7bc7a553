"""The page that says what was done and what it came to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.resultat import maskin, rad, tal
from tests.haverier.dom import Dom
from tests.haverier.resultat import Ramar, Resultat

SIDA = Path(__file__).resolve().parents[2] / "docs" / "haverier.md"
TABELLEN = re.compile(r"<!-- tal -->\n.*<!-- slut tal -->\n", re.DOTALL)
FELSLAG = {
    "forlorade": "kvitterat som är borta",
    "dubbla": "gjort två gånger",
    "halva": "halvt gjort",
    "strandade": "strandat efter två minuter",
    "nummer": "luckor och dubbletter i nummer",
    "halsa": "fel svar av `/halsa`",
    "ohittade": "ohittade fel",
    "falska_larm": "falska larm",
    "svar": "svar som ingen ska få",
}
HOGST = 5


def tabell(resultaten: Sequence[Resultat]) -> str:
    """A row for each fault: how many of how many, what was found, the time, and what was measured."""
    rader = ["| Haveri | Gjorda | Av | Fel | Sekunder | Mätt |", "|---|---:|---:|---|---:|---|"]
    for r in resultaten:
        if r.hoppades_over:
            rader.append(rad(r.namn, 0, tal(r.hela), "–", "", r.hoppades_over))
            continue
        matt = "; ".join(
            f"{namn}: {varde}" for namn, varde in r.matt.items() if not namn.startswith("sätt: ")
        )
        rader.append(rad(r.namn, tal(r.antal), tal(r.hela), antal_fel(r.dom), f"{r.sekunder:.0f}", matt))
    return "\n".join(rader)


def antal_fel(dom: Dom) -> str:
    """«inga», or how many of each kind."""
    return (
        ", ".join(f"**{len(getattr(dom, n))} {ord_}**" for n, ord_ in FELSLAG.items() if getattr(dom, n))
        or "inga"
    )


def utslaget(resultaten: Sequence[Resultat]) -> str:
    """All of it together, a row for each kind of fault."""
    dom = sum((r.dom for r in resultaten), Dom())
    rader = ["| Vad | Antal |", "|---|---:|"]
    return "\n".join(rader + [rad(ord_, len(getattr(dom, namn))) for namn, ord_ in FELSLAG.items()])


def manipulationer(resultaten: Sequence[Resultat]) -> str:
    """How each way of tampering was met; nothing when there was none."""
    satten = [
        rad(f"`{namn.removeprefix('sätt: ')}`", varde)
        for r in resultaten
        for namn, varde in r.matt.items()
        if namn.startswith("sätt: ")
    ]
    return "\n".join(["| Sätt att ändra | Utslag |", "|---|---|", *satten]) if satten else ""


def felen(resultaten: Sequence[Resultat]) -> str:
    """What was found, the first of each; nothing when nothing was."""
    rader = [f"- {r.namn}: {fel}" for r in resultaten for fel in r.dom.fel[:HOGST]]
    return "\n".join(["Det som hittades, de första av varje:", "", *rader]) if rader else ""


def skriv(resultaten: Sequence[Resultat], ramar: Ramar, idag: date) -> str:
    """Put the figures into docs/haverier.md, between their marks; the rest is written by hand."""
    delar = [
        f"Körd {idag.isoformat()} med frö {ramar.fro}, {ramar.skala * 100:g} procent av det hela. Maskinen: {maskin()}.",
        utslaget(resultaten),
        tabell(resultaten),
        manipulationer(resultaten),
        felen(resultaten),
    ]
    text = "<!-- tal -->\n" + "\n\n".join(del_ for del_ in delar if del_) + "\n<!-- slut tal -->\n"
    SIDA.write_text(TABELLEN.sub(lambda _: text, SIDA.read_text("utf-8")), "utf-8")
    return text
