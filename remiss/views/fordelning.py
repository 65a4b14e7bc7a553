"""When someone leaves: all of a person's open ärenden, or some of them, to another in one act."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motions.models import Anvandare, Arende, Enhet, Organ
from motions.states import OPPNA_ARENDEN
from remiss.facts.arende import Tilldela
from remiss.forms.fordelning import FordelaOmForm, enhet_for, fordelarens_organ, personer_med_arenden
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import HindradError, mojligt, perform


@dataclass(frozen=True)
class Kvar:
    """An ärende that cannot be moved now, and why."""

    arende: Arende
    skal: str


class AndradesError(Exception):
    """An ärende could no longer be moved when its turn came; nothing was moved."""


@require_http_methods(["GET", "POST"])
@idempotent
def fordela_om(request: Request) -> HttpResponse:
    """Choose a person, see the open ärenden, choose another, and give them over: all, or after a question those that can be."""
    organ = fordelarens_organ(request.user, request.today)
    if not organ:
        raise PermissionDenied("Bara registratorn och chefer fördelar ärenden.")
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    personer = personer_med_arenden(synliga, organ)
    fran = _vald(request, personer)
    arenden = oppna_hos(synliga, organ, fran)
    data = (request.POST,) if request.method == "POST" else ()
    form = FordelaOmForm(*data, arenden=arenden, organ=organ, fran=fran, today=request.today)
    sida: Context = {
        "personer": personer,
        "fran": fran,
        "arenden": list(arenden),
        "ocksa": _medhandlaggare(synliga, organ, fran),
        "form": form,
        "valda": {str(v) for v in form["arenden"].value() or []},
        "nyckel": request.POST.get("nyckel") or ny_nyckel(),
    }
    if request.method != "POST":
        return render(request, "fordelning/fordela_om.html", sida)
    if fran is None or not form.is_valid():
        return render(request, "fordelning/fordela_om.html", sida, status=422)
    return _flytta(request, form, fran, sida)


def _vald(request: Request, personer: list[Anvandare]) -> Anvandare | None:
    pk = request.POST.get("fran") or request.GET.get("fran", "")
    return next((p for p in personer if str(p.pk) == pk), None)


def oppna_hos(synliga: QuerySet[Arende], organ: list[Organ], person: Anvandare | None) -> QuerySet[Arende]:
    """The open ärenden that a person handles in the organ, most urgent first."""
    if person is None:
        return synliga.none()
    return (
        synliga.filter(organ__in=organ, handlaggare=person, state__in=OPPNA_ARENDEN)
        .select_related("organ__forvaltning")
        .prefetch_related("medhandlaggare")
        .order_by("frist_on", "pk")
    )


def _medhandlaggare(synliga: QuerySet[Arende], organ: list[Organ], person: Anvandare | None) -> list[Arende]:
    """Where the person writes beside somebody: not moved here, but not forgotten."""
    if person is None:
        return []
    return list(
        synliga.filter(organ__in=organ, medhandlaggare=person, state__in=OPPNA_ARENDEN)
        .exclude(handlaggare=person)
        .order_by("frist_on", "pk")
    )


def _flytta(request: Request, form: FordelaOmForm, fran: Anvandare, sida: Context) -> HttpResponse:
    till: Anvandare = form.cleaned_data["till"]
    valda: list[Arende] = sorted(form.cleaned_data["arenden"], key=lambda a: a.pk)
    kvar = [k for a in valda if (k := hindrad(request, form, a, till)) is not None]
    gar = [a for a in valda if a.pk not in {k.arende.pk for k in kvar}]
    if kvar and not (gar and form.bekraftade() >= {k.arende.pk for k in kvar}):
        return render(request, "fordelning/fordela_om.html", {**sida, "kvar": kvar, "gar": gar}, status=422)
    try:
        with transaction.atomic():
            for arende in gar:
                _tilldela(request, arende, till, fran)
    except AndradesError as error:
        form.add_error(None, str(error))
        return render(request, "fordelning/fordela_om.html", sida, status=422)
    antal = "1 ärende" if len(gar) == 1 else f"{len(gar)} ärenden"
    messages.success(request, f"{till.namn} har fått {antal} av {fran.namn}.")
    if kvar:
        nummer = ", ".join(k.arende.dnr for k in kvar)
        messages.warning(request, f"Kvar hos {fran.namn}: {nummer}.")
    return redirect(f"{reverse('fordela_om')}?fran={fran.pk}")


def hindrad(request: Request, form: FordelaOmForm, arende: Arende, till: Anvandare) -> Kvar | None:
    """Why the ärende cannot go to that person now; None when it can. The table and its guard are asked."""
    if till.pk not in form.handlaggare_i(arende.organ):
        return Kvar(arende, f"{till.namn} handlägger inte ärenden för {arende.organ}.")
    hinder = mojligt(arende, "tilldela", request.user, at=request.at)
    if hinder is None:
        lage = arende.get_state_display().lower()
        return Kvar(arende, f"Ärendet är {lage} och kan inte byta handläggare nu.")
    return Kvar(arende, " ".join(h.text for h in hinder)) if hinder else None


def _tilldela(request: Request, arende: Arende, till: Anvandare, fran: Anvandare) -> None:
    """One ärende over; those who write beside stay, but for the one who leaves. Errors: AndradesError."""
    med = [m for m in arende.medhandlaggare.all() if m.pk not in (till.pk, fran.pk)]
    enhet: Enhet | None = enhet_for(till, arende.organ)
    try:
        perform(arende, "tilldela", by=request.user, at=request.at, facts=Tilldela(till, enhet, med))
    except HindradError as error:
        raise AndradesError(f"{arende.dnr}: {error} Inget har flyttats.") from error
