"""What the acts on a tjänsteutlåtande must be told."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.facts.base import Facts


@dataclass(frozen=True)
class Aterlamna(Facts):
    """The chef's word to the handläggare."""

    kommentar: str
