"""When the record was last verified, and what was found."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from motions.bevis.baslinje import ALLA_TIDER
from motions.bevis.verifiering import Utslag, verifiera
from motions.prepared import prepared
from remiss.drift.versionen import krav_samma_version
from remiss.models import Verifiering

logger = logging.getLogger(__name__)
INTE_SPARAT = "Det som hittades gick inte att spara som det var."
FEL_SPARAS = 200
"""Of many faults so many are kept to be shown; the command prints them all."""


def verifiera_nu(*, at: datetime, vittnen: Sequence[str] = ()) -> Utslag:
    """Verify the whole record, and keep what was found. Asked with witnesses it is not kept: one may come from elsewhere.

    Errors: AnnanVersionError for the tables of another version, where every row that was changed would seem to be forged.
    """
    krav_samma_version()
    utslag = verifiera(at=at, vittnen=vittnen)
    if vittnen:
        return utslag
    try:
        with transaction.atomic():
            _spara(utslag, at)
    except DatabaseError:
        logger.exception("Verifieringen gick inte att spara")
        return replace(utslag, brott=(*utslag.brott, INTE_SPARAT))
    return utslag


def _spara(utslag: Utslag, at: datetime) -> None:
    """Keep what was found. Errors: DatabaseError also when it is kept as something else."""
    fel = "\n".join(utslag.brott[:FEL_SPARAS])
    sparad = Verifiering.objects.create(
        at=at,
        handelser=utslag.kontroll.handelser,
        rader=utslag.rader,
        brott=len(utslag.brott),
        fel=fel,
        sigill=utslag.kontroll.sigillhuvud,
    )
    if not Verifiering.objects.filter(pk=sparad.pk, at=at, brott=len(utslag.brott), fel=fel).exists():
        raise DatabaseError("En annan verifiering sparades än den som gjordes.")


@prepared
def _senaste() -> QuerySet[Verifiering]:
    # By when it was written: one that says that it was made tomorrow is the last for no longer than until the next. One of no
    # time at all is none: the program's role may add it, and nobody but the owner can take it away.
    return Verifiering.objects.filter(at__range=ALLA_TIDER).order_by("-pk")[:1]


def senaste() -> Verifiering | None:
    """The last verification, or None before the first."""
    return _senaste.first()
