"""What falls due for whom: each role's own selection of the rows that it may see, with the facts read in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from motions import deadlines, frister, paragraf, visibility
from motions.datum import day_of
from motions.frister import Art, Fristrad, Fristslag, Subjekt
from motions.models import (
    CHEFSROLLER,
    Anslag,
    Anstand,
    Anvandare,
    Arende,
    Avlamnare,
    Medhandlaggare,
    Protokoll,
    Roll,
    Sammantrade,
    Uttalande,
    UttalandeSlag,
)
from motions.states import BESVARADE_ARENDEN, ArendeState, ProtokollState, SammantradeState
from remiss import roles
from remiss.frister.fakta import arendefakta, kvar, med_fakta, protokoll_med_fakta, protokollfakta

TAK = 200
"""At most so many of each kind, the most urgent first: nobody works through more from one page."""
ETT_AR = timedelta(days=365)
FORTROENDEVALD = "fortroendevald"
ROLLER: dict[str, str] = {**{r.value: str(r.label) for r in Roll}, FORTROENDEVALD: "Förtroendevald"}
"""The roles that have a selection of their own, with their words."""

FORE_KALLELSEN = (
    ArendeState.REGISTRERAT,
    ArendeState.BEREDNING,
    ArendeState.GODKANNANDE,
    ArendeState.ATERREMITTERAT,
)
HOS_SEKRETERAREN = (
    ArendeState.KLART_FOR_NAMND,
    ArendeState.KALLAT,
    ArendeState.BORDLAGT,
    ArendeState.BESLUTAT,
    ArendeState.JUSTERAT,
    ArendeState.AVGJORT,
)


@dataclass(frozen=True)
class Fristfraga:
    """Who asks, on which day, and how far ahead."""

    user: Anvandare
    today: date
    till: date

    @property
    def arenden(self) -> QuerySet[Arende]:
        """The ärenden that the user may know of."""
        return Arende.objects.visible_to(self.user, today=self.today)

    def inom(self, falt: str, *roller: str) -> Q:
        """That `falt` is an organ where the user has one of the roles."""
        return visibility.organ(self.user, self.today, falt, *roller)


Urval = Callable[[Fristfraga], Iterator[Fristrad]]


def roller(user: Anvandare, today: date) -> list[str]:
    """The roles that `user` has today and that have frister, in the order of Roll, förtroendevald last."""
    o = visibility.omfang(user, today)
    har = {u.roll for u in o.uppdrag} | ({FORTROENDEVALD} if o.mandat_organ else set())
    return [roll for roll in ROLLER if roll in har]


def frister_for(user: Anvandare, today: date, *, roll: str | None = None, till: date) -> list[Fristrad]:
    """What falls due through `till`, and what should have been done, for one of the user's roles or for all of them.

    A role that the user does not have today gives nothing. The queries are as many however many the rows are.
    """
    fraga = Fristfraga(user, today, till)
    valda = [r for r in roller(user, today) if roll in (None, r)]
    if set(valda) & set(CHEFSROLLER):
        # One who is chef twice over sees one selection: it is made of all the user's scopes as chef.
        valda = [r for r in valda if r not in CHEFSROLLER] + [r for r in valda if r in CHEFSROLLER][:1]
    rader = {(rad.nyckel, rad.klart): rad for r in valda for rad in URVAL[r](fraga)}
    return [rad for rad in rader.values() if rad.dag <= till or rad.varnad_on]


# each role's own selection


def _handlaggarens(fraga: Fristfraga) -> Iterator[Fristrad]:
    """One's own ärenden, and the stopp before the sammanträden that they can go to."""
    medskrivna = Medhandlaggare.objects.filter(arende=OuterRef("pk"), anvandare=fraga.user.pk)
    egna = Q(handlaggare=fraga.user.pk) | Q(Exists(medskrivna))
    yield from _arendenas(fraga, egna)
    yield from _stopp_for(fraga, egna)


def _chefens(fraga: Fristfraga) -> Iterator[Fristrad]:
    """The ärenden of the unit, its own units' too, or of the whole förvaltning."""
    enhetens = roles.arenden_inom(fraga.user, fraga.today, CHEFSROLLER)
    yield from _arendenas(fraga, enhetens)
    yield from _stopp_for(fraga, enhetens)


def _sekreterarens(fraga: Fristfraga) -> Iterator[Fristrad]:
    """The sammanträden, protokoll and statements of one's organ, and the ärenden that nämnden has."""
    organ = fraga.inom("organ", Roll.NAMNDSEKRETERARE)
    yield from _sammantradenas(fraga, organ)
    yield from _protokollens(fraga, fraga.inom("sammantrade__organ", Roll.NAMNDSEKRETERARE))
    yield from _uttalandenas(fraga, fraga.inom("punkt__sammantrade__organ", Roll.NAMNDSEKRETERARE))
    yield from _arendenas(fraga, organ & Q(state__in=HOS_SEKRETERAREN))


def _registratorns(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What has no handläggare yet or is late, anstånd without an answer, and what can be closed."""
    organ = fraga.inom("organ", Roll.REGISTRATOR)
    sent = Q(state=ArendeState.REGISTRERAT) | Q(frist_on__lt=fraga.today)
    visas = {Fristslag.REMISSTID, Fristslag.ANSTAND}
    yield from (
        rad for rad in _arendenas(fraga, organ & (sent | Q(_obesvarat_anstand()))) if rad.slag in visas
    )
    klara = fraga.arenden.filter(organ, state=ArendeState.EXPEDIERAT).order_by("state_since", "pk")[:TAK]
    yield from _ur_arenden(fraga, klara)


def _revisorns(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What was missed: last days that have passed, and what was done too late during the last year."""
    organ = fraga.inom("organ", Roll.REVISOR)
    motets = fraga.inom("sammantrade__organ", Roll.REVISOR)
    alla = [
        *_arendenas(fraga, organ),
        *_sena_svar(fraga, organ),
        *_sammantradenas(fraga, organ),
        *_protokollens(fraga, motets),
        *_sena_protokoll(fraga, motets),
    ]
    yield from (r for r in alla if r.klart or (r.art is Art.SENAST and r.dag < fraga.today))


def _fortroendevaldas(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What one must justera, and the text of what one has announced."""
    ute = protokoll_med_fakta(
        Protokoll.objects.visible_to(fraga.user, today=fraga.today).filter(state=ProtokollState.FOR_JUSTERING)
    )
    for p in ute:
        if any(f.anvandare_id == fraga.user.pk for f in kvar(p)):
            yield from frister.protokollets(protokollfakta(p))
    avlamnare = Avlamnare.objects.filter(
        uttalande=OuterRef("pk"), instammer=False, uppdrag__fortroendevald__anvandare=fraga.user.pk
    )
    yield from _uttalandenas(fraga, Q(Exists(avlamnare)))


URVAL: dict[str, Urval] = {
    Roll.HANDLAGGARE: _handlaggarens,
    **dict.fromkeys(CHEFSROLLER, _chefens),
    Roll.NAMNDSEKRETERARE: _sekreterarens,
    Roll.REGISTRATOR: _registratorns,
    Roll.REVISOR: _revisorns,
    FORTROENDEVALD: _fortroendevaldas,
}


# ärenden


def _obesvarat_anstand() -> Exists:
    return Exists(Anstand.objects.filter(remiss__arende=OuterRef("pk"), utfall=""))


def _arendenas(fraga: Fristfraga, villkor: Q) -> Iterator[Fristrad]:
    """The days of the open ärenden within `villkor`. Each kind of day is looked for apart, by its own index."""
    oppna = fraga.arenden.filter(villkor).exclude(state__in=BESVARADE_ARENDEN)
    nara = oppna.filter(frist_on__lte=fraga.till).order_by("frist_on", "pk")
    gamla = (
        oppna.filter(motioner__vackt_on__lte=_vackt_senast(fraga))
        .annotate(vackt=Min("motioner__vackt_on"))
        .order_by("vackt", "pk")
    )
    vantar = oppna.filter(_obesvarat_anstand()).order_by("frist_on", "pk")
    nycklar = [f.values_list("pk", flat=True)[:TAK] for f in (nara, gamla, vantar)]
    yield from _ur_arenden(fraga, Arende.objects.filter(pk__in=list(nycklar[0].union(*nycklar[1:]))))


def _vackt_senast(fraga: Fristfraga) -> Combinable:
    """The youngest a motion can be and yet be shown: warned of already, or with its year ending within the time asked for."""
    forsta = Func(
        F("organ__kommun__motion_varning_manader"),
        template="(SELECT min(m) FROM unnest(%(expressions)s) AS m)",
        output_field=IntegerField(),
    )
    varnad = ExpressionWrapper(
        Value(fraga.today, DateField()) - Coalesce(forsta, 12) * 28, output_field=DateField()
    )
    return Greatest(varnad, Value(fraga.till - ETT_AR, DateField()))


def _ur_arenden(fraga: Fristfraga, arenden: QuerySet[Arende]) -> Iterator[Fristrad]:
    for a in med_fakta(arenden):
        yield from frister.arendets(arendefakta(a), fraga.today)


def _sena_svar(fraga: Fristfraga, organ: Q) -> Iterator[Fristrad]:
    """Svar of the last year that left after their remisstid."""
    sena: Any = (
        med_fakta(fraga.arenden.filter(organ))
        .filter(expedieringar__forsenad=True, expedieringar__expedierad_at__date__gte=fraga.today - ETT_AR)
        .annotate(sant_at=F("expedieringar__expedierad_at"))
        .order_by("-sant_at")[:TAK]
    )
    for a in sena:
        fakta = arendefakta(a, sent_svar_on=day_of(a.sant_at))
        yield from (r for r in frister.arendets(fakta, fraga.today) if r.klart)


# sammanträden


def _stopp_for(fraga: Fristfraga, villkor: Q) -> Iterator[Fristrad]:
    """The stopp before the sammanträden of those organ that have an ärende within `villkor` still to be written."""
    organ = fraga.arenden.filter(villkor, state__in=FORE_KALLELSEN).order_by().values("organ")
    yield from (r for r in _sammantradenas(fraga, Q(organ__in=organ)) if r.slag is Fristslag.STOPP)


def _sammantradenas(fraga: Fristfraga, organ: Q) -> Iterator[Fristrad]:
    """The days before the planned sammanträden, as far as is asked for; a stopp that has passed is only history."""
    planerade = (
        Sammantrade.objects.visible_to(fraga.user, today=fraga.today)
        .filter(organ, state=SammantradeState.PLANERAT)
        .filter(stopp_on__lte=fraga.till)
        .select_related("organ")
        .order_by("stopp_on", "pk")[:TAK]
    )
    for s in planerade:
        subjekt = Subjekt("sammantrade", s.pk, str(s))
        fakta = frister.Sammantradefakta(subjekt, s.state, s.stopp_on, s.kallelse_senast_on)
        yield from frister.sammantradets(fakta)


# protokoll


def _protokollens(fraga: Fristfraga, organ: Q) -> Iterator[Fristrad]:
    """The days of the protokoll that are not yet off the board."""
    oppna = Protokoll.objects.visible_to(fraga.user, today=fraga.today).filter(organ)
    rader = oppna.exclude(state=ProtokollState.NEDTAGET).order_by("justeras_senast_on", "pk")[:TAK]
    for p in protokoll_med_fakta(rader):
        yield from (r for r in frister.protokollets(protokollfakta(p)) if r.klart is None)


def _sena_protokoll(fraga: Fristfraga, organ: Q) -> Iterator[Fristrad]:
    """Protokoll of the last year that were justerade or announced too late."""
    sent_anslag = Anslag.objects.filter(
        protokoll=OuterRef("pk"),
        anslaget_on__gt=F("protokoll__justerat_on") + timedelta(days=deadlines.ANSLAG_DAGAR),
    )
    rader = (
        Protokoll.objects.visible_to(fraga.user, today=fraga.today)
        .filter(organ, justerat_on__gte=fraga.today - ETT_AR)
        .filter(Q(justerat_on__gt=F("justeras_senast_on")) | Exists(sent_anslag))
        .order_by("-justerat_on", "-pk")[:TAK]
    )
    for p in protokoll_med_fakta(rader):
        yield from (r for r in frister.protokollets(protokollfakta(p)) if r.klart)


# statements


def _uttalandenas(fraga: Fristfraga, villkor: Q) -> Iterator[Fristrad]:
    """The announced statements without text in protokoll that are being written; none in an ärende hidden from the user.

    A reservation needs no text (KL 4:27). A § with an ärende that one may not know of is left out whole.
    """
    dolda = Arende.objects.filter(sekretess=True).exclude(pk__in=fraga.arenden.values("pk"))
    punktens = Arende.objects.filter(punkter=OuterRef("punkt"))
    protokollen = Protokoll.objects.filter(punkter=OuterRef("punkt"), omedelbart=True)
    rader: Any = (
        Uttalande.objects.filter(villkor, text="", punkt__protokoll__state=ProtokollState.UPPRATTAS)
        .exclude(slag=UttalandeSlag.RESERVATION)
        .exclude(punkt__arenden__in=dolda)
        .select_related("punkt__sammantrade__organ")
        .annotate(hemligt=Exists(punktens.filter(sekretess=True)), omedelbart=Exists(protokollen))
        .prefetch_related(Prefetch("avlamnare", Avlamnare.objects.select_related("uppdrag__fortroendevald")))
        .order_by("punkt__sammantrade__start_at", "pk")[:TAK]
    )
    for u in rader:
        mote = u.punkt.sammantrade
        yield frister.uttalandets(
            frister.Uttalandefakta(
                pk=u.pk,
                subjekt=Subjekt("punkt", u.punkt_id, f"§ {u.punkt.paragraf}, {mote}", hemligt=u.hemligt),
                slag=u.get_slag_display(),
                avlamnare=tuple(a.uppdrag.fortroendevald.namn for a in u.avlamnare.all() if not a.instammer),
                sammantrade_on=paragraf.dag(mote),
                omedelbart=u.omedelbart,
                strikt=mote.organ.strikt_frist,
            )
        )
