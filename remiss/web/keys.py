"""Numbers that a request carries: the key of a row, a version, a place."""

from __future__ import annotations

MAX_DIGITS = 18
"""More than that is no bigint, and PostgreSQL would refuse the question itself."""


def heltal(text: str | None) -> int | None:
    """The whole number that a text is: ASCII digits alone («²» and «٣» are digits too, and are none). None for any other text."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        return None
    return int(text)
