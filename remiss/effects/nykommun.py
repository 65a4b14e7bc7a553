"""What each step of «Ny kommun» writes: it makes what is missing and changes what is there, so that it may be taken again.

Where the registers stand is read anew under their lock: another may have taken the step since the form was shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import models

from motions import register
from motions.datum import day_of
from motions.models import (
    Anvandare,
    Arendetyp,
    Avsnittsmall,
    Befattning,
    Beslutssatsmall,
    Enhet,
    Forvaltning,
    Godkannandesteg,
    Klassificering,
    Kommun,
    Organ,
    Platser,
    Roll,
)
from motions.register import Registren
from remiss.effects.register import skriv, spar_av
from remiss.facts.nykommun import (
    SKILJE,
    Arendetypen,
    Faltvarde,
    Forvaltningen,
    Godkannandet,
    Koder,
    Personerna,
    RadensFalt,
    Satserna,
)
from remiss.hinder import Gjort, Spar
from remiss.nykommun.steg import Lage, lage


def _satt(obj: models.Model, falt: Mapping[str, Faltvarde]) -> list[Spar]:
    """Give a row its values; one that has them already is not written. Errors: ValidationError."""
    lika = not obj._state.adding and all(getattr(obj, namn) == varde for namn, varde in falt.items())
    for namn, varde in falt.items():
        setattr(obj, namn, varde)
    if lika:
        return []
    obj.full_clean()
    return [skriv(obj)]


def _ta_bort(rader: Iterable[models.Model]) -> list[Spar]:
    """Remove rows that nothing refers to."""
    spar = []
    for rad in rader:
        spar.append(spar_av(register.TA_BORT, rad))
        rad.delete()
    return spar


def kommun(registren: Registren, facts: RadensFalt, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The kommun and its fullmäktige."""
    return Gjort(None, _satt(lage().kommun or Kommun(), facts.falt))


def forvaltning(registren: Registren, facts: Forvaltningen, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The förvaltning, and those of its enheter that are missing."""
    nu = lage()
    f = nu.forvaltning or Forvaltning(kommun=nu.kommun)
    spar = _satt(f, facts.falt)
    for rad in facts.enheter:
        parent: Enhet | None = None
        for namn in (d.strip() for d in rad.split(SKILJE)):
            enhet = Enhet.objects.filter(forvaltning=f, namn=namn).first()
            if enhet is None:
                enhet = Enhet(forvaltning=f)
                spar += _satt(enhet, {"namn": namn, "parent": parent})
            parent = enhet
    return Gjort(None, spar)


def namnd(registren: Registren, facts: RadensFalt, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The nämnd with its dnr pattern."""
    nu = lage()
    organ = nu.organ or Organ(kommun=nu.kommun, forvaltning=nu.forvaltning)
    return Gjort(None, _satt(organ, facts.falt))


def platser(registren: Registren, facts: RadensFalt, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The seats: the first row is mended, a later one is made in Inställningar."""
    organ = lage().organ
    rad = Platser.objects.filter(organ=organ).order_by("-fran_on").first() or Platser(organ=organ)
    return Gjort(None, _satt(rad, facts.falt))


def klassificering(registren: Registren, facts: Koder, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The codes: a new one is made, one that is there gets the name."""
    kommun, spar = lage().kommun, list[Spar]()
    for kod, namn in facts.koder:
        rad = Klassificering.objects.filter(kommun=kommun, kod=kod).order_by("-fran_on").first()
        if rad is None:
            rad = Klassificering(kommun=kommun, kod=kod, fran_on=facts.fran_on)
        spar += _satt(rad, {"namn": namn})
    return Gjort(None, spar)


def arendetyp(registren: Registren, facts: Arendetypen, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The first ärendetyp and its sections, in this order; a section that is not among them is removed."""
    nu = lage()
    typ = nu.arendetyp() or Arendetyp(forvaltning=nu.forvaltning)
    spar = _satt(typ, {"namn": facts.namn, "klassificering": facts.klassificering})
    spar += _ta_bort(typ.avsnitt.exclude(nyckel__in=[a.nyckel for a in facts.avsnitt]))
    finns = {a.nyckel: a for a in typ.avsnitt.all()}
    for ordning, a in enumerate(facts.avsnitt, start=1):
        mall = finns.get(a.nyckel) or Avsnittsmall(arendetyp=typ, nyckel=a.nyckel)
        falt: dict[str, Faltvarde] = {
            "rubrik": a.rubrik,
            "ordning": ordning,
            "obligatoriskt": a.obligatoriskt,
            "hjalp": a.hjalp,
        }
        spar += _satt(mall, falt)
    return Gjort(None, spar)


def beslutssatser(registren: Registren, facts: Satserna, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The library."""
    organ = lage().organ
    spar = _ta_bort(Beslutssatsmall.objects.filter(organ=organ, namn__in=facts.bort))
    for ordning, sats in enumerate(facts.satser, start=1):
        mall = Beslutssatsmall.objects.filter(organ=organ, namn=sats.namn).first()
        falt: dict[str, Faltvarde] = {
            "slag": sats.slag,
            "namn": sats.namn,
            "text": sats.text,
            "ordning": ordning,
        }
        spar += _satt(mall or Beslutssatsmall(organ=organ), falt)
    return Gjort(None, spar)


def godkannande(registren: Registren, facts: Godkannandet, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """The sign-off chain, in this order."""
    organ = lage().organ
    spar = _satt(organ, {"flera_steg": facts.flera_steg}) if organ else []
    steg = list(Godkannandesteg.objects.filter(organ=organ).order_by("ordning"))
    if [s.roll for s in steg] == list(facts.roller):
        return Gjort(None, spar)
    spar += _ta_bort(steg)
    for ordning, roll in enumerate(facts.roller, start=1):
        spar += _satt(Godkannandesteg(organ=organ), {"ordning": ordning, "roll": roll})
    return Gjort(None, spar)


def personer(registren: Registren, facts: Personerna, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """People with a befattning each from today: in the nämnd, in the förvaltning, or in the enhet."""
    nu, today, spar = lage(), day_of(at), list[Spar]()
    for ny in facts.nya:
        person = Anvandare()
        if ny.losenord:
            person.set_password(ny.losenord)
        else:
            person.set_unusable_password()
        namn = {"username": ny.anvandarnamn, "first_name": ny.fornamn, "last_name": ny.efternamn}
        spar += _satt(person, {**namn, "titel": ny.titel, "email": ny.epost})
        spar += _satt(Befattning(anvandare=person), _befattning(nu, Roll(ny.roll), ny.enhet, today))
    return Gjort(None, spar)


def _befattning(nu: Lage, roll: Roll, enhet: Enhet | None, today: date) -> dict[str, Faltvarde]:
    falt: dict[str, Faltvarde] = {"roll": roll.value, "fran_on": today}
    if roll in (Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE):
        return {**falt, "organ": nu.organ}
    if roll == Roll.FORVALTNINGSCHEF or enhet is None:
        return {**falt, "forvaltning": nu.forvaltning}
    return {**falt, "enhet": enhet}
