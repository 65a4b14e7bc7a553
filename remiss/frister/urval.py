"""What falls due for whom: each role's own selection of the rows that it may see, with the facts read in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    Q,
    QuerySet,
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
from motions.prepared import Related, Slot, prepared
from motions.states import ArendeState, ProtokollState, SammantradeState
from motions.visibility import Betraktare
from remiss import roles
from remiss.frister.fakta import (
    arendefakta,
    kvar,
    med_dem_som_skriver_under,
    med_fakta,
    protokoll_med_fakta,
    protokollfakta,
)
from remiss.turen import obesvarat

TAK = 200
"""At most so many of each kind, the most urgent first: nobody works through more from one page."""
ETT_AR = timedelta(days=365)
FORTROENDEVALD = "fortroendevald"
CHEF = "chef"
"""Any of the three kinds of chef: one who is two of them sees one selection."""
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
    def vem(self) -> Betraktare:
        """How the user sees."""
        return visibility.betraktare(self.user, self.today)


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
    yield from _arendenas(fraga, Roll.HANDLAGGARE)
    yield from _stopp_for(fraga, Roll.HANDLAGGARE)


def _chefens(fraga: Fristfraga) -> Iterator[Fristrad]:
    """The ärenden of the unit, its own units' too, or of the whole förvaltning."""
    yield from _arendenas(fraga, CHEF)
    yield from _stopp_for(fraga, CHEF)


def _sekreterarens(fraga: Fristfraga) -> Iterator[Fristrad]:
    """The sammanträden, protokoll and statements of one's organ, and the ärenden that nämnden has."""
    yield from _sammantradenas(fraga, Roll.NAMNDSEKRETERARE)
    yield from _protokollens(fraga, Roll.NAMNDSEKRETERARE)
    yield from _uttalandenas(fraga, Roll.NAMNDSEKRETERARE)
    yield from _arendenas(fraga, Roll.NAMNDSEKRETERARE)


def _registratorns(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What has no handläggare yet or is late, anstånd without an answer, and what can be closed."""
    visas = {Fristslag.REMISSTID, Fristslag.ANSTAND}
    yield from (rad for rad in _arendenas(fraga, Roll.REGISTRATOR) if rad.slag in visas)
    yield from _arenderader(fraga, _att_avsluta(fraga.vem))


def _revisorns(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What was missed: last days that have passed, and what was done too late during the last year."""
    alla = [
        *_arendenas(fraga, Roll.REVISOR),
        *_sena_svar(fraga),
        *_sammantradenas(fraga, Roll.REVISOR),
        *_protokollens(fraga, Roll.REVISOR),
        *_sena_protokoll(fraga),
    ]
    yield from (r for r in alla if r.klart or (r.art is Art.SENAST and r.dag < fraga.today))


def _fortroendevaldas(fraga: Fristfraga) -> Iterator[Fristrad]:
    """What one must justera, and the text of what one has announced."""
    for p in med_dem_som_skriver_under(_ute(fraga.vem)):
        if any(f.anvandare_id == fraga.user.pk for f in kvar(p)):
            yield from frister.protokollets(protokollfakta(p))
    yield from _uttalandenas(fraga, FORTROENDEVALD)


URVAL: dict[str, Urval] = {
    Roll.HANDLAGGARE: _handlaggarens,
    **dict.fromkeys(CHEFSROLLER, _chefens),
    Roll.NAMNDSEKRETERARE: _sekreterarens,
    Roll.REGISTRATOR: _registratorns,
    Roll.REVISOR: _revisorns,
    FORTROENDEVALD: _fortroendevaldas,
}


def _inom(vem: Betraktare, falt: str, *roller: str) -> Q:
    """That `falt` is an organ where one has one of the roles."""
    return visibility.organ(vem, vem.omfang.day, falt, *roller)


def _synliga(vem: Betraktare) -> QuerySet[Arende]:
    return Arende.objects.visible_to(vem, today=vem.omfang.day)


# ärenden


def _obesvarat_anstand() -> Exists:
    return Exists(Anstand.objects.filter(remiss__arende=OuterRef("pk"), utfall=""))


def _vilka(roll: str, vem: Betraktare, today: Slot) -> Q:
    """The ärenden whose days a role looks after."""
    if roll == Roll.HANDLAGGARE:
        medskrivna = Medhandlaggare.objects.filter(arende=OuterRef("pk"), anvandare=vem.pk)
        return Q(handlaggare=vem.pk) | Q(Exists(medskrivna))
    if roll == CHEF:
        return roles.arenden_inom(vem, vem.omfang.day, CHEFSROLLER)
    organ = _inom(vem, "organ", roll)
    if roll == Roll.NAMNDSEKRETERARE:
        return organ & Q(state__in=(*HOS_SEKRETERAREN, ArendeState.EXPEDIERAT))
    if roll == Roll.REGISTRATOR:
        sent = Q(state=ArendeState.REGISTRERAT) | Q(frist_on__lt=today)
        return organ & (sent | Q(_obesvarat_anstand()))
    return organ


def _arendenas(fraga: Fristfraga, roll: str) -> Iterator[Fristrad]:
    """The days of the open ärenden that a role looks after."""
    nycklar = _nycklar(roll, fraga.vem, today=fraga.today, till=fraga.till, vackt=fraga.till - ETT_AR)
    yield from _arenderader(fraga, _arendena(nycklar=nycklar) if nycklar else [])


@prepared
def _nycklar(roll: str, vem: Betraktare, *, today: Slot, till: Slot, vackt: Slot) -> QuerySet[Arende, int]:
    """Their keys. Each kind of day is looked for apart, by its own index."""
    oppna = _synliga(vem).filter(_vilka(roll, vem, today), obesvarat())
    nara = oppna.filter(frist_on__lte=till).order_by("frist_on", "pk")
    gamla = (
        oppna.filter(motioner__vackt_on__lte=_vackt_senast(today, vackt))
        .annotate(vackt=Min("motioner__vackt_on"))
        .order_by("vackt", "pk")
    )
    vantar = oppna.filter(_obesvarat_anstand()).order_by("frist_on", "pk")
    delar = [f.values_list("pk", flat=True)[:TAK] for f in (nara, gamla, vantar)]
    return delar[0].union(*delar[1:])


def _vackt_senast(today: Slot, vackt: Slot) -> Combinable:
    """The youngest a motion can be and yet be shown: warned of already, or with its year ending within the time asked for."""
    forsta = Func(
        F("organ__kommun__motion_varning_manader"),
        template="(SELECT min(m) FROM unnest(%(expressions)s) AS m)",
        output_field=IntegerField(),
    )
    varnad = ExpressionWrapper(today - Coalesce(forsta, 12) * 28, output_field=DateField())
    return Greatest(varnad, ExpressionWrapper(vackt, output_field=DateField()))


@prepared
def _arendena(*, nycklar: Slot) -> QuerySet[Arende]:
    return med_fakta(Arende.objects.filter(pk__one_of=nycklar))


@prepared
def _att_avsluta(vem: Betraktare) -> QuerySet[Arende]:
    expedierade = _synliga(vem).filter(_inom(vem, "organ", Roll.REGISTRATOR), state=ArendeState.EXPEDIERAT)
    return med_fakta(expedierade).order_by("state_since", "pk")[:TAK]


def _arenderader(fraga: Fristfraga, arenden: Iterable[Arende]) -> Iterator[Fristrad]:
    for a in arenden:
        yield from frister.arendets(arendefakta(a), fraga.today)


def _sena_svar(fraga: Fristfraga) -> Iterator[Fristrad]:
    """Svar of the last year that left after their remisstid."""
    sena: list[Any] = _sent_besvarade(fraga.vem, sedan=fraga.today - ETT_AR)
    for a in sena:
        fakta = arendefakta(a, sent_svar_on=day_of(a.sant_at))
        yield from (r for r in frister.arendets(fakta, fraga.today) if r.klart)


@prepared
def _sent_besvarade(vem: Betraktare, *, sedan: Slot) -> QuerySet[Arende]:
    return (
        med_fakta(_synliga(vem).filter(_inom(vem, "organ", Roll.REVISOR)))
        .filter(expedieringar__forsenad=True, expedieringar__expedierad_at__date__gte=sedan)
        .annotate(sant_at=F("expedieringar__expedierad_at"))
        .order_by("-sant_at")[:TAK]
    )


# sammanträden


def _stopp_for(fraga: Fristfraga, roll: str) -> Iterator[Fristrad]:
    """The stopp before the sammanträden of those organ that have an ärende of the role still to be written."""
    yield from (r for r in _sammantradenas(fraga, roll) if r.slag is Fristslag.STOPP)


def _sammantradenas(fraga: Fristfraga, roll: str) -> Iterator[Fristrad]:
    """The days before the planned sammanträden, as far as is asked for; a stopp that has passed is only history."""
    for s in _planerade(roll, fraga.vem, today=fraga.today, till=fraga.till):
        subjekt = Subjekt("sammantrade", s.pk, str(s))
        fakta = frister.Sammantradefakta(subjekt, s.state, s.stopp_on, s.kallelse_senast_on)
        yield from frister.sammantradets(fakta)


@prepared
def _planerade(roll: str, vem: Betraktare, *, today: Slot, till: Slot) -> QuerySet[Sammantrade]:
    if roll in (Roll.HANDLAGGARE, CHEF):
        att_skriva = _synliga(vem).filter(_vilka(roll, vem, today), state__in=FORE_KALLELSEN)
        organ = Q(organ__in=att_skriva.order_by().values("organ"))
    else:
        organ = _inom(vem, "organ", roll)
    return (
        Sammantrade.objects.visible_to(vem, today=vem.omfang.day)
        .filter(organ, state=SammantradeState.PLANERAT)
        .filter(stopp_on__lte=till)
        .select_related("organ")
        .order_by("stopp_on", "pk")[:TAK]
    )


# protokoll


def _protokollen(vem: Betraktare) -> QuerySet[Protokoll]:
    return Protokoll.objects.visible_to(vem, today=vem.omfang.day)


@prepared
def _ute(vem: Betraktare) -> QuerySet[Protokoll]:
    return protokoll_med_fakta(_protokollen(vem).filter(state=ProtokollState.FOR_JUSTERING))


@prepared
def _oppna(roll: str, vem: Betraktare) -> QuerySet[Protokoll]:
    oppna = _protokollen(vem).filter(_inom(vem, "sammantrade__organ", roll))
    rader = oppna.exclude(state=ProtokollState.NEDTAGET).order_by("justeras_senast_on", "pk")
    return protokoll_med_fakta(rader)[:TAK]


def _protokollens(fraga: Fristfraga, roll: str) -> Iterator[Fristrad]:
    """The days of the protokoll that are not yet off the board."""
    for p in med_dem_som_skriver_under(_oppna(roll, fraga.vem)):
        yield from (r for r in frister.protokollets(protokollfakta(p)) if r.klart is None)


def _sena_protokoll(fraga: Fristfraga) -> Iterator[Fristrad]:
    """Protokoll of the last year that were justerade or announced too late."""
    for p in med_dem_som_skriver_under(_sent_klara(fraga.vem, sedan=fraga.today - ETT_AR)):
        yield from (r for r in frister.protokollets(protokollfakta(p)) if r.klart)


@prepared
def _sent_klara(vem: Betraktare, *, sedan: Slot) -> QuerySet[Protokoll]:
    sent_anslag = Anslag.objects.filter(
        protokoll=OuterRef("pk"),
        anslaget_on__gt=F("protokoll__justerat_on") + timedelta(days=deadlines.ANSLAG_DAGAR),
    )
    rader = (
        _protokollen(vem)
        .filter(_inom(vem, "sammantrade__organ", Roll.REVISOR), justerat_on__gte=sedan)
        .filter(Q(justerat_on__gt=F("justeras_senast_on")) | Exists(sent_anslag))
        .order_by("-justerat_on", "-pk")
    )
    return protokoll_med_fakta(rader)[:TAK]


# statements

_AVLAMNARE = Related(
    Uttalande, "avlamnare", lambda: Avlamnare.objects.select_related("uppdrag__fortroendevald")
)


@prepared
def _utan_text(roll: str, vem: Betraktare) -> QuerySet[Uttalande]:
    egna = Avlamnare.objects.filter(
        uttalande=OuterRef("pk"), instammer=False, uppdrag__fortroendevald__anvandare=vem.pk
    )
    mina = Q(Exists(egna)) if roll == FORTROENDEVALD else _inom(vem, "punkt__sammantrade__organ", roll)
    dolda = Arende.objects.filter(sekretess=True).exclude(pk__in=_synliga(vem).values("pk"))
    punktens = Arende.objects.filter(punkter=OuterRef("punkt"))
    protokollen = Protokoll.objects.filter(punkter=OuterRef("punkt"), omedelbart=True)
    return (
        Uttalande.objects.filter(mina, text="", punkt__protokoll__state=ProtokollState.UPPRATTAS)
        .exclude(slag=UttalandeSlag.RESERVATION)
        .exclude(punkt__arenden__in=dolda)
        .select_related("punkt__sammantrade__organ")
        .annotate(hemligt=Exists(punktens.filter(sekretess=True)), omedelbart=Exists(protokollen))
        .order_by("punkt__sammantrade__start_at", "pk")[:TAK]
    )


def _uttalandenas(fraga: Fristfraga, roll: str) -> Iterator[Fristrad]:
    """The announced statements without text in protokoll that are being written; none in an ärende hidden from the user.

    A reservation needs no text (KL 4:27). A § with an ärende that one may not know of is left out whole.
    """
    rader: list[Any] = _utan_text(roll, fraga.vem)
    _AVLAMNARE.onto(rader)
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
