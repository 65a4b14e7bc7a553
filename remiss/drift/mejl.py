"""The mails that are not sent: told where they belong until they are, or a person has said that they need not be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from motions import visibility
from motions.models import Anvandare, Arende, HandlingSlag, Roll, Sammantrade
from motions.prepared import Slot, prepared
from motions.visibility import Betraktare
from remiss import jobs
from remiss.models import Utskick, Utskickskvittering

RADER = 25


class Sandning(StrEnum):
    """How what left by mail stands while its mail is not sent."""

    EJ = "ej skickat"
    VAG = "på väg"
    ANNAT = "inte skickat med mejl, se historiken"


def vantar() -> QuerySet[Utskick]:
    """Those that are not sent and that somebody waits for, given up or on their way."""
    return Utskick.objects.filter(skickat_at__isnull=True, kvittering__isnull=True)


def uppgivna() -> QuerySet[Utskick]:
    """Those of them that wait for a person."""
    return vantar().filter(misslyckat_at__isnull=False)


@prepared
def _oskickade(*, arende: Slot) -> QuerySet[Utskick]:
    rader = Utskick.objects.filter(arende=arende, skickat_at__isnull=True)
    return rader.select_related("handling", "kvittering").order_by("pk")


def oskickade(arende: Arende) -> list[Utskick]:
    """Those of an ärende, oldest first: asked once where a page has read it, and not when that query said that there are none."""
    read = vars(arende)
    if "_finns_oskickade" not in read:
        return _oskickade(arende=arende.pk)
    if "_oskickade" not in read:
        read["_oskickade"] = _oskickade(arende=arende.pk) if read["_finns_oskickade"] else []
    found: list[Utskick] = read["_oskickade"]
    return found


def oskickat_i_arendet() -> QuerySet[Utskick]:
    """Whether the ärende of an outer query has any, as `med_finns` asks."""
    return Utskick.objects.filter(arende=OuterRef("pk"), skickat_at__isnull=True)


def ej_skickat_i_arendet() -> QuerySet[Utskick]:
    """Whether the ärende of an outer query has any that waits for a person."""
    return uppgivna().filter(arende=OuterRef("pk"))


@prepared
def ej_skickade_for(vem: Betraktare) -> QuerySet[Utskick]:
    """Those of every ärende that the reader may see that wait for a person, oldest first.

    Of a closed one too: it may have been given up after the close, or been sent again after it.
    """
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    return uppgivna().filter(arende__in=synliga).select_related("arende").order_by("pk")[:RADER]


@prepared
def _motets(*, sammantrade: Slot) -> QuerySet[Utskick]:
    return uppgivna().filter(sammantrade=sammantrade).select_related("till").order_by("pk")


def ej_skickade_om(sammantrade: Sammantrade) -> list[Utskick]:
    """Those of a sitting that wait for a person; not asked for when the query that read it said that there are none."""
    return [] if vars(sammantrade).get("ej_skickat") is False else _motets(sammantrade=sammantrade.pk)


def ej_skickat_om_motet() -> Q:
    """The sittings, as a condition on Sammantrade, with a mail that waits for a person."""
    return Q(pk__in=uppgivna().filter(sammantrade__isnull=False).values("sammantrade"))


# what left by mail


def sandning(osanda: Iterable[Utskick]) -> Sandning | None:
    """How what left by mail stands, by those of its mails that are not sent; None when it is sent."""
    rader = list(osanda)
    kvar = [u for u in rader if not u.kvitterat]
    if kvar:
        return Sandning.EJ if any(u.ej_skickat for u in kvar) else Sandning.VAG
    return Sandning.ANNAT if rader else None


def _arendets(slag: HandlingSlag) -> Subquery:
    lage = Case(
        When(misslyckat_at__isnull=False, then=Value(Sandning.EJ.value)), default=Value(Sandning.VAG.value)
    )
    rader = vantar().filter(arende=OuterRef("pk"), handling__slag=slag.value).annotate(lage=lage)
    return Subquery(rader.order_by("misslyckat_at").values("lage")[:1])


def svarets_sandning() -> Subquery:
    """Of the ärende of an outer query: EJ or VAG while the mail with its svar is not sent, else None."""
    return _arendets(HandlingSlag.SVAR)


def begarans_sandning() -> Subquery:
    """As `svarets_sandning`, of its request for anstånd."""
    return _arendets(HandlingSlag.ANSTANDSBEGARAN)


def svaret_vantar() -> Q:
    """The ärenden, as a condition on Arende, whose svar is in a mail that is not sent."""
    return Q(pk__in=vantar().filter(handling__slag=HandlingSlag.SVAR.value).values("arende"))


# of no ärende and no sammanträde


_SENARE = Utskick.objects.filter(arende=None, skickat_at__isnull=False, pk__gt=OuterRef("pk"))
"""One that has gone after it says what the first would have said, or more."""
_VITTNEN = Q(~Exists(_SENARE.filter(till=None)), arende=None, sammantrade=None, till=None)
_PERSONERS = Q(
    ~Exists(_SENARE.filter(till=OuterRef("till"))),
    arende=None,
    sammantrade=None,
    till__is_active=True,
    till__email=F("adress"),
)
"""Nobody waits for what was written to an account that is closed, or has another address now."""


def utan_arende(user: Anvandare, today: date) -> list[Utskick]:
    """Those of no ärende and no sammanträde that are the user's to do something about, oldest first.

    The witness is the revisor's too. What was written to a person is of who keeps the accounts.
    """
    reviderar = any(u.roll == Roll.REVISOR for u in visibility.omfang(user, today).uppdrag)
    if not (user.is_superuser or reviderar):
        return []
    rader = uppgivna().filter(_VITTNEN | _PERSONERS if user.is_superuser else _VITTNEN)
    return list(rader.select_related("till").order_by("pk")[:RADER])


def nagon_vantar() -> QuerySet[Utskick]:
    """All that wait for a person, whatever they are of."""
    i_akt = Q(arende__isnull=False) | Q(sammantrade__isnull=False)
    return uppgivna().filter(i_akt | _VITTNEN | _PERSONERS)


# sent again


@transaction.atomic
def skicka_igen(utskick: Utskick) -> Utskick | None:
    """Queue it once more, to the address of today. None when it has been sent, or is on its way."""
    rad = Utskick.objects.select_for_update(of=("self",)).select_related("till").get(pk=utskick.pk)
    if rad.misslyckat_at is None:
        return None
    ko_igen(rad, adress_i_dag(rad))
    return rad


def adress_i_dag(utskick: Utskick) -> str:
    """Where it goes now: to the person's address of today, or the witness' to whoever keeps it; else where it was to go."""
    if utskick.till is not None:
        return utskick.till.email or utskick.adress
    i_akt = utskick.arende_id is not None or utskick.sammantrade_id is not None
    return utskick.adress if i_akt else settings.VITTNE_EPOST or utskick.adress


def ko_igen(utskick: Utskick, adress: str) -> None:
    """Queue it anew, in the transaction that has locked it: somebody waits for it again."""
    utskick.adress = adress
    utskick.misslyckat_at, utskick.forsok, utskick.fel = None, 0, ""
    utskick.save(update_fields=["adress", "misslyckat_at", "forsok", "fel"])
    Utskickskvittering.objects.filter(utskick=utskick).delete()
    jobs.ko_mejl(utskick)
