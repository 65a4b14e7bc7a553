"""What happens to a sammanträde: its list, its kallelse, its närvaro, its justerare, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from motions import deadlines, numbering, paragraf
from motions.datum import datum_text, day_of
from motions.documents import context
from motions.documents.freeze import frys
from motions.models import (
    Anvandare,
    Arende,
    HandlingSlag,
    Narvaro,
    Organ,
    OvrigNarvaro,
    Paragrafnumrering,
    Paragrafserie,
    Protokoll,
    Protokollspunkt,
    Punkt,
    PunktSlag,
    Riktning,
    Sammantrade,
    ValdJusterare,
)
from motions.motestider import forslag_till_tider
from motions.states import KLARA_FOR_LISTAN, ArendeState, SammantradeState
from remiss import notify, roles
from remiss.effects import anmalda
from remiss.effects.foredragningslista import lagg_huvudforslag, med_standardpunkter, numrera
from remiss.effects.handling import registrera_vid
from remiss.facts import Facts, Motivering
from remiss.facts.sammantrade import AvslutaSammantrade, Planera, PlaneraOm, RegistreraNarvaro, ValjJusterare
from remiss.hinder import Gjort, Spar, Utfall

Follows = Callable[[Sammantrade, Facts], Iterable[tuple[Arende, str]]]


def planera(organ: Organ, facts: Planera, *, by: Anvandare, at: datetime) -> Gjort[Sammantrade]:
    """Make the organ's next sammanträde (KL 6:23), under the organ's lock: no two get the same number."""
    on = day_of(facts.start_at)
    stopp, kallelse = forslag_till_tider(organ, on)
    senaste = Sammantrade.objects.filter(organ=organ, ar=on.year).aggregate(n=Max("nummer"))["n"] or 0
    sammantrade = Sammantrade.objects.create(
        organ=organ,
        ar=on.year,
        nummer=senaste + 1,
        start_at=facts.start_at,
        plats=facts.plats,
        stopp_on=facts.stopp_on or stopp,
        kallelse_senast_on=facts.kallelse_senast_on or kallelse,
        forhinder=facts.forhinder,
        offentligt=facts.offentligt,
        state_since=at,
    )
    data = {"sammantrade": sammantrade.pk}
    return Gjort(sammantrade, (Spar(sammantrade.kedja, "sammantrade.planera", data),))


def kalla(sammantrade: Sammantrade, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Send the kallelse: number the list, put each förslag, register the document (TF 2:10, OSL 5:1)."""
    med_standardpunkter(sammantrade)
    return _skicka(sammantrade, by=by, at=at, tillagg=False)


def komplettera(sammantrade: Sammantrade, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Send a tilläggslista with what no kallelse has named."""
    return _skicka(sammantrade, by=by, at=at, tillagg=True)


def _skicka(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, tillagg: bool) -> Utfall:
    numrera(sammantrade)
    punkter = list(sammantrade.punkter.filter(utgatt_at__isnull=True))
    for punkt in punkter:
        lagg_huvudforslag(punkt)
    today = day_of(at)
    dokument = frys(context.kallelse(sammantrade, today=today, tillagg=tillagg), by=by, at=at)
    rubrik = (
        f"{'Tilläggslista' if tillagg else 'Kallelse och föredragningslista'} "
        f"till sammanträdet den {datum_text(paragraf.dag(sammantrade))}"
    )
    handling = registrera_vid(
        sammantrade,
        dokument=dokument,
        slag=HandlingSlag.KALLELSE,
        riktning=Riktning.EXPEDIERAD,
        motpart=f"Ledamöter och ersättare i {sammantrade.organ}"[:200],
        rubrik=rubrik,
        by=by,
        at=at,
    )
    nya = [p for p in punkter if not p.kallad]
    for punkt in nya:
        punkt.kallad = True
        punkt.save()
    anmalda.markera_utsanda(sammantrade, True)
    _meddela_fortroendevalda(sammantrade, rubrik, today, at)
    return Utfall({"handling": handling.pk, "dokument": dokument.sha256, "punkter": [p.pk for p in nya]})


def _meddela_fortroendevalda(sammantrade: Sammantrade, rubrik: str, today: date, at: datetime) -> None:
    """Tell ledamöter and ersättare who have an account (KL 6:17: ersättare too)."""
    lank = settings.BASE_URL + reverse("sammantrade", args=[sammantrade.pk])
    personer = Anvandare.objects.filter(
        fortroendevald__uppdrag__in=sammantrade.organ.uppdrag.pa_dagen(today), is_active=True
    ).distinct()
    for person in personer.order_by("pk"):
        notify.meddela(
            person,
            f"{sammantrade.organ}: {rubrik}",
            f"Hej {person.first_name}!\n\n{rubrik} i {sammantrade.organ} finns nu att läsa.\n\n{lank}\n",
            at=at,
            sammantrade=sammantrade,
        )


def nya_arenden(action: str) -> Follows:
    """What follows for each ärende that stands on the list and has not been called before."""

    def follows(sammantrade: Sammantrade, facts: Facts) -> Iterable[tuple[Arende, str]]:
        arenden = Arende.objects.filter(
            punkter__sammantrade=sammantrade,
            punkter__utgatt_at__isnull=True,
            state__in=KLARA_FOR_LISTAN,
        )
        return [(a, action) for a in arenden.distinct().order_by("pk")]

    return follows


def kallade_arenden(action: str) -> Follows:
    """What follows for each ärende that was called to the sammanträde and left its list just now, with it."""

    def follows(sammantrade: Sammantrade, facts: Facts) -> Iterable[tuple[Arende, str]]:
        arenden = Arende.objects.filter(
            punkter__sammantrade=sammantrade,
            punkter__utgatt_at=sammantrade.state_since,
            state=ArendeState.KALLAT,
        )
        return [(a, action) for a in arenden.distinct().order_by("pk")]

    return follows


def stall_in(sammantrade: Sammantrade, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Cancel: the ärenden leave the list, called or not; punkter of order stay for a new time."""
    punkter = sammantrade.punkter.filter(utgatt_at__isnull=True, slag=PunktSlag.ARENDE)
    for punkt in punkter:
        punkt.utgatt_at, punkt.utgatt_skal = at, "Sammanträdet ställdes in."
        punkt.save()
    if sammantrade.state == SammantradeState.KALLAT:
        _meddela_fortroendevalda(
            sammantrade,
            f"Sammanträdet den {datum_text(paragraf.dag(sammantrade))} är inställt",
            day_of(at),
            at,
        )
    return Utfall(texter={"skal": facts.skal})


def planera_om(sammantrade: Sammantrade, facts: PlaneraOm, *, by: Anvandare, at: datetime) -> Utfall:
    """Give a cancelled sammanträde a new time; it keeps its number, and its last days are counted anew."""
    fore = sammantrade.start_at
    stopp, kallelse = forslag_till_tider(sammantrade.organ, day_of(facts.start_at))
    sammantrade.start_at, sammantrade.plats = facts.start_at, facts.plats
    sammantrade.stopp_on, sammantrade.kallelse_senast_on = (
        facts.stopp_on or stopp,
        facts.kallelse_senast_on or kallelse,
    )
    for punkt in sammantrade.punkter.filter(utgatt_at__isnull=True):
        punkt.kallad = False
        punkt.save()
    anmalda.markera_utsanda(sammantrade, False)
    return Utfall({"fran_tid": fore.isoformat(), "till_tid": facts.start_at.isoformat()})


def oppna(sammantrade: Sammantrade, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Open: every punkt on the list gets its § (domain 9.14)."""
    # Asked first: what another sitting has taken is seen when its transaction has ended.
    serie = Paragrafserie.objects.las(sammantrade.organ, sammantrade.ar)
    tidigare = Punkt.objects.filter(sammantrade__organ=sammantrade.organ_id, sammantrade__ar=sammantrade.ar)
    forsta = numbering.nasta_paragraf(
        Paragrafnumrering(sammantrade.organ.paragrafnumrering),
        sist_i_sammantradet=0,
        sist_under_aret=max(serie.senaste, tidigare.aggregate(n=Max("paragraf"))["n"] or 0),
    )
    nummer = forsta - 1
    for nummer, punkt in enumerate(sammantrade.punkter.filter(utgatt_at__isnull=True), start=forsta):
        punkt.paragraf = nummer
        punkt.save()
    serie.senaste = max(serie.senaste, nummer)
    serie.save(update_fields=["senaste"])
    return Utfall(
        {"paragrafer": [forsta, nummer], "ordforande": [f.pk for f in roles.ordforande_vid(sammantrade)]}
    )


def registrera_narvaro(
    sammantrade: Sammantrade, facts: RegistreraNarvaro, *, by: Anvandare, at: datetime
) -> Utfall:
    """Put the attendance in place of what was registered before; the history keeps that.

    `rader`: {uppdrag_id, tjanstgor, for_uppdrag_id, fran_ordning, till_ordning, distans}, only the first two
    required. `ovriga`: {namn, funktion}; None leaves the others as they are. What is irregular is recorded by
    code, with `skal`.
    """
    for gammal in sammantrade.narvaro.all():
        gammal.delete()
    for rad in facts.rader:
        Narvaro.objects.create(
            sammantrade=sammantrade,
            uppdrag_id=rad.uppdrag_id,
            tjanstgor=rad.tjanstgor,
            for_uppdrag_id=rad.for_uppdrag_id,
            fran_ordning=rad.fran_ordning,
            till_ordning=rad.till_ordning,
            distans=rad.distans,
        )
    if facts.ovriga is not None:
        for annan in sammantrade.ovriga.all():
            annan.delete()
        for person in facts.ovriga:
            OvrigNarvaro.objects.create(sammantrade=sammantrade, namn=person.namn, funktion=person.funktion)
    data = {
        "narvarande": sorted({rad.uppdrag_id for rad in facts.rader}),
        "tjanstgor": sorted({rad.uppdrag_id for rad in facts.rader if rad.tjanstgor}),
    }
    return Utfall(data)


def valj_justerare(sammantrade: Sammantrade, facts: ValjJusterare, *, by: Anvandare, at: datetime) -> Utfall:
    """Put the chosen justerare in place of those chosen before (KL 5:69 via 6:35)."""
    valda = {f.pk: f for f in facts.fortroendevalda}
    for rad in sammantrade.justerare.exclude(fortroendevald__in=valda):
        rad.delete()
    for person in valda.values():
        ValdJusterare.objects.get_or_create(sammantrade=sammantrade, fortroendevald=person)
    return Utfall({"justerare": sorted(valda)})


def avsluta(sammantrade: Sammantrade, facts: AvslutaSammantrade, *, by: Anvandare, at: datetime) -> Utfall:
    """End the sitting: punkter of order get their words, the §§ left their protokoll (KL 5:65-69)."""
    sammantrade.slut_at = facts.slut_at or at
    for punkt in sammantrade.punkter.filter(utgatt_at__isnull=True, text=""):
        text = _ordningstext(sammantrade, punkt)
        if text and not paragraf.gallande_beslut(punkt):
            punkt.text = text
            punkt.save()
    kvar = sammantrade.punkter.filter(paragraf__isnull=False, protokollspunkt__isnull=True)
    protokoll = sammantrade.protokoll.filter(omedelbart=False).first()
    if kvar.exists():
        if protokoll is None:
            protokoll = Protokoll.objects.create(
                sammantrade=sammantrade, justeras_senast_on=justeras_senast(sammantrade), state_since=at
            )
        for punkt in kvar:
            Protokollspunkt.objects.create(protokoll=protokoll, punkt=punkt)
    beslut = anmalda.markera_anmalda(sammantrade, by=by, at=at)
    return Utfall({"protokoll": protokoll.pk if protokoll else None, "anmalda": beslut})


def justeras_senast(sammantrade: Sammantrade) -> date:
    """The last lawful day to justera the sammanträde's protokoll (KL 5:69 via 6:35)."""
    return deadlines.justering_senast(paragraf.dag(sammantrade), strict=sammantrade.organ.strikt_frist).limit


def _ordningstext(sammantrade: Sammantrade, punkt: Punkt) -> str:
    """What is minuted of öppnande, val av justerare and anmälningar when the secretary has written nothing else."""
    if punkt.slag == PunktSlag.OPPNANDE:
        leder = " ".join(str(f) for f in roles.ordforande_vid(sammantrade))
        return f"{leder} öppnade sammanträdet. Nämnden godkände föredragningslistan."
    if punkt.slag == PunktSlag.JUSTERARE:
        valda = " och ".join(
            str(j.fortroendevald) for j in sammantrade.justerare.select_related("fortroendevald")
        )
        return (
            f"Nämnden utsåg {valda} att justera protokollet tillsammans med ordföranden. "
            f"Protokollet ska justeras senast den {datum_text(justeras_senast(sammantrade))}."
        )
    if punkt.slag == PunktSlag.ANMALAN and punkt.anmalningar.exists():
        return "Nämnden lade anmälningarna till handlingarna."
    return ""


def ateroppna(sammantrade: Sammantrade, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Take the sitting up again, with the reason; its protokoll waits, still being written."""
    sammantrade.slut_at = None
    return Utfall(texter={"skal": facts.skal})
