"""What another system may ask of this one: whether it is well, and the head of its seals."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from motions import audit
from remiss.drift.halsa import far_veta, halsan, prometheus
from remiss.drift.mejl import skicka_igen, utan_arende
from remiss.web.http import Request
from remiss.web.idempotency import idempotent


@login_not_required
@require_safe
def halsa(request: Request) -> HttpResponse:
    """200 when all is well, else 503. Which part is not is for the local network, or whoever has the token."""
    hur = halsan()
    svar: dict[str, str | bool | dict[str, int]] = {"status": "frisk" if hur.frisk else "sjuk"}
    if far_veta(request):
        svar |= {**hur.delar, "matt": hur.matt}
    return JsonResponse(svar, status=200 if hur.frisk else 503)


@login_not_required
@require_safe
def halsa_matt(request: Request) -> HttpResponse:
    """The same for Prometheus, which wants 200 whatever it says."""
    if not far_veta(request):
        raise PermissionDenied
    return HttpResponse(prometheus(halsan()), content_type="text/plain; version=0.0.4; charset=utf-8")


@login_not_required
@require_safe
def vittne(request: Request) -> HttpResponse:
    """The head of the chain of seals, for another system to fetch and keep. It says nothing of any ärende."""
    sigill = audit.senaste_sigill()
    if sigill is None:
        raise Http404
    return HttpResponse(
        f"{sigill}\n{sigill.at.isoformat(timespec='seconds')}\n",
        content_type="text/plain; charset=utf-8",
    )


@require_POST
@idempotent
def mejl_igen(request: Request, pk: int) -> HttpResponse:
    """Send once more a mail of no ärende that could not be sent, to the address that is right today."""
    vantar = {u.pk: u for u in utan_arende(request.user, request.today)}
    if pk not in vantar:
        raise Http404
    if igen := skicka_igen(vantar[pk]):
        messages.success(request, f"Mejlet skickas nu till {igen.adress}.")
    else:
        messages.info(request, "Mejlet är redan skickat eller på väg.")
    return redirect("skrivbord")
