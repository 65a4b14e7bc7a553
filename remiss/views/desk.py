"""Each role's own desk: what waits on me, before anything else."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motions import versioner, visibility
from motions.datum import local
from motions.models import (
    CHEFSROLLER,
    Arende,
    Godkannande,
    GodkannandeUtfall,
    Medhandlaggare,
    Post,
    Protokoll,
    Roll,
    Sammantrade,
    Tjansteutlatande,
    Version,
)
from motions.states import (
    BESVARADE_ARENDEN,
    OPPNA_ARENDEN,
    OPPNA_MOTEN,
    SKRIVS,
    ArendeState,
    ProtokollState,
    SammantradeState,
    UtlatandeState,
)
from remiss import roles
from remiss.hinder import Hinder
from remiss.lists import dubbletter, utanfor
from remiss.nykommun import steg
from remiss.turen import hos
from remiss.views.post import rader as postrader
from remiss.views.sammantrade.protokoll import att_justera
from remiss.web.http import Context, Request

RADER = 25
DUBBLETTER_SEDAN = timedelta(days=60)
"""How far back a double registration is looked for: later it has shown itself in the work."""

LISTFALT = ("organ", "handlaggare", "remiss__remittent")


def rader(arenden: QuerySet[Arende], request: Request) -> list[Context]:
    """Ärenden as rows: at most RADER of them, most urgent first."""
    return [
        {"arende": a, "hos": hos(a, request.user), "klart": a.state in BESVARADE_ARENDEN}
        for a in arenden.select_related(*LISTFALT).order_by("frist_on", "pk")[:RADER]
    ]


@require_safe
def skrivbord(request: Request) -> HttpResponse:
    """The desk: one part for each role that the user has today, the part that waits on somebody first."""
    user, today = request.user, request.today
    o = visibility.omfang(user, today)
    roller = {u.roll for u in o.uppdrag}
    synliga = Arende.objects.visible_to(user, today=today)
    delar: Context = {}
    if roller & {"handlaggare", *CHEFSROLLER}:
        delar["handlaggare"] = handlaggarens(request, synliga)
    if roller & set(CHEFSROLLER):
        delar["chef"] = chefens(request, synliga)
    if Roll.REGISTRATOR in roller:
        delar["registrator"] = registratorns(request, synliga)
    if Roll.NAMNDSEKRETERARE in roller:
        delar["sekreterare"] = sekreterarens(request, synliga)
    if o.mandat_organ:
        delar["fortroendevald"] = {"att_justera": att_justera(user, today), "moten": _moten(request)}
    if Roll.REVISOR in roller:
        delar["revisor"] = revisorns(request, synliga, today)
    vantar = sum(del_.get("vantar", 0) for del_ in delar.values()) + len(
        delar.get("fortroendevald", {}).get("att_justera", [])
    )
    return render(
        request,
        "skrivbord/skrivbord.html",
        {
            **delar,
            "vantar": vantar,
            "nasta": _moten(request)
            .order_by(Case(When(stopp_on__lt=today, then=1), default=0), "start_at")
            .first(),
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


def _moten(request: Request) -> QuerySet[Sammantrade]:
    return (
        Sammantrade.objects.visible_to(request.user, today=request.today)
        .filter(state__in=OPPNA_MOTEN)
        .select_related("organ")
        .annotate(
            kallad=~Q(state=SammantradeState.PLANERAT),
            arenden=Count("punkter", filter=Q(punkter__slag="arende", punkter__utgatt_at__isnull=True)),
        )
        .order_by("start_at")
    )


def handlaggarens(request: Request, synliga: QuerySet[Arende]) -> Context:
    """Returned first, then one's own by frist, and the last draft."""
    medskrivna = Medhandlaggare.objects.filter(arende=OuterRef("pk"), anvandare=request.user.pk)
    egna = synliga.filter(Q(handlaggare=request.user.pk) | Q(Exists(medskrivna)))
    senaste_svar = (
        Godkannande.objects.filter(version__utlatande__arenden=OuterRef("pk"))
        .annotate(namn=Concat("avgjord_by__first_name", Value(" "), "avgjord_by__last_name"))
        .order_by("-avgjord_at")
    )
    aterlamnade = (
        egna.filter(state=ArendeState.BEREDNING)
        .annotate(
            utfall=Subquery(senaste_svar.values("utfall")[:1]),
            ord=Subquery(senaste_svar.values("kommentar")[:1]),
        )
        .annotate(av=Subquery(senaste_svar.values("namn")[:1]))
        .filter(utfall=GodkannandeUtfall.ATERLAMNAT, utlatanden__state=UtlatandeState.UTKAST)
        .distinct()
    )
    mina = egna.filter(state__in=OPPNA_ARENDEN)
    min_tur = Q(handlaggare=request.user.pk, state__in=SKRIVS)
    utkast = (
        Tjansteutlatande.objects.filter(
            arenden__in=egna, state=UtlatandeState.UTKAST, avsnitt__andrad_by=request.user.pk
        )
        .order_by("-avsnitt__andrad_at")
        .first()
    )
    return {
        "aterlamnade": rader(aterlamnade, request),
        "mina": rader(mina, request),
        "utkast": utkast,
        **mina.aggregate(antal=Count("pk"), vantar=Count("pk", filter=min_tur)),
    }


def chefens(request: Request, synliga: QuerySet[Arende]) -> Context:
    """What awaits my signature, oldest first, with how much has changed; who is late; what has no handläggare."""
    user, today = request.user, request.today
    vantande = (
        Tjansteutlatande.objects.visible_to(user, today=today)
        .filter(state=UtlatandeState.GODKANNANDE, arenden__organ__in=synliga.values("organ"))
        .prefetch_related(
            Prefetch("arenden", Arende.objects.select_related("organ", "handlaggare", "enhet__forvaltning")),
            "arenden__organ__godkannandesteg",
            "arenden__enhet__forvaltning__enheter",
            Prefetch("versioner", Version.objects.defer("innehall")),
            "versioner__godkannanden",
        )
        .order_by("state_since")[:RADER]
    )
    mina = [u for u in vantande if roles.chef_i_tur(user, u, today)]
    egna = set(synliga.filter(utlatanden__in=[u.pk for u in mina]).values_list("pk", flat=True))
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
    sena = (
        synliga.filter(
            state__in=[ArendeState.BEREDNING, ArendeState.GODKANNANDE, ArendeState.ATERREMITTERAT],
            frist_on__lt=today,
        )
        .values("handlaggare__first_name", "handlaggare__last_name")
        .annotate(antal=Count("pk", distinct=True))
        .order_by("-antal")
    )
    return {
        "godkanna": rad,
        "delegerbara": rader(utanfor.kan_avgoras(user, synliga, today), request),
        "sena": list(sena),
        "otilldelade": rader(synliga.filter(state=ArendeState.REGISTRERAT), request),
        "vantar": len(rad),
    }


def registratorns(request: Request, synliga: QuerySet[Arende]) -> Context:
    """The post, what may be registered twice, what has no handläggare, what is ready to close, and today's count."""
    post = Post.objects.visible_to(request.user, today=request.today)
    antal_post = post.oregistrerad().count()
    nya = synliga.filter(state=ArendeState.REGISTRERAT)
    klara = synliga.filter(state=ArendeState.EXPEDIERAT)
    return {
        "post": postrader(post, request, RADER),
        "antal_post": antal_post,
        "dubbletter": dubbletter.misstankta(synliga, request.today - DUBBLETTER_SEDAN),
        "nya": rader(nya, request),
        "klara": rader(klara, request),
        "i_dag": synliga.filter(registrerad_at__date=request.today).count(),
        "vantar": antal_post + nya.count() + klara.count(),
    }


def sekreterarens(request: Request, synliga: QuerySet[Arende]) -> Context:
    """The next sammanträden, what is ready for nämnden, protokoll in justering, and svar that may leave."""
    klara = synliga.filter(state__in=[ArendeState.KLART_FOR_NAMND, ArendeState.BORDLAGT])
    expediera = synliga.filter(state=ArendeState.JUSTERAT)
    protokoll = (
        Protokoll.objects.visible_to(request.user, today=request.today)
        .filter(state__in=[ProtokollState.UPPRATTAS, ProtokollState.FOR_JUSTERING, ProtokollState.JUSTERAT])
        .select_related("sammantrade__organ")
        .order_by("justeras_senast_on")
    )
    enskilda = utanfor.att_anmala(synliga, request.today)
    return {
        "moten": list(_moten(request)[:6]),
        "klara": rader(klara, request),
        "expediera": rader(expediera, request),
        "utanfor": enskilda[:RADER],
        "protokoll": list(protokoll[:RADER]),
        "vantar": klara.count() + expediera.count() + sum(rad.vantar for rad in enskilda),
    }


def revisorns(request: Request, synliga: QuerySet[Arende], today: date) -> Context:
    """Missed frister: open after remisstiden, and svar that left late."""
    return {
        "missade": rader(synliga.filter(state__in=OPPNA_ARENDEN, frist_on__lt=today), request),
        "sena_svar": list(
            synliga.filter(expedieringar__forsenad=True)
            .select_related(*LISTFALT)
            .order_by("-frist_on")
            .distinct()[:RADER]
        ),
    }
