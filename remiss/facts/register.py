"""What the edits of the registers must be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from motions.documents.store import GranskadFil
from remiss.facts.base import Facts


@dataclass(frozen=True)
class Rad(Facts):
    """A row of a register, as it should stand or to be removed; its form has judged it.

    `filer`: files that have been judged, by the field of the row that shall point to each.
    """

    rad: Model
    filer: Mapping[str, GranskadFil] = field(default_factory=dict)


@dataclass(frozen=True)
class Demo(Facts):
    """What fills the empty registers of a demo, and gives its kommun."""

    bygg: Callable[[], Model]
