"""Making the file of a frozen document: once, stored, and never again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motions.documents import context, render, store
from motions.models import Dokument, Framstallning


def framstall(dokument: Dokument, *, at: datetime) -> Framstallning:
    """Render and store the document, or return what has been made already.

    The bytes are rendered before anything is written, so that a long render holds up nobody. Of two that render
    at once the second finds the row of the first, and their bytes are the same.
    """
    if gjord := Framstallning.objects.filter(dokument=dokument).first():
        return gjord
    data, sidor = render.render(context.ur_json(dokument.slag, dokument.fakta), marke=dokument.sha256)
    with transaction.atomic():
        fil = store.save(data, mime="application/pdf", at=at)
        framstallning, _ = Framstallning.objects.get_or_create(
            dokument=dokument, defaults={"fil": fil, "sidor": sidor, "framstalld_at": at}
        )
    return framstallning
