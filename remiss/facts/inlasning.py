"""What the reading in of a list must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from remiss.facts.base import Facts
from remiss.models import Inlasning


@dataclass(frozen=True)
class LaggUndan(Facts):
    """The list, what it holds, and the last day of what it lacks, if that is to be ended."""

    slag: str
    filnamn: str
    text: str
    slut_on: date | None


@dataclass(frozen=True)
class LasIn(Facts):
    """Which list, and the digest of the plan that was shown."""

    inlasning: Inlasning
    utlovat: str
