"""What a reader of a downloaded PDF can see: its words, and whether it is what an archive takes."""

from __future__ import annotations

import re

import page as page_validation
import pypdfium2

PROFILER = ("2a", "ua1")


def brister(data: bytes) -> list[str]:
    """Every rule of PDF/A-2a and PDF/UA-1 that the validator finds broken."""
    return [
        f"{profil} {f.rule_id}: {f.message}"
        for profil in PROFILER
        for f in page_validation.validate_pdf_bytes(data, profile=profil).failures
    ]


def ord_i(data: bytes) -> str:
    """The words of a PDF on one line, without the hyphens that the line breaks made."""
    return platta("\n".join(_sidor(data)))


def ord_per_sida(data: bytes) -> list[str]:
    """The words of each page, as `ord_i` gives those of the whole."""
    return [platta(sida) for sida in _sidor(data)]


def _sidor(data: bytes) -> list[str]:
    dokument = pypdfium2.PdfDocument(data)
    try:
        return [sida.get_textpage().get_text_range() for sida in dokument]
    finally:
        dokument.close()


def platta(text: str) -> str:
    """One line, every kind of space one space, soft hyphens away."""
    text = re.sub("[\u00ad\ufffe\x02]\\s*", "", text)
    return " ".join(text.split())
