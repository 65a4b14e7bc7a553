"""Making the file of a frozen document: once, stored, and never again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from django.db import transaction

from motions import audit
from motions.documents import context, render, store
from motions.json_data import JsonObject
from motions.models import Anvandare, Dokument, Framstallning

Rendera: TypeAlias = "Callable[[str, Any, str], tuple[bytes, int]]"


FRAMSTALLT = "dokument.framstallt"


def rendera(slag: str, fakta: Any, sha256: str) -> tuple[bytes, int]:
    """The PDF of frozen facts, as they are kept, and its number of pages."""
    return render.render(context.ur_json(slag, fakta), marke=sha256)


def framstall(
    dokument: Dokument, *, by: Anvandare, at: datetime, rendera: Rendera = rendera
) -> Framstallning:
    """Render and store the document, or return what has been made already. `rendera` makes the bytes, and the proof says which.

    The bytes are rendered before anything is written, so that a long render holds up nobody. Of two that render
    at once the second finds the row of the first, and their bytes are the same.
    """
    if gjord := Framstallning.objects.filter(dokument=dokument).first():
        return gjord
    data, sidor = rendera(dokument.slag, dokument.fakta, dokument.sha256)
    with transaction.atomic():
        fil = store.save(data, mime="application/pdf", at=at)
        framstallning, ny = Framstallning.objects.get_or_create(
            dokument=dokument, defaults={"fil": fil, "sidor": sidor, "framstalld_at": at}
        )
        if ny:
            vad: JsonObject = {"dokument": dokument.pk, "fil": fil.sha256}
            audit.append(audit.BEVIS, FRAMSTALLT, by=by, at=at, data=vad)
    return framstallning
