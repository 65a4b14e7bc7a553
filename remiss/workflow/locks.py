"""Which rows an act locks, always in one order: sammanträde, protokoll, ärenden by key, utlåtanden."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model, QuerySet

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
from motions.prepared import Slot, prepared
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
    keys[Tjansteutlatande].update(_bound("texts", keys=sorted(keys[Arende])))
    for model in ACTS:
        if keys[model]:
            _locked(model.__name__, keys=sorted(keys[model]))


@prepared
def _locked(model: str, *, keys: Slot) -> QuerySet[Model, int]:
    rows: QuerySet[Model, int] = (
        apps.get_model("motions", model)
        ._default_manager.select_for_update()
        .filter(pk__one_of=keys)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return rows


BOUND: dict[str, tuple[type[Model], str]] = {
    "texts": (Tjansteutlatande, "arenden__pk"),
    "on their lists": (Arende, "punkter__sammantrade__pk"),
    "told there": (Arende, "beslut__anmalningar__punkt__sammantrade__pk"),
    "in the texts": (Arende, "utlatanden__pk"),
    "protokoll": (Protokoll, "sammantrade__pk"),
    "sittings": (Sammantrade, "punkter__arenden__pk"),
    "sittings told": (Sammantrade, "punkter__anmalningar__beslut__arenden__pk"),
}
"""What hangs together: the rows of a model that others lead to."""


@prepared
def _bound(how: str, *, keys: Slot) -> QuerySet[Model, int]:
    model, path = BOUND[how]
    return model._default_manager.filter(**{f"{path}__one_of": keys}).values_list("pk", flat=True)


def _sittings(arende: Arende) -> set[int]:
    """The sittings on whose lists the ärende stands, or to which a beslut in it is anmält."""
    return {pk for how in ("sittings", "sittings told") for pk in _bound(how, keys=[arende.pk])}


def _carried(keys: dict[type[Subject], set[int]]) -> None:
    """Add the ärenden and the protokoll that a sitting or a text carries with it."""
    sittings, texts = sorted(keys[Sammantrade]), sorted(keys[Tjansteutlatande])
    if sittings:
        keys[Arende].update(_bound("on their lists", keys=sittings), _bound("told there", keys=sittings))
        keys[Protokoll].update(_bound("protokoll", keys=sittings))
    if texts:
        keys[Arende].update(_bound("in the texts", keys=texts))
