"""The mails that could not be sent: told where they belong, until a person has sent them again."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motions.models import Anvandare, Arende
from motions.prepared import Slot, prepared
from motions.states import OPPNA_ARENDEN
from motions.visibility import Betraktare
from remiss import jobs
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


def utan_arende(user: Anvandare, *, reviderar: bool) -> list[Utskick]:
    """Those of no ärende that are the user's to do something about, oldest first.

    The witness is the revisor's too. What was written to a person is of who keeps the accounts, as long as that person has that
    address. A later one that has gone says what the first would have said, or more.
    """
    if not (user.is_superuser or reviderar):
        return []
    senare = Utskick.objects.filter(arende=None, skickat_at__isnull=False, pk__gt=OuterRef("pk"))
    vittnen = Q(~Exists(senare.filter(till=None)), till=None)
    personers = Q(
        ~Exists(senare.filter(till=OuterRef("till"))), till__is_active=True, till__email=F("adress")
    )
    vantar = vittnen | personers if user.is_superuser else vittnen
    rader = Utskick.objects.filter(vantar, arende=None, misslyckat_at__isnull=False)
    return list(rader.select_related("till").order_by("pk")[:RADER])


@transaction.atomic
def skicka_igen(utskick: Utskick) -> Utskick | None:
    """Queue once more one of no ärende, to the address of today. None when it has been sent, or is on its way."""
    rad = Utskick.objects.select_for_update(of=("self",)).select_related("till").get(pk=utskick.pk)
    if rad.misslyckat_at is None:
        return None
    rad.adress = (rad.till.email if rad.till else settings.VITTNE_EPOST) or rad.adress
    rad.misslyckat_at, rad.forsok, rad.fel = None, 0, ""
    rad.save(update_fields=["adress", "misslyckat_at", "forsok", "fel"])
    jobs.ko_mejl(rad)
    return rad
