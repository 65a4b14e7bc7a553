"""What the registrator says of an entry that was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motions.models import Handling
from motions.rattelser import Entry
from remiss.facts.base import Facts


@dataclass(frozen=True)
class Ratta(Facts):
    """The entries as they should stand, by field, and why."""

    nya: Mapping[str, Entry]
    skal: str


@dataclass(frozen=True)
class RattaHandling(Facts):
    """Of which handling, its entries as they should stand, by field, and why."""

    handling: Handling
    nya: Mapping[str, Entry]
    skal: str


@dataclass(frozen=True)
class MakuleraHandling(Facts):
    """Which handling was registered by mistake, and why."""

    handling: Handling
    skal: str
