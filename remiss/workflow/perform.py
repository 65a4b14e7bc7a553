"""The gate: what is offered, and what is done. One act may move many others, in the same transaction and by the same person.

What follows is performed without asking who may, since it is the law of the first act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motions import audit
from motions.actor import acting
from motions.datum import day_of
from motions.models import Anvandare, Protokoll, Tjansteutlatande
from remiss import roles
from remiss.facts import NOTHING, Facts
from remiss.hinder import Hinder, Varning
from remiss.workflow.akter import AKTER
from remiss.workflow.locks import lock
from remiss.workflow.step import Akt, Row, S, Subject
from remiss.workflow.table import TABLE, slag_of


class HindradError(Exception):
    """The act is not allowed now. `hinder` are the guard's reasons, in Swedish, for the user."""

    def __init__(self, hinder: list[Hinder]) -> None:
        super().__init__(" ".join(h.text for h in hinder))
        self.hinder = hinder


class OmotiveradError(HindradError):
    """Something speaks against the act, and no reason was given for doing it all the same. `varningar` say what."""

    def __init__(self, varningar: list[Varning]) -> None:
        super().__init__([Hinder(f"{v.text} Skriv skälet; det antecknas.") for v in varningar])
        self.varningar = varningar


class EjTillatetError(Exception):
    """The act does not exist from this state, or is not this user's to do."""


class EjSynligtError(Exception):
    """The user may not know of the subject."""


@dataclass(frozen=True)
class Handlingsalternativ:
    """A row of the table offered to one user, with the reasons, if any, why not now, and what speaks against it."""

    subject: Subject
    slag: str
    action: str
    akt: Akt
    hinder: list[Hinder]
    varningar: list[Varning]


def _steps(subject: Subject, action: str | None = None) -> list[Row]:
    return [
        s
        for s in TABLE[slag_of(subject)]
        if s.state == subject.state
        and (action is None or s.action == action)
        and (s.when is None or s.when(subject))
    ]


def available(subject: Subject, user: Anvandare, *, at: datetime) -> list[Handlingsalternativ]:
    """The rows that are the user's from here, each with its guard's reasons, in the table's order."""
    today = day_of(at)
    if not roles.ser(user, subject, today):
        return []
    slag = slag_of(subject)
    return [
        Handlingsalternativ(
            subject,
            slag,
            s.action,
            AKTER[slag, s.action],
            s.guard(subject, user, at, None),
            s.warn(subject, None, user, at),
        )
        for s in _steps(subject)
        if s.who(user, subject, today)
    ]


def mojligt(subject: Subject, action: str, user: Anvandare, *, at: datetime) -> list[Hinder] | None:
    """The guard's reasons why not now, none when it can be done; None when the act is not this user's from here."""
    today = day_of(at)
    if not roles.ser(user, subject, today):
        return None
    steps = [s for s in _steps(subject, action) if s.who(user, subject, today)]
    return steps[0].guard(subject, user, at, None) if steps else None


def perform(
    subject: S, action: str, *, by: Anvandare, at: datetime, facts: Facts = NOTHING, skal: str = ""
) -> S:
    """Do one act and all that follows from it, in one transaction. Returns the subject as it then is.

    `skal`: why it is done although it is warned of. Errors: EjSynligtError, EjTillatetError, HindradError (the guard's reasons),
    OmotiveradError (a warning without a reason); each leaves everything as it was.
    """
    today = day_of(at)
    with transaction.atomic(), acting(by):
        if not roles.ser(by, subject, today):
            raise EjSynligtError
        lock(subject, facts.others())
        fresh = type(subject)._default_manager.get(pk=subject.pk)
        steps = [s for s in _steps(fresh, action) if s.who(by, fresh, today)]
        if not steps:
            raise EjTillatetError(f"{action} från {fresh.state}")
        _apply(fresh, steps[0], by=by, at=at, facts=facts, skal=skal.strip())
    subject.refresh_from_db()
    return subject


def _apply(subject: Subject, step: Row, *, by: Anvandare, at: datetime, facts: Facts, skal: str = "") -> None:
    told = facts if isinstance(facts, step.facts) else None
    hinder = step.guard(subject, by, at, told)
    if hinder:
        raise HindradError(hinder)
    if told is None:
        raise TypeError(f"{step.action} tar {step.facts.__name__}, inte {type(facts).__name__}")
    varningar = step.warn(subject, facts, by, at)
    if varningar and not skal:
        raise OmotiveradError(varningar)
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
        rows = _steps(other, action)
        if not rows:
            raise EjTillatetError(f"{action} från {other.state}")
        _apply(other, rows[0], by=by, at=at, facts=NOTHING)


def kedjor(subject: Subject) -> list[str]:
    """The chains in which an act on the subject is told."""
    if isinstance(subject, Tjansteutlatande):
        return [a.kedja for a in roles.arenden_of(subject)]
    if isinstance(subject, Protokoll):
        return [subject.sammantrade.kedja]
    return [subject.kedja]
