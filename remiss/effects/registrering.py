"""An ärende arrives: one transaction makes it, its dnr, its remiss, its motioner and its handlingar (OSL 5:1-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from motions import audit, sokposter
from motions.actor import acting
from motions.datum import day_of
from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    Arendetyp,
    AttSats,
    Behorighet,
    Handling,
    HandlingSlag,
    Klassificering,
    Motion,
    Motionar,
    Organ,
    Remiss,
    Remittent,
    Riktning,
    Ursprung,
    utfarda_dnr,
)
from remiss.effects.arende import registrera_handling

FORSTA_HANDLINGEN = {
    Ursprung.REMISS: HandlingSlag.REMISS,
    Ursprung.MOTION: HandlingSlag.REMISS,
    Ursprung.UPPDRAG: HandlingSlag.UPPDRAG,
    Ursprung.INITIATIV: HandlingSlag.INITIATIV,
}
"""What the first file is, by what the ärende came from."""


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
class Inkommen:
    """What came in, as registered: a remiss, with its motioner when it is about any; an uppdrag; or an initiativ (KL 4:20).

    `remittent_namn` and `remittentens_dnr` are those of whoever sent the remiss, gave the uppdrag or took the initiativ.
    `remisstid_on` is the day when it must be answered, whoever set it.
    """

    organ: Organ
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


@transaction.atomic
def registrera(inkommen: Inkommen, *, by: Anvandare, at: datetime) -> Arende:
    """Register what came in under the organ's next dnr. The first file is the remiss itself, the others its bilagor.

    The year of the dnr is that of the day it is registered. A motion that another nämnd already answers (by fullmäktige, year and
    number) is the same Motion.
    """
    with acting(by):
        arende = _arende(inkommen, by=by, at=at)
        for person in inkommen.behoriga:
            Behorighet.objects.create(arende=arende, anvandare=person, given_at=at, given_by=by)
        if inkommen.ar_remiss:
            _remiss(arende, inkommen)
        for motion in inkommen.motioner:
            arende.motioner.add(_motion(inkommen.organ, motion))
        handlingar = _handlingar(arende, inkommen, by=by, at=at)
        sokposter.skriv_arende(arende)
        audit.append(
            arende.kedja,
            "arende.registrera",
            by=by,
            at=at,
            data={"till": arende.state, "dnr": arende.dnr, "handlingar": [h.pk for h in handlingar]},
        )
    return arende


def _arende(i: Inkommen, *, by: Anvandare, at: datetime) -> Arende:
    ar = day_of(at).year
    lopnummer, dnr = utfarda_dnr(i.organ, i.klassificering, ar=ar)
    hemligt = bool(i.sekretess_lagrum)
    return Arende.objects.create(
        organ=i.organ,
        arendetyp=i.arendetyp,
        klassificering=i.klassificering,
        ursprung=i.ursprung,
        ar=ar,
        lopnummer=lopnummer,
        dnr=dnr,
        titel=i.titel,
        offentlig_titel=i.offentlig_titel or (str(i.ursprung.label) if hemligt else i.titel),
        avsandare="" if i.ar_remiss else i.remittent_namn,
        avsandarens_dnr="" if i.ar_remiss else i.remittentens_dnr,
        inkommen_on=i.inkommen_on,
        frist_on=i.remisstid_on,
        state_since=at,
        registrerad_at=at,
        registrerad_by=by,
        sekretess=hemligt,
        sekretess_lagrum=i.sekretess_lagrum,
        sekretess_at=at if hemligt else None,
        sekretess_by=by if hemligt else None,
    )


def _remiss(arende: Arende, i: Inkommen) -> None:
    remittent, _ = Remittent.objects.get_or_create(kommun=i.organ.kommun, namn=i.remittent_namn)
    Remiss.objects.create(
        arende=arende,
        remittent=remittent,
        remittentens_dnr=i.remittentens_dnr,
        ursprunglig_remisstid_on=i.remisstid_on,
        remisstid_on=i.remisstid_on,
    )


def _handlingar(arende: Arende, i: Inkommen, *, by: Anvandare, at: datetime) -> list[Handling]:
    slag = FORSTA_HANDLINGEN[i.ursprung]
    return [
        registrera_handling(
            arende,
            fil,
            slag=slag if n == 0 else HandlingSlag.BILAGA,
            riktning=Riktning.INKOMMEN,
            datum_on=i.inkommen_on,
            motpart=i.remittent_namn,
            rubrik=f"{slag.label} från {i.remittent_namn}" if n == 0 else fil.filnamn,
            by=by,
            at=at,
        )
        for n, fil in enumerate(i.filer)
    ]


def _motion(organ: Organ, ny: NyMotion) -> Motion:
    if ny.nummer is not None:
        kand = Motion.objects.filter(kommun=organ.kommun, ar=ny.ar, nummer=ny.nummer).first()
        if kand:
            if kand.vackt_on is None and ny.vackt_on is not None:
                kand.vackt_on = ny.vackt_on
                kand.save(update_fields=["vackt_on"])
            return kand
    motion = Motion.objects.create(
        kommun=organ.kommun, ar=ny.ar, nummer=ny.nummer, titel=ny.titel, vackt_on=ny.vackt_on
    )
    for ordning, (namn, parti) in enumerate(ny.motionarer, start=1):
        Motionar.objects.create(motion=motion, namn=namn, parti=parti, ordning=ordning)
    for nummer, text in enumerate(ny.attsatser, start=1):
        AttSats.objects.create(motion=motion, nummer=nummer, text=text)
    return motion
