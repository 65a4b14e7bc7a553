"""What the edits of an absence must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motions.models import Anvandare
from remiss.facts.base import Facts


@dataclass(frozen=True)
class AngeFranvaro(Facts):
    """The days, and who stands in."""

    fran_on: date
    till_on: date
    vikarie: Anvandare


@dataclass(frozen=True)
class AvslutaFranvaro(Facts):
    """The key of one of the vikariat of the absence that ends."""

    vikariat: int
