"""What the acts of one person who decides must be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import Delegationspunkt, Fortroendeuppdrag
from remiss.facts.base import Facts


@dataclass(frozen=True)
class BeslutaPaDelegation(Facts):
    """By which point of the delegationsordning, and the words of the beslut. `version`: the key of the text that is adopted."""

    delegationspunkt: Delegationspunkt
    satser: Sequence[str]
    version: int | None


@dataclass(frozen=True)
class AvstaPaDelegation(Facts):
    """By which point the delegat abstains, the words of the beslut, and the letter that says so."""

    delegationspunkt: Delegationspunkt
    satser: Sequence[str]
    svar_text: str


@dataclass(frozen=True)
class RegistreraOrdforandebeslut(Facts):
    """What the ordförande decided, when, and why it could not wait (KL 6:39). `fil`: the signed original.

    `version`: the key of the signed text that the page named, if there was one; a svar that is that text is no other.
    """

    uppdrag: Fortroendeuppdrag
    fattat_on: date
    bradska: str
    satser: Sequence[str]
    svar: str
    svar_text: str = ""
    fil: GranskadFil | None = None
    version: int | None = None
