"""The lists of the diarium that the staff may print: what came and went on a day, and the ärenden of a year (OSL 5:1-2).

Every row is one that the reader may know of. «Offentlig utskrift» is for outsiders: it says only what may be shown to all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motions import visibility
from motions.models import Arende, Handling, Organ, Post, Riktning, Roll
from motions.sortering import svenskt
from motions.text.typed_day import Tidsled
from remiss.forms.fields import Datumfalt
from remiss.web.http import Request
from remiss.web.keys import heltal

SIDA = 50
HELA = 2000
"""Rows of a page on the screen, and of one on paper."""


@dataclass(frozen=True)
class Postrad:
    """A line of the postlista, with the words that its reader may have."""

    handling: Handling
    rubrik: str
    motpart: str
    arende: str
    dnr: str


@dataclass(frozen=True)
class Diarierad:
    """A line of the diarium, with the words that its reader may have."""

    arende: Arende
    titel: str
    motpart: str


def personalens_organ(request: Request) -> list[Organ]:
    """The organ whose diarium the reader works with or audits. Errors: PermissionDenied when there is none."""
    o = visibility.omfang(request.user, request.today)
    roller = (*visibility.PERSONAL, Roll.REVISOR.value)
    organ = Organ.objects.filter(
        Q(pk__in=o.ids("organ_id", *roller))
        | Q(forvaltning__in=o.ids("forvaltning_id", *roller))
        | Q(kommun__in=o.ids("kommun_id", *roller))
    ).order_by(*svenskt("namn"))
    if not organ:
        raise PermissionDenied("Bara personalen läser diariet.")
    return list(organ)


def valt_organ(request: Request, organ: list[Organ]) -> Organ:
    """The organ that the address names among the reader's own, else the first."""
    return next((o for o in organ if str(o.pk) == request.GET.get("organ")), organ[0])


def vald_dag(request: Request) -> tuple[date, str]:
    """The day that the address names and, when it is none, what is wrong with it; then today."""
    text = request.GET.get("dag", "").replace("\x00", "")
    falt = Datumfalt(label="Dag", required=False, today=request.today, tidsled=Tidsled.GANGEN)
    try:
        return falt.clean(text) or request.today, ""
    except ValidationError as error:
        return request.today, " ".join(error.messages)


@require_safe
def postlista(request: Request) -> HttpResponse:
    """What came in and what was sent on one day, in one organ; and for a registrator the post that waits."""
    alla = personalens_organ(request)
    organ = valt_organ(request, alla)
    dag, fel = vald_dag(request)
    offentlig = "offentlig" in request.GET
    handlingar = list(_dagens_handlingar(request, organ, dag))
    if offentlig:
        # A handling that was struck out is a mistake of ours, and no news to outsiders.
        handlingar = [h for h in handlingar if h.makulerad_at is None]
    vantar = Post.objects.visible_to(request.user, today=request.today).oregistrerad()
    return render(
        request,
        "diarium/postlista.html",
        {
            "organ": organ,
            "alla_organ": alla,
            "dag": dag,
            "dagfel": fel,
            "dagtext": request.GET.get("dag", "") if fel else dag.isoformat(),
            "fore": dag - timedelta(days=1),
            "efter": dag + timedelta(days=1) if dag < request.today else None,
            "offentlig": offentlig,
            "delar": [
                (rubrik, tomt, [postrad(h, offentlig) for h in handlingar if h.riktning == riktning])
                for rubrik, tomt, riktning in (
                    ("Kom in", "Inget kom in.", Riktning.INKOMMEN),
                    ("Skickades ut", "Inget skickades ut.", Riktning.EXPEDIERAD),
                )
            ],
            "vantar": []
            if offentlig
            else list(vantar.filter(forvaltning=organ.forvaltning_id, inkommen_on=dag)),
            "utskrift": f"{organ}, postlista {dag.isoformat()}",
        },
    )


def _dagens_handlingar(request: Request, organ: Organ, dag: date) -> QuerySet[Handling]:
    synliga = Handling.objects.visible_to(request.user, today=request.today)
    return (
        synliga.filter(arende__organ=organ, datum_on=dag)
        .select_related("arende")
        .order_by("registrerad_at", "pk")
    )


def postrad(h: Handling, offentlig: bool) -> Postrad:
    """The words of a handling; for outsiders the public ones, and of a secret ärende no sender (OSL 5:2)."""
    a = h.arende
    if a is None:
        raise ValueError("Postlistan visar handlingar i ärenden.")
    if not offentlig:
        return Postrad(h, h.rubrik, h.motpart, a.titel, a.dnr)
    hemlig = h.sekretess or a.sekretess
    return Postrad(h, h.offentlig_rubrik, "" if hemlig else h.motpart, a.offentlig_titel, a.dnr)


@require_safe
def diariet(request: Request) -> HttpResponse:
    """The ärenden of one organ and year, latest number first, paged by number."""
    alla = personalens_organ(request)
    organ = valt_organ(request, alla)
    synliga = Arende.objects.visible_to(request.user, today=request.today).filter(organ=organ)
    senaste = synliga.aggregate(n=Max("ar"))["n"] or request.today.year
    ar = _tal(request.GET.get("ar")) or senaste
    fore = _tal(request.GET.get("fore"))
    offentlig, antal = "offentlig" in request.GET, HELA if "hela" in request.GET else SIDA
    rader = synliga.filter(ar=ar).select_related("remiss__remittent").order_by("-lopnummer")
    if fore is not None:
        rader = rader.filter(lopnummer__lt=fore)
    sida = list(rader[: antal + 1])
    fler = sida[antal - 1].lopnummer if len(sida) > antal else None
    return render(
        request,
        "diarium/diariet.html",
        {
            "organ": organ,
            "alla_organ": alla,
            "ar": ar,
            "aren": sorted({ar, *synliga.values_list("ar", flat=True).distinct()}, reverse=True),
            "offentlig": offentlig,
            "hela": "hela" in request.GET,
            "rader": [diarierad(a, offentlig) for a in sida[:antal]],
            "fore": fore,
            "fler": fler,
            "utskrift": f"{organ}, diarium {ar}",
        },
    )


def _tal(text: str | None) -> int | None:
    """A positive number of the size that a year or a löpnummer has, or None for any other text."""
    tal = heltal(text)
    return tal if tal and tal < 10**9 else None


def diarierad(a: Arende, offentlig: bool) -> Diarierad:
    """The words of an ärende; for outsiders the public ones, and of a secret one no sender (OSL 5:2)."""
    if not offentlig:
        return Diarierad(a, a.titel, a.kommer_fran)
    return Diarierad(a, a.offentlig_titel, "" if a.sekretess else a.kommer_fran)
