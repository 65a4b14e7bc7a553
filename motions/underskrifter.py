"""Whether a chain of signatures can be completed when nobody signs at two levels of it: pure, whoever the chefer are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True)
class Krav:
    """One step. `niva`: the kind of chef it is for; `vilka`: who can sign it; `flera`: whether who signs it may sign others too.

    Steps of one level, of the chains of two organ, are one: whoever is that chef for both signs both in the same capacity.
    """

    niva: str
    vilka: frozenset[int]
    flera: bool = False

    def krockar(self, annat: Krav) -> bool:
        """Whether one person may not sign both."""
        return self.niva != annat.niva and not (self.flera and annat.flera)


def gar(krav: Sequence[Krav]) -> bool:
    """Whether each step can have its signature."""
    # The step with the fewest is the one that fails first.
    ordnade = sorted(krav, key=lambda k: len(k.vilka))

    def fran(nummer: int, tagna: list[tuple[int, Krav]]) -> bool:
        if nummer == len(ordnade):
            return True
        har = ordnade[nummer]
        lediga = (p for p in sorted(har.vilka) if not any(p == q and har.krockar(k) for q, k in tagna))
        return any(fran(nummer + 1, [*tagna, (p, har)]) for p in lediga)

    return fran(0, [])


def stopp(krav: Sequence[Krav]) -> tuple[int, ...]:
    """The places of the fewest steps, the lowest first, that cannot all be signed; none when all can."""
    if gar(krav):
        return ()
    for antal in range(1, len(krav) + 1):
        for platser in combinations(range(len(krav)), antal):
            if not gar([krav[n] for n in platser]):
                return platser
    return ()
