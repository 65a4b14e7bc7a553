"""What a sent kallelse and the end of a sitting do with the anmälningar: from then nämnden has been told (KL 6:39-40, 7:8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motions.models import Anmalan, Anvandare, Arende, Sammantrade
from remiss.facts import Facts


def markera_utsanda(sammantrade: Sammantrade, utsanda: bool) -> None:
    """Say of the lines that a kallelse has named them, or, when the sitting is planned anew, that none has."""
    for rad in Anmalan.objects.filter(
        punkt__sammantrade=sammantrade, punkt__utgatt_at__isnull=True, kallad=not utsanda
    ):
        rad.kallad = utsanda
        rad.save()


def markera_anmalda(sammantrade: Sammantrade, *, by: Anvandare, at: datetime) -> list[int]:
    """The sitting has ended: nämnden has been told of the beslut on its list. Returns their keys."""
    anmalda = []
    for rad in Anmalan.objects.filter(
        punkt__sammantrade=sammantrade,
        punkt__utgatt_at__isnull=True,
        beslut__upphavt_at__isnull=True,
        beslut__anmalt_at__isnull=True,
    ).select_related("beslut", "punkt"):
        beslut = rad.beslut
        if beslut is not None:
            beslut.anmald_punkt, beslut.anmalt_at, beslut.anmalt_by = rad.punkt, at, by
            beslut.save()
            anmalda.append(beslut.pk)
    return anmalda


def anmalda_arenden(sammantrade: Sammantrade, facts: Facts) -> Iterable[tuple[Arende, str]]:
    """What follows for each ärende whose beslut was anmält as the sitting ended just now."""
    arenden = Arende.objects.filter(
        beslut__anmald_punkt__sammantrade=sammantrade, beslut__anmalt_at=sammantrade.state_since
    )
    return [(a, "anmals") for a in arenden.distinct().order_by("pk")]
