"""Whose turn it is in an ärende, in the words of a list."""

from __future__ import annotations

from motions.models import Arende

HOS = {
    "registrerat": "Registratorn",
    "godkannande": "Chef",
    "klart_for_namnd": "Nämndsekreteraren",
    "kallat": "Nämnden",
    "bordlagt": "Nämndsekreteraren",
    "beslutat": "Justerare",
    "justerat": "Nämndsekreteraren",
    "expedierat": "Registratorn",
}
"""By state; where the handläggare has it, the name stands instead."""


def hos_namn(arende: Arende) -> str:
    """Who must act next, by name or by role; empty when nobody must."""
    if arende.state in ("beredning", "aterremitterat") and arende.handlaggare:
        return arende.handlaggare.namn
    return HOS.get(arende.state, "")
