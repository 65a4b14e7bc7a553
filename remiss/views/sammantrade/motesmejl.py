"""What the secretary does about the mails of a sitting that could not be sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motions.text.numerals import antal
from motions.text.signs import written
from remiss.drift.mejl import ej_skickade_om
from remiss.facts import NOTHING, Motivering
from remiss.forms.sammantrade.sammantrade import NyPunktForm
from remiss.views.akt import synlig
from remiss.views.sammantrade.sammantrade import visa
from remiss.web.http import Request
from remiss.web.idempotency import idempotent
from remiss.workflow import HindradError, edit, edits


@require_POST
@idempotent
def skicka_igen(request: Request, pk: int) -> HttpResponse:
    """Send them once more, to the addresses that the people have today."""
    s = synlig(request, "sammantrade", pk)
    try:
        hur_manga = edit(edits.SKICKA_MEJL_IGEN, s, NOTHING, by=request.user, at=request.at)
    except HindradError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, f"{antal(hur_manga, 'mejl', 'mejl')} skickas nu igen.")
    return redirect("sammantrade", pk)


@require_POST
@idempotent
def kvittera(request: Request, pk: int) -> HttpResponse:
    """Say that they need not be sent, and why."""
    s = synlig(request, "sammantrade", pk)
    skal = written(request.POST.get("skal", "")).strip()
    try:
        edit(edits.KVITTERA_MOTESMEJL, s, Motivering(skal), by=request.user, at=request.at)
    except HindradError as error:
        if ej_skickade_om(s):
            return visa(request, s, NyPunktForm(), status=422, skalfel=(skal, str(error)))
        # In another tab, or by somebody else: the field is gone, and what is wrong is not what was typed.
        messages.info(request, str(error))
    else:
        messages.success(request, "Mejlen behöver inte skickas. Skälet står i historiken.")
    return redirect("sammantrade", pk)
