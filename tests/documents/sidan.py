"""The lines of a PDF as a reader sees them: their words, where they stand, and how large they are. Lengths in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2

pdfium: Any = pypdfium2.raw
PUNKT = 25.4 / 72
DELAT = "\ufffe"
"""What pdfium reads for a hyphen that has divided a word."""


@dataclass(frozen=True)
class Rad:
    """A line of text. `nere`: from the foot of the page to its baseline."""

    sida: int
    text: str
    vanster: float
    hoger: float
    nere: float
    grad: float

    @property
    def slutar_med_streck(self) -> bool:
        """Whether its last sign is a hyphen."""
        return self.text.endswith("-")


def sidmatt(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page."""
    dokument: Any = pypdfium2.PdfDocument(data)
    try:
        return [(sida.get_width() * PUNKT, sida.get_height() * PUNKT) for sida in dokument]
    finally:
        dokument.close()


def rader(data: bytes) -> list[Rad]:
    """Every line, page by page, in the order in which it is painted."""
    dokument: Any = pypdfium2.PdfDocument(data)
    try:
        return [rad for n, sida in enumerate(dokument, start=1) for rad in _pa_sidan(n, sida)]
    finally:
        dokument.close()


def _pa_sidan(nummer: int, sida: Any) -> Iterator[Rad]:
    ord_ = sida.get_textpage()
    tecken: list[tuple[str, float, float, float, float]] = []
    for i in range(ord_.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(ord_.raw, i))
        if text in "\r\n":
            continue
        vanster, nere, hoger, uppe = ord_.get_charbox(i, loose=True)
        ny = tecken and (abs(nere - tecken[-1][3]) > 4 or vanster < tecken[-1][1] - 20)
        if ny:
            yield _rad(nummer, tecken)
            tecken = []
        tecken.append((text, vanster, hoger, nere, uppe - nere))
    if tecken:
        yield _rad(nummer, tecken)


def _rad(sida: int, tecken: list[tuple[str, float, float, float, float]]) -> Rad:
    synliga = [t for t in tecken if t[0].strip()] or tecken
    return Rad(
        sida,
        "".join(t[0] for t in tecken).replace(DELAT, "-").replace("\x02", "-").strip(),
        min(t[1] for t in synliga) * PUNKT,
        max(t[2] for t in synliga) * PUNKT,
        min(t[3] for t in synliga) * PUNKT,
        max(t[4] for t in synliga),
    )
