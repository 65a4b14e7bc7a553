"""Whether the tables of a text can be set, asked before it is frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from motions.documents import render
from motions.documents.typesetting import SATTNING

_SIDA, _TECKEN, _KOLUMN = 640, 5, 10
"""In points: less than the width of a lying page, more than a sign of the smallest type and the edges of a column take."""
_TABELL = re.compile(r"<table\b.*?</table>", re.DOTALL)
_RAD = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|$)", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b([^>]*)>")
_SPANN = re.compile(r'colspan="(\d+)"')
_MARKE = re.compile(r"<[^<>]*>")
_INDRAGET = re.compile(r"<(?:ul|ol|blockquote)\b")


def for_breda(avsnitt: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """The tables that no page can hold: the key of their section, and which of its tables. Errors: OverGransError.

    `avsnitt`: key and formatted text of each. Only what may be too wide is laid out, in a process apart, and a text once.
    """
    kanske = tuple((nyckel, text) for nyckel, text in avsnitt if _kan_vara_for_bred(text))
    return _lagg_ut(kanske) if kanske else ()


@lru_cache(maxsize=256)
def _lagg_ut(avsnitt: tuple[tuple[str, str], ...]) -> tuple[tuple[str, int], ...]:
    return tuple(SATTNING.gor(render.breda_tabeller, avsnitt))


def _kan_vara_for_bred(text: str) -> bool:
    """Whether some table might be: as many columns as its longest row has, each as wide as the longest word of them all."""
    if "<table" not in text:
        return False
    tabeller = _TABELL.findall(text)
    if text.count("<table") != len(tabeller) or _INDRAGET.search(text):
        return True
    return any(_storst_bredd(tabell) > _SIDA for tabell in tabeller)


def _storst_bredd(tabell: str) -> int:
    kolumner = max((sum(_spann(c) for c in _CELL.findall(rad)) for rad in _RAD.findall(tabell)), default=0)
    langst = max((len(ord_) for ord_ in _MARKE.sub(" ", tabell).split()), default=0)
    return kolumner * (langst * _TECKEN + _KOLUMN)


def _spann(attribut: str) -> int:
    hit = _SPANN.search(attribut)
    return int(hit[1]) if hit else 1
