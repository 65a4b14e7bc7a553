"""What the sending of a svar must be told."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.facts.base import Facts


@dataclass(frozen=True)
class SkickaIgen(Facts):
    """Which mail that could not be sent, by its key, and where it shall go now."""

    utskick: int
    adress: str


@dataclass(frozen=True)
class KvitteraMejl(Facts):
    """Which mail need not be sent, by its key, and why."""

    utskick: int
    skal: str


@dataclass(frozen=True)
class Expediera(Facts):
    """How the svar is sent, and to whom."""

    satt: str
    adress: str = ""
    mottagare: str = ""
