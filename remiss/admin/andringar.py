"""The history of a register's row in words: who changed which field from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst

ANTAL = 100
HANDELSER = {"+": "Lades till", "~": "Ändrades", "-": "Togs bort"}
DOLDA = {"password"}
"""Fields whose values are never shown; that they were changed is."""


@dataclass(frozen=True)
class Faltandring:
    """One field: its name, what it was and what it became. Both are empty for a field that is not shown."""

    namn: str
    fran: str
    till: str


@dataclass(frozen=True)
class Andringsrad:
    """One change of the row."""

    nar: datetime
    vem: str
    vad: str
    falt: list[Faltandring]


def andringar(obj: models.Model) -> list[Andringsrad]:
    """The latest changes of a row, newest first."""
    rader = list(
        obj.history.select_related("history_user").order_by("-history_date", "-history_id")[: ANTAL + 1]  # type: ignore[attr-defined]
    )
    ut = []
    for n, rad in enumerate(rader[:ANTAL]):
        fore = rader[n + 1] if n + 1 < len(rader) else None
        ut.append(
            Andringsrad(
                nar=rad.history_date,
                vem=rad.history_user.namn if rad.history_user else "–",
                vad=HANDELSER[rad.history_type],
                falt=_falt(obj, fore, rad) if fore is not None and rad.history_type == "~" else [],
            )
        )
    return ut


def _falt(obj: models.Model, fore: models.Model, efter: models.Model) -> list[Faltandring]:
    ut = []
    for falt in obj._meta.concrete_fields:
        if not hasattr(efter, falt.attname):
            continue
        fran, till = getattr(fore, falt.attname), getattr(efter, falt.attname)
        if fran != till:
            dold = falt.name in DOLDA
            ut.append(
                Faltandring(
                    namn=capfirst(str(falt.verbose_name)),
                    fran="" if dold else i_ord(falt, fran),
                    till="" if dold else i_ord(falt, till),
                )
            )
    return ut


def i_ord(falt: Any, varde: Any) -> str:
    """A value as a person reads it: a choice by its label, a row by its name, yes and no."""
    if varde is None or varde == "":
        return "tomt"
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, list):
        val = dict(falt.base_field.choices or ())
        return ", ".join(str(val.get(v, v)) for v in varde) or "tomt"
    if isinstance(falt, models.ForeignKey):
        rad = falt.related_model._base_manager.filter(pk=varde).first()
        return str(rad) if rad else f"nr {varde} (borttagen)"
    return str(dict(falt.flatchoices).get(varde, varde))
