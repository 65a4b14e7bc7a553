"""What the acts on a tjänsteutlåtande must be told."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.facts.base import Facts


@dataclass(frozen=True)
class Avgor(Facts):
    """The key of the version that is signed or returned: the one that the page named, if it named one."""

    version: int | None


@dataclass(frozen=True)
class Aterlamna(Avgor):
    """The chef's word to the handläggare."""

    kommentar: str
