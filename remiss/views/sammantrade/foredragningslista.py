"""The items of a föredragningslista that no kallelse has named: moved, taken off, several ärenden in one, one ärende in two."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from motions.models import Punkt, PunktSlag, Sammantrade
from motions.states import MED_OPPEN_LISTA
from remiss.facts.foredragningslista import FlyttaPunkt, Punktval, SlaIhop
from remiss.views.akt import synlig
from remiss.views.sammantrade.sammantrade import kraver_sekreterare
from remiss.web.http import Request
from remiss.web.idempotency import idempotent
from remiss.web.keys import heltal
from remiss.workflow import HindradError, edit, edits, perform


def okallad(request: Request, pk: int) -> Punkt:
    """A punkt that no kallelse has named yet, for its secretary. Errors: Http404, PermissionDenied."""
    punkt = get_object_or_404(
        Punkt.objects.select_related("sammantrade__organ").filter(
            sammantrade__in=Sammantrade.objects.visible_to(request.user, today=request.today),
            sammantrade__state__in=MED_OPPEN_LISTA,
            kallad=False,
            utgatt_at__isnull=True,
        ),
        pk=pk,
    )
    kraver_sekreterare(request, punkt.sammantrade)
    return punkt


@require_POST
@idempotent
def punkt_flytta(request: Request, pk: int) -> HttpResponse:
    """Move a punkt up or down the list, with a button."""
    punkt = okallad(request, pk)
    facts = FlyttaPunkt(punkt, -1 if request.POST.get("steg") == "upp" else 1)
    try:
        edit(edits.FLYTTA_PUNKT, punkt.sammantrade, facts, by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    return redirect(reverse("sammantrade", args=[punkt.sammantrade_id]) + f"#punkt-{punkt.pk}")


@require_POST
@idempotent
def punkt_ta_bort(request: Request, pk: int) -> HttpResponse:
    """Take a punkt off a list that has not been sent; an ärende through its own act."""
    punkt = okallad(request, pk)
    s = punkt.sammantrade
    try:
        if punkt.slag == PunktSlag.ARENDE:
            with transaction.atomic():
                for arende in punkt.arenden.order_by("pk"):
                    synligt = synlig(request, "arende", arende.pk)
                    perform(synligt, "lyft_ut", by=request.user, at=request.at)
        else:
            edit(edits.TA_BORT_PUNKT, s, Punktval(punkt), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Punkten togs bort från listan.")
    return redirect(reverse("sammantrade", args=[s.pk]) + "#lista")


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
