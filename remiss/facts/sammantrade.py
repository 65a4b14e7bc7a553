"""What the acts on a sitting must be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motions.models import Fortroendevald
from remiss.facts.base import Facts


@dataclass(frozen=True)
class PlaneraOm(Facts):
    """The new time and place. Days that are not given come from the organ's settings."""

    start_at: datetime
    plats: str
    stopp_on: date | None = None
    kallelse_senast_on: date | None = None


@dataclass(frozen=True)
class Planera(PlaneraOm):
    """A new sitting: to whom absence is told, and whether the public may come (KL 6:25)."""

    forhinder: str = ""
    offentligt: bool = False


@dataclass(frozen=True)
class Deltagande:
    """One mandate at the upprop: whether it serves, for whom, from and to which punkt, and whether at a distance."""

    uppdrag_id: int
    tjanstgor: bool
    for_uppdrag_id: int | None = None
    fran_ordning: int | None = None
    till_ordning: int | None = None
    distans: bool = False


@dataclass(frozen=True)
class OvrigPerson:
    """Somebody in the room without a mandate."""

    namn: str
    funktion: str


@dataclass(frozen=True)
class RegistreraNarvaro(Facts):
    """The upprop. `ovriga`: others in the room; None leaves them as they are."""

    rader: Sequence[Deltagande]
    ovriga: Sequence[OvrigPerson] | None = None


@dataclass(frozen=True)
class ValjJusterare(Facts):
    """Who is chosen to justera."""

    fortroendevalda: Iterable[Fortroendevald]


@dataclass(frozen=True)
class AvslutaSammantrade(Facts):
    """When the sitting ended; None is now."""

    slut_at: datetime | None = None
