"""Several ärenden in one item of a föredragningslista, and one ärende in two items."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from remiss.facts.foredragningslista import Punktval, SlaIhop
from remiss.views.sammantrade.sammantrade import okallad
from remiss.web.http import Request
from remiss.web.idempotency import idempotent
from remiss.web.keys import heltal
from remiss.workflow import HindradError, edit, edits


@require_POST
@idempotent
def sla_ihop(request: Request, pk: int) -> HttpResponse:
    """Decide the ärenden of an item in another item (`med`)."""
    punkt = okallad(request, pk)
    med = get_object_or_404(punkt.sammantrade.punkter, pk=heltal(request.POST.get("med")))
    try:
        edit(edits.SLA_IHOP, punkt.sammantrade, SlaIhop(punkt, med), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Ärendena tas upp tillsammans i punkt {med.nummer}.")
    return redirect(reverse("sammantrade", args=[med.sammantrade_id]) + "#lista")


@require_POST
@idempotent
def informera_forst(request: Request, pk: int) -> HttpResponse:
    """Put an item of information before the item that decides."""
    punkt = okallad(request, pk)
    try:
        information = edit(
            edits.INFORMERA_FORST, punkt.sammantrade, Punktval(punkt), by=request.user, at=request.at
        )
    except HindradError as error:
        messages.error(request, str(error))
        return redirect(reverse("sammantrade", args=[punkt.sammantrade_id]) + "#lista")
    messages.success(request, f"Informationspunkten står före punkt {punkt.rubrik}.")
    return redirect(reverse("sammantrade", args=[punkt.sammantrade_id]) + f"#punkt-{information.pk}")
