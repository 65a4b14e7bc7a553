"""What falls due, for the reader; and how to be told of it: by mail in the morning, and in one's own calendar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from motions.frister import KOMMANDE_DAGAR, Art, Fristrad, gruppera
from remiss.frister import kalender as kalendrar
from remiss.frister import ord
from remiss.frister.urval import ROLLER, TAK, frister_for, roller
from remiss.models import Anvandarval, Kalenderadress
from remiss.templatetags.ui import fristlage
from remiss.web.http import Request
from remiss.web.idempotency import idempotent, ny_nyckel

KAKA = "kalenderadress"
KAKA_SEKUNDER = 300


@dataclass(frozen=True)
class VisadFrist:
    """A row with its label of today and its address."""

    frist: Fristrad
    etikett: str
    url: str
    klass: str


@require_safe
def frister(request: Request) -> HttpResponse:
    """What falls due for the reader, for one role (`som`) or all; the late first."""
    today = request.today
    mina = roller(request.user, today)
    som = request.GET.get("som", "")
    vald = som if som in mina else None
    rader = frister_for(request.user, today, roll=vald, till=today + timedelta(days=KOMMANDE_DAGAR))
    grupper = [(grupp, [_rad(r, request) for r in rader_]) for grupp, rader_ in gruppera(rader, today)]
    return render(
        request,
        "frister/frister.html",
        {
            "grupper": grupper,
            "roller": [(r, ROLLER[r]) for r in mina] if len(mina) > 1 else [],
            "vald": vald,
            "klippt": TAK if max(Counter(r.slag for r in rader).values(), default=0) >= TAK else 0,
        },
    )


def _rad(rad: Fristrad, request: Request) -> VisadFrist:
    klass = fristlage(rad.dag, request.today, rad.klart).klass if rad.art is Art.SENAST else ""
    return VisadFrist(rad, rad.etikett(request.today), ord.url(rad), klass)


@dataclass(frozen=True)
class Prenumeration:
    """A role, and the living calendar address there may be for it. Of a role that one no longer has it can only be revoked."""

    roll: str
    namn: str
    adress: Kalenderadress | None
    ny_nyckel: str
    bort_nyckel: str


@require_safe
def prenumerera(request: Request) -> HttpResponse:
    """The morning's mail, and a calendar address for each role. A new address is shown once, on the page after it was made."""
    levande = {a.roll: a for a in Kalenderadress.objects.filter(anvandare=request.user, aterkallad_at=None)}
    mina = roller(request.user, request.today)
    rader = [
        Prenumeration(r, ROLLER[r], levande.get(r), ny_nyckel() if r in mina else "", ny_nyckel())
        for r in dict.fromkeys([*mina, *levande])
    ]
    ny = request.get_signed_cookie(KAKA, default="", max_age=KAKA_SEKUNDER)
    response = render(
        request,
        "frister/prenumerera.html",
        {
            "mejl": not Anvandarval.objects.filter(anvandare=request.user, paminnelser=False).exists(),
            "prenumerationer": rader,
            "ny_adress": settings.BASE_URL + reverse("kalender", args=[ny]) if ny else "",
            "nyckel": ny_nyckel(),
        },
    )
    if ny:
        response.delete_cookie(KAKA, path=reverse("frister_prenumerera"))
    return response


@require_POST
@idempotent
def mejl(request: Request) -> HttpResponse:
    """Turn the morning's mail on (`pa`) or off."""
    pa = request.POST.get("pa") == "ja"
    Anvandarval.objects.update_or_create(anvandare=request.user, defaults={"paminnelser": pa})
    messages.success(
        request,
        "Du får ett mejl de vardagsmorgnar då något är på väg att gå ut."
        if pa
        else "Du får inga fler mejl om frister. De finns kvar på sidan Frister.",
    )
    return redirect("frister_prenumerera")


def _roll(request: Request, giltiga: list[str]) -> str:
    """The role that the form speaks of. Errors: Http404 for one that is not among the valid."""
    roll = request.POST.get("roll", "")
    if roll not in giltiga:
        raise Http404
    return roll


@require_POST
@idempotent
def adress_ny(request: Request) -> HttpResponse:
    """Make a calendar address for a role. The token goes to the next page in a signed cookie, so that we never store it."""
    roll = _roll(request, roller(request.user, request.today))
    token = kalendrar.ny_adress(request.user, roll, at=request.at)
    messages.success(request, "Adressen är skapad. Har du haft en tidigare adress slutar den att fungera.")
    response = redirect("frister_prenumerera")
    response.set_signed_cookie(
        KAKA,
        token,
        max_age=KAKA_SEKUNDER,
        path=reverse("frister_prenumerera"),
        httponly=True,
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response


@require_POST
@idempotent
def adress_aterkalla(request: Request) -> HttpResponse:
    """Make the calendar address of a role dead, also of a role that one no longer has."""
    roll = _roll(request, list(ROLLER))
    if not kalendrar.aterkalla(request.user, roll, at=request.at):
        raise Http404
    messages.success(request, "Adressen fungerar inte längre.")
    return redirect("frister_prenumerera")


@login_not_required
@require_safe
def kalender(request: Request, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 when it is unknown, revoked, or its person's account is closed."""
    adress = kalendrar.adress(token)
    if adress is None:
        raise Http404
    ics = kalendrar.kalender(adress, today=request.today, at=request.at, bas_url=settings.BASE_URL)
    return HttpResponse(
        ics,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="frister.ics"'},
    )
