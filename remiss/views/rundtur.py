"""The clicks of the guided tour. It exists in a demo installation alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motions.models import Arende
from remiss.demo import rundtur, tour
from remiss.web.http import Request
from remiss.workflow import EjTillatetError, HindradError


@login_not_required
@require_POST
def borja(request: Request) -> HttpResponse:
    """Start: a fresh remiss arrives, and the visitor is its handläggare."""
    if not settings.DEMO:
        raise Http404
    try:
        arende = tour.borja(request.at)
    except tour.SaknasError as error:
        raise Http404 from error
    request.session[rundtur.NYCKEL] = arende.pk
    return _dit(request, arende)


@login_not_required
@require_POST
def nasta(request: Request) -> HttpResponse:
    """Do the next act, unless the story has gone on since the button was drawn; then show where it is."""
    arende = rundtur.arende_i(request)
    if arende is None:
        raise Http404
    plats = rundtur.Arendetur(arende, request.today).hallplats()
    if plats.gor is None:
        del request.session[rundtur.NYCKEL]
        return redirect(plats.url if request.user.is_authenticated else "logga_in")
    if request.POST.get("klick") == str(plats.klick):
        try:
            with transaction.atomic():
                plats.gor(request.at)
        except HindradError as error:
            messages.warning(request, f"Rundturen kan inte gå vidare: {error}")
        except (EjTillatetError, tour.SaknasError):
            messages.warning(request, "Någon hann före, så rundturen visar var ärendet är nu.")
    return _dit(request, Arende.objects.get(pk=arende.pk))


def _dit(request: Request, arende: Arende) -> HttpResponse:
    """Become the person of the story and go to the page where it is seen."""
    plats = rundtur.Arendetur(arende, request.today).hallplats()
    if request.user != plats.vem and not rundtur.logga_in(request, plats.vem.pk):
        raise Http404
    return redirect(plats.url)
