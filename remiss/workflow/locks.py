"""Which rows an act locks, always in one order: sammanträde, protokoll, ärenden by key, utlåtanden."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from motions import register
from motions.models import (
    Anvandare,
    Arende,
    Forvaltning,
    Organ,
    Post,
    Protokoll,
    Sammantrade,
    Tjansteutlatande,
)
from motions.register import Registren
from remiss.workflow.step import Subject

ORDER = (Registren, Anvandare, Forvaltning, Organ, Post, Sammantrade, Protokoll, Arende, Tjansteutlatande)
"""The one order. What is locked for an act or an edit is a part of it, in this order."""
ACTS = (Sammantrade, Protokoll, Arende, Tjansteutlatande)


def lock_own(subject: Model | Registren, models: Iterable[type[Model] | type[Registren]]) -> None:
    """Lock the rows that an edit names, of the subject and of what it belongs to.

    No key of them changes, so that what refers to them may be written meanwhile: a save in one section does not wait for
    another's.
    """
    for model in models:
        if issubclass(model, Registren):
            register.las()
        elif isinstance(subject, model):
            rows = model._default_manager.select_for_update(no_key=True).filter(pk=subject.pk)
            list(rows.values_list("pk"))
        else:
            raise TypeError(f"{type(subject).__name__} hör inte till någon {model.__name__} att låsa.")


def lock(subject: Subject, others: Iterable[Subject]) -> None:
    """Take the locks of an act: the subject, what it may move, and what else its facts name."""
    keys: dict[type[Subject], set[int]] = {model: set() for model in ACTS}
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
    for model in ACTS:
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
