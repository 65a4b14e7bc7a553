"""What each step of «Ny kommun» must be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from motions.models import Enhet, Klassificering
from remiss.facts.base import Facts

SKILJE = ">"
"""Between a överordnad enhet and the enhet below it."""


Faltvarde = str | int | date | Sequence[str] | Model | None
"""What a field of the registers can hold."""


@dataclass(frozen=True)
class RadensFalt(Facts):
    """The fields of the step's one row, as they should stand."""

    falt: Mapping[str, Faltvarde]


@dataclass(frozen=True)
class Forvaltningen(RadensFalt):
    """`enheter`: names, «Avdelning > Enhet» for one below another."""

    enheter: Sequence[str]


@dataclass(frozen=True)
class Koder(Facts):
    """The codes with their names, and from when."""

    koder: Sequence[tuple[str, str]]
    fran_on: date


@dataclass(frozen=True)
class Mallavsnitt:
    """A section of the ärendetyp."""

    nyckel: str
    rubrik: str
    obligatoriskt: bool
    hjalp: str


@dataclass(frozen=True)
class Arendetypen(Facts):
    """The ärendetyp and its sections, in their order."""

    namn: str
    klassificering: Klassificering | None
    avsnitt: Sequence[Mallavsnitt]


@dataclass(frozen=True)
class Mallsats:
    """A beslutssats of the library."""

    slag: str
    namn: str
    text: str


@dataclass(frozen=True)
class Satserna(Facts):
    """The library; `bort`: names of those that are not wanted."""

    satser: Sequence[Mallsats]
    bort: Sequence[str]


@dataclass(frozen=True)
class Godkannandet(Facts):
    """The roles of the sign-off chain, in their order, and whether one person may sign several steps of it."""

    roller: Sequence[str]
    flera_steg: bool = False


@dataclass(frozen=True)
class NyPerson:
    """One person and the first befattning."""

    anvandarnamn: str
    fornamn: str
    efternamn: str
    titel: str
    epost: str
    roll: str
    enhet: Enhet | None
    losenord: str


@dataclass(frozen=True)
class Personerna(Facts):
    """The people."""

    nya: Sequence[NyPerson]
