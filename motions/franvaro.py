"""The absences of chefer: who stands in for whom, until when, as the desks and the rules ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motions.models import CHEFSROLLER, Anvandare, Befattning, Vikariat
from motions.prepared import Slot, prepared


@dataclass(frozen=True)
class Franvaro:
    """One absence: the vikariat of all the befattningar that somebody stands in for on the same days."""

    vikariat: tuple[Vikariat, ...]

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
        return self.vikariat[0].fran_on

    @property
    def till_on(self) -> date:
        """The last day."""
        return self.vikariat[0].till_on


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
    grupper: dict[tuple[date, date, int], list[Vikariat]] = {}
    for rad in _kommande(chef=chef, today=today):
        grupper.setdefault((rad.fran_on, rad.till_on, rad.vikarie_id), []).append(rad)
    return [Franvaro(tuple(rader)) for rader in grupper.values()]


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
