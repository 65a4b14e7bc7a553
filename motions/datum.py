"""Days and moments as Swedes keep and write them: the day of a moment in Stockholm, and its words.

A moment is an aware datetime. Nothing here reads the clock. Dates follow the Swedish habit: YYYY-MM-DD in tables,
«4 december 2026» and «14.05» in running text. What may be missing is written as nothing at all.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MANADER_KORT = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
VECKODAGAR = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def local(at: datetime) -> datetime:
    """The moment as the clocks of Stockholm show it. Raises ValueError for one without time zone."""
    if at.tzinfo is None:
        raise ValueError("En tidpunkt utan tidszon kan inte visas.")
    return at.astimezone(STOCKHOLM)


def day_of(at: datetime) -> date:
    """The Swedish day of a moment."""
    return local(at).date()


def as_day(value: date | datetime) -> date:
    """The Swedish day of a moment; a day is its own."""
    return day_of(value) if isinstance(value, datetime) else value


def iso(value: date | datetime | None) -> str:
    """«2026-12-04», for tables and for what is kept as JSON."""
    return "" if value is None else as_day(value).isoformat()


def datum_text(value: date | datetime | None) -> str:
    """«4 december 2026», for running text."""
    if value is None:
        return ""
    day = as_day(value)
    return f"{_dag_och_manad(day)} {day.year}"


def _dag_och_manad(day: date) -> str:
    return f"{day.day} {MANADER[day.month - 1]}"


def datum_kort(value: date | datetime | None, today: date | None = None) -> str:
    """«4 dec»; with `today` of another year «4 dec 2027», so that a January is never the wrong one."""
    if value is None:
        return ""
    day = as_day(value)
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{day.day} {MANADER_KORT[day.month - 1]}{year}"


def datum_veckodag(value: date | datetime | None) -> str:
    """«måndag 23 november 2026», for the head of a desk or a sammanträde."""
    return "" if value is None else f"{_veckodag(value)} {datum_text(value)}"


def veckodagen_den(value: date | datetime | None) -> str:
    """«måndagen den 23 november 2026», as a kallelse and a protokoll say it."""
    return "" if value is None else f"{_veckodag(value)}en den {datum_text(value)}"


def _veckodag(value: date | datetime) -> str:
    return VECKODAGAR[as_day(value).weekday()]


def klockslag(value: datetime | None) -> str:
    """«14.05», in Stockholm. Raises ValueError for a moment without time zone."""
    return "" if value is None else f"{local(value):%H.%M}"


def tidpunkt(value: datetime | None, today: date) -> str:
    """«i dag 09.12», «i går 16.40», «20 november 16.40»; with the year when it is not today's."""
    if value is None:
        return ""
    day = day_of(value)
    if day == today:
        when = "i dag"
    elif day == today - timedelta(days=1):
        when = "i går"
    elif day.year == today.year:
        when = _dag_och_manad(day)
    else:
        when = datum_text(day)
    return f"{when} {klockslag(value)}"
