"""What the edits of the registers must be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model

from remiss.facts.base import Facts


@dataclass(frozen=True)
class Rad(Facts):
    """A row of a register, as it should stand or to be removed; its form has judged it."""

    rad: Model


@dataclass(frozen=True)
class Demo(Facts):
    """What fills the empty registers of a demo, and gives its kommun."""

    bygg: Callable[[], Model]
