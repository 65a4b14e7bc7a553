"""What the acts on an ärende must be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import Anvandare, Enhet, Sammantrade
from remiss.facts.base import Facts


@dataclass(frozen=True)
class Tilldela(Facts):
    """Who handles the ärende, in which enhet, and who beside."""

    handlaggare: Anvandare
    enhet: Enhet | None
    medhandlaggare: Iterable[Anvandare] = ()


@dataclass(frozen=True)
class SattUpp(Facts):
    """On the list of which sammanträde."""

    sammantrade: Sammantrade

    def others(self) -> Iterable[Sammantrade]:
        """The sitting."""
        return (self.sammantrade,)


@dataclass(frozen=True)
class AterkallaRemiss(Facts):
    """When the remittent took the remiss back, with the letter if there is one."""

    aterkallad_on: date
    fil: GranskadFil | None = None


@dataclass(frozen=True)
class BegarAnstand(Facts):
    """Until when, and why."""

    onskad_on: date
    skal: str


@dataclass(frozen=True)
class BesvaraAnstand(Facts):
    """What the remittent answered, with the letter, and the new day if it was granted."""

    utfall: str
    fil: GranskadFil
    ny_remisstid_on: date | None = None


@dataclass(frozen=True)
class LaggTillHandling(Facts):
    """A file, and what the diarium says of it (OSL 5:2)."""

    fil: GranskadFil
    slag: str
    riktning: str
    datum_on: date
    motpart: str
    rubrik: str


@dataclass(frozen=True)
class AndraSekretess(Facts):
    """Whether the ärende is marked, by which bestämmelse, its public title, and who may read (OSL 5:5)."""

    sekretess: bool
    lagrum: str = ""
    offentlig_titel: str = ""
    behoriga: Iterable[Anvandare] = ()
