"""Which rows an act locks, always in one order: sammanträde, protokoll, ärenden by key, utlåtanden."""

from __future__ import annotations

from collections.abc import Iterable

from motions.models import Arende, Protokoll, Sammantrade, Tjansteutlatande
from remiss.workflow.step import Subject

ORDER = (Sammantrade, Protokoll, Arende, Tjansteutlatande)


def lock(subject: Subject, others: Iterable[Subject]) -> None:
    """Take the locks of an act: the subject, what it may move, and what else its facts name."""
    keys: dict[type[Subject], set[int]] = {model: set() for model in ORDER}
    for one in (subject, *others):
        keys[type(one)].add(one.pk)
    if isinstance(subject, Protokoll):
        keys[Sammantrade].add(subject.sammantrade_id)
    if isinstance(subject, Arende):
        keys[Sammantrade] |= _sittings(subject)
    else:
        _carried(keys)
    keys[Tjansteutlatande].update(
        Tjansteutlatande.objects.filter(arenden__in=keys[Arende]).values_list("pk", flat=True)
    )
    for model in ORDER:
        rows = model._default_manager.select_for_update().filter(pk__in=keys[model]).order_by("pk")
        list(rows.values_list("pk"))


def _sittings(arende: Arende) -> set[int]:
    """The sittings on whose lists the ärende stands, or to which a beslut in it is anmält."""
    on_list = arende.punkter.values_list("sammantrade_id", flat=True)
    told = arende.beslut.values_list("anmalningar__punkt__sammantrade_id", flat=True)
    return {pk for pk in (*on_list, *told) if pk is not None}


def _carried(keys: dict[type[Subject], set[int]]) -> None:
    """Add the ärenden and the protokoll that a sitting or a text carries with it."""
    sittings, texts = keys[Sammantrade], keys[Tjansteutlatande]
    for of_theirs in (
        Arende.objects.filter(punkter__sammantrade__in=sittings),
        Arende.objects.filter(beslut__anmalningar__punkt__sammantrade__in=sittings),
        Arende.objects.filter(utlatanden__in=texts),
    ):
        keys[Arende].update(of_theirs.values_list("pk", flat=True))
    keys[Protokoll].update(Protokoll.objects.filter(sammantrade__in=sittings).values_list("pk", flat=True))
