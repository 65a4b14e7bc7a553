"""The registers of the organisation: every change leaves its act in one kedja, and no two change them at once.

An act names the model and the row, never what was written there; the words are in the row's own history.
"""

from __future__ import annotations

from motions import audit

SKAPA, ANDRA, TA_BORT = "organisation.skapa", "organisation.andra", "organisation.ta_bort"


class Registren:
    """All the registers as one subject: what is added to them has no other parent."""

    pk = 0
    kedja = audit.ORGANISATIONEN


REGISTREN = Registren()


def las() -> None:
    """Wait until nobody else changes the registers, and keep others waiting until COMMIT."""
    audit.las(audit.ORGANISATIONEN)
