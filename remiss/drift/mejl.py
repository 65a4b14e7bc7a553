"""The mails that could not be sent: told where they belong, until a person has sent them again."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from motions.models import Arende
from motions.prepared import Slot, prepared
from motions.states import OPPNA_ARENDEN
from motions.visibility import Betraktare
from remiss.models import Utskick

RADER = 25


@prepared
def _ej_skickade(*, arende: Slot) -> QuerySet[Utskick]:
    return Utskick.objects.filter(arende=arende, misslyckat_at__isnull=False).order_by("pk")


def ej_skickade(arende: Arende) -> list[Utskick]:
    """Those of an ärende, oldest first; not asked for when the query that read the ärende said that there are none."""
    return [] if vars(arende).get("_finns_ej_skickade") is False else _ej_skickade(arende=arende.pk)


def ej_skickat_i_arendet() -> QuerySet[Utskick]:
    """Whether the ärende of an outer query has any, as `med_finns` asks."""
    return Utskick.objects.filter(arende=OuterRef("pk"), misslyckat_at__isnull=False)


@prepared
def ej_skickade_for(vem: Betraktare) -> QuerySet[Utskick]:
    """Those of every open ärende that the reader may see, oldest first: who closed one has said how it arrived."""
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day).filter(state__in=sorted(OPPNA_ARENDEN))
    rader = Utskick.objects.filter(arende__in=synliga, misslyckat_at__isnull=False)
    return rader.select_related("arende").order_by("pk")[:RADER]
