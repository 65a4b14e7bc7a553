"""The anmälningar of a sammanträde: what stands on the list in its groups, what must be anmält, and lines in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motions import anmalningar
from motions.documents.context import anmalan as anmalningsfakta
from motions.models import Anmalan, Anmalansgrupp, Arende, Handling, Protokoll, Punkt, Sammantrade
from motions.states import OPPNA_MOTEN
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.forms.sammantrade.anmalan import GRUPPER, FriRadForm
from remiss.views.akt import synlig
from remiss.views.sammantrade.sammantrade import kraver_sekreterare
from remiss.web.http import Context, Request
from remiss.web.idempotency import idempotent, ny_nyckel
from remiss.web.keys import heltal
from remiss.workflow import HindradError, edit, edits


@dataclass(frozen=True)
class Anmalningsrad:
    """A line of the list, and whether it may still be moved and taken off."""

    rad: Anmalan
    text: str
    fast: bool
    nyckel: str


@dataclass(frozen=True)
class Anmalningsforslag:
    """Something that may be put up: what it is in words, and its key among its kind."""

    pk: int
    text: str


def _handlingsforslag(request: Request, s: Sammantrade) -> list[Handling]:
    return list(
        anmalningar.handlingar_att_anmala(s, Handling.objects.visible_to(request.user, today=request.today))
    )


def _hamta(request: Request, pk: int) -> Sammantrade:
    """The sammanträde, for its secretary. Errors: Http404, PermissionDenied."""
    s: Sammantrade = synlig(request, "sammantrade", pk)
    kraver_sekreterare(request, s)
    return s


@require_safe
def anmalan(request: Request, pk: int) -> HttpResponse:
    """What is anmält at one sammanträde, and what remains to be."""
    return _sida(request, _hamta(request, pk), FriRadForm())


def _sida(request: Request, s: Sammantrade, form: FriRadForm) -> HttpResponse:
    punkt = anmalningar.anmalan_punkt(s)
    oppen = anmalningar.ar_oppen(s)
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    beslut = list(anmalningar.beslut_att_anmala(s, synliga)) if oppen else []
    protokoll = list(anmalningar.protokoll_att_anmala(s)) if oppen else []
    return render(
        request,
        "sammantrade/anmalan.html",
        {
            "sammantrade": s,
            "punkt": punkt,
            "oppen": oppen,
            "grupper": _grupper(punkt) if punkt else [],
            "beslut": [Anmalningsforslag(b.pk, anmalningsfakta.beslut_i_ord(b)) for b in beslut],
            "protokoll": [Anmalningsforslag(p.pk, anmalningsfakta.protokoll_i_ord(p)) for p in protokoll],
            "inkomna": [
                Anmalningsforslag(h.pk, anmalningsfakta.handling_i_ord(h))
                for h in _handlingsforslag(request, s)
            ]
            if oppen
            else [],
            "antal_forslag": len(beslut) + len(protokoll),
            "gruppval": GRUPPER,
            "form": form,
            "nyckel": ny_nyckel(),
            "nyckel_fri": request.POST.get("nyckel") if form.errors else ny_nyckel(),
            "nyckel_handling": ny_nyckel(),
        },
        status=422 if form.errors else 200,
    )


def _grupper(punkt: Punkt) -> list[Context]:
    """The groups that have lines, each line with its own key."""
    rader: dict[str, list[Anmalningsrad]] = {}
    for rad in anmalningsfakta.anmalda(punkt):
        fast = rad.kallad or (rad.beslut is not None and rad.beslut.anmalt_at is not None)
        rader.setdefault(rad.grupp, []).append(
            Anmalningsrad(rad, anmalningsfakta.i_ord(rad), fast, ny_nyckel())
        )
    return [{"grupp": g, "rader": rader[g.value]} for g in Anmalansgrupp if g.value in rader]


def _tillbaka(s: Sammantrade) -> HttpResponse:
    return redirect(reverse("anmalan", args=[s.pk]))


def _oppen(request: Request, pk: int) -> Sammantrade:
    """The sammanträde, while lines may be added. Errors: Http404, PermissionDenied."""
    s = _hamta(request, pk)
    if not anmalningar.ar_oppen(s):
        raise Http404
    return s


@require_POST
@idempotent
def anmalan_ta_upp(request: Request, pk: int) -> HttpResponse:
    """Put up what was proposed: one beslut or protokoll, or all of them. What another has put up meanwhile is left alone."""
    s = _oppen(request, pk)
    alla = "alla" in request.POST
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    valda = {falt: {heltal(v) for v in request.POST.getlist(falt)} for falt in ("beslut", "protokoll")}
    beslut = [b for b in anmalningar.beslut_att_anmala(s, synliga) if alla or b.pk in valda["beslut"]]
    protokoll: list[Protokoll] = [
        p for p in anmalningar.protokoll_att_anmala(s) if alla or p.pk in valda["protokoll"]
    ]
    try:
        antal = edit(edits.TA_UPP_ANMALNINGAR, s, TaUpp(beslut, protokoll), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
        return _tillbaka(s)
    if antal:
        messages.success(request, "En anmälan togs upp." if antal == 1 else f"{antal} anmälningar togs upp.")
    else:
        messages.info(request, "Inget nytt att ta upp: det står redan på en lista.")
    return _tillbaka(s)


@require_POST
@idempotent
def anmalan_handling(request: Request, pk: int) -> HttpResponse:
    """Put up a handling that has come in, in the chosen group."""
    s = _oppen(request, pk)
    vald = request.POST.get("handling", "")
    grupp = request.POST.get("grupp", "")
    handling = next((h for h in _handlingsforslag(request, s) if str(h.pk) == vald), None)
    if handling is None or grupp not in Anmalansgrupp.values:
        messages.error(request, "Välj en handling som inte redan är anmäld, och en av grupperna a–f.")
        return _tillbaka(s)
    try:
        edit(edits.NY_ANMALAN, s, NyRad(grupp, handling=handling), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
        return _tillbaka(s)
    messages.success(request, "En anmälan togs upp.")
    return _tillbaka(s)


@require_POST
@idempotent
def anmalan_fri(request: Request, pk: int) -> HttpResponse:
    """Put up a line in words."""
    s = _oppen(request, pk)
    form = FriRadForm(request.POST)
    if not form.is_valid():
        return _sida(request, s, form)
    facts = NyRad(form.cleaned_data["grupp"], form.cleaned_data["text"])
    edit(edits.NY_ANMALAN, s, facts, by=request.user, at=request.at)
    messages.success(request, "Raden lades till bland anmälningarna.")
    return _tillbaka(s)


def _rad(request: Request, pk: int) -> Anmalan:
    """A line, for the secretary of its sitting while it may change. Errors: Http404, PermissionDenied."""
    moten = Sammantrade.objects.visible_to(request.user, today=request.today).filter(state__in=OPPNA_MOTEN)
    rad = get_object_or_404(
        Anmalan.objects.select_related("punkt__sammantrade__organ", "beslut").filter(
            punkt__sammantrade__in=moten
        ),
        pk=pk,
    )
    kraver_sekreterare(request, rad.punkt.sammantrade)
    return rad


@require_POST
@idempotent
def anmalan_flytta(request: Request, pk: int) -> HttpResponse:
    """Move a line up or down within its group."""
    rad = _rad(request, pk)
    try:
        facts = FlyttaRad(rad, -1 if request.POST.get("steg") == "upp" else 1)
        edit(edits.FLYTTA_ANMALAN, rad.punkt.sammantrade, facts, by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    return _tillbaka(rad.punkt.sammantrade)


@require_POST
@idempotent
def anmalan_ta_bort(request: Request, pk: int) -> HttpResponse:
    """Take a line off; what it pointed to is proposed again."""
    rad = _rad(request, pk)
    s = rad.punkt.sammantrade
    try:
        edit(edits.TA_BORT_ANMALAN, s, Anmalningsval(rad), by=request.user, at=request.at)
    except HindradError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Raden togs bort från anmälningarna.")
    return _tillbaka(s)
