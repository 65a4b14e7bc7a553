"""Tampering, each edit judged by the real verification and rolled back: `python -m tests.haverier.manipulation ANTAL RENA FRO`.

A process of its own with the database's owner in DATABASE_URL. It prints what it came to as JSON. UTAN names a table whose rows
are made to be skipped: a planted fault.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

import django

django.setup()

from django.db import DatabaseError, transaction  # noqa: E402 - the models are there when Django is
from django.utils import timezone  # noqa: E402

from motions.bevis import kontroll  # noqa: E402
from motions.bevis.rader import Bevistabell  # noqa: E402
from motions.bevis.verifiering import verifiera  # noqa: E402
from tests.haverier import kedjor, rader  # noqa: E402
from tests.haverier.rader import Andring, IngetAttAndraError, q  # noqa: E402

Satt = Callable[[random.Random], Andring]
SATTEN: list[tuple[Satt, int]] = [
    (rader.en_cell, 30),
    (rader.en_cell_med_utlosarna_pa, 8),
    (rader.en_rad_borta, 10),
    (rader.en_rad_till, 8),
    (rader.tva_byter_plats, 8),
    (rader.en_fil_andrad, 2),
    (rader.en_fil_borta, 2),
    (kedjor.svans_borta, 3),
    (kedjor.svans_omskriven, 3),
    (kedjor.inskjuten, 2),
    (kedjor.text_med_digest, 3),
    (kedjor.sigill_borta, 2),
    (kedjor.sigillen_slutar_forr, 2),
    (kedjor.alla_sigill_borta, 1),
    (kedjor.sigillen_gjorda_om, 1),
    (kedjor.allt_gjort_om, 2),
    (kedjor.rad_och_radbevis, 3),
    (kedjor.rad_och_allt_bevis, 2),
    (kedjor.vakten_avslagen, 2),
    (kedjor.version_med_digest, 2),
    (kedjor.dokument_med_digest, 2),
    (kedjor.pdf_utbytt, 2),
    (kedjor.handling_utbytt, 2),
    (kedjor.filen_omskriven, 2),
]
"""Each way, and how often it is taken."""
HITTAD, MED_VITTNE, LISTAD, MISSAD = "hittade", "hittade med vittne", "står i listan", "missade"


class _TillbakaError(Exception):
    """All is to be as it was."""


def prova(satt: Satt, slump: random.Random, vittne: str) -> tuple[str, str]:
    """Alter, verify, and put back. Returns how it was judged, and what was done. Errors: IngetAttAndraError."""
    andring, utslag = Andring(satt.__name__), MISSAD
    try:
        with transaction.atomic():
            q("set transaction isolation level repeatable read")
            q("set local session_replication_role = replica")
            andring = _andra(satt, slump)
            utslag = _dom(andring, vittne)
            raise _TillbakaError
    except _TillbakaError:
        return utslag, andring.vad
    finally:
        if andring.angra is not None:
            andring.angra()


def _andra(satt: Satt, slump: random.Random) -> Andring:
    """Errors: IngetAttAndraError also when the database will not have it so."""
    try:
        return satt(slump)
    except DatabaseError as error:
        raise IngetAttAndraError(str(error)) from error


def _dom(andring: Andring, vittne: str) -> str:
    if not verifiera(at=timezone.now()).hel:
        return HITTAD
    if andring.listad:
        return LISTAD
    return (
        MED_VITTNE
        if andring.bara_vittne and not verifiera(at=timezone.now(), vittnen=[vittne]).hel
        else MISSAD
    )


def main(antal: int, rena: int, fro: int) -> int:
    """Do it all, and say what it came to."""
    slump = random.Random(fro)  # noqa: S311 - no secret is made of it
    if utan := os.environ.get("UTAN"):
        _hoppa_over(utan)
    borjan = time.monotonic()
    larm = [brott for _ in range(rena) for brott in verifiera(at=timezone.now()).brott]
    rena_s = time.monotonic() - borjan
    ((vittne,),) = q("select hash from motions_sigill order by nummer desc limit 1")
    rakning: Counter[str] = Counter()
    per_satt: dict[str, Counter[str]] = {}
    missade: list[str] = []
    satten, vikter = zip(*SATTEN, strict=True)
    while sum(rakning.values()) < antal:
        satt = slump.choices(satten, vikter)[0]
        try:
            utslag, vad = prova(satt, slump, vittne)
        except IngetAttAndraError:
            continue
        except Exception as error:  # whoever verifies must be told, whatever was done
            utslag, vad = MISSAD, f"{satt.__name__}: verifieringen föll: {error!r}"
        rakning[utslag] += 1
        per_satt.setdefault(satt.__name__, Counter())[utslag] += 1
        if utslag == MISSAD:
            missade.append(vad)
    sist = verifiera(at=timezone.now())
    json.dump(
        {
            "gjorda": antal,
            "rakning": dict(rakning),
            "per_satt": {namn: dict(tal) for namn, tal in sorted(per_satt.items())},
            "missade": missade,
            "rena": rena,
            "falska_larm": [*larm, *sist.brott],
            "en_verifiering_s": rena_s / max(1, rena),
            "sekunder": time.monotonic() - borjan,
        },
        sys.stdout,
    )
    return 0


def _hoppa_over(tabell: str) -> None:
    """The planted fault: a verification that skips a table."""
    riktig = kontroll._tabellens

    def utan(t: Bevistabell) -> object:
        return iter(()) if t.namn == tabell else riktig(t)

    kontroll._tabellens = utan  # type: ignore[assignment]


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        raise SystemExit(main(*(int(a) for a in sys.argv[1:4])))
