"""One day and what falls due on it, how far away it is, and under which heading it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motions import deadlines

KOMMANDE_DAGAR = 30


class Fristslag(StrEnum):
    """What kind of day it is."""

    REMISSTID = "remisstid"
    MOTION = "motion"
    ANSTAND = "anstand"
    AVSLUT = "avslut"
    STOPP = "stopp"
    KALLELSE = "kallelse"
    JUSTERING = "justering"
    UTTALANDE = "uttalande"
    ANSLAG = "anslag"
    OVERKLAGANDE = "overklagande"
    NEDTAGNING = "nedtagning"


class Art(StrEnum):
    """How the day binds: the last day for an act, the first day for one, or a day that one only has to know."""

    SENAST = "senast"
    TIDIGAST = "tidigast"
    UPPLYSNING = "upplysning"


class Grupp(StrEnum):
    """Where a row stands on the page, in this order."""

    FORSENAT = "Försenat"
    I_DAG = "I dag"
    KAN_GORAS = "Kan göras nu"
    VECKAN = "Denna vecka"
    KOMMANDE = f"Kommande {KOMMANDE_DAGAR} dagar"
    LANGRE = "Längre fram"
    FOR_SENT = "Gjort för sent"


@dataclass(frozen=True)
class Subjekt:
    """What a row is about: a kind and a key, the words for it, and whether it is secret."""

    slag: str
    pk: int
    namn: str
    dnr: str = ""
    hemligt: bool = False


@dataclass(frozen=True)
class Fristrad:
    """One day and what falls due on it.

    ``dag`` is the day the law holds one to, ``mal`` the day to aim at when that is an earlier one. ``grund`` is the lagrum, or
    what else sets the day. ``tur`` says in words who must act. From ``varnad_on`` the row is shown although its day is far away.
    ``klart`` is the day on which it was done, too late. ``del_pk`` tells rows of the same kind and subject apart.
    """

    slag: Fristslag
    dag: date
    vad: str
    grund: str
    anledning: str
    subjekt: Subjekt
    tur: str
    art: Art = Art.SENAST
    mal: date | None = None
    varnad_on: date | None = None
    klart: date | None = None
    del_pk: int = 0

    @property
    def nyckel(self) -> str:
        """The same for the same frist, also when its day has moved."""
        return f"{self.slag}-{self.subjekt.slag}-{self.subjekt.pk}-{self.del_pk}"

    def etikett(self, today: date) -> str:
        """How far away the day is, in at most twenty characters (ux A6)."""
        if self.klart:
            return deadlines.klart_etikett(self.dag, self.klart)
        if self.art is Art.TIDIGAST:
            return "Kan göras nu" if self.dag <= today else f"Tidigast {_om(self.dag, today)}"
        return deadlines.frist_etikett(self.dag, today)

    def grupp(self, today: date) -> Grupp | None:
        """Under which heading it stands on ``today``; None when it is not to be shown."""
        if self.klart:
            return Grupp.FOR_SENT
        if self.dag <= today and self.art is Art.TIDIGAST:
            return Grupp.KAN_GORAS
        if self.dag < today:
            return Grupp.FORSENAT if self.art is Art.SENAST else None
        if self.dag == today:
            return Grupp.I_DAG
        if self.dag <= veckans_slut(today):
            return Grupp.VECKAN
        if self.dag <= today + timedelta(days=KOMMANDE_DAGAR):
            return Grupp.KOMMANDE
        return Grupp.LANGRE if self.varnad_on and self.varnad_on <= today else None


def _om(dag: date, today: date) -> str:
    dagar = (dag - today).days
    return "i morgon" if dagar == 1 else f"om {dagar} dagar"


def veckans_slut(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=6 - today.weekday())


def gruppera(rader: Iterable[Fristrad], today: date) -> list[tuple[Grupp, list[Fristrad]]]:
    """The rows under their headings, each by day, without the headings that nothing stands under."""
    under: dict[Grupp, list[Fristrad]] = {}
    for rad in sorted(rader, key=lambda r: (r.dag, r.subjekt.namn, r.nyckel)):
        grupp = rad.grupp(today)
        if grupp is not None:
            under.setdefault(grupp, []).append(rad)
    return [(grupp, under[grupp]) for grupp in Grupp if grupp in under]
