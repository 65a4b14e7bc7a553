"""The protokoll's page, and what waits for a justerare."""

from __future__ import annotations

from datetime import date

from motions.models import Anvandare, Protokoll
from remiss.guards.protokoll import kvar_att_justera


def att_justera(user: Anvandare, today: date) -> list[Protokoll]:
    """The protokoll whose text waits for this user's signature, the most urgent first."""
    ute = (
        Protokoll.objects.visible_to(user, today=today)
        .filter(state="for_justering")
        .select_related("sammantrade__organ")
        .order_by("justeras_senast_on", "pk")
    )
    return [p for p in ute if any(f.anvandare_id == user.pk for f in kvar_att_justera(p))]
