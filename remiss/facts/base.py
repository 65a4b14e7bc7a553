"""The facts of an act: what every dataclass of them has, and the two that many acts share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motions.models import Arende, Protokoll, Sammantrade, Tjansteutlatande


@dataclass(frozen=True)
class Facts:
    """The facts of an act. This one, empty, is of the acts that need nothing to be asked."""

    def others(self) -> Iterable[Arende | Tjansteutlatande | Sammantrade | Protokoll]:
        """What else than the subject the act touches, and locks."""
        return ()


@dataclass(frozen=True)
class Motivering(Facts):
    """The facts of the acts that need a reason and nothing else; it stands in the history."""

    skal: str


NOTHING = Facts()
