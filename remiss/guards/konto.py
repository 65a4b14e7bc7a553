"""When the first account may be made."""

from __future__ import annotations

from datetime import datetime

from motions.models import Anvandare
from remiss.facts.konto import NyttLosenord
from remiss.hinder import Hinder


def ingen_fore(person: Anvandare, by: Anvandare, at: datetime, facts: NyttLosenord | None) -> list[Hinder]:
    """Nobody who can log in keeps the registers already."""
    finns = Anvandare.objects.filter(is_active=True, is_superuser=True).first()
    if finns is None:
        return []
    return [
        Hinder(
            f"{finns.namn} sköter redan inställningarna. Logga in som den personen, och lägg till fler under Inställningar."
        )
    ]
