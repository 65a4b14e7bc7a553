"""What the edits of a föredragningslista must be told."""

from __future__ import annotations

from dataclasses import dataclass

from motions.models import Punkt
from remiss.facts.base import Facts


@dataclass(frozen=True)
class NyPunkt(Facts):
    """The heading and the kind of a punkt without ärende."""

    rubrik: str
    slag: str


@dataclass(frozen=True)
class Punktval(Facts):
    """Which punkt of the sitting."""

    punkt: Punkt


@dataclass(frozen=True)
class FlyttaPunkt(Punktval):
    """One step up (-1) or down (1)."""

    steg: int


@dataclass(frozen=True)
class SlaIhop(Punktval):
    """The punkt in which its ärenden are to be decided."""

    med: Punkt


@dataclass(frozen=True)
class SkrivPunkttext(Punktval):
    """The words of a punkt without ärende."""

    text: str
