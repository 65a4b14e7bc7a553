"""What a row of the table is: a legal move, its words, and the kinds of function that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from django.db.models import Model

from motions.models import Anvandare
from motions.register import Registren
from remiss import roles
from remiss.facts import Facts
from remiss.hinder import Gjort, Hinder, Utfall, Varning

Subject: TypeAlias = roles.Subject

S = TypeVar("S", bound=Subject)
F = TypeVar("F", bound=Facts)
E = TypeVar("E", bound=Model | Registren)
R = TypeVar("R")
E_contra = TypeVar("E_contra", contravariant=True)
S_contra = TypeVar("S_contra", contravariant=True)
F_contra = TypeVar("F_contra", contravariant=True)

Guard: TypeAlias = Callable[[S, Anvandare, datetime, F | None], list[Hinder]]
"""Why not now. Without facts it says what can be known before anything has been asked."""
Warn: TypeAlias = Callable[[S, F | None, Anvandare, datetime], list[Varning]]
"""What goes wrong on its own. The gate refuses the act without a reason, and the chain keeps both."""
Follow: TypeAlias = Callable[[S, F], Iterable[tuple[Subject, str]]]
"""What is performed with it: others, each with its act."""


class Effect(Protocol[S_contra, F_contra]):
    """What an act does; the state and the chain are the gate's."""

    def __call__(self, subject: S_contra, facts: F_contra, /, *, by: Anvandare, at: datetime) -> Utfall:
        """Do it, and say what the chain is to be told."""


def fritt(subject: Subject, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """A guard that has no objection."""
    return []


def inget(subject: Subject, facts: Facts, /, *, by: Anvandare, at: datetime) -> Utfall:
    """An effect that does nothing beyond the change of state."""
    return Utfall()


def ingen(subject: Subject, facts: Facts) -> Iterable[tuple[Subject, str]]:
    """Nothing follows."""
    return ()


def tyst(subject: Subject, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """Nothing to warn of."""
    return []


@dataclass(frozen=True)
class Step(Generic[S, F]):
    """One legal move. `when` tells rows of the same state and action apart (the last signature, for one).

    `facts`: the dataclass of what the act must be told; `Facts` itself when nothing needs to be asked.
    """

    state: str
    action: str
    target: str
    who: roles.Vem
    guard: Guard[S, F] = fritt
    effect: Effect[S, F] = inget
    follows: Follow[S, F] = ingen
    when: Callable[[S], bool] | None = None
    warn: Warn[S, F] = tyst
    facts: type[F] | type[Facts] = Facts


Row: TypeAlias = Step[Any, Any]
"""A row of any kind, as the table holds it."""


class Trace(Enum):
    """What an edit leaves behind, beside the name of whoever did it."""

    KEDJA = "händelse i kedjan"
    HISTORIK = "radens historik"
    FIL = "filen"
    UTKAST = "inget: ett utkast är ingen handling (TF 2:12)"


class EditEffect(Protocol[E_contra, F_contra, R]):
    """What an edit does. What the kedjor are told is in its answer; the gate appends it."""

    def __call__(self, subject: E_contra, facts: F_contra, /, *, by: Anvandare, at: datetime) -> Gjort[R]:
        """Do it."""


def alltid(subject: Model | Registren) -> bool:
    """An edit that can be made whenever its subject can be seen."""
    return True


def oskyddat(subject: Model | Registren, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """A guard of an edit that has no objection."""
    return []


def lugnt(subject: Model | Registren, facts: Facts, by: Anvandare, at: datetime) -> list[Varning]:
    """An edit that nothing speaks against."""
    return []


def inga_akter(subject: Model | Registren, facts: Facts) -> Iterable[Med]:
    """No act of the table is part of the edit."""
    return ()


@dataclass(frozen=True)
class Med:
    """An act of the table that is part of an edit, and is the same person's to do."""

    subject: Subject
    action: str
    facts: Facts


@dataclass(frozen=True)
class Edit(Generic[E, F, R]):
    """One write that moves no state. `kind`: the subject's, or that of the parent of what is made.

    `when`: whether the subject takes it as it now is. `locks`: whose rows are locked, in the order of `locks.ORDER`.
    `acts`: acts of the table that are done first, in the same transaction, by the same person. `warn`: as of a step.
    `slag`: as what the kedja knows it, when that is not «kind.name»; what once stands in a kedja is never renamed.
    """

    kind: str
    name: str
    mening: str
    who: roles.Vem
    effect: EditEffect[E, F, R]
    facts: type[F]
    locks: tuple[type[Model] | type[Registren], ...]
    trace: Trace
    when: Callable[[E], bool] = alltid
    guard: Callable[[E, Anvandare, datetime, F | None], list[Hinder]] = oskyddat
    acts: Callable[[E, F], Iterable[Med]] = inga_akter
    slag: str = ""
    warn: Callable[[E, F, Anvandare, datetime], list[Varning]] = lugnt


EditRow: TypeAlias = Edit[Any, Any, Any]
"""An edit of any kind, as the list holds it."""


@dataclass(frozen=True)
class Akt:
    """How an action is spoken of: the button, the sentence of the history, and what the web must ask for."""

    etikett: str
    mening: str
    primar: bool = False
    farlig: bool = False
    identitet: bool = False
    om_del: bool = False
    """The act is about one part of the subject, and is offered beside it instead of in the action bar."""
