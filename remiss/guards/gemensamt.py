"""When a text may be joint, and when an ärende may leave it."""

from __future__ import annotations

from datetime import datetime

from motions.datum import day_of
from motions.models import Anvandare, Tjansteutlatande
from remiss import roles
from remiss.facts.gemensamt import SkiljArende, SkrivGemensamt
from remiss.hinder import Hinder


def skriv_gemensamt(
    utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: SkrivGemensamt | None
) -> list[Hinder]:
    """No secret ärende, which has readers of its own; and the other is the writer's, with no text in it yet."""
    arenden = roles.arenden_of(utlatande)
    if any(a.sekretess for a in arenden):
        return [Hinder("Ett sekretessmarkerat ärende har sina egna läsare och skrivs för sig.")]
    arende = facts.arende if facts else None
    if arende is not None and arende not in roles.kan_skrivas_ihop(by, utlatande, day_of(at)):
        return [Hinder(f"{arende.dnr} kan inte skrivas ihop med det här utlåtandet.")]
    return []


def ar_gemensamt(utlatande: Tjansteutlatande) -> bool:
    """Whether the text is shared by several ärenden."""
    return len(roles.arenden_of(utlatande)) > 1


def skilj_arende(
    utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: SkiljArende | None
) -> list[Hinder]:
    """Only one of its own ärenden, and never the last that the writer has."""
    if facts is None:
        return []
    arende = facts.arende
    arenden = roles.arenden_of(utlatande)
    if arende not in arenden:
        return [Hinder(f"{arende.dnr} hör inte till utlåtandet.")]
    kvar = [a for a in arenden if a.pk != arende.pk]
    if not any(roles.handlaggare(by, a, day_of(at)) for a in kvar):
        return [
            Hinder("Då skulle du inte längre kunna skriva i texten. Ta bort det andra ärendet i stället.")
        ]
    return []
