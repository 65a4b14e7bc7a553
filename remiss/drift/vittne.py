"""The witness: the head of the chain of seals, sent and shown where this system cannot take it back."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from motions import audit
from motions.datum import datum_text, day_of, tidpunkt
from remiss import notify
from remiss.models import Utskick


def mejla(*, at: datetime) -> Utskick | None:
    """Write the day's witness to the address outside, sealed a moment before. None without an address or anything to witness."""
    audit.forsegla(at)
    sigill = audit.senaste_sigill()
    if not settings.VITTNE_EPOST or sigill is None:
        return None
    dag = day_of(at)
    return notify.skriv(
        settings.VITTNE_EPOST,
        f"Vittne {datum_text(dag)} från {settings.BASE_URL}",
        f"{sigill}\nSatt {tidpunkt(sigill.at, dag)}.\n\n"
        "Spara mejlet utanför systemet. Så kontrolleras att inget har ändrats i det som fanns då:\n"
        f"manage.py verifiera --vittne {sigill.hash}\n",
        at=at,
    )
