"""What must be so before the mails of a sitting are sent again, or nobody waits for them."""

from __future__ import annotations

from datetime import datetime

from motions.models import Anvandare, Sammantrade
from remiss.drift.mejl import ej_skickade_om
from remiss.facts import Facts, Motivering
from remiss.guards.arende import utan_skal
from remiss.hinder import Hinder


def finns(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """There is one: another may have been there first."""
    if ej_skickade_om(sammantrade):
        return []
    return [Hinder("Det finns inget mejl att skicka: alla är redan skickade eller på väg.")]


def kvittera_mejl(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Motivering | None
) -> list[Hinder]:
    """There is one, and a word on why it need not be sent."""
    return finns(sammantrade, by, at, facts) or ([] if facts is None else utan_skal(facts.skal))
