"""Each role's own desk: what waits on me, before anything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motions import versioner, visibility
from motions.datum import local
from motions.models import CHEFSROLLER, Arende, Roll
from motions.states import BESVARADE_ARENDEN, ArendeState
from motions.visibility import Betraktare
from remiss import roles
from remiss.drift.mejl import ej_skickade_for
from remiss.drift.verifiering import senaste
from remiss.hinder import Hinder
from remiss.lists import dubbletter, utanfor
from remiss.lists import skrivbord as urval
from remiss.nykommun import steg
from remiss.turen import hos
from remiss.views.akt import sida
from remiss.views.post import postrader
from remiss.views.sammantrade.protokoll import att_justera
from remiss.web.http import Context, Request
from remiss.workflow.step import Subject

DUBBLETTER_SEDAN = timedelta(days=60)
"""How far back a double registration is looked for: later it has shown itself in the work."""

REGISTRERADE = frozenset({ArendeState.REGISTRERAT.value})
KLARA = frozenset({ArendeState.KLART_FOR_NAMND.value, ArendeState.BORDLAGT.value})


def rader(arenden: Iterable[Arende], request: Request) -> list[Context]:
    """Ärenden as rows."""
    return [
        {"arende": a, "hos": hos(a, request.user), "klart": a.state in BESVARADE_ARENDEN} for a in arenden
    ]


def ogjorda(subjects: Iterable[Subject], request: Request) -> list[Context]:
    """Those of them that have a document that could not be made, each with where it is shown."""
    return [{"namn": str(x), "url": sida(x, request)} for x in subjects if vars(x)["ogjort"]]


@require_safe
def skrivbord(request: Request) -> HttpResponse:
    """The desk: one part for each role that the user has today, the part that waits on somebody first."""
    user, today = request.user, request.today
    o, vem = visibility.omfang(user, today), visibility.betraktare(user, today)
    roller = {u.roll for u in o.uppdrag}
    delar: Context = {}
    if roller & {"handlaggare", *CHEFSROLLER}:
        delar["handlaggare"] = handlaggarens(request, vem)
    if roller & set(CHEFSROLLER):
        delar["chef"] = chefens(request, vem)
    if Roll.REGISTRATOR in roller:
        delar["registrator"] = registratorns(request, vem)
    if Roll.NAMNDSEKRETERARE in roller:
        delar["sekreterare"] = sekreterarens(request, vem)
    if o.mandat_organ:
        delar["fortroendevald"] = {"att_justera": att_justera(user, today), "moten": urval.moten(vem)}
    if Roll.REVISOR in roller:
        delar["revisor"] = revisorns(request, vem)
    vantar = sum(del_.get("vantar", 0) for del_ in delar.values()) + len(
        delar.get("fortroendevald", {}).get("att_justera", [])
    )
    return render(
        request,
        "skrivbord/skrivbord.html",
        {
            **delar,
            "vantar": vantar,
            "nasta": urval.nasta_mote.first(vem, today=today),
            "halsning": halsning(request),
            "kommun_saknas": registrens(request),
        },
    )


def registrens(request: Request) -> list[Hinder]:
    """For the one who keeps the registers: what is missing before a first ärende can be registered."""
    if not request.user.is_superuser:
        return []
    return steg.saknas_for_registrering(steg.lage(), request.today)


def halsning(request: Request) -> str:
    """«God morgon» until ten, «God kväll» from six in the evening, else «Hej»."""
    timme = local(request.at).hour
    if timme < 10:
        return "God morgon"
    return "God kväll" if timme >= 18 else "Hej"


def handlaggarens(request: Request, vem: Betraktare) -> Context:
    """Returned first, then one's own by frist, and the last draft."""
    mina = urval.Hog(urval.mina(vem))
    return {
        "aterlamnade": rader(urval.aterlamnade(vem), request),
        "mina": rader(mina.rader, request),
        "utkast": urval.utkast.first(vem),
        "antal": len(mina),
        "vantar": mina.min_tur,
    }


def chefens(request: Request, vem: Betraktare) -> Context:
    """What awaits my signature, oldest first, with how much has changed; who is late; what has no handläggare."""
    user, today = request.user, request.today
    mina = [u for u in urval.till_chef(vem) if roles.chef_i_tur(user, u, today)]
    egna = set(urval.i_texterna(vem, texter=[u.pk for u in mina])) if mina else set[int]()
    rad = []
    for u in mina:
        versioner_ = list(u.versioner.all()[:2])
        andrade = versioner.andrade_delar(versioner_[0], versioner_[1] if len(versioner_) > 1 else None)
        rad.append(
            {
                "utlatande": u,
                "arende": roles.forsta_av(u, egna),
                "andrade": len(andrade),
                "delar": len(versioner_[0].delar),
                "forsta": len(versioner_) == 1,
            }
        )
    return {
        "godkanna": rad,
        "delegerbara": rader(utanfor.kan_avgoras(vem, today), request),
        "sena": urval.sena_hos(vem, today=today),
        "otilldelade": rader(urval.i_laget(vem, REGISTRERADE), request),
        "vantar": len(rad),
    }


def registratorns(request: Request, vem: Betraktare) -> Context:
    """What could not be sent or made, the post, what may be there twice, what nobody has, what can be closed, today's count."""
    post = urval.post(vem)
    antal_post = vars(post[0])["antal"] if post else 0
    olasta = urval.olast_post(vem)
    antal_olasta = vars(olasta[0])["antal"] if olasta else 0
    nya, klara = urval.Hog(urval.i_laget(vem, REGISTRERADE)), urval.Hog(urval.att_avsluta(vem))
    ej_skickade = list(ej_skickade_for(vem))
    return {
        "ej_skickade": ej_skickade,
        "post": postrader(post, request),
        "antal_post": antal_post,
        "olasta": olasta,
        "antal_olasta": antal_olasta,
        "dubbletter": dubbletter.misstankta(vem, request.today - DUBBLETTER_SEDAN),
        "nya": rader(nya.rader, request),
        "ogjorda": ogjorda(klara.rader, request),
        "klara": rader((a for a in klara.rader if vars(a)["gatt"] and not vars(a)["ogjort"]), request),
        "i_dag": urval.registrerade.count(vem, today=request.today),
        "vantar": antal_post + antal_olasta + len(nya) + len(klara) + len(ej_skickade),
    }


def sekreterarens(request: Request, vem: Betraktare) -> Context:
    """What could not be sent or made, the next sammanträden, what is ready for nämnden, protokoll, svar that may leave."""
    klara, skicka = urval.Hog(urval.i_laget(vem, KLARA)), urval.Hog(urval.att_skicka(vem))
    enskilda = utanfor.att_anmala(vem, request.today)
    moten, protokoll = urval.moten(vem, urval.MOTEN), urval.protokoll(vem)
    vid_motet = ogjorda((*protokoll, *moten), request)
    return {
        "ogjorda": [*ogjorda(skicka.rader, request), *vid_motet],
        "moten": moten,
        "klara": rader(klara.rader, request),
        "ej_skickade": [a for a in skicka.rader if vars(a)["ej_skickat"]],
        "expediera": rader(
            (a for a in skicka.rader if a.state == ArendeState.JUSTERAT and not vars(a)["ogjort"]), request
        ),
        "utanfor": enskilda[: urval.RADER],
        "protokoll": protokoll,
        "vantar": len(klara) + len(skicka) + len(vid_motet) + sum(rad.vantar for rad in enskilda),
    }


def revisorns(request: Request, vem: Betraktare) -> Context:
    """When the record was verified, and missed frister: unanswered after remisstiden, and svar that left late."""
    return {
        "verifiering": senaste(),
        "missade": rader(urval.missade(vem, today=request.today), request),
        "sena_svar": urval.sena_svar(vem),
    }
