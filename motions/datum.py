"""Days and moments as Swedes keep them: the day of a moment in Stockholm.

A moment is an aware datetime. Nothing here reads the clock.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day_of(at: datetime) -> date:
    """The Swedish day of a moment."""
    return at.astimezone(STOCKHOLM).date()
