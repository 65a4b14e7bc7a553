"""The protokoll's page, and what waits for a justerare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motions import deadlines, paragraf
from motions.documents import context
from motions.models import Anslag, Anvandare, Fortroendevald, Justering, Protokoll
from motions.prepared import prepared
from motions.states import ProtokollState
from motions.visibility import Betraktare, betraktare
from remiss import roles
from remiss.guards.protokoll import kvar_att_justera, skicka_for_justering, uppe
from remiss.hinder import Hinder
from remiss.views.akt import knappar
from remiss.web.http import Request


def att_justera(user: Anvandare, today: date) -> list[Protokoll]:
    """The protokoll whose text waits for this user's signature, the most urgent first."""
    ute = _ute(betraktare(user, today))
    paragraf.under_protokollet(ute)
    return [p for p in ute if _vantar_pa(user, p)]


@prepared
def _ute(vem: Betraktare) -> QuerySet[Protokoll]:
    synliga = Protokoll.objects.visible_to(vem, today=vem.omfang.day).filter(
        state=ProtokollState.FOR_JUSTERING
    )
    return synliga.select_related("sammantrade__organ").order_by("justeras_senast_on", "pk")


def _vantar_pa(user: Anvandare, p: Protokoll) -> bool:
    return any(f.anvandare_id == user.pk for f in kvar_att_justera(p))


@dataclass(frozen=True)
class Justerarrad:
    """One who shall sign, in which capacity, and the signature under the text that is out."""

    person: Fortroendevald
    roll: str
    justering: Justering | None


@require_safe
def protokoll(request: Request, pk: int) -> HttpResponse:
    """One protokoll: its text, what it lacks, its two deadlines, who has signed, and its anslag."""
    synliga = Protokoll.objects.visible_to(request.user, today=request.today).select_related(
        "sammantrade__organ__forvaltning", "sammantrade__organ__kommun", "dokument__renderingsfel"
    )
    anslag = Prefetch("anslag", Anslag.objects.select_related("anslaget_by", "nedtaget_by"))
    p = get_object_or_404(synliga.prefetch_related(anslag), pk=pk)
    organ = p.sammantrade.organ
    paragraf.under_protokollet([p])
    if p.state == ProtokollState.UPPRATTAS:
        paragraf.till_protokollet(p)
    bar = knappar(p, request)
    fakta = (
        context.ur_json(p.dokument.slag, p.dokument.fakta)
        if p.dokument
        else context.protokoll(p, today=request.today)
    )
    return render(
        request,
        "protokoll/protokoll.html",
        {
            "protokoll": p,
            "d": fakta,
            "sammantrade": p.sammantrade,
            "handlingar": bar,
            "brister": [] if bar else _brister(p, request),
            "justering_frist": deadlines.justering_senast(
                paragraf.dag(p.sammantrade), strict=organ.strikt_frist
            )
            if not p.omedelbart
            else None,
            "anslag_frist": deadlines.anslag_senast(p.justerat_on, strict=organ.strikt_frist)
            if p.justerat_on
            else None,
            "underskrifter": _underskrifter(p),
            "anslag": p.anslag.all(),
            "uppe": uppe(p),
            "forsta_anslag": min(p.anslag.all(), key=lambda a: a.anslaget_at, default=None),
            "att_justera": p.state == ProtokollState.FOR_JUSTERING and _vantar_pa(request.user, p),
        },
    )


def _brister(p: Protokoll, request: Request) -> list[Hinder]:
    """What KL 5:67 still asks for, while the protokoll is being written."""
    return (
        skicka_for_justering(p, request.user, request.at, None) if p.state == ProtokollState.UPPRATTAS else []
    )


def _underskrifter(p: Protokoll) -> list[Justerarrad]:
    gjorda = {j.fortroendevald_id: j for j in p.justeringar.all() if j.dokument_id == p.dokument_id}
    leder = {f.pk for f in roles.ordforande_vid(p.sammantrade)}
    unika = {f.pk: f for f in roles.ska_justera(p)}
    return [
        Justerarrad(f, "ordförande" if pk in leder else "justerare", gjorda.get(pk))
        for pk, f in unika.items()
    ]
