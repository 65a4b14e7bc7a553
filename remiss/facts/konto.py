"""What the edits of an account must be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest

from remiss.facts.base import Facts


@dataclass(frozen=True)
class Inloggning(Facts):
    """The password that was typed, and the request that brought it: failed attempts are counted by its address."""

    request: HttpRequest
    losenord: str = field(repr=False)


@dataclass(frozen=True)
class NyttLosenord(Facts):
    """The new password."""

    losenord: str = field(repr=False)
