"""What a fault came to, and how much of it is done."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.haverier.dom import Dom


@dataclass(frozen=True)
class Ramar:
    """How it is to be done: how much of the whole, with which seed, and where the journals go."""

    skala: float
    fro: int
    mapp: Path

    def slump(self) -> random.Random:
        """The chance of this run: the same seed gives the same faults."""
        return random.Random(self.fro)  # noqa: S311 - no secret is made of it

    def antal(self, hela: int, minst: int = 1) -> int:
        """So many of the whole."""
        return max(minst, round(hela * self.skala))


@dataclass(frozen=True)
class Resultat:
    """A fault that was done: its name, how many times of how many, what it was judged to, and what was measured."""

    namn: str
    antal: int
    hela: int
    dom: Dom
    sekunder: float
    matt: dict[str, str | int | float] = field(default_factory=dict)
    hoppades_over: str = ""
