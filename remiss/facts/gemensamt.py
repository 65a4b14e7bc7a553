"""Which ärende joins a joint text, or leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motions.models import Arende
from remiss.facts.base import Facts


@dataclass(frozen=True)
class SkrivGemensamt(Facts):
    """The ärende that the text is to answer too."""

    arende: Arende

    def others(self) -> Iterable[Arende]:
        """The ärende that joins."""
        return (self.arende,)


@dataclass(frozen=True)
class SkiljArende(Facts):
    """The ärende that gets a text of its own."""

    arende: Arende

    def others(self) -> Iterable[Arende]:
        """The ärende that leaves."""
        return (self.arende,)
