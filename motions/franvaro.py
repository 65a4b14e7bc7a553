"""The absences of chefer: who stands in for whom, until when, as the desks and the rules ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from motions.models import CHEFSROLLER, Anvandare, Befattning, Godkannande, Roll, Vikariat
from motions.prepared import Slot, prepared
from motions.sortering import svenskt
from motions.visibility import omfang


@dataclass(frozen=True)
class Franvaro:
    """One absence as it is `today`: the vikariat of the befattningar that one person stands in for, on days that they share."""

    vikariat: tuple[Vikariat, ...]
    today: date

    @property
    def pk(self) -> int:
        """The key of the first of them."""
        return self.vikariat[0].pk

    @property
    def vikarie(self) -> Anvandare:
        """Who stands in."""
        return self.vikariat[0].vikarie

    @property
    def fran_on(self) -> date:
        """The first day."""
        return min(rad.fran_on for rad in self.vikariat)

    @property
    def till_on(self) -> date:
        """The last day."""
        return max(rad.till_on for rad in self.vikariat)

    @property
    def sista(self) -> date | None:
        """The last day when the chef is back today. None for what has not begun, and for what began today and nobody has used."""
        if self.fran_on > self.today or (self.fran_on == self.today and not self.anvand):
            return None
        return max(self.fran_on, self.today - timedelta(1))

    @property
    def slutar(self) -> bool:
        """Whether it ends today of itself, so that there is nothing to end."""
        return self.till_on == self.today and self.sista is not None

    @cached_property
    def anvand(self) -> bool:
        """Whether the stand-in has signed or returned a text by it."""
        ratter = [rad.befattning_id for rad in self.vikariat]
        gjorda = Godkannande.objects.filter(ratt__in=ratter, avgjord_by=self.vikarie)
        return gjorda.filter(avgjord_at__date__gte=self.fran_on).exists()


@prepared
def _kommande(*, chef: Slot, today: Slot) -> QuerySet[Vikariat]:
    return (
        Vikariat.objects.filter(
            befattning__anvandare=chef, befattning__roll__in=[str(r) for r in CHEFSROLLER], till_on__gte=today
        )
        .select_related("vikarie", "befattning")
        .order_by("fran_on", "till_on", "vikarie", "pk")
    )


def franvaron(chef: Anvandare, today: date) -> list[Franvaro]:
    """The absences of a chef that are on, or to come, the first first."""
    funna: list[Franvaro] = []
    for rad in _kommande(chef=chef, today=today):
        samma = next((f for f in funna if f.vikarie == rad.vikarie and rad.fran_on <= f.till_on), None)
        if samma is not None:
            funna[funna.index(samma)] = Franvaro((*samma.vikariat, rad), today)
        else:
            funna.append(Franvaro((rad,), today))
    return funna


@prepared
def _vikarierar(*, vikarie: Slot, today: Slot) -> QuerySet[Vikariat]:
    return (
        Vikariat.objects.filter(vikarie=vikarie, fran_on__lte=today, till_on__gte=today)
        .select_related("befattning__anvandare")
        .order_by("till_on", "pk")
    )


def vikarierar(user: Anvandare, today: date) -> list[Vikariat]:
    """For whom `user` stands in today, and until when."""
    return _vikarierar(vikarie=user, today=today)


def chefskap(user: Anvandare, fran_on: date, till_on: date) -> QuerySet[Befattning]:
    """The befattningar as chef that `user` holds on some of the days."""
    egna = Befattning.objects.filter(anvandare=user, roll__in=CHEFSROLLER, fran_on__lte=till_on)
    return egna.exclude(till_on__lt=fran_on).order_by("pk")


def krockar(franvaron: Sequence[Franvaro], fran_on: date, till_on: date) -> Franvaro | None:
    """The first of the absences that shares a day with the days."""
    return next((f for f in franvaron if f.fran_on <= till_on and f.till_on >= fran_on), None)


def kollegor(user: Anvandare, today: date) -> QuerySet[Anvandare]:
    """Those of the staff who can be asked to stand in, the own förvaltning first: who works and can log in, but not oneself."""
    o = omfang(user, today)
    hemma = {u.forvaltning_id for u in o.uppdrag if u.forvaltning_id} | {
        p.forvaltning_id for p in o.organplatser
    }
    personal = Befattning.objects.filter(Q(till_on__isnull=True) | Q(till_on__gte=today)).exclude(
        roll=Roll.REVISOR
    )
    nara = personal.filter(
        Q(forvaltning__in=hemma) | Q(enhet__forvaltning__in=hemma) | Q(organ__forvaltning__in=hemma),
        anvandare=OuterRef("pk"),
    )
    personer = Anvandare.objects.filter(is_active=True, pk__in=personal.values("anvandare")).exclude(
        pk=user.pk
    )
    return personer.annotate(nara=Exists(nara)).order_by("-nara", *svenskt("last_name", "first_name"), "pk")
