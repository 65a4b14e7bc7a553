"""Which days are vardagar when a Swedish statutory time is counted.

Lag (1930:173) om beräkning av lagstadgad tid, 2 §: an act that falls due on a söndag, annan allmän helgdag,
lördag, midsommarafton, julafton or nyårsafton may wait until the next vardag. Allmänna helgdagar are those of
lag (1989:253). Trettondagsafton, skärtorsdag, valborg and klämdagar are not in the list and shift nothing
(RÅ 2004 not 40); påskafton shifts only because it is always a Saturday.

The table comes from the package ``holidays``: its category ``public`` holds the allmänna helgdagar and
``de_facto`` exactly the three aftnar. Sundays and Saturdays are told by the weekday. The module is pure:
dates in, answers out.
"""

from datetime import date, timedelta
from functools import cache

import holidays

# The package knows no Swedish year before 1953. After 2100 it would silently answer with an empty table.
FORSTA_AR = 1953
SISTA_AR = 2100

_EN_DAG = timedelta(days=1)
_LORDAG = 5
_SONDAG = 6


class ArUtanforKalendernError(ValueError):
    """The year of a date lies outside the years for which the helgdagar are known."""


@cache
def _lediga_dagar(year: int) -> dict[date, str]:
    """Every helgdag and the three aftnar of a year, with Swedish names."""
    if not FORSTA_AR <= year <= SISTA_AR:
        raise ArUtanforKalendernError(
            f"Helgdagarna är kända från {FORSTA_AR} till {SISTA_AR}, inte för år {year}."
        )
    table = holidays.country_holidays(
        "SE", years=year, categories=("public", "de_facto"), language="sv", expand=False
    )
    return dict(table.items())


def name_of(d: date) -> str | None:
    """The Swedish name of a day off, such as ``midsommarafton``, or None for a vardag.

    A day with a name of its own that falls on a weekend gets the name (``juldagen``); any other weekend day
    is ``lördag`` or ``söndag``. Raises ArUtanforKalendernError outside 1953–2100.
    """
    name = _lediga_dagar(d.year).get(d)
    if name is not None:
        return name[0].lower() + name[1:]
    return {_LORDAG: "lördag", _SONDAG: "söndag"}.get(d.weekday())


def is_vardag(d: date) -> bool:
    """Whether an act can fall due on the day (lag 1930:173 2 §)."""
    return name_of(d) is None


def next_vardag(d: date) -> date:
    """The day itself if it is a vardag, otherwise the first vardag after it."""
    while not is_vardag(d):
        d += _EN_DAG
    return d


def previous_vardag(d: date) -> date:
    """The day itself if it is a vardag, otherwise the last vardag before it."""
    while not is_vardag(d):
        d -= _EN_DAG
    return d


def add_vardagar(d: date, n: int) -> date:
    """The n-th vardag after the day (before it if n is negative).

    The day itself is not counted and need not be a vardag. With n = 0 the answer is ``d`` unchanged.
    """
    step = _EN_DAG if n > 0 else -_EN_DAG
    for _ in range(abs(n)):
        d += step
        while not is_vardag(d):
            d += step
    return d
