"""What of the diarium can be wrong and be put right: which entries, how they are shown, and what is to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motions.models import (
    Arende,
    Handling,
    Rattatfalt,
    Remiss,
    Riktning,
)

RATTBART_I_ARENDET = ("titel", "offentlig_titel", "inkommen_on", "avsandare", "avsandarens_dnr", "frist_on")


RATTBART_I_REMISSEN = ("remittent", "remittentens_dnr", "remisstid_on")


RATTBART_I_HANDLINGEN = ("rubrik", "offentlig_rubrik", "datum_on", "motpart", "riktning")


Entry = str | date | None
"""What the diarium can say in a field."""


@dataclass(frozen=True)
class Andring:
    """One entry that is to be otherwise: on which row, and the values before and after."""

    rad: Arende | Remiss | Handling
    falt: str
    fore: Entry
    efter: Entry


def i_ord(falt: str, varde: Entry) -> str:
    """A value as the diarium shows it."""
    if isinstance(varde, date):
        return varde.isoformat()
    if falt == Rattatfalt.RIKTNING:
        return str(Riktning(str(varde)).label)
    return str(varde or "")


def andringar_i(
    rad: Arende | Remiss | Handling, falten: tuple[str, ...], nya: Mapping[str, Entry]
) -> list[Andring]:
    """The entries of `falten` that `nya` gives another value, in the order of the fields."""
    return [
        Andring(rad, falt, fore, nya[falt])
        for falt in falten
        if falt in nya and i_ord(falt, fore := _nu(rad, falt)) != i_ord(falt, nya[falt])
    ]


def _nu(rad: Arende | Remiss | Handling, falt: str) -> Entry:
    nu: Entry = getattr(rad, falt)
    return rad.remittent.namn if isinstance(rad, Remiss) and falt == "remittent" else nu
