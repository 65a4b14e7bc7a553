"""A remiss arrives: one transaction makes the ärende, its dnr, its remiss, its motion and its handlingar (OSL 5:1-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from motions import audit, sokposter
from motions.actor import acting
from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    Arendetyp,
    AttSats,
    Behorighet,
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
from remiss.effects.arende import STOCKHOLM, registrera_handling


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
    """An incoming remiss, as registered."""

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
    filer: Sequence[GranskadFil] = field(default=())


@transaction.atomic
def registrera(inkommen: Inkommen, *, by: Anvandare, at: datetime) -> Arende:
    """Register the remiss under the organ's next dnr. The first file is the remiss itself, the others its bilagor.

    The year of the dnr is that of the day it is registered. A motion that another nämnd already answers (by fullmäktige, year and
    number) is the same Motion.
    """
    with acting(by):
        i = inkommen
        ar = at.astimezone(STOCKHOLM).year
        lopnummer, dnr = utfarda_dnr(i.organ, i.klassificering, ar=ar)
        hemligt = bool(i.sekretess_lagrum)
        arende = Arende.objects.create(
            organ=i.organ,
            arendetyp=i.arendetyp,
            klassificering=i.klassificering,
            ursprung=Ursprung.MOTION if i.motion else Ursprung.REMISS,
            ar=ar,
            lopnummer=lopnummer,
            dnr=dnr,
            titel=i.titel,
            offentlig_titel=i.offentlig_titel or ("Remiss" if hemligt else i.titel),
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
        for person in i.behoriga:
            Behorighet.objects.create(arende=arende, anvandare=person, given_at=at, given_by=by)
        remittent, _ = Remittent.objects.get_or_create(kommun=i.organ.kommun, namn=i.remittent_namn)
        Remiss.objects.create(
            arende=arende,
            remittent=remittent,
            remittentens_dnr=i.remittentens_dnr,
            ursprunglig_remisstid_on=i.remisstid_on,
            remisstid_on=i.remisstid_on,
        )
        if i.motion:
            arende.motioner.add(_motion(i.organ, i.motion))
        handlingar = [
            registrera_handling(
                arende,
                fil,
                slag=HandlingSlag.REMISS if n == 0 else HandlingSlag.BILAGA,
                riktning=Riktning.INKOMMEN,
                datum_on=i.inkommen_on,
                motpart=remittent.namn,
                rubrik=f"Remiss från {remittent.namn}" if n == 0 else fil.filnamn,
                by=by,
                at=at,
            )
            for n, fil in enumerate(i.filer)
        ]
        sokposter.skriv_arende(arende)
        audit.append(
            arende.kedja,
            "arende.registrera",
            by=by,
            at=at,
            data={"till": arende.state, "dnr": dnr, "handlingar": [h.pk for h in handlingar]},
        )
    return arende


def _motion(organ: Organ, ny: NyMotion) -> Motion:
    if ny.nummer is not None:
        kand = Motion.objects.filter(kommun=organ.kommun, ar=ny.ar, nummer=ny.nummer).first()
        if kand:
            if kand.vackt_on is None and ny.vackt_on is not None:
                kand.vackt_on = ny.vackt_on
                kand.save()
            return kand
    motion = Motion.objects.create(
        kommun=organ.kommun, ar=ny.ar, nummer=ny.nummer, titel=ny.titel, vackt_on=ny.vackt_on
    )
    for ordning, (namn, parti) in enumerate(ny.motionarer, start=1):
        Motionar.objects.create(motion=motion, namn=namn, parti=parti, ordning=ordning)
    for nummer, text in enumerate(ny.attsatser, start=1):
        AttSats.objects.create(motion=motion, nummer=nummer, text=text)
    return motion
