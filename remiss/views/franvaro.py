"""A chef who will be away says so: two days and a stand-in, from the desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motions.datum import datum_text
from motions.franvaro import franvaron
from motions.models import Vikariat
from remiss import roles
from remiss.facts.franvaro import AvslutaFranvaro
from remiss.forms.franvaro import FranvaroForm
from remiss.guards.franvaro import dagarna
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import HindradError, OmotiveradError, edit, edits


@require_http_methods(["GET", "POST"])
@idempotent
def franvaro(request: Request) -> HttpResponse:
    """GET asks, POST saves and goes back to the desk."""
    if not roles.egen_chef(request.user, request.user, request.today):
        raise PermissionDenied("Den som är chef anger själv sin frånvaro.")
    form = FranvaroForm(request.POST if request.method == "POST" else None, user=request.user, at=request.at)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            edit(edits.ANGE_FRANVARO, request.user, facts, by=request.user, at=request.at, skal=form.skal())
        except OmotiveradError:
            # The doubt has come since the form was judged: now it is asked about.
            form.full_clean()
        except HindradError as error:
            form.add_error(None, str(error))
        else:
            dagar = dagarna(facts.fran_on, facts.till_on)
            messages.success(request, f"{facts.vikarie.namn} är din vikarie {dagar}.")
            return redirect("skrivbord")
    sida = {
        "form": form,
        "franvaron": franvaron(request.user, request.today),
        "nyckel": request.POST.get("nyckel") or ny_nyckel(),
        "ny_nyckel": ny_nyckel,
    }
    return render(request, "franvaro/franvaro.html", sida, status=422 if request.method == "POST" else 200)


@require_POST
@idempotent
def avsluta(request: Request, pk: int) -> HttpResponse:
    """End an absence of one's own, or take it away before it has begun."""
    if not roles.egen_chef(request.user, request.user, request.today):
        raise PermissionDenied("Den som är chef avslutar själv sin frånvaro.")
    if not Vikariat.objects.filter(pk=pk, befattning__anvandare=request.user.pk).exists():
        raise Http404
    try:
        sista = edit(
            edits.AVSLUTA_FRANVARO, request.user, AvslutaFranvaro(pk), by=request.user, at=request.at
        )
    except HindradError as error:
        messages.error(request, str(error))
    else:
        slut = f"Vikariatet gäller till och med {datum_text(sista)}." if sista else "Vikariatet är borttaget."
        messages.success(request, slut)
    return redirect("skrivbord")
