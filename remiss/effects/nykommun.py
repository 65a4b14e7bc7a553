"""What each step of «Ny kommun» writes: it makes what is missing and changes what is there, so that it may be taken again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from motions import register
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
from remiss.nykommun.steg import Lage

SKILJE = ">"
"""Between a överordnad enhet and the enhet below it."""


def satt(obj: models.Model, *, by: Anvandare, at: datetime, **falt: Any) -> None:
    """Give a row its values; one that has them already is not written. Errors: ValidationError."""
    lika = not obj._state.adding and all(getattr(obj, namn) == varde for namn, varde in falt.items())
    for namn, varde in falt.items():
        setattr(obj, namn, varde)
    if not lika:
        register.spara(obj, by=by, at=at)


def ta_bort(rader: Iterable[models.Model], *, by: Anvandare, at: datetime) -> None:
    """Remove rows that nothing refers to."""
    for rad in rader:
        register.notera(register.TA_BORT, rad, by=by, at=at)
        rad.delete()


def kommun(lage: Lage, *, by: Anvandare, at: datetime, **falt: Any) -> None:
    """The kommun and its fullmäktige."""
    satt(lage.kommun or Kommun(), by=by, at=at, **falt)


def forvaltning(lage: Lage, *, by: Anvandare, at: datetime, enheter: Sequence[str], **falt: Any) -> None:
    """The förvaltning, and those of its enheter that are missing. `enheter`: names, «Avdelning > Enhet» for one below another."""
    f = lage.forvaltning or Forvaltning(kommun=lage.kommun)
    satt(f, by=by, at=at, **falt)
    for rad in enheter:
        parent: Enhet | None = None
        for namn in (d.strip() for d in rad.split(SKILJE)):
            enhet = Enhet.objects.filter(forvaltning=f, namn=namn).first()
            if enhet is None:
                enhet = Enhet(forvaltning=f, namn=namn, parent=parent)
                register.spara(enhet, by=by, at=at)
            parent = enhet


def namnd(lage: Lage, *, by: Anvandare, at: datetime, **falt: Any) -> None:
    """The nämnd with its dnr pattern."""
    organ = lage.organ or Organ(kommun=lage.kommun, forvaltning=lage.forvaltning)
    satt(organ, by=by, at=at, **falt)


def platser(lage: Lage, *, by: Anvandare, at: datetime, antal: int, fran_on: date) -> None:
    """The seats: the first row is mended, a later one is made in Inställningar."""
    rad = Platser.objects.filter(organ=lage.organ).order_by("-fran_on").first() or Platser(organ=lage.organ)
    satt(rad, by=by, at=at, antal=antal, fran_on=fran_on)


def klassificering(
    lage: Lage, *, by: Anvandare, at: datetime, koder: Sequence[tuple[str, str]], fran_on: date
) -> None:
    """The codes: a new one is made, one that is there gets the name."""
    for kod, namn in koder:
        rad = Klassificering.objects.filter(kommun=lage.kommun, kod=kod).order_by("-fran_on").first()
        if rad is None:
            rad = Klassificering(kommun=lage.kommun, kod=kod, fran_on=fran_on)
        satt(rad, by=by, at=at, namn=namn)


@dataclass(frozen=True)
class NyttAvsnitt:
    """A section of the ärendetyp."""

    nyckel: str
    rubrik: str
    obligatoriskt: bool
    hjalp: str


def arendetyp(
    lage: Lage,
    *,
    by: Anvandare,
    at: datetime,
    namn: str,
    klassificering: Klassificering | None,
    avsnitt: Sequence[NyttAvsnitt],
) -> None:
    """The first ärendetyp and its sections, in this order; a section that is not among them is removed."""
    typ = lage.arendetyp() or Arendetyp(forvaltning=lage.forvaltning)
    satt(typ, by=by, at=at, namn=namn, klassificering=klassificering)
    ta_bort(typ.avsnitt.exclude(nyckel__in=[a.nyckel for a in avsnitt]), by=by, at=at)
    finns = {a.nyckel: a for a in typ.avsnitt.all()}
    for ordning, a in enumerate(avsnitt, start=1):
        mall = finns.get(a.nyckel) or Avsnittsmall(arendetyp=typ, nyckel=a.nyckel)
        satt(
            mall, by=by, at=at, rubrik=a.rubrik, ordning=ordning, obligatoriskt=a.obligatoriskt, hjalp=a.hjalp
        )


def beslutssatser(
    lage: Lage, *, by: Anvandare, at: datetime, satser: Sequence[dict[str, Any]], bort: Sequence[str]
) -> None:
    """The library. `satser`: slag, namn and text; `bort`: names of those that are not wanted."""
    ta_bort(Beslutssatsmall.objects.filter(organ=lage.organ, namn__in=bort), by=by, at=at)
    for ordning, sats in enumerate(satser, start=1):
        mall = Beslutssatsmall.objects.filter(organ=lage.organ, namn=sats["namn"]).first()
        satt(mall or Beslutssatsmall(organ=lage.organ), by=by, at=at, ordning=ordning, **sats)


def godkannande(lage: Lage, *, by: Anvandare, at: datetime, roller: Sequence[str]) -> None:
    """The sign-off chain, in this order."""
    steg = list(Godkannandesteg.objects.filter(organ=lage.organ).order_by("ordning"))
    if [s.roll for s in steg] == list(roller):
        return
    ta_bort(steg, by=by, at=at)
    for ordning, roll in enumerate(roller, start=1):
        register.spara(Godkannandesteg(organ=lage.organ, ordning=ordning, roll=roll), by=by, at=at)


def personer(lage: Lage, *, by: Anvandare, at: datetime, today: date, nya: Sequence[dict[str, Any]]) -> None:
    """People with a befattning each from `today`: in the nämnd, in the förvaltning, or in the enhet."""
    for ny in nya:
        person = Anvandare(
            username=ny["anvandarnamn"],
            first_name=ny["fornamn"],
            last_name=ny["efternamn"],
            titel=ny["titel"],
            email=ny["epost"],
        )
        if ny["losenord"]:
            person.set_password(ny["losenord"])
        else:
            person.set_unusable_password()
        register.spara(person, by=by, at=at)
        omrade = _omrade(lage, Roll(ny["roll"]), ny["enhet"])
        register.spara(Befattning(anvandare=person, roll=ny["roll"], fran_on=today, **omrade), by=by, at=at)


def _omrade(lage: Lage, roll: Roll, enhet: Enhet | None) -> dict[str, Any]:
    if roll in (Roll.REGISTRATOR, Roll.NAMNDSEKRETERARE):
        return {"organ": lage.organ}
    if roll == Roll.FORVALTNINGSCHEF or enhet is None:
        return {"forvaltning": lage.forvaltning}
    return {"enhet": enhet}
