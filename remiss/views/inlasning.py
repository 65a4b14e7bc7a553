"""«Läs in»: people and mandates from a list, with a preview of what will change and a line for each doubt."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motions.datum import day_of
from motions.ingest import lista
from motions.ingest.plan import Plan, Planpost, Tvekan, Utfall
from motions.register import REGISTREN
from remiss.facts.inlasning import LaggUndan, LasIn
from remiss.forms.inlasning import InlasningForm
from remiss.models import Inlasning, InlasningSlag
from remiss.views.registren import for_superanvandare
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import edit, edits

VISAS = 300
"""How many lines of each kind the preview shows; the rest are counted."""
REGISTER = {
    InlasningSlag.ANVANDARE: "admin:motions_anvandare_changelist",
    InlasningSlag.VALDA: "admin:motions_fortroendeuppdrag_changelist",
}


def _slag(slag: str) -> InlasningSlag:
    if slag not in InlasningSlag.values:
        raise Http404
    return InlasningSlag(slag)


@require_http_methods(["GET", "POST"])
@for_superanvandare
@idempotent
def las_in(request: Request, slag: str) -> HttpResponse:
    """Choose a file. It is judged, kept aside and shown; nothing in the registers changes."""
    sort = _slag(slag)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = InlasningForm(*data, kolumner=lista.KOLUMNER[sort], today=request.today)
    if request.method == "POST" and form.is_valid():
        facts = LaggUndan(sort, form.filnamn, form.cleaned_data["fil"], form.cleaned_data["slut_on"])
        undan = edit(edits.LAGG_UNDAN, REGISTREN, facts, by=request.user, at=request.at)
        return redirect("las_in_granska", sort, undan.pk)
    return render(
        request,
        "inlasning/las_in.html",
        {
            "form": form,
            "slag": sort,
            "kolumner": lista.KOLUMNER[sort],
            "nyckel": request.POST.get("nyckel") or ny_nyckel(),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@for_superanvandare
def mall(request: Request, slag: str) -> HttpResponse:
    """The template: the columns and two examples, as a spreadsheet in Sweden opens it."""
    sort = _slag(slag)
    svar = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    svar.headers["Content-Disposition"] = f'attachment; filename="mall-{sort}.csv"'
    skrivare = csv.writer(svar, delimiter=";", lineterminator="\r\n")
    skrivare.writerow([k.rubrik for k in lista.KOLUMNER[sort]])
    skrivare.writerows(lista.EXEMPEL[sort])
    return svar


@require_http_methods(["GET", "POST"])
@for_superanvandare
@idempotent
def granska(request: Request, slag: str, pk: int) -> HttpResponse:
    """GET shows what will change; POST does exactly that, or nothing."""
    undan = get_object_or_404(
        Inlasning, pk=pk, slag=_slag(slag), skapad_by=request.user, inlast_at__isnull=True
    )
    fel = ""
    if request.method == "POST":
        try:
            facts = LasIn(undan, request.POST.get("plan", ""))
            plan = edit(edits.LAS_IN, REGISTREN, facts, by=request.user, at=request.at)
        except lista.KanInteLasasInError as error:
            fel = str(error)
        else:
            messages.success(request, f"Listan är inläst: {_i_ord(plan)}.")
            return redirect(reverse(REGISTER[_slag(slag)]))
    try:
        plan = lista.planera(undan.slag, undan.text, today=day_of(undan.skapad_at), slut_on=undan.slut_on)
    except lista.KanInteLasasInError as error:
        messages.warning(request, str(error))
        return redirect("ny_kommun")
    return render(request, "inlasning/granska.html", _sida(undan, plan, fel), status=409 if fel else 200)


def _i_ord(plan: Plan) -> str:
    return (
        f"{plan.antal(Utfall.NY)} nya, {plan.antal(Utfall.ANDRAD)} ändrade, {plan.antal(Utfall.AVSLUTAD)} avslutade, "
        f"{plan.antal(Utfall.OFORANDRAD)} oförändrade"
    )


def _del(rader: Sequence[Planpost | Tvekan]) -> Context:
    """The lines that are shown, and how many more there are."""
    return {"rader": rader[:VISAS], "fler": max(0, len(rader) - VISAS), "antal": len(rader)}


def _sida(undan: Inlasning, plan: Plan, fel: str) -> Context:
    rubriker = {Utfall.NY: "Nya", Utfall.ANDRAD: "Ändras", Utfall.AVSLUTAD: "Avslutas"}
    return {
        "undan": undan,
        "fel": fel,
        "plan": plan,
        "stopp": _del([t for t in plan.tvekan if t.hinder]),
        "tvekan": _del([t for t in plan.tvekan if not t.hinder]),
        "delar": {r: _del([p for p in plan.poster if p.utfall == u]) for u, r in rubriker.items()},
        "oforandrade": plan.antal(Utfall.OFORANDRAD),
        "inget": plan.antal(Utfall.OFORANDRAD) == len(plan.poster),
        "nyckel": ny_nyckel(),
    }
