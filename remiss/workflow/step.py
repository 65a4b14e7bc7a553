"""What a row of the table is: a legal move, its words, and the kinds of function that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from motions.models import Anvandare, Arende, Sammantrade, Tjansteutlatande
from motions.models import Protokoll as Protokollet
from remiss import roles
from remiss.facts import Facts
from remiss.hinder import Hinder, Utfall, Varning

Subject: TypeAlias = Arende | Tjansteutlatande | Sammantrade | Protokollet

S = TypeVar("S", bound=Subject)
F = TypeVar("F", bound=Facts)
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
