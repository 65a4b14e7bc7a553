"""The whole proof, at one moment: kedjor, seals, rows, files and frozen texts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias, TypeVar

from django.db import DatabaseError, connection, transaction

from motions import audit
from motions.bevis import baslinje, filer, kontroll, mellan, rattigheter, vakten
from motions.bevis.fraga import KATALOGEN, OLASLIGT, TABELLERNA, fraga, nuvarande_sokvag, sokvag
from motions.models import Dokument, LagradFil, Version

logger = logging.getLogger(__name__)
T = TypeVar("T")
UTC = "SELECT pg_catalog.set_config('TimeZone', 'UTC', true)"
"""As the digests were made."""


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
        if (vag := nuvarande_sokvag()) not in mellan.RAKT:
            brott.append(
                f"Den som ansluter till databasen letar efter tabellerna i «{vag}»: andra kan läsas än programmets."
            )
        with sokvag(TABELLERNA):
            kontrollen = _prova(
                "Händelser och sigill", lambda: audit.kontrollera(vittnen, at=at), audit.Kontroll(), brott
            )
        brott += kontrollen.brott
        with sokvag(KATALOGEN):
            _proven({**VAKT, **kontroll.delar()}, brott)
        with sokvag(TABELLERNA):
            _proven(FILER, brott)
            filer_, dokument, versioner = (
                _prova(m.__name__, m._default_manager.count, 0, brott) for m in (LagradFil, Dokument, Version)
            )
            rader = _prova("Bevisen", kontroll.antal_bevisade, 0, brott)
            dagar = _prova("Uppgraderingarna", baslinje.dagar_som_programmet_sade, list[date](), brott)
        return Utslag(kontrollen, tuple(brott), filer_, dokument, versioner, rader, tuple(dagar))


Prov: TypeAlias = dict[str, Callable[[], Iterator[str]]]
VAKT: Prov = {
    "Programmets utlösare och funktioner": vakten.brott,
    "Det som står mellan tabellerna och den som läser": mellan.brott,
    "Rättigheterna i databasen": rattigheter.brott,
}
FILER: Prov = {"Filerna": filer.filbrott, "De frysta texterna": filer.faktabrott}
"""What is gone through beside the kedjor and the rows, each for itself."""


def _proven(proven: Prov, brott: list[str]) -> None:
    for vad, prov in proven.items():
        brott += _prova(vad, lambda prov=prov: list(prov()), [], brott)  # type: ignore[misc]


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


@contextmanager
def _ett_ogonblick() -> Iterator[None]:
    """What is written meanwhile is not half seen. Inside a transaction that has begun already it is that one's moment."""
    if connection.in_atomic_block:
        fraga(UTC)
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        fraga(UTC)
        yield
