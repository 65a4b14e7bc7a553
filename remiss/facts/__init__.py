"""What an act must be told, one frozen dataclass each: made by the act's form, taken by its guard and its effect."""

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


NOTHING = Facts()
