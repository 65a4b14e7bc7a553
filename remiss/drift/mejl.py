"""The mails that could not be sent: told where they belong, until a person has sent them again."""

from __future__ import annotations

from django.db.models import Exists, QuerySet

from motions.models import Arende
from motions.prepared import Slot, prepared
from motions.visibility import Betraktare
from remiss.models import Utskick, Verifiering

RADER = 25


@prepared
def ej_skickade(*, arende: Slot) -> QuerySet[Utskick]:
    """Those of an ärende, oldest first."""
    return Utskick.objects.filter(arende=arende, misslyckat_at__isnull=False).order_by("pk")


@prepared
def verifierat(*, arende: Slot) -> QuerySet[Verifiering]:
    """When the record was last verified, and whether anything of the ärende lies unsent (`osant`): one question for its page."""
    osanda = Utskick.objects.filter(arende=arende, misslyckat_at__isnull=False)
    return Verifiering.objects.annotate(osant=Exists(osanda)).order_by("-pk")[:1]


@prepared
def ej_skickade_for(vem: Betraktare) -> QuerySet[Utskick]:
    """Those of every ärende that the reader may see, oldest first."""
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    rader = Utskick.objects.filter(arende__in=synliga, misslyckat_at__isnull=False)
    return rader.select_related("arende").order_by("pk")[:RADER]
