"""A letter before it is kept: what came, from whom and when, with its files and those that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import Forvaltning
from motions.text.signs import nfc


@dataclass(frozen=True)
class Avvisad:
    """A file that was not accepted: its name and why, for the letter to name it."""

    filnamn: str
    skal: str


@dataclass(frozen=True)
class Brev:
    """What has come in, as the registrator lays it in or as a mail said it.

    `original` is the message as it came, `sha256` the digest by which it is known, `bilder` the pictures that stand in its text.
    `olast`: why it could not be read; then only its head is known, if that.
    """

    forvaltning: Forvaltning
    inkommen_on: date
    avsandare: str
    amne: str
    epost: str = ""
    avsandarens_dnr: str = ""
    text: str = ""
    meddelande_id: str = ""
    filer: Sequence[GranskadFil] = ()
    bilder: Sequence[GranskadFil] = ()
    original: GranskadFil | None = None
    sha256: str = ""
    avvisade: Sequence[Avvisad] = ()
    olast: str = ""

    def __post_init__(self) -> None:
        """Its words are NFC, whatever wrote them; the bytes of its files are left as they came."""
        for falt in ("avsandare", "amne", "avsandarens_dnr", "text"):
            vars(self)[falt] = nfc(getattr(self, falt))
