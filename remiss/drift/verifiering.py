"""When the record was last verified, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from motions.bevis.verifiering import Utslag, verifiera
from motions.prepared import prepared
from remiss.models import Verifiering

FEL_SPARAS = 200
"""Of many faults so many are kept to be shown; the command prints them all."""


def verifiera_nu(*, at: datetime, vittnen: Sequence[str] = ()) -> Utslag:
    """Verify the whole record, and keep what was found. Asked with witnesses it is not kept: one may come from elsewhere."""
    utslag = verifiera(at=at, vittnen=vittnen)
    if vittnen:
        return utslag
    Verifiering.objects.create(
        at=at,
        handelser=utslag.kontroll.handelser,
        rader=utslag.rader,
        brott=len(utslag.brott),
        fel="\n".join(utslag.brott[:FEL_SPARAS]),
        sigill=utslag.kontroll.sigillhuvud,
    )
    return utslag


@prepared
def _senaste() -> QuerySet[Verifiering]:
    # By when it was written: one that says that it was made tomorrow is the last for no longer than until the next.
    return Verifiering.objects.order_by("-pk")[:1]


def senaste() -> Verifiering | None:
    """The last verification, or None before the first."""
    return _senaste.first()
