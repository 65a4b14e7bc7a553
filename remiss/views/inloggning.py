"""Login and logout; in a demo installation also its people at one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from motions.models import Anvandare, Befattning, Fortroendeuppdrag, Roll, Uppdragsroll
from remiss.demo import rundtur
from remiss.forms.inloggning import LoggaInForm
from remiss.web.http import Context, Request
from remiss.web.keys import heltal


@dataclass(frozen=True)
class Demoperson:
    """One of the demo's people: key, name, and what he or she is, in words."""

    id: int
    namn: str
    roll: str
    organ: str
    namnd: str


def demopersoner(today: date) -> list[Demoperson]:
    """The people that a demo installation offers: those with a befattning or a mandate today."""
    personer: dict[int, Demoperson] = {}
    for b in (
        Befattning.objects.pa_dagen(today)
        .select_related("anvandare", "organ", "forvaltning", "enhet__forvaltning", "kommun")
        .prefetch_related("forvaltning__organ", "enhet__forvaltning__organ")
    ):
        person = Demoperson(b.anvandare_id, b.anvandare.namn, Roll(b.roll).label, str(b.omrade), _namnd(b))
        personer.setdefault(b.anvandare_id, person)
    for u in (
        Fortroendeuppdrag.objects.pa_dagen(today)
        .filter(fortroendevald__anvandare__isnull=False)
        .select_related("fortroendevald", "organ")
    ):
        konto = u.fortroendevald.anvandare_id
        if konto is not None:
            person = Demoperson(
                konto, str(u.fortroendevald), Uppdragsroll(u.roll).label, str(u.organ), str(u.organ)
            )
            personer.setdefault(konto, person)
    ordning = [r.label for r in Roll]
    return sorted(
        personer.values(),
        key=lambda p: (p.namnd, ordning.index(p.roll) if p.roll in ordning else 99, p.namn),
    )


def _namnd(b: Befattning) -> str:
    """The nämnd that a befattning works for, by name; the kommun's people come last."""
    if b.organ:
        return b.organ.namn
    forvaltning = b.enhet.forvaltning if b.enhet else b.forvaltning
    return min((o.namn for o in forvaltning.organ.all()), default="") if forvaltning else "Ö"


@method_decorator(login_not_required, name="dispatch")
class LoggaIn(views.LoginView):
    """The login page."""

    request: Request
    template_name = "inloggning/logga_in.html"
    authentication_form = LoggaInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """The form, whether anybody at all can log in, and the demo's people."""
        context = super().get_context_data(**kwargs)
        context["tom"] = not Anvandare.objects.exists()
        if settings.DEMO:
            context["personer"] = demopersoner(self.request.today)
        return context

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """422 with what was typed kept."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator(login_not_required, name="dispatch")
class LoggaInIgen(LoggaIn):
    """Login over a page whose session has ended: for the person that the page belongs to, and no other.

    GET gives the form, POST the new token as JSON. What stands unsent on the page was written by one person, and goes out in that
    name alone. In a demo the press of a button is enough, as at its login.
    """

    template_name = "inloggning/igen.html"
    redirect_authenticated_user = False

    def get_context_data(self, **kwargs: Any) -> Context:
        """The form alone, and where it is sent."""
        context = super(LoggaIn, self).get_context_data(**kwargs)
        return context | {"pk": self.kwargs["pk"], "demo": settings.DEMO}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log in."""
        if settings.DEMO and "som" in request.POST:
            if not rundtur.logga_in(self.request, self.kwargs["pk"]):
                raise Http404
            return self._inne()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Begin the session, if it is the right person."""
        if form.get_user().pk != self.kwargs["pk"]:
            form.add_error(
                "username", "Texten på sidan skrevs av någon annan. Logga in som den som skrev den."
            )
            return self.form_invalid(form)
        login(self.request, form.get_user())
        return self._inne()

    def _inne(self) -> HttpResponse:
        return JsonResponse({"token": get_token(self.request)})


@require_safe
def byt_person(request: Request) -> HttpResponse:
    """The demo's people, to become another of them."""
    if not settings.DEMO:
        raise Http404
    return render(request, "inloggning/byt_person.html", {"personer": demopersoner(request.today)})


@login_not_required
@require_POST
def logga_in_som(request: Request) -> HttpResponse:
    """Log in as one of the demo's people."""
    if not settings.DEMO:
        raise Http404
    pk = heltal(request.POST.get("anvandare"))
    if pk is None:
        raise Http404
    if not Anvandare.objects.filter(
        Q(befattningar__isnull=False) | Q(fortroendevald__isnull=False), pk=pk
    ).exists():
        raise Http404
    if not rundtur.logga_in(request, pk):
        raise Http404
    vidare = request.POST.get("next", "")
    if vidare.startswith("/") and url_has_allowed_host_and_scheme(
        vidare, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(vidare)
    return redirect("skrivbord")
