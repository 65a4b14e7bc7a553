"""What the acts on a protokoll must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import Fortroendevald
from remiss.facts.base import Facts


@dataclass(frozen=True)
class Justera(Facts):
    """The key of the text that is signed, or refused: the one that the page named, if it named one."""

    dokument: int | None


@dataclass(frozen=True)
class NekaJustering(Justera):
    """Why one does not sign it."""

    skal: str


@dataclass(frozen=True)
class RegistreraJustering(Justera):
    """A signature made outside the app: whose, how, when, and the signed original."""

    fortroendevald: Fortroendevald
    satt: str
    justerad_on: date
    fil: GranskadFil | None


@dataclass(frozen=True)
class Ansla(Facts):
    """Which board, where the protokoll is kept, and the day it went up (KL 8:12)."""

    tavla: str
    forvaringsplats: str
    anslaget_on: date


@dataclass(frozen=True)
class TaNed(Facts):
    """The day it came down."""

    nedtaget_on: date
