"""An ärende arrives: one edit makes it, its dnr, its remiss, its motioner and its handlingar (OSL 5:1-2)."""

from __future__ import annotations

from datetime import datetime

from motions import sokposter
from motions.datum import day_of
from motions.json_data import JsonObject
from motions.models import (
    Anvandare,
    Arende,
    AttSats,
    Behorighet,
    Handling,
    HandlingSlag,
    Motion,
    Motionar,
    Organ,
    Remiss,
    Remittent,
    Riktning,
    Ursprung,
    utfarda_dnr,
)
from remiss.effects.handling import registrera_fil
from remiss.facts.registrering import Inkommen, NyMotion
from remiss.hinder import Gjort, Spar

FORSTA_HANDLINGEN = {
    Ursprung.REMISS: HandlingSlag.REMISS,
    Ursprung.MOTION: HandlingSlag.REMISS,
    Ursprung.UPPDRAG: HandlingSlag.UPPDRAG,
    Ursprung.INITIATIV: HandlingSlag.INITIATIV,
}
"""What the first file is, by what the ärende came from."""


def registrera(organ: Organ, facts: Inkommen, *, by: Anvandare, at: datetime) -> Gjort[Arende]:
    """Register what came in under the organ's next dnr. The first file is the remiss itself, the others its bilagor.

    The year of the dnr is that of the day it is registered. A motion that another nämnd already answers (by fullmäktige, year and
    number) is the same Motion.
    """
    arende = _arende(organ, facts, by=by, at=at)
    for person in facts.behoriga:
        Behorighet.objects.create(arende=arende, anvandare=person, given_at=at, given_by=by)
    if facts.ar_remiss:
        _remiss(arende, facts)
    for motion in facts.motioner:
        arende.motioner.add(_motion(organ, motion))
    handlingar = _handlingar(arende, facts, by=by, at=at)
    sokposter.skriv_arende(arende)
    data: JsonObject = {"till": arende.state, "dnr": arende.dnr, "handlingar": [h.pk for h in handlingar]}
    return Gjort(arende, (Spar(arende.kedja, "arende.registrera", data),))


def _arende(organ: Organ, i: Inkommen, *, by: Anvandare, at: datetime) -> Arende:
    ar = day_of(at).year
    lopnummer, dnr = utfarda_dnr(organ, i.klassificering, ar=ar)
    hemligt = bool(i.sekretess_lagrum)
    return Arende.objects.create(
        organ=organ,
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
    remittent, _ = Remittent.objects.get_or_create(kommun=arende.organ.kommun, namn=i.remittent_namn)
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
        registrera_fil(
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
