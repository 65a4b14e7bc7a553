"""The registers of the organisation: every change leaves its act in one kedja, and no two change them at once.

An act names the model and the row, never what was written there; the words are in the row's own history.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Model

from motions import audit
from motions.json_data import Json
from motions.models import Anvandare

SKAPA, ANDRA, TA_BORT = "organisation.skapa", "organisation.andra", "organisation.ta_bort"


class Registren:
    """All the registers as one subject: what is added to them has no other parent."""

    pk = 0
    kedja = audit.ORGANISATIONEN


REGISTREN = Registren()


def las() -> None:
    """Wait until nobody else changes the registers, and keep others waiting until COMMIT."""
    audit.las(audit.ORGANISATIONEN)


def notera(slag: str, obj: Model, *, by: Anvandare, at: datetime) -> None:
    """Append that a row was added, changed or removed, in the caller's transaction."""
    notera_akt(slag, by=by, at=at, data={"modell": obj._meta.model_name, "id": obj.pk})


def notera_akt(slag: str, *, by: Anvandare, at: datetime, data: Mapping[str, Json]) -> None:
    """Append an act on the registers as a whole; `data` holds ids, codes, counts and digests only."""
    audit.append(audit.ORGANISATIONEN, slag, by=by, at=at, data=data)


def spara(obj: Model, *, by: Anvandare, at: datetime) -> None:
    """Check and save a row, and append that it was added or changed.

    Errors: ValidationError when the row breaks a rule of its model.
    """
    ny = obj._state.adding
    obj.full_clean()
    obj.save()
    notera(SKAPA if ny else ANDRA, obj, by=by, at=at)
