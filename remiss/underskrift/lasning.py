"""Which version of a text each reader has had on screen: what has changed is counted from there, and not from a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from motions.models import Anvandare, Arende, Version
from motions.prepared import Slot, prepared
from remiss.models import Lasning

LAST, AVGJORT = "last", "avgjort"
"""How a reader knows an older version: by having read it, or, from before readings were kept, by having signed or returned it."""


@dataclass(frozen=True)
class Kant:
    """The latest older version that a reader knows, and how."""

    version: Version
    hur: str


def noterad(version: Version, arende: Arende, user: Anvandare, *, at: datetime) -> None:
    """Note that `user` has had the version on screen, unless that is noted already."""
    if not _last(anvandare=user, version=version):
        Lasning.objects.create(arende=arende, version=version, anvandare=user, at=at)


@prepared
def _last(*, anvandare: Slot, version: Slot) -> QuerySet[Lasning, int]:
    return Lasning.objects.filter(anvandare=anvandare, version=version).values_list("pk", flat=True)[:1]


@prepared
def _lasta(*, anvandare: Slot, versioner: Slot) -> QuerySet[Lasning, tuple[int, int]]:
    lasta = Lasning.objects.filter(anvandare=anvandare, version__pk__one_of=versioner).order_by()
    return lasta.values_list("version__utlatande").annotate(nummer=Max("version__nummer"))


def senast_lasta(user: Anvandare, versioner: Sequence[Version]) -> Mapping[int, int]:
    """Of the versions, the number of the latest that `user` has read, by the key of its text."""
    return dict(_lasta(anvandare=user, versioner=[v.pk for v in versioner])) if versioner else {}


def kand(user: Anvandare, aldre: Sequence[Version]) -> Kant | None:
    """Of the older versions of one text, latest first, the one to compare with: read, else, in older days, signed or returned."""
    nummer = next(iter(senast_lasta(user, aldre).values()), 0)
    for version in aldre:
        if version.nummer == nummer:
            return Kant(version, LAST)
    for version in aldre:
        if not nummer and any(g.avgjord_by_id == user.pk for g in version.godkannanden.all()):
            return Kant(version, AVGJORT)
    return None
