"""Each role's own desk: what waits on me, before anything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motions import versioner, visibility
from motions.datum import local
from motions.franvaro import franvaron, vikarierar
from motions.models import CHEFSROLLER, Arende, Roll
from motions.states import BESVARADE_ARENDEN, OPPNA_MOTEN, ArendeState
from motions.visibility import Betraktare
from remiss import roles
from remiss.drift.felen import felen
from remiss.drift.kontrollen import drojer
from remiss.drift.mejl import ej_skickade_for, utan_arende
from remiss.drift.verifiering import senaste
from remiss.hinder import Hinder
from remiss.lists import dubbletter, utanfor
from remiss.lists import skrivbord as urval
from remiss.lists.godkannande import att_godkanna
from remiss.nykommun import steg
from remiss.turen import hos, lage_i_ord
from remiss.underskrift import lasning
from remiss.views.akt import sida
from remiss.views.post import postrader
from remiss.views.sammantrade.protokoll import att_justera
from remiss.web.http import Context, Request
from remiss.web.idempotency import ny_nyckel
from remiss.workflow.step import Subject

DUBBLETTER_SEDAN = timedelta(days=60)
"""How far back a double registration is looked for: later it has shown itself in the work."""

REGISTRERADE = frozenset({ArendeState.REGISTRERAT.value})
KLARA = frozenset({ArendeState.KLART_FOR_NAMND.value, ArendeState.BORDLAGT.value})


def rader(arenden: Iterable[Arende], request: Request) -> list[Context]:
    """Ärenden as rows, each with how its svar stands while it is not sent; what is not decided has none."""
    return [
        {
            "arende": a,
            "hos": hos(a, request.user),
            "lage": lage_i_ord(a.state, vars(a).get("svaret")),
            "klart": a.state in BESVARADE_ARENDEN and not vars(a).get("svaret"),
        }
        for a in arenden
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
    ej_skickade = [{"utskick": u, "nyckel": ny_nyckel()} for u in utan_arende(user, today)]
    vantar = (
        len(ej_skickade)
        + sum(del_.get("vantar", 0) for del_ in delar.values())
        + len(delar.get("fortroendevald", {}).get("att_justera", []))
    )
    return render(
        request,
        "skrivbord/skrivbord.html",
        {
            **delar,
            "vantar": vantar,
            "nasta": urval.nasta_mote.first(vem, today=today),
            "halsning": halsning(request),
            "vikarierar": vikarierar(user, today) if any(u.for_namn for u in o.uppdrag) else [],
            "ny_nyckel": ny_nyckel,
            "kommun_saknas": registrens(request),
            "ej_skickade": ej_skickade,
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
    """What could not be sent, what was returned, then one's own by frist, and the last draft."""
    mina = urval.Hog(urval.mina(vem))
    return {
        "aterlamnade": rader(urval.aterlamnade(vem), request),
        "ej_skickade": [a for a in mina.rader if vars(a)["ej_skickat"]],
        "mina": rader(sorted(mina.rader, key=lambda a: (a.frist_on, a.pk)), request),
        "utkast": urval.utkast.first(vem),
        "antal": len(mina),
        "vantar": mina.min_tur,
    }


def chefens(request: Request, vem: Betraktare) -> Context:
    """What awaits my signature, oldest first, with how much is new to me; who is late; what has no handläggare."""
    user, today = request.user, request.today
    mina = att_godkanna(user, today)
    egna = set(urval.i_texterna(vem, texter=[v.utlatande.pk for v in mina])) if mina else set[int]()
    lasta = lasning.senast_lasta(user, [v for rad in mina for v in rad.utlatande.versioner.all()])
    rad = []
    for vantande in mina:
        u = vantande.utlatande
        nu, *aldre = u.versioner.all()
        kand = next((v for v in (nu, *aldre) if v.nummer == lasta.get(u.pk)), None)
        rad.append(
            {
                "utlatande": u,
                "arende": roles.forsta_av(u, egna),
                "andrade": len(versioner.andrade_delar(nu, kand)),
                "delar": len(nu.delar),
                "olast": kand is None,
                "hinder": vantande.hinder,
            }
        )
    return {
        "godkanna": rad,
        "delegerbara": rader(utanfor.kan_avgoras(vem, today), request),
        "sena": urval.sena_hos(vem, today=today),
        "otilldelade": rader(urval.i_laget(vem, REGISTRERADE), request),
        "vantar": len(rad),
        "egen_chef": roles.egen_chef(user, user, today),
        "franvaron": franvaron(user, today),
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
    alla_moten, protokoll = urval.sekreterarens_moten(vem), urval.protokoll(vem)
    osanda_moten = [m for m in alla_moten if vars(m)["ej_skickat"]]
    kommande = sorted((m for m in alla_moten if m.state in OPPNA_MOTEN), key=lambda m: (m.start_at, m.pk))
    moten = kommande[: urval.MOTEN]
    vid_motet = ogjorda((*protokoll, *moten), request)
    return {
        "ogjorda": [*ogjorda(skicka.rader, request), *vid_motet],
        "moten": moten,
        "klara": rader(klara.rader, request),
        "ej_skickade": [a for a in skicka.rader if vars(a)["ej_skickat"]],
        "ej_skickade_moten": osanda_moten,
        "expediera": rader(
            (a for a in skicka.rader if a.state == ArendeState.JUSTERAT and not vars(a)["ogjort"]), request
        ),
        "utanfor": enskilda[: urval.RADER],
        "protokoll": protokoll,
        "vantar": len(klara)
        + len(skicka)
        + len(vid_motet)
        + len(osanda_moten)
        + sum(rad.vantar for rad in enskilda),
    }


def revisorns(request: Request, vem: Betraktare) -> Context:
    """When the record was verified and what was found, and missed frister: unanswered after remisstiden, and late svar."""
    verifiering = senaste()
    brott = verifiering.brott if verifiering else 0
    sent = drojer(verifiering, at=request.at)
    return {
        "verifiering": verifiering,
        "drojer": sent,
        "felen": felen(verifiering, request.user, request.today) if verifiering and brott else [],
        "missade": rader(urval.missade(vem, today=request.today), request),
        "sena_svar": urval.sena_svar(vem),
        "vantar": int(bool(brott) or sent),
    }
