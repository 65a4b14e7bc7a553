"""How the parts of a draft keep their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from motions.models import Avsnitt, Beslutssats, Bilaga

Del = TypeVar("Del", Avsnitt, Beslutssats, Bilaga)


def flyttad(delar: list[Del], en: Del, steg: int) -> list[Del]:
    """The parts with one of them `steg` places further down (negative: up), as far as there is room."""
    fran = delar.index(en)
    till = max(0, min(fran + steg, len(delar) - 1))
    delar.insert(till, delar.pop(fran))
    return delar


def numrera(delar: Sequence[Del]) -> None:
    """Number the parts 1, 2, 3 … in their order; the unique constraints are checked when the transaction ends."""
    for nummer, en in enumerate(delar, start=1):
        falt = "ordning" if isinstance(en, Avsnitt) else "nummer"
        if getattr(en, falt) != nummer:
            setattr(en, falt, nummer)
            en.save(update_fields=[falt])
