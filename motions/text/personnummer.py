"""Personnummer and samordningsnummer in a text (folkbokföringslagen 18 §), and the text without. The module is pure.

A number counts when its day exists and its check digit is right. An organisationsnummer has a third digit of two or more, so no
month, and a diarienummer hardly ever fits. What is found is warned of, and nothing is decided by it.
"""

from __future__ import annotations

import re
from datetime import date

_NUMMER = re.compile(
    r"(?<!\d)(18|19|20)?(\d{2})(\d{2})(\d{2})[ \u00a0]?[-+_‐‑‒–—−]?[ \u00a0]?(\d{4})(?!\d)", re.ASCII
)
_SAMORDNING = 60
"""Added to the day of a samordningsnummer."""
UTELAMNAT = "[personnummer]"


def _ar_nummer(hit: re.Match[str]) -> bool:
    manad, dag = int(hit[3]), int(hit[4])
    if dag > _SAMORDNING:
        dag -= _SAMORDNING
    ar = int(hit[2])
    for sekel in (int(hit[1]),) if hit[1] else (19, 20):
        try:
            date(sekel * 100 + ar, manad, dag)
        except ValueError:
            continue
        return _kontrollsiffran_stammer(hit[2] + hit[3] + hit[4] + hit[5])
    return False


def _kontrollsiffran_stammer(siffror: str) -> bool:
    """Luhn over the ten digits."""
    summa = 0
    for plats, siffra in enumerate(siffror):
        tal = int(siffra) * (2 if plats % 2 == 0 else 1)
        summa += tal // 10 + tal % 10
    return summa % 10 == 0


def hitta(text: str) -> list[str]:
    """The numbers as they are written, each once."""
    return list(dict.fromkeys(hit[0] for hit in _NUMMER.finditer(text) if _ar_nummer(hit)))


def utan(text: str) -> str:
    """The text with a word in the place of each number."""
    return _NUMMER.sub(lambda hit: UTELAMNAT if _ar_nummer(hit) else hit[0], text)
