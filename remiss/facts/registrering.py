"""What is told of an ärende that arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import Anvandare, Arendetyp, Klassificering, Ursprung
from remiss.facts.base import Facts


@dataclass(frozen=True)
class NyMotion:
    """What the registrator knows of the motion: number if given, movers as (name, party), its att-satser, the day."""

    ar: int
    nummer: int | None
    titel: str
    motionarer: Sequence[tuple[str, str]]
    attsatser: Sequence[str]
    vackt_on: date | None = None


@dataclass(frozen=True)
class Inkommen(Facts):
    """What came in, as registered: a remiss, with its motioner when it is about any; an uppdrag; or an initiativ (KL 4:20).

    `remittent_namn` and `remittentens_dnr` are those of whoever sent the remiss, gave the uppdrag or took the initiativ.
    `remisstid_on` is the day when it must be answered, whoever set it.
    """

    arendetyp: Arendetyp
    klassificering: Klassificering
    titel: str
    remittent_namn: str
    remittentens_dnr: str
    inkommen_on: date
    remisstid_on: date
    offentlig_titel: str = ""
    sekretess_lagrum: str = ""
    behoriga: Sequence[Anvandare] = ()
    motion: NyMotion | None = None
    fler_motioner: Sequence[NyMotion] = ()
    filer: Sequence[GranskadFil] = field(default=())
    kommer_som: str = Ursprung.REMISS

    @property
    def motioner(self) -> list[NyMotion]:
        """Every motion that the remiss is about."""
        return [*([self.motion] if self.motion else []), *self.fler_motioner]

    @property
    def ar_remiss(self) -> bool:
        """Whether a remittent waits for the answer."""
        return self.kommer_som in (Ursprung.REMISS, Ursprung.MOTION)

    @property
    def ursprung(self) -> Ursprung:
        """What the ärende came from; a remiss about a motion is known as that."""
        return Ursprung.MOTION if self.ar_remiss and self.motioner else Ursprung(self.kommer_som)
