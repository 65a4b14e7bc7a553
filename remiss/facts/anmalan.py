"""What the edits of the anmälningar must be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motions.models import Anmalan, Beslut, Handling, Protokoll
from remiss.facts.base import Facts


@dataclass(frozen=True)
class TaUpp(Facts):
    """What was proposed: beslut outside the sitting and justerade protokoll."""

    beslut: Sequence[Beslut] = ()
    protokoll: Sequence[Protokoll] = ()


@dataclass(frozen=True)
class NyRad(Facts):
    """One line of a group: words, or a handling that has come in."""

    grupp: str
    text: str = ""
    handling: Handling | None = None


@dataclass(frozen=True)
class Anmalningsval(Facts):
    """Which line."""

    rad: Anmalan


@dataclass(frozen=True)
class FlyttaRad(Anmalningsval):
    """One step up (-1) or down (1) within its group."""

    steg: int
