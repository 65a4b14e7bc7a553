"""Freezing: the facts of a document, kept as they were when the act was done."""

from __future__ import annotations

from datetime import datetime

from motions.documents import context
from motions.models import Anvandare, Dokument


def frys(fakta: context.Fakta, *, by: Anvandare, at: datetime) -> Dokument:
    """Keep the facts, in the caller's transaction. The same facts give the same `sha256` and the same PDF."""
    data = context.som_json(fakta)
    return Dokument.objects.create(
        slag=fakta.slag,
        fakta=data,
        sha256=context.kontrollsumma(fakta),
        fryst_at=at,
        fryst_by=by,
    )
