"""Registrator's room: a remiss is registered, with possible duplicates shown while typing."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motions import numbering, visibility
from motions.models import Arende, Roll
from remiss.effects.registrering import registrera as registrera_remiss
from remiss.forms.diarium import RegistreraForm
from remiss.http import Request
from remiss.idempotens import idempotent, ny_nyckel
from remiss.workflow import perform

FORSLAG = 5
_SIFFROR = re.compile(r"\d+")


def _kraver_registrator(request: Request) -> None:
    uppdrag = visibility.omfang(request.user, request.today).uppdrag
    if not any(u.roll == Roll.REGISTRATOR for u in uppdrag):
        raise PermissionDenied("Bara registratorn registrerar.")


@require_http_methods(["GET", "POST"])
@idempotent
def registrera(request: Request) -> HttpResponse:
    """The form, and the act."""
    _kraver_registrator(request)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegistreraForm(*data, user=request.user, today=request.today)
    if request.method == "POST" and form.is_valid():
        arende = registrera_remiss(form.inkommen(), by=request.user, at=request.at)
        person = form.cleaned_data["handlaggare"]
        if person is not None:
            perform(
                arende,
                "tilldela",
                by=request.user,
                at=request.at,
                facts={"handlaggare": person, "enhet": form.enhet_for(person)},
            )
        messages.success(request, f"Ärendet är registrerat med diarienummer {arende.dnr}.")
        return redirect("arende", arende.pk)
    if request.FILES:
        form.add_error("filer", "Välj filerna igen. Webbläsaren behåller dem inte när något annat rättas.")
    return render(
        request,
        "diarium/registrera.html",
        {"form": form, "nyckel": request.POST.get("nyckel") or ny_nyckel()},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def registrera_dubbletter(request: Request) -> HttpResponse:
    """Ärenden, among those the registrator sees, with the same remittent's number or much the same words."""
    _kraver_registrator(request)
    dnr = request.GET.get("remittentens_dnr", "").strip()[:60]
    ord_ = [o for o in request.GET.get("titel", "").split() if len(o) > 3][:6]
    synliga = (
        Arende.objects.visible_to(request.user, today=request.today)
        .select_related("organ", "remiss")
        .order_by("-pk")
    )
    villkor = Q(pk__in=[])
    if dnr:
        villkor |= Q(remiss__remittentens_dnr__icontains=dnr)
    if len(ord_) >= 2:
        lika = Q()
        for o in ord_:
            lika &= Q(titel__icontains=o)
        villkor |= lika
    samma = _samma_nummer(synliga, dnr)
    liknande = [a for a in synliga.filter(villkor)[:FORSLAG] if a not in samma]
    traffar = [*samma, *liknande][:FORSLAG]
    return render(request, "diarium/dubbletter.html", {"traffar": traffar, "samma": samma})


def _samma_nummer(synliga: QuerySet[Arende], dnr: str) -> list[Arende]:
    """Those whose remittent gave the same number, however it is written: with or without zeros, spaces, capitals."""
    if not dnr:
        return []
    grupper = Q()
    for siffror in _SIFFROR.findall(dnr):
        grupper &= Q(remiss__remittentens_dnr__contains=siffror.lstrip("0"))
    kandidater = synliga.filter(grupper, remiss__isnull=False)
    return [a for a in kandidater if numbering.same_dnr(a.remiss.remittentens_dnr, dnr)][:FORSLAG]
