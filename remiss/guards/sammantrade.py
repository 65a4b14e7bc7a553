"""What a sammanträde must be before it is called, opened and closed; and what of its närvaro is irregular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from motions import beslutsgang, paragraf
from motions.datum import day_of
from motions.models import (
    Anvandare,
    Distans,
    Fortroendeuppdrag,
    Organ,
    Protokoll,
    Punkt,
    PunktSlag,
    Sammantrade,
)
from motions.prepared import Slot, prepared
from motions.states import KLARA_FOR_LISTAN, ProtokollState, SammantradeState
from remiss import roles
from remiss.facts import Facts
from remiss.facts.sammantrade import Deltagande, PlaneraOm, RegistreraNarvaro, ValjJusterare
from remiss.hinder import Hinder, Varning


def _sida(sammantrade: Sammantrade, fragment: str = "") -> str:
    return reverse("sammantrade", args=[sammantrade.pk]) + (f"#{fragment}" if fragment else "")


def _pa_listan(sammantrade: Sammantrade) -> list[Punkt]:
    """The punkter that hold ärenden to decide and have not utgått."""
    return [p for p in paragraf.pa_listan(sammantrade) if p.arenden.all() and not p.information]


def _ej_klara(sammantrade: Sammantrade, punkter: Iterable[Punkt]) -> list[Hinder]:
    """The ärenden of uncalled punkter that are not ready, and punkter that mix utlåtanden."""
    hinder = []
    for punkt in punkter:
        if punkt.kallad:
            continue
        arenden = sorted(punkt.arenden.all(), key=lambda a: a.pk)
        hinder += [
            Hinder(f"{a.dnr} är inte klart för nämnd.", reverse("arende", args=[a.pk]), "Visa ärendet")
            for a in arenden
            if a.state not in KLARA_FOR_LISTAN
        ]
        utlatanden = {max((u.pk for u in a.utlatanden.all()), default=None) for a in arenden}
        if len(utlatanden) > 1:
            hinder.append(
                Hinder(
                    f"Punkt {punkt.nummer} har flera tjänsteutlåtanden. Sätt upp dem var för sig.",
                    _sida(sammantrade, f"punkt-{punkt.pk}"),
                    "Visa punkten",
                )
            )
    return hinder


def kalla(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """A kallelse has at least one ärende, and each is ready (the time is the organ's own, domain 1.7)."""
    punkter = _pa_listan(sammantrade)
    if not punkter:
        return [
            Hinder(
                "Föredragningslistan har inga ärenden.", _sida(sammantrade, "klara"), "Sätt upp ett ärende"
            )
        ]
    return _ej_klara(sammantrade, punkter)


def komplettera(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """A tilläggslista has something that no kallelse has said."""
    mote = paragraf.motet(sammantrade)
    if all(p.kallad and all(a.kallad for a in p.anmalningar.all()) for p in paragraf.pa_listan(mote)):
        return [
            Hinder(
                "Alla punkter och anmälningar står redan på en utsänd kallelse.",
                _sida(sammantrade, "klara"),
                "Sätt upp ett ärende",
            )
        ]
    return _ej_klara(sammantrade, _pa_listan(mote))


def planera_om(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: PlaneraOm | None
) -> list[Hinder]:
    """The new time lies ahead."""
    if facts is not None and facts.start_at <= at:
        return [Hinder("Den nya tiden har redan passerat. Välj en tid som kommer.")]
    return []


def oppna(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Attendance is taken, somebody presides, every ärende on the list has been called (KL 5:65-66, 6:35)."""
    mote = paragraf.motet(sammantrade)
    hinder = []
    if not mote.narvaro.all():
        hinder.append(
            Hinder(
                "Ta upprop först: ingen närvaro är registrerad.",
                reverse("sammantrade_narvaro", args=[sammantrade.pk]),
                "Ta upprop",
            )
        )
    elif not roles.leder(mote.narvaro.all()):
        hinder.append(
            Hinder(
                "Ingen leder sammanträdet: varken ordföranden eller någon vice ordförande tjänstgör.",
                reverse("sammantrade_narvaro", args=[sammantrade.pk]),
                "Ändra närvaron",
            )
        )
    if any(not punkt.kallad for punkt in _pa_listan(mote)):
        hinder.append(
            Hinder(
                "Det finns ärenden på listan som inte står på någon utsänd kallelse.",
                reverse("akt", args=["sammantrade", sammantrade.pk, "komplettera_kallelse"]),
                "Skicka tilläggslista",
            )
        )
    return hinder


def narvaro(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: RegistreraNarvaro | None
) -> list[Hinder]:
    """Attendance that could be true: own mandates, one at a time on a seat, a chair once it has begun."""
    if facts is None:
        return []
    rader = facts.rader
    uppdrag = _uppdrag(sammantrade)
    hinder = []
    for rad in rader:
        if rad.uppdrag_id not in uppdrag:
            return [Hinder("Närvaron gäller någon utan uppdrag i nämnden den dagen.")]
        person = uppdrag[rad.uppdrag_id]
        if rad.tjanstgor and person.ersattare and not rad.for_uppdrag_id:
            hinder.append(Hinder(f"Ange vem {person.fortroendevald.namn} ({person.parti}) tjänstgör för."))
    hinder += _dubbla_platser(uppdrag, rader)
    if sammantrade.state == SammantradeState.PAGAR and not _leds(uppdrag, rader):
        hinder.append(
            Hinder("Någon måste leda sammanträdet: ordföranden eller en vice ordförande ska tjänstgöra.")
        )
    return hinder


def _uppdrag(sammantrade: Sammantrade) -> dict[int, Fortroendeuppdrag]:
    """The mandates of the organ on the day, by key."""
    gallande = Fortroendeuppdrag.objects.pa_dagen(paragraf.dag(sammantrade)).filter(
        organ=sammantrade.organ_id
    )
    return {u.pk: u for u in gallande.select_related("fortroendevald")}


def _leds(uppdrag: Mapping[int, Fortroendeuppdrag], rader: Iterable[Deltagande]) -> bool:
    ledande = ("ordforande", "forste_vice", "andre_vice")
    return any(r.tjanstgor and uppdrag[r.uppdrag_id].roll in ledande for r in rader)


def _dubbla_platser(uppdrag: Mapping[int, Fortroendeuppdrag], rader: Sequence[Deltagande]) -> list[Hinder]:
    """Two on one seat at the same time: a ledamot beside the own ersättare, or two ersättare for one."""
    tagna: dict[int, list[Deltagande]] = {}
    hinder = []
    for rad in rader:
        if not rad.tjanstgor:
            continue
        plats = rad.for_uppdrag_id or rad.uppdrag_id
        if plats not in uppdrag:
            hinder.append(Hinder("En ersättare tjänstgör för någon utan uppdrag i nämnden den dagen."))
            continue
        if any(_overlappar(rad, annan) for annan in tagna.get(plats, [])):
            namn = uppdrag[plats].fortroendevald.namn
            hinder.append(Hinder(f"Två tjänstgör samtidigt på platsen för {namn} ({uppdrag[plats].parti})."))
        tagna.setdefault(plats, []).append(rad)
    return hinder


def _overlappar(a: Deltagande, b: Deltagande) -> bool:
    def grans(rad: Deltagande) -> tuple[int, float]:
        return rad.fran_ordning or 0, rad.till_ordning or float("inf")

    (a_fran, a_till), (b_fran, b_till) = grans(a), grans(b)
    return a_fran <= b_till and b_fran <= a_till


def avvikande_narvaro(
    sammantrade: Sammantrade, facts: RegistreraNarvaro | None, by: Anvandare, at: datetime
) -> list[Varning]:
    """What in an attendance is irregular and still possible: recorded with a reason, never refused.

    `inte_beslutsfor` (KL 6:27), `vaxeltjanstgoring` (domain 1.13), `sen_ersattare` (called in late).
    """
    if facts is None:
        return []
    rader = facts.rader
    uppdrag = _uppdrag(sammantrade)
    i_tjanst = [r for r in rader if r.tjanstgor and r.uppdrag_id in uppdrag]
    varningar = []
    platser = sammantrade.organ.platser_den(paragraf.dag(sammantrade))
    svagast = _svagaste_punkten(sammantrade, i_tjanst)
    forhet = beslutsgang.beslutsfor(svagast, max(platser, 1))
    if not forhet:
        varningar.append(
            Varning("inte_beslutsfor", f"Nämnden är inte beslutsför: {forhet.skal} ({forhet.lagrum})")
        )
    sedda: set[int] = set()
    fran = {p.ordning: f"punkt {p.nummer}" for p in sammantrade.punkter.all()}
    for rad in i_tjanst:
        person = uppdrag[rad.uppdrag_id]
        namn = f"{person.fortroendevald.namn} ({person.parti})"
        if person.pk in sedda:
            varningar.append(
                Varning(
                    "vaxeltjanstgoring",
                    f"{namn} återgår i tjänst efter att ha lämnat. "
                    "Växeltjänstgöring är bara tillåten vid jäv (KL 5:20).",
                )
            )
        elif person.ersattare and (rad.fran_ordning or 0) > 1:
            varningar.append(
                Varning(
                    "sen_ersattare",
                    f"{namn} kallas in sedan sammanträdet har börjat, från {fran.get(rad.fran_ordning or 0, 'en punkt')}.",
                )
            )
        sedda.add(person.pk)
    return [*varningar, *_distansvarningar(sammantrade.organ, rader, uppdrag)]


def _distansvarningar(
    organ: Organ, rader: Sequence[Deltagande], uppdrag: Mapping[int, Fortroendeuppdrag]
) -> list[Varning]:
    """Who takes part at a distance although fullmäktige has not let this organ do so (KL 6:24).

    `distans_ej_tillaten` when nobody may; `alla_pa_distans` when some may and all do.
    """
    kanda = [r for r in rader if r.uppdrag_id in uppdrag]
    borta = {r.uppdrag_id for r in kanda if r.distans}
    if not borta or organ.distans == Distans.ALLA:
        return []
    if organ.distans == Distans.NAGRA:
        if borta < {r.uppdrag_id for r in kanda}:
            return []
        return [
            Varning("alla_pa_distans", "Alla deltar på distans. I organet får bara några göra det (KL 6:24).")
        ]
    namn = ", ".join(uppdrag[pk].fortroendevald.namn for pk in sorted(borta))
    return [
        Varning(
            "distans_ej_tillaten", f"{namn} deltar på distans, och det är inte tillåtet i organet (KL 6:24)."
        )
    ]


def _svagaste_punkten(sammantrade: Sammantrade, i_tjanst: Sequence[Deltagande]) -> int:
    """The fewest who serve at any punkt."""
    ordningar = list(
        sammantrade.punkter.filter(utgatt_at__isnull=True).values_list("ordning", flat=True)
    ) or [1]
    return min(
        sum(bool((r.fran_ordning or 0) <= o <= (r.till_ordning or float("inf"))) for r in i_tjanst)
        for o in ordningar
    )


def valj_justerare(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: ValjJusterare | None
) -> list[Hinder]:
    """As many as the organ wants, who serve and do not preside; before a text is sent (KL 5:69, 6:35)."""
    if sammantrade.protokoll.exclude(state=ProtokollState.UPPRATTAS).exists():
        return [
            Hinder(
                "Ett protokoll har redan skickats för justering. Ta tillbaka det innan du byter justerare."
            )
        ]
    if facts is None:
        return []
    valda = {f.pk: f for f in facts.fortroendevalda}
    antal = sammantrade.organ.antal_justerare
    hinder = []
    if len(valda) != antal:
        hinder.append(Hinder(f"Nämnden har {antal} justerare utöver ordföranden. Du har valt {len(valda)}."))
    tjanstgor = set(
        sammantrade.narvaro.filter(tjanstgor=True).values_list("uppdrag__fortroendevald_id", flat=True)
    )
    leder = {f.pk for f in roles.ordforande_vid(sammantrade)}
    for person in valda.values():
        if person.pk in leder:
            hinder.append(Hinder(f"{person.namn} leder sammanträdet och justerar redan som ordförande."))
        elif person.pk not in tjanstgor:
            hinder.append(
                Hinder(f"{person.namn} tjänstgör inte. Bara den som tjänstgör kan väljas till justerare.")
            )
    return hinder


def avsluta(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Every ärende decided or utgått, every other punkt with a text, justerare chosen (KL 5:66-67, 5:69)."""
    mote = paragraf.motet(sammantrade)
    hinder = []
    if len(mote.justerare.all()) != mote.organ.antal_justerare:
        hinder.append(
            Hinder(
                "Justerare är inte valda.",
                reverse("akt", args=["sammantrade", sammantrade.pk, "valj_justerare"]),
                "Välj justerare",
            )
        )
    for punkt in paragraf.pa_listan(mote):
        if paragraf.gallande_beslut(punkt):
            continue
        sida = reverse("punkt", args=[punkt.pk])
        if punkt.slag == PunktSlag.ARENDE:
            hinder.append(
                Hinder(f"§ {punkt.paragraf} {punkt.rubrik} är inte avgjord.", sida, "Till paragrafen")
            )
        elif punkt.slag in (PunktSlag.ANMALAN, PunktSlag.OVRIGT) and not (
            punkt.text or punkt.anmalningar.all()
        ):
            hinder.append(Hinder(f"§ {punkt.paragraf} {punkt.rubrik} saknar text.", sida, "Skriv texten"))
    return hinder


@prepared
def _skickade(*, sammantrade: Slot) -> QuerySet[Protokoll]:
    protokoll = Protokoll.objects.filter(sammantrade=sammantrade, omedelbart=False)
    return protokoll.exclude(state=ProtokollState.UPPRATTAS)


def ateroppna(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Only while the ordinary protokoll is being written: justerad text never changes (domain 2.3, 2.5)."""
    for protokoll in _skickade(sammantrade=sammantrade):
        return [
            Hinder(
                "Protokollet har skickats för justering. Ta tillbaka det först."
                if protokoll.state == ProtokollState.FOR_JUSTERING
                else "Protokollet är justerat och kan inte ändras.",
                reverse("protokoll", args=[protokoll.pk]),
                "Visa protokollet",
            )
        ]
    return []


def fortida_oppning(
    sammantrade: Sammantrade, facts: Facts | None, by: Anvandare, at: datetime
) -> list[Varning]:
    """A sammanträde that is opened before its day goes with a reason, and the fact is recorded."""
    utlyst = paragraf.dag(sammantrade)
    if day_of(at) >= utlyst:
        return []
    return [Varning("fortida_oppning", f"Sammanträdet är utlyst till {utlyst}.")]


def sen_kallelse(sammantrade: Sammantrade, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """A kallelse after the organ's own last day is sent with a reason, and the fact is recorded."""
    sista = sammantrade.kallelse_senast_on
    if day_of(at) <= sista:
        return []
    return [Varning("sen_kallelse", f"Kallelsen skulle ha skickats senast {sista} enligt nämndens ordning.")]
