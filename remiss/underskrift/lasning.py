"""Which version of a text each reader has had on screen: what has changed is counted from there, and not from a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet

from motions.models import Anvandare, Arende, Godkannande, Version
from motions.prepared import Slot, prepared
from remiss.models import Lasning

LAST, AVGJORT = "last", "avgjort"
"""How a reader knows an older version: by having read it, or, from before readings were kept, by having signed or returned it."""


@dataclass(frozen=True)
class Forelasning:
    """What a reader knows as a version comes on screen: what to compare it with, how that is known, and whether it is new."""

    fore: Version | None
    hur: str
    ny: bool


def noterad(version: Version, arende: Arende, user: Anvandare, *, at: datetime) -> None:
    """Note that `user` has had the version on screen."""
    Lasning.objects.create(arende=arende, version=version, anvandare=user, at=at)


def forelasning(user: Anvandare, version: Version) -> Forelasning:
    """The latest older version that was read, else, in older days, signed or returned, else the one before, which is unknown."""
    egna = Lasning.objects.filter(anvandare=user)
    if version.nummer == 1:
        return Forelasning(None, "", not _last(anvandare=user, version=version))
    fore = (
        version.utlatande.versioner.filter(nummer__lt=version.nummer)
        .annotate(
            last=Exists(egna.filter(version=OuterRef("pk"))),
            avgjort=Exists(Godkannande.objects.filter(version=OuterRef("pk"), avgjord_by=user)),
            nu_last=Exists(egna.filter(version=version)),
        )
        .order_by("-last", "-avgjort", "-nummer")[0]
    )
    hur = LAST if vars(fore)["last"] else AVGJORT if vars(fore)["avgjort"] else ""
    return Forelasning(fore, hur, not vars(fore)["nu_last"])


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
