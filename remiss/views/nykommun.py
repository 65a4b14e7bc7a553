"""«Ny kommun»: from an empty database to the first registered ärende, a step at a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motions import numbering
from motions.register import REGISTREN
from remiss.forms.nykommun import kommun as former
from remiss.forms.nykommun import mallar as mallformer
from remiss.forms.nykommun.personer import PersonerForm
from remiss.nykommun import steg as vagen
from remiss.views.registren import for_superanvandare
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.workflow import edit, edits

FORMER: dict[str, type[former.Stegform]] = {
    "kommun": former.KommunForm,
    "forvaltning": former.ForvaltningForm,
    "namnd": former.NamndForm,
    "platser": former.PlatserForm,
    "klassificering": mallformer.KlassificeringForm,
    "arendetyp": mallformer.ArendetypForm,
    "beslutssatser": mallformer.SatserForm,
    "godkannande": mallformer.GodkannandeForm,
    "personer": PersonerForm,
}
"""The form of each step."""


def _steg(request: Request, lage: vagen.Lage, har: str = "") -> list[Context]:
    """The steps with how they stand, for the list."""
    return [
        {
            "steg": s,
            "klart": s.klart(lage, request.today),
            "stopp": vagen.stopp(s, lage, request.today),
            "har": s.slug == har,
        }
        for s in vagen.STEG
    ]


@require_safe
@for_superanvandare
def oversikt(request: Request) -> HttpResponse:
    """The steps, and what is still missing."""
    lage = vagen.lage()
    steg = _steg(request, lage)
    return render(
        request,
        "nykommun/oversikt.html",
        {
            "lage": lage,
            "steg": steg,
            "nasta": next((s["steg"] for s in steg if not s["klart"] and not s["stopp"]), None),
            "registrering": vagen.saknas_for_registrering(lage, request.today),
            "sammantrade": vagen.saknas_for_sammantrade(lage, request.today),
        },
    )


@require_http_methods(["GET", "POST"])
@for_superanvandare
@idempotent
def steg(request: Request, steg: str) -> HttpResponse:
    """One step: asked, checked, written, and on to the next. Taken again it changes what is there."""
    detta = vagen.STEGEN.get(steg)
    if detta is None:
        raise Http404
    lage = vagen.lage()
    fore = vagen.stopp(detta, lage, request.today)
    if fore is not None:
        messages.warning(request, f"{fore.namn} kommer först. Fyll i det här steget och gå sedan vidare.")
        return redirect("ny_kommun_steg", fore.slug)
    data = request.POST if request.method == "POST" else None
    form = FORMER[steg](data, lage=lage, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            edit(
                edits.NY_KOMMUN[steg], REGISTREN, form.facts(), by=request.user, at=request.at, annu=form.annu
            )
        except ValidationError as error:
            # Somebody has taken the step since the form was judged.
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{detta.namn}: sparat.")
            return redirect(vagen.nasta(steg))
    return render(
        request,
        [f"nykommun/{steg}.html", "nykommun/steg.html"],
        {
            "form": form,
            "detta": detta,
            "steg": _steg(request, lage, steg),
            "nyckel": request.POST.get("nyckel") or ny_nyckel(),
        },
        status=200 if request.method != "POST" else 409 if form.inaktuell else 422,
    )


@require_safe
@for_superanvandare
def exempel(request: Request) -> HttpResponse:
    """The first dnr of the pattern that is being chosen: a fragment, shown while typing."""
    val = request.GET
    monster = val.get("monster", "")[:60]
    if monster == former.EGET:
        monster = val.get("eget_monster", "")[:60]
    try:
        dnr, fel = (
            former.exempel(
                monster, val.get("kortnamn", "")[:12].strip(), val.get("dnr_kod", "")[:10].strip()
            ),
            "",
        )
    except numbering.MonsterError as error:
        dnr, fel = "", str(error)
    return render(request, "nykommun/exempel.html", {"dnr": dnr, "fel": fel})
