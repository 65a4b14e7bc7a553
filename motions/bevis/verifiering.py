"""The whole proof, at one moment: kedjor, seals, rows, files and frozen texts."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from motions import audit
from motions.bevis import baslinje, filer, kontroll, vakten
from motions.models import Dokument, LagradFil, Version

logger = logging.getLogger(__name__)
T = TypeVar("T")
_KONTROLLSUMMA = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Utslag:
    """What the proof came to. `brott` are faults in Swedish; the numbers are of what was gone through."""

    kontroll: audit.Kontroll
    brott: tuple[str, ...]
    filer: int
    dokument: int
    versioner: int
    rader: int
    uppgraderingar: tuple[date, ...] = ()

    @property
    def hel(self) -> bool:
        """Whether nothing was found altered."""
        return not self.brott


def verifiera(*, at: datetime, vittnen: Sequence[str] = ()) -> Utslag:
    """Recompute everything as it stands at one moment. `vittnen`: seals written down elsewhere, each of which must be left."""
    with _ett_ogonblick():
        brott: list[str] = []
        kontrollen = _prova(
            "Händelser och sigill", lambda: audit.kontrollera(vittnen, at=at), audit.Kontroll(), brott
        )
        brott += kontrollen.brott
        for vad, prov in PROV.items():
            brott += _prova(vad, lambda prov=prov: list(prov()), [], brott)  # type: ignore[misc]
        filer_, dokument, versioner = (
            _prova(m.__name__, m._default_manager.count, 0, brott) for m in (LagradFil, Dokument, Version)
        )
        rader = _prova("Bevisen", kontroll.antal_bevisade, 0, brott)
        dagar = _prova("Uppgraderingarna", baslinje.dagar_som_programmet_sade, list[date](), brott)
        return Utslag(kontrollen, tuple(brott), filer_, dokument, versioner, rader, tuple(dagar))


OLASLIGT = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)
"""What is raised of values that the program never writes."""
PROV: dict[str, Callable[[], Iterator[str]]] = {
    "Tabellernas vakt": vakten.brott,
    "Raderna": kontroll.radbrott,
    "Filerna": filer.filbrott,
    "De frysta texterna": filer.faktabrott,
}
"""What is gone through beside the kedjor, each for itself."""


def _prova(vad: str, prov: Callable[[], T], inget: T, brott: list[str]) -> T:
    """What a part of the proof came to. One that falls has met what the program never writes: a fault, and the rest goes on."""
    try:
        with transaction.atomic():
            return prov()
    except (DatabaseError, *OLASLIGT) as error:
        # Whatever stands there: a moment without end, a list where there were facts. It must not silence the others.
        logger.exception("%s gick inte att gå igenom", vad)
        brott.append(
            f"{vad} gick inte att gå igenom ({type(error).__name__}): där står något som programmet inte har skrivit."
        )
        return inget


def vittnen_i(text: str) -> list[str]:
    """The seals that a text names: a line of a protokoll, a mail, the answer of the address, or the seal alone."""
    return list(dict.fromkeys(_KONTROLLSUMMA.findall(text.lower())))


@contextmanager
def _ett_ogonblick() -> Iterator[None]:
    """What is written meanwhile is not half seen. Inside a transaction that has begun already it is that one's moment."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
