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
    """What has come in, as the registrator lays it in or as a mail said it."""

    forvaltning: Forvaltning
    inkommen_on: date
    avsandare: str
    amne: str
    epost: str = ""
    avsandarens_dnr: str = ""
    text: str = ""
    meddelande_id: str = ""
    filer: Sequence[GranskadFil] = ()
    avvisade: Sequence[Avvisad] = ()

    def __post_init__(self) -> None:
        """Its words are NFC, whatever wrote them; the bytes of its files are left as they came."""
        for falt in ("avsandare", "amne", "avsandarens_dnr", "text"):
            vars(self)[falt] = nfc(getattr(self, falt))
