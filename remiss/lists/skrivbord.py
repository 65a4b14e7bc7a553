"""What each role's desk asks for: the ärenden that wait on it, its texts and its sittings, seen as the user sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Concat

from motions.models import (
    Arende,
    Enhet,
    Forvaltning,
    Godkannande,
    GodkannandeUtfall,
    Medhandlaggare,
    Post,
    Protokoll,
    Sammantrade,
    Tjansteutlatande,
    Version,
)
from motions.models.post import PostQuerySet
from motions.prepared import Related, Slot, prepared
from motions.relationer import GODKANNANDEN, STEGEN
from motions.states import (
    OPPNA_ARENDEN,
    OPPNA_MOTEN,
    SKRIVS,
    ArendeState,
    ProtokollState,
    SammantradeState,
    UtlatandeState,
)
from motions.visibility import Betraktare
from remiss.drift.mejl import (
    ej_skickat_i_arendet,
    ej_skickat_om_motet,
    svaret_vantar,
    svarets_sandning,
)
from remiss.drift.ogjort import SEKRETERARENS, har_ogjort, kallelsens, protokollets
from remiss.turen import forsenat

RADER = 25
MOTEN = 6
LISTFALT = ("organ", "handlaggare", "remiss__remittent")


@dataclass(frozen=True)
class Hog:
    """The most urgent ärenden of a kind, and how many there are of it."""

    rader: Sequence[Arende]

    def __len__(self) -> int:
        return self._raknat("antal")

    @property
    def min_tur(self) -> int:
        """In how many of one's own the next step is one's own."""
        return self._raknat("min_tur")

    def _raknat(self, vad: str) -> int:
        return int(vars(self.rader[0])[vad]) if self.rader else 0


def _synliga(vem: Betraktare) -> QuerySet[Arende]:
    return Arende.objects.visible_to(vem, today=vem.omfang.day)


def _hog(arenden: QuerySet[Arende], *forst: str) -> QuerySet[Arende]:
    """The first RADER of them, most urgent first, each with the number of all and how its svar stands (`svaret`).

    `forst`: what goes before urgency.
    """
    rader = arenden.select_related(*LISTFALT).annotate(antal=Window(Count("pk")), svaret=svarets_sandning())
    return rader.order_by(*forst, "frist_on", "pk")[:RADER]


def _egna(vem: Betraktare) -> QuerySet[Arende]:
    medskrivna = Medhandlaggare.objects.filter(arende=OuterRef("pk"), anvandare=vem.pk)
    return _synliga(vem).filter(Q(handlaggare=vem.pk) | Q(Exists(medskrivna)))


@prepared
def i_laget(vem: Betraktare, lagen: frozenset[str]) -> QuerySet[Arende]:
    """The visible ärenden in any of the states."""
    return _hog(_synliga(vem).filter(state__in=sorted(lagen)))


@prepared
def att_skicka(vem: Betraktare) -> QuerySet[Arende]:
    """What may leave; before it what left and did not arrive (`ej_skickat`), and what could not be made (`ogjort`): a person
    must send it, or have it made, again.
    """
    osanda, ogjort = Exists(ej_skickat_i_arendet()), har_ogjort(SEKRETERARENS)
    arenden = _synliga(vem).filter(Q(osanda) | ogjort | Q(state=ArendeState.JUSTERAT))
    return _hog(arenden.annotate(ej_skickat=osanda, ogjort=ogjort), "-ej_skickat", "-ogjort")


@prepared
def att_avsluta(vem: Betraktare) -> QuerySet[Arende]:
    """Whose svar has gone, and no mail waits for a person; before them what could not be made (`ogjort`) and no sekreterare
    waits for.
    """
    ogjort = har_ogjort(SEKRETERARENS, utom=True)
    gatt = Q(state=ArendeState.EXPEDIERAT) & ~svaret_vantar() & ~Q(Exists(ej_skickat_i_arendet()))
    return _hog(_synliga(vem).filter(ogjort | gatt).annotate(ogjort=ogjort, gatt=gatt), "-ogjort")


@prepared
def mina(vem: Betraktare) -> QuerySet[Arende]:
    """One's own open ärenden, each also with the number of those where it is one's own turn (`min_tur`).

    First those with a mail that could not be sent (`ej_skickat`).
    """
    tur = Window(Count("pk", filter=Q(handlaggare=vem.pk, state__in=SKRIVS)))
    oppna = _egna(vem).filter(state__in=OPPNA_ARENDEN).annotate(min_tur=tur)
    return _hog(oppna.annotate(ej_skickat=Exists(ej_skickat_i_arendet())), "-ej_skickat")


@prepared
def aterlamnade(vem: Betraktare) -> QuerySet[Arende]:
    """One's own whose text a chef has returned, with what was said (`ord`) and by whom (`av`)."""
    senaste = Godkannande.objects.filter(version__utlatande__arenden=OuterRef("pk")).order_by(
        "-avgjord_at", "-pk"
    )
    konto = Concat("avgjord_by__first_name", Value(" "), "avgjord_by__last_name")
    sagt = senaste.annotate(vem=Case(When(namn="", then=konto), default=F("namn")))
    utkast = Tjansteutlatande.objects.filter(arenden=OuterRef("pk"), state=UtlatandeState.UTKAST)
    return _hog(
        _egna(vem)
        .filter(Exists(utkast), state=ArendeState.BEREDNING)
        .annotate(utfall=Subquery(senaste.values("utfall")[:1]))
        .filter(utfall=GodkannandeUtfall.ATERLAMNAT)
        .annotate(ord=Subquery(sagt.values("kommentar")[:1]), av=Subquery(sagt.values("vem")[:1]))
    )


@prepared
def utkast(vem: Betraktare) -> QuerySet[Tjansteutlatande]:
    """The draft that one wrote in last."""
    return Tjansteutlatande.objects.filter(
        arenden__in=_egna(vem), state=UtlatandeState.UTKAST, avsnitt__andrad_by=vem.pk
    ).order_by("-avsnitt__andrad_at", "-pk")[:1]


@prepared
def missade(vem: Betraktare, *, today: Slot) -> QuerySet[Arende]:
    """Those that are unanswered after their remisstid: what has been answered waits to be closed, and is late for nobody."""
    return _hog(_synliga(vem).filter(forsenat(today)))


@prepared
def sena_svar(vem: Betraktare) -> QuerySet[Arende]:
    """Those whose svar left late, the latest first."""
    sena = _synliga(vem).filter(expedieringar__forsenad=True).select_related(*LISTFALT)
    return sena.order_by("-frist_on", "-pk").distinct()[:RADER]


@prepared
def sena_hos(vem: Betraktare, *, today: Slot) -> QuerySet[Arende, Any]:
    """How many ärenden under beredning are late, by handläggare."""
    under_beredning = [ArendeState.BEREDNING, ArendeState.GODKANNANDE, ArendeState.ATERREMITTERAT]
    return (
        _synliga(vem)
        .filter(state__in=under_beredning, frist_on__lt=today)
        .values("handlaggare__first_name", "handlaggare__last_name")
        .annotate(antal=Count("pk", distinct=True))
        .order_by("-antal")
    )


@prepared
def _till_chef(vem: Betraktare) -> QuerySet[Tjansteutlatande]:
    return (
        Tjansteutlatande.objects.visible_to(vem, today=vem.omfang.day)
        .filter(state=UtlatandeState.GODKANNANDE, arenden__organ__in=_synliga(vem).values("organ"))
        .order_by("state_since", "pk")[:RADER]
    )


_ARENDEN = Related(
    Tjansteutlatande,
    "arenden",
    lambda: Arende.objects.select_related("organ", "handlaggare", "enhet__forvaltning"),
)
_ENHETER = Related(Forvaltning, "enheter", Enhet)
_VERSIONER = Related(Tjansteutlatande, "versioner", lambda: Version.objects.defer("innehall"))


def till_chef(vem: Betraktare) -> list[Tjansteutlatande]:
    """The texts that wait for some chef's signature, oldest first, with all that says whose turn it is."""
    texter = _till_chef(vem)
    arenden = _ARENDEN.onto(texter)
    STEGEN.onto(a.organ for a in arenden)
    # Of a text that answers one ärende every step is of the same enheter (roles.kedjan).
    gemensamma = {a.pk for u in texter if len(u.arenden.all()) > 1 for a in u.arenden.all()}
    _ENHETER.onto(a.enhet.forvaltning for a in arenden if a.enhet is not None and a.pk in gemensamma)
    GODKANNANDEN.onto(_VERSIONER.onto(texter))
    return texter


@prepared
def i_texterna(vem: Betraktare, *, texter: Slot) -> QuerySet[Arende, int]:
    """The keys of the visible ärenden that the texts answer."""
    return _synliga(vem).filter(utlatanden__pk__one_of=texter).values_list("pk", flat=True)


@prepared
def registrerade(vem: Betraktare, *, today: Slot) -> QuerySet[Arende, int]:
    """The keys of the visible ärenden that were registered on a day."""
    return _synliga(vem).filter(registrerad_at__date=today).values_list("pk", flat=True)


@prepared
def post(vem: Betraktare) -> QuerySet[Post]:
    """The letters that wait to be registered, oldest first, each with the number of all."""
    return _vantande_post(vem).filter(olast="").annotate(antal=Window(Count("pk")))[:RADER]


@prepared
def olast_post(vem: Betraktare) -> QuerySet[Post]:
    """Those that could not be understood, each with the number of all."""
    return _vantande_post(vem).olast().annotate(antal=Window(Count("pk")))[:RADER]


def _vantande_post(vem: Betraktare) -> PostQuerySet:
    synlig = Post.objects.visible_to(vem, today=vem.omfang.day).values("pk")
    return Post.objects.filter(pk__in=synlig).oregistrerad().select_related("forvaltning")


@prepared
def protokoll(vem: Betraktare) -> QuerySet[Protokoll]:
    """The protokoll that are not yet on the board, the most urgent first; before them those that could not be made (`ogjort`)."""
    pa_vag = [ProtokollState.UPPRATTAS, ProtokollState.FOR_JUSTERING, ProtokollState.JUSTERAT]
    synliga = Protokoll.objects.visible_to(vem, today=vem.omfang.day).annotate(ogjort=protokollets())
    vantar = synliga.filter(Q(state__in=pa_vag) | Q(ogjort=True)).select_related("sammantrade__organ")
    return vantar.order_by("-ogjort", "justeras_senast_on", "pk")[:RADER]


def _moten(vem: Betraktare, vilka: Q | None = None) -> QuerySet[Sammantrade]:
    i_listan = Q(punkter__slag="arende", punkter__utgatt_at__isnull=True)
    return (
        Sammantrade.objects.visible_to(vem, today=vem.omfang.day)
        .filter(vilka or Q(state__in=OPPNA_MOTEN))
        .select_related("organ")
        .annotate(
            kallad=~Q(state=SammantradeState.PLANERAT),
            arenden=Count("punkter", filter=i_listan),
            ogjort=kallelsens(),
        )
        .order_by("start_at", "pk")
    )


@prepared
def moten(vem: Betraktare, antal: int | None = None) -> QuerySet[Sammantrade]:
    """The sittings to come, the next first."""
    return _moten(vem)[:antal]


@prepared
def sekreterarens_moten(vem: Betraktare) -> QuerySet[Sammantrade]:
    """The sittings to come, the next first; before them those of any state with a mail that could not be sent (`ej_skickat`)."""
    vantar = ej_skickat_om_motet()
    rader = _moten(vem, Q(state__in=OPPNA_MOTEN) | vantar)
    ej_skickat = Case(When(vantar, then=True), default=False)
    return rader.annotate(ej_skickat=ej_skickat).order_by("-ej_skickat", "start_at", "pk")[: MOTEN + RADER]


@prepared
def nasta_mote(vem: Betraktare, *, today: Slot) -> QuerySet[Sammantrade]:
    """The next sitting that one can still send handlingar to; else the next."""
    passerat = Case(When(stopp_on__lt=today, then=1), default=0)
    return _moten(vem).order_by(passerat, F("start_at"), F("pk"))[:1]
