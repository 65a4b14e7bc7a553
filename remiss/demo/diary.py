"""The diary of the demo: acts with their moments, replayed in the order of time so that every number and chain is true."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Model
from simple_history.signals import pre_create_historical_record

from motions.datum import STOCKHOLM
from motions.workdays import add_vardagar, previous_vardag

Sker = Callable[[datetime], None]


def klockan(on: date, timme: int, minut: int = 0) -> datetime:
    """A moment of a Swedish day."""
    return datetime.combine(on, time(timme, minut), STOCKHOLM)


def vardag(today: date, antal: int) -> date:
    """The vardag `antal` vardagar after today (before, if negative); 0 is today or the last vardag before it."""
    return add_vardagar(today, antal) if antal else previous_vardag(today)


@dataclass(order=True)
class Dagboksrad:
    """One act: when, and in which order among those of the same moment."""

    at: datetime
    ordning: int
    sker: Sker = field(compare=False)


class Dagbok:
    """Acts are noted in any order, also while it is replayed, and happen in the order of time."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._rader: list[Dagboksrad] = []
        self._antal = 0
        self._nu: datetime | None = None

    def skriv(self, at: datetime, sker: Sker) -> None:
        """Note that `sker` happens at `at`. Errors: ValueError for a moment that has passed in the replay."""
        if self._nu is not None and at < self._nu:
            raise ValueError(f"{at} har redan passerat i dagboken, som är framme vid {self._nu}.")
        self._antal += 1
        heapq.heappush(self._rader, Dagboksrad(at, self._antal, sker))

    def spela(self, beratta: Callable[[datetime, int, int], None] = lambda nu, antal, alla: None) -> int:
        """Let everything happen, in the order of time, and return how much it was. The field history gets the same moments.

        `beratta` is told of each act before it happens: when, the how manieth it is, and of how many.
        """
        antal = 0
        with _historikens_klocka(lambda: self._nu):
            while self._rader:
                rad = heapq.heappop(self._rader)
                self._nu = rad.at
                antal += 1
                beratta(rad.at, antal, antal + len(self._rader))
                rad.sker(rad.at)
        return antal


@contextmanager
def _historikens_klocka(nu: Callable[[], datetime | None]) -> Iterator[None]:
    """Date the rows of the field history by the diary while it is replayed."""

    def datera(sender: type[Model], *, history_instance: Any, **kwargs: Model) -> None:
        history_instance.history_date = nu() or history_instance.history_date

    pre_create_historical_record.connect(datera, weak=False)
    try:
        yield
    finally:
        pre_create_historical_record.disconnect(datera)
