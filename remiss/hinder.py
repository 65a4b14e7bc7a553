"""The small values that guards and effects answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Hinder:
    """One reason why an act cannot be done now, with an address and a word for its mend."""

    text: str
    url: str = ""
    lanktext: str = ""


@dataclass(frozen=True)
class Varning:
    """Something that goes wrong on its own: the act is let through with a reason, and the code is recorded."""

    kod: str
    text: str


@dataclass(frozen=True)
class Utfall:
    """What an effect tells the chain: ids and codes, and free texts that are kept beside it."""

    data: Mapping[str, Any] = field(default_factory=dict)
    texter: Mapping[str, str] = field(default_factory=dict)
