"""The preview: the real PDF of a draft, rendered by a job and shown as pages beside the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from procrastinate.contrib.django.models import ProcrastinateJob

from motions import visibility
from motions.documents import context
from motions.json_data import JsonObject
from motions.models import Tjansteutlatande
from motions.states import UtlatandeState
from remiss import jobs, roles
from remiss.documents import preview
from remiss.web.http import Request

DROJER_EFTER_SEKUNDER = 20
"""When a preview has waited this long the page says so, and asks less often."""


@require_POST
def bestall(request: Request, pk: int) -> HttpResponse:
    """Ask for the pages of the text as it stands now. The same text asked for twice is rendered once."""
    utlatande = _lasbart(request, pk)
    if not any(
        roles.har_roll(request.user, a.organ, visibility.PERSONAL, request.today)
        for a in roles.arenden_of(utlatande)
    ):
        raise PermissionDenied
    fakta = _fakta(utlatande, request.today)
    sha256 = preview.bestall(utlatande.pk, fakta)
    if preview.antal_sidor(utlatande.pk, sha256) is None and jobs.ko_forhandsvisning(utlatande.pk, sha256):
        preview.rakna_fran(utlatande.pk, sha256, request.at)
    if not request.htmx:
        return redirect("forhandsvisning", pk=pk, sha256=sha256)
    return _lage(request, utlatande, sha256)


@require_safe
def lage(request: Request, pk: int, sha256: str) -> HttpResponse:
    """How far the pages have come; the pages, when they are ready. Changes nothing."""
    return _lage(request, _lasbart(request, pk, sha256), sha256)


@require_safe
def sida(request: Request, pk: int, sha256: str, nummer: int) -> FileResponse:
    """One page as an image."""
    _lasbart(request, pk, sha256)
    return _fil(preview.sida_path(pk, sha256, nummer), "image/png")


@require_safe
def pdf(request: Request, pk: int, sha256: str) -> FileResponse:
    """The whole as PDF."""
    _lasbart(request, pk, sha256)
    svar = _fil(preview.pdf_path(pk, sha256), "application/pdf")
    svar["Content-Disposition"] = 'inline; filename="forhandsvisning.pdf"'
    return svar


def _lasbart(request: Request, pk: int, sha256: str = "") -> Tjansteutlatande:
    """The utlåtande, if the user may read its text; the pages are its text. A name that can be no preview's is not found."""
    if sha256 and not preview.ar_namn(sha256):
        raise Http404
    synliga = Tjansteutlatande.objects.visible_to(request.user, today=request.today)
    return get_object_or_404(synliga, pk=pk)


def _fakta(utlatande: Tjansteutlatande, today: date) -> JsonObject:
    """The draft as it stands, or the version that the chefer read."""
    version = utlatande.versioner.first()
    if utlatande.state == UtlatandeState.UTKAST or version is None:
        return context.som_json(context.utkast(utlatande, today=today))
    return context.som_json(context.tjansteutlatande(version, today=today))


def _lage(request: Request, utlatande: Tjansteutlatande, sha256: str) -> HttpResponse:
    antal = preview.antal_sidor(utlatande.pk, sha256)
    if antal is not None:
        return _sidor(request, utlatande, sha256, antal)
    bestalld = preview.bestalld_at(utlatande.pk, sha256)
    if bestalld is None:
        raise Http404
    sekunder = request.at.timestamp() - bestalld
    status = (
        ProcrastinateJob.objects.filter(queueing_lock=f"forhandsvisa:{utlatande.pk}:{sha256}")
        .order_by("-id")
        .values_list("status", flat=True)
        .first()
    )
    if status in ("failed", "aborted", "cancelled"):
        tillstand = "fel"
    elif sekunder > DROJER_EFTER_SEKUNDER:
        tillstand = "drojer" if status == "doing" else "stilla"
    else:
        tillstand = "gors"
    context_ = {
        "utlatande": utlatande,
        "tillstand": tillstand,
        "poll_url": reverse("forhandsvisning", args=[utlatande.pk, sha256]),
        "intervall": "every 1s" if tillstand == "gors" else "every 5s",
    }
    mall = "utlatande/forhandsvisning.html"
    return render(request, f"{mall}#lage" if request.htmx else mall, context_)


def _sidor(request: Request, utlatande: Tjansteutlatande, sha256: str, antal: int) -> HttpResponse:
    context_ = {
        "utlatande": utlatande,
        "tillstand": "klart",
        "pdf_url": reverse("forhandsvisning_pdf", args=[utlatande.pk, sha256]),
        "sidor": [
            reverse("forhandsvisning_sida", args=[utlatande.pk, sha256, n]) for n in range(1, antal + 1)
        ],
    }
    mall = "utlatande/forhandsvisning.html"
    return render(request, f"{mall}#klart" if request.htmx else mall, context_)


def _fil(path: Path, mime: str) -> FileResponse:
    try:
        return FileResponse(path.open("rb"), content_type=mime)
    except FileNotFoundError as error:
        raise Http404 from error
