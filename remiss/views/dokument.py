"""Handlingar as files, documents on their way, and the check of a PDF that someone holds."""

from __future__ import annotations

import hashlib
import re

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motions.apart import OverGransError
from motions.documents import store
from motions.ingest.content import nyckelord
from motions.ingest.reading import LASNING
from motions.models import Dokument, Framstallning, Handling, Protokoll
from remiss.drift.mejl import vantar
from remiss.forms.dokument import KontrolleraForm
from remiss.jobs import ko
from remiss.models import Renderingsfel
from remiss.views.akt import synlig
from remiss.web.download import fil_svar
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel

_MARKE = re.compile(r"remiss:\s*([0-9a-f]{64})")
"""The checksum of the facts, as our templates write it among the key words of a PDF."""


@require_safe
def handling_fil(request: Request, pk: int) -> HttpResponse | FileResponse:
    """The bytes of a handling: our own PDF is shown, an upload is downloaded; nothing runs with the page's rights."""
    handling = get_object_or_404(
        Handling.objects.visible_to(request.user, today=request.today).select_related("fil", "dokument"),
        pk=pk,
    )
    fil = handling.lagrad_fil
    if fil is None:
        return redirect("dokument", handling.dokument_id)
    if handling.dokument_id is None:
        return fil_svar(store.read(fil), handling.filnamn)
    visa = "ladda-ned" not in request.GET
    return fil_svar(store.read(fil), handling.filnamn, mime="application/pdf", visa=visa)


def _dokument_for(request: Request, pk: int) -> Dokument:
    """A document, if it belongs to something that the user may see. Errors: Http404."""
    dokument = get_object_or_404(Dokument, pk=pk)
    handling = getattr(dokument, "handling", None)
    if handling is not None:
        get_object_or_404(Handling.objects.visible_to(request.user, today=request.today), pk=handling.pk)
    elif hasattr(dokument, "svar"):
        synlig(request, "arende", dokument.svar.arende_id)
    else:
        protokoll = get_object_or_404(Protokoll, dokument=dokument)
        synlig(request, "protokoll", protokoll.pk)
    return dokument


@require_safe
def dokument(request: Request, pk: int) -> HttpResponse:
    """How far a document has come; with htmx only the part that changes."""
    d = _dokument_for(request, pk)
    fel = getattr(d, "renderingsfel", None)
    uppgivet = fel is not None and fel.uppgivet_at is not None
    tillstand = "klart" if hasattr(d, "framstallning") else "fel" if uppgivet else "vantar"
    sida = "components/framsteg.html" if request.htmx else "dokument/framsteg.html"
    return render(
        request,
        sida,
        {
            "id": f"dokument-{d.pk}",
            "tillstand": tillstand,
            "igen": reverse("dokument_igen", args=[d.pk]),
            "nyckel": ny_nyckel(),
            "titel": d.get_slag_display().lower(),
            "url": reverse("dokument_pdf", args=[d.pk]),
            "poll_url": request.path,
        },
    )


@require_POST
@idempotent
def dokument_igen(request: Request, pk: int) -> HttpResponse:
    """Queue once more a document that could not be rendered."""
    d = _dokument_for(request, pk)
    if not hasattr(d, "framstallning"):
        Renderingsfel.objects.filter(dokument=d).delete()
        ko(d)
        messages.success(request, f"{d.get_slag_display()} görs om nu.")
    return redirect("dokument", pk)


@require_safe
def dokument_pdf(request: Request, pk: int) -> HttpResponse | FileResponse:
    """The rendered PDF of a document of ours."""
    d = _dokument_for(request, pk)
    if not hasattr(d, "framstallning"):
        return redirect("dokument", pk)
    return fil_svar(store.read(d.framstallning.fil), f"{d.slag}.pdf", mime="application/pdf", visa=True)


@require_http_methods(["GET", "POST"])
def kontrollera(request: Request) -> HttpResponse:
    """Is this PDF one of ours, unchanged? The file is judged and forgotten: nothing is stored."""
    form = KontrolleraForm(request.POST or None, request.FILES or None)
    svar: Context | None = None
    status = 200
    if request.method == "POST":
        if form.is_valid():
            svar = _omdome(request, form.cleaned_data["fil"].data)
        else:
            status = 422
    return render(request, "dokument/kontrollera.html", {"form": form, "svar": svar}, status=status)


def _omdome(request: Request, data: bytes) -> Context:
    """What the file is. Of one that came in only who may see it is told that it is here."""
    sha256 = hashlib.sha256(data).hexdigest()
    synliga = Handling.objects.visible_to(request.user, today=request.today).order_by("registrerad_at", "pk")
    gjord = Framstallning.objects.filter(fil=sha256).order_by("pk").first()
    if gjord is None:
        lagrad = synliga.filter(fil=sha256).first()
        if lagrad is not None:
            return {"utfall": "lagrad", "sha256": sha256, "handling": lagrad, "far_se": True}
        return {"utfall": "andrad" if _sager_sig_vara_var(data) else "okand", "sha256": sha256}
    vara = Handling.objects.filter(dokument__framstallning__fil=sha256).order_by("pk")
    synlig_ = synliga.filter(pk__in=vara).first()
    handling = synlig_ or vara.first()
    return {
        "utfall": "akta",
        "sha256": sha256,
        "framstalld_at": gjord.framstalld_at,
        "handling": handling,
        "far_se": synlig_ is not None,
        "expediering": handling.expedieringar.first() if handling else None,
        "ej_skickad": handling is not None and vantar().filter(handling=handling).exists(),
    }


def _sager_sig_vara_var(data: bytes) -> bool:
    """Whether the PDF carries the mark of a document that we froze: then it was ours, and has been changed."""
    try:
        marke = LASNING.gor(nyckelord, data)
    except OverGransError:
        return False
    funnet = _MARKE.search(marke)
    return funnet is not None and Dokument.objects.filter(sha256=funnet[1]).exists()
