"""The whole proof, at one moment: kedjor, seals, rows, files and frozen texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from motions import audit
from motions.bevis import filer, kontroll
from motions.models import Dokument, LagradFil, Version

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

    @property
    def hel(self) -> bool:
        """Whether nothing was found altered."""
        return not self.brott


def verifiera(*, at: datetime, vittnen: Sequence[str] = ()) -> Utslag:
    """Recompute everything as it stands at one moment. `vittnen`: seals written down elsewhere, each of which must be left."""
    with _ett_ogonblick():
        kontrollen = audit.kontrollera(vittnen, at=at)
        brott = [*kontrollen.brott, *kontroll.radbrott(), *filer.filbrott(), *filer.faktabrott()]
        return Utslag(
            kontrollen,
            tuple(brott),
            LagradFil.objects.count(),
            Dokument.objects.count(),
            Version.objects.count(),
            kontroll.antal_bevisade(),
        )


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
