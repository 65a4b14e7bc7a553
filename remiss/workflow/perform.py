"""The gate: what is offered, and what is done. One act may move many others, in the same transaction and by the same person.

What follows is performed without asking who may, since it is the law of the first act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model, QuerySet

from motions import audit
from motions.actor import acting
from motions.akten import samlat, stang
from motions.datum import day_of
from motions.models import Anvandare, Post, Protokoll, Tjansteutlatande
from motions.prepared import Slot, prepared
from motions.register import Registren
from motions.text.plain_text import har_ord
from remiss import roles
from remiss.facts import NOTHING, Facts
from remiss.hinder import (
    AndratError,
    EjSynligtError,
    EjTillatetError,
    FelLageError,
    Hinder,
    HindradError,
    OmotiveradError,
    Varning,
)
from remiss.workflow.akter import AKTER
from remiss.workflow.locks import lock, lock_own
from remiss.workflow.step import Akt, E, Edit, F, R, Row, S, Subject
from remiss.workflow.table import TABLE, slag_of


@dataclass(frozen=True)
class Handlingsalternativ:
    """A row of the table offered to one user, with the reasons, if any, why not now, and what speaks against it."""

    subject: Subject
    slag: str
    action: str
    akt: Akt
    hinder: list[Hinder]
    varningar: list[Varning]


def _rows(subject: Subject, action: str | None) -> Iterator[Row]:
    """The rows from the state of the subject; whether each is for it now is `_now`."""
    for s in TABLE[slag_of(subject)]:
        if s.state == subject.state and (action is None or s.action == action):
            yield s


def _now(row: Row, subject: Subject) -> bool:
    return row.when is None or row.when(subject)


def _steps(subject: Subject, action: str) -> list[Row]:
    return [s for s in _rows(subject, action) if _now(s, subject)]


def _mina(subject: Subject, action: str | None, user: Anvandare, today: date) -> list[Row]:
    """The rows that are the user's now. Who is asked first: it is known of the user, where when must often be read."""
    return [s for s in _rows(subject, action) if s.who(user, subject, today) and _now(s, subject)]


def available(subject: Subject, user: Anvandare, *, at: datetime) -> list[Handlingsalternativ]:
    """The rows that are the user's from here, each with its guard's reasons, in the table's order."""
    today = day_of(at)
    if not roles.visas(user, subject, today):
        return []
    slag = slag_of(subject)
    with samlat(subject):
        return [
            Handlingsalternativ(
                subject,
                slag,
                s.action,
                AKTER[slag, s.action],
                s.guard(subject, user, at, None),
                s.warn(subject, None, user, at),
            )
            for s in _mina(subject, None, user, today)
        ]


def mojligt(subject: Subject, action: str, user: Anvandare, *, at: datetime) -> list[Hinder] | None:
    """The guard's reasons why not now, none when it can be done; None when the act is not this user's from here."""
    today = day_of(at)
    if not roles.visas(user, subject, today):
        return None
    with samlat(subject):
        steps = _mina(subject, action, user, today)
        return steps[0].guard(subject, user, at, None) if steps else None


def perform(
    subject: S,
    action: str,
    *,
    by: Anvandare,
    at: datetime,
    facts: Facts = NOTHING,
    skal: str = "",
    annu: Callable[[S], bool] | None = None,
) -> S:
    """Do one act and all that follows from it, in one transaction. Returns the subject as it then is.

    `skal`: why it is done although it is warned of. `annu`: whether what the user was shown still stands, asked of the subject
    as it is under its lock. Errors: EjSynligtError, EjTillatetError (FelLageError when it would be the user's in another state),
    AndratError, HindradError (the guard's reasons), OmotiveradError (a warning without a reason); each leaves everything as it
    was.
    """
    today = day_of(at)
    with transaction.atomic(), acting(by):
        if not roles.ser(by, subject, today):
            raise EjSynligtError
        lock(subject, facts.others())
        _do(subject, action, by=by, at=at, facts=facts, skal=skal if har_ord(skal) else "", annu=annu)
    subject.refresh_from_db()
    stang(subject)
    return subject


def _do(
    subject: S,
    action: str,
    *,
    by: Anvandare,
    at: datetime,
    facts: Facts,
    skal: str,
    annu: Callable[[S], bool] | None = None,
) -> None:
    """One act under its locks: read anew, when, who, whether it is as it was seen, and then all that it brings."""
    fresh = _fresh(subject)
    # One record for when, who, guard and warning: nobody writes between them.
    with samlat(fresh):
        steps = _mina(fresh, action, by, day_of(at))
        if not steps:
            raise _nekat(fresh, action, by, day_of(at))(f"{action} från {fresh.state}")
        if annu is not None and not annu(fresh):
            raise AndratError(action)
        varningar = _provat(fresh, steps[0], by=by, at=at, facts=facts, skal=skal)
    _apply(fresh, steps[0], by=by, at=at, facts=facts, skal=skal, varningar=varningar)


def _nekat(subject: Subject, action: str, by: Anvandare, today: date) -> type[EjTillatetError]:
    """Why an act is not there: the state is another than its own, or it is not this person's."""
    egen = any(s.action == action and s.who(by, subject, today) for s in TABLE[slag_of(subject)])
    return FelLageError if egen and not _steps(subject, action) else EjTillatetError


def _provat(
    subject: Subject, step: Row, *, by: Anvandare, at: datetime, facts: Facts, skal: str
) -> list[Varning]:
    """What is warned of, once nothing hinders the step. Errors: as `perform`."""
    told = facts if isinstance(facts, step.facts) else None
    hinder = step.guard(subject, by, at, told)
    if hinder:
        raise HindradError(hinder)
    if told is None:
        raise TypeError(f"{step.action} tar {step.facts.__name__}, inte {type(facts).__name__}")
    varningar = step.warn(subject, facts, by, at)
    if varningar and not skal:
        raise OmotiveradError(varningar)
    return varningar


def _apply(
    subject: Subject,
    step: Row,
    *,
    by: Anvandare,
    at: datetime,
    facts: Facts,
    skal: str,
    varningar: list[Varning],
) -> None:
    """Do what the step does and all that follows; what the guard has read is not what the effect meets once it has written."""
    utfall = step.effect(subject, facts, by=by, at=at)
    fran = subject.state
    if step.target != fran:
        subject.state = step.target
        subject.state_since = at
    subject.save()
    data = {"fran": fran, "till": step.target, **utfall.data}
    texter = dict(utfall.texter)
    if varningar:
        data["varningar"] = [v.kod for v in varningar]
    if skal:
        texter["varning"] = skal
    for kedja in kedjor(subject):
        audit.append(kedja, f"{slag_of(subject)}.{step.action}", by=by, at=at, data=data, texter=texter)
    for other, action in list(step.follows(subject, facts)):
        with samlat(other):
            rows = _steps(other, action)
            if not rows:
                raise EjTillatetError(f"{action} från {other.state}")
            varningar = _provat(other, rows[0], by=by, at=at, facts=NOTHING, skal="")
        _apply(other, rows[0], by=by, at=at, facts=NOTHING, skal="", varningar=varningar)


def edit(
    row: Edit[E, F, R],
    subject: E,
    facts: F,
    *,
    by: Anvandare,
    at: datetime,
    skal: str = "",
    annu: Callable[[E], bool] | None = None,
) -> R:
    """Make one edit through the gate, in one transaction: see, lock, read anew, when, who, guard, warn, do, tell.

    `subject` is what is edited, or the parent of what is made; `skal` and `annu` as for `perform`. Errors: EjSynligtError,
    FelLageError, EjTillatetError, AndratError, HindradError, OmotiveradError, and those of the effect; each leaves all as it was.
    """
    today = day_of(at)
    with transaction.atomic(), acting(by):
        if not _ser(by, subject, today):
            raise EjSynligtError
        acts = list(row.acts(subject, facts))
        if not all(roles.ser(by, act.subject, today) for act in acts):
            raise EjSynligtError
        lock_own(subject, row.locks)
        for act in acts:
            lock(act.subject, act.facts.others())
        fresh = _fresh(subject)
        if not row.when(fresh):
            raise FelLageError(f"{row.kind}.{row.name}")
        with samlat(fresh):
            if not row.who(by, fresh, today):
                raise EjTillatetError(f"{row.kind}.{row.name}")
            if annu is not None and not annu(fresh):
                raise AndratError(f"{row.kind}.{row.name}")
            hinder = row.guard(fresh, by, at, facts)
            varningar = [] if hinder else row.warn(fresh, facts, by, at)
        if hinder:
            raise HindradError(hinder)
        if varningar and not har_ord(skal):
            raise OmotiveradError(varningar)
        for act in acts:
            try:
                _do(act.subject, act.action, by=by, at=at, facts=act.facts, skal="")
            except FelLageError as error:
                # It is another's state that is wrong: the subject of the edit is as its page shows it.
                raise EjTillatetError(*error.args) from error
        gjort = row.effect(fresh, facts, by=by, at=at)
        for spar in gjort.spar:
            data, texter = dict(spar.data), dict(spar.texter)
            if varningar:
                data["varningar"] = [v.kod for v in varningar]
                texter["varning"] = skal
            audit.append(spar.kedja, spar.slag, by=by, at=at, data=data, texter=texter)
        audit.sag_raderna(f"{row.kind}.{row.name}", by=by, at=at)
    return gjort.varde


def _ser(by: Anvandare, subject: Model | Registren, today: date) -> bool:
    """Whether `by` may know of the subject; registers and the organisation are no secret."""
    if isinstance(subject, Subject | Post):
        return roles.ser(by, subject, today)
    return True


def _fresh(subject: E) -> E:
    """The subject as it stands under its lock; what has no row yet is as it was given."""
    if isinstance(subject, Registren) or subject.pk is None:
        return subject
    # The user of a request is a lazy object: what it is a row of is said by the row.
    model = str(subject._meta.model_name)
    rows: list[E] = _row(model, pk=subject.pk)
    if not rows:
        raise ObjectDoesNotExist(f"{model} {subject.pk}")
    return rows[0]


@prepared
def _row(model: str, *, pk: Slot) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("motions", model)._default_manager.filter(pk=pk)
    return rows


def kedjor(subject: Subject) -> list[str]:
    """The chains in which an act on the subject is told."""
    if isinstance(subject, Tjansteutlatande):
        return [a.kedja for a in subject.arenden.only("pk").order_by("pk")]
    if isinstance(subject, Protokoll):
        return [subject.sammantrade.kedja]
    return [subject.kedja]
