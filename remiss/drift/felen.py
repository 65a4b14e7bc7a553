"""What the last verification found, by the ärenden that it is about: who reads it knows them by their dnr."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from motions.models import Anvandare, Arende
from remiss.models import Verifiering

_RAD = re.compile(r"(?P<vad>.+) (?P<nyckel>\d{1,18}) \((?P<tabell>\w+)\): ")
_KEDJA = re.compile(r"arende:(?P<nyckel>\d{1,18}): ")


@dataclass(frozen=True)
class Fel:
    """One fault: a sentence, and the ärende that it is about when there is one and the reader may see it."""

    mening: str
    arende: Arende | None = None


def felen(verifiering: Verifiering, user: Anvandare, today: date) -> list[Fel]:
    """The first faults. A row is of the ärende that it points to; one that is gone points nowhere."""
    meningar = verifiering.forsta_felen
    platser = {mening: plats for mening in meningar if (plats := _plats(mening))}
    arendet = dict(_arenden(platser.values()))
    synliga = Arende.objects.visible_to(user, today=today).in_bulk(set(arendet.values()))
    return [_felet(mening, synliga.get(arendet.get(platser.get(mening, ("", 0)), 0))) for mening in meningar]


def _plats(mening: str) -> tuple[str, int] | None:
    """The table and the key that a sentence names."""
    if traff := _KEDJA.match(mening):
        return Arende._meta.db_table, int(traff["nyckel"])
    traff = _RAD.match(mening)
    return (traff["tabell"], int(traff["nyckel"])) if traff else None


def _arenden(platser: Iterable[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], int]]:
    """The key of the ärende that each row is of: a question for each table."""
    nycklar: dict[str, set[int]] = {}
    for tabell, nyckel in platser:
        nycklar.setdefault(tabell, set()).add(nyckel)
    for modell in apps.get_app_config("motions").get_models():
        tabell = modell._meta.db_table
        if modell is Arende:
            yield from (((tabell, pk), pk) for pk in nycklar.get(tabell, ()))
        elif tabell in nycklar and any(falt.attname == "arende_id" for falt in modell._meta.concrete_fields):
            rader = modell._default_manager.filter(pk__in=nycklar[tabell], arende__isnull=False)
            yield from (((tabell, pk), arende) for pk, arende in rader.values_list("pk", "arende_id"))


def _felet(mening: str, arende: Arende | None) -> Fel:
    """Of the ärende's own row and kedja its dnr says enough."""
    eget, _, resten = mening.partition(": ")
    if arende is not None and (eget.startswith("arende:") or eget.endswith(f"({Arende._meta.db_table})")):
        return Fel(resten[:1].upper() + resten[1:], arende)
    return Fel(mening, arende)
