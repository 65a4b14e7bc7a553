"""Items of a föredragningslista that hold several ärenden, and an ärende that is taken up twice at one sitting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motions import audit
from motions.models import Anvandare, Punkt, PunktSlag
from remiss.effects.sammantrade import las, numrera
from remiss.guards.foredragningslista import kan_ha_information, kan_slas_ihop


class GarInteError(Exception):
    """The list has changed since the page was read; the message says what cannot be done, in Swedish."""


@transaction.atomic
def sla_ihop(punkt: Punkt, med: Punkt, *, by: Anvandare, at: datetime) -> None:
    """Take up the ärenden of `punkt` in the item `med`, so that they are decided in one §. Errors: GarInteError."""
    las(punkt.sammantrade)
    punkt.refresh_from_db()
    if med.pk not in {p.pk for p in kan_slas_ihop(punkt)}:
        raise GarInteError("Punkterna kan inte slås ihop längre. Titta på listan igen.")
    med.arenden.add(*punkt.arenden.all())
    med.omedelbar_justering = med.omedelbar_justering or punkt.omedelbar_justering
    med.save()
    data = {"punkt": med.pk, "arenden": sorted(med.arenden.values_list("pk", flat=True))}
    punkt.arenden.clear()
    punkt.delete()
    numrera(med.sammantrade)
    audit.append(med.sammantrade.kedja, "sammantrade.sla_ihop", by=by, at=at, data=data)


@transaction.atomic
def informera_forst(punkt: Punkt, *, by: Anvandare, at: datetime) -> Punkt:
    """Put an item of information about the same ärenden before `punkt`, where the beslut stays. Errors: GarInteError."""
    las(punkt.sammantrade)
    punkt.refresh_from_db()
    if not kan_ha_information(punkt):
        raise GarInteError("Punkten har redan en informationspunkt, eller står på en utsänd kallelse.")
    for senare in punkt.sammantrade.punkter.filter(ordning__gte=punkt.ordning).order_by("-ordning"):
        senare.ordning += 1
        senare.save()
    information = Punkt.objects.create(
        sammantrade=punkt.sammantrade,
        ordning=punkt.ordning,
        nummer=punkt.nummer,
        slag=PunktSlag.OVRIGT,
        information=True,
        rubrik=f"Information: {punkt.rubrik}"[:300],
        stangda_dorrar=punkt.stangda_dorrar,
    )
    information.arenden.set(punkt.arenden.all())
    numrera(punkt.sammantrade)
    data = {"punkt": information.pk, "arenden": sorted(punkt.arenden.values_list("pk", flat=True))}
    audit.append(punkt.sammantrade.kedja, "sammantrade.informera_forst", by=by, at=at, data=data)
    return information
