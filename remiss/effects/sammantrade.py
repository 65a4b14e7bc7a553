"""What happens to a sammanträde: its list, its kallelse, its närvaro, its justerare, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from motions import audit, deadlines, numbering, paragraf
from motions.datum import datum_text, day_of
from motions.documents import context
from motions.documents.freeze import frys
from motions.models import (
    Anvandare,
    Arende,
    Forslagspunkt,
    Fortroendevald,
    Handling,
    HandlingSlag,
    Huvudforslag,
    Narvaro,
    Organ,
    OvrigNarvaro,
    Paragrafnumrering,
    Protokoll,
    Protokollspunkt,
    Punkt,
    PunktSlag,
    Riktning,
    Sammantrade,
    ValdJusterare,
)
from remiss import jobs, notify, roles
from remiss.effects import anmalda
from remiss.guards.sammantrade import narvarovarningar
from remiss.hinder import Utfall

Follows = Callable[[Sammantrade, Mapping[str, Any]], Iterable[tuple[Any, str]]]
STANDARD = (
    (PunktSlag.OPPNANDE, "Sammanträdets öppnande och föredragningslista"),
    (PunktSlag.JUSTERARE, "Val av justerare"),
)


def forslag_till_tider(organ: Organ, on: date) -> tuple[date, date]:
    """The last days for handlingar and for the kallelse by the organ's settings (domain 1.7, 9.1)."""
    kallelse = deadlines.kallelse_senast(
        on, dagar=organ.kallelse_dagar, arbetsdagar=organ.kallelse_arbetsdagar
    )
    stopp = deadlines.stoppdatum(
        on,
        kallelse_dagar=organ.kallelse_dagar,
        arbetsdagar=organ.kallelse_arbetsdagar,
        intern_ledtid_dagar=organ.stopp_dagar,
    )
    return stopp, kallelse


@transaction.atomic
def planera(
    organ: Organ,
    *,
    by: Anvandare,
    at: datetime,
    start_at: datetime,
    plats: str,
    stopp_on: date | None = None,
    kallelse_senast_on: date | None = None,
    forhinder: str = "",
    offentligt: bool = False,
) -> Sammantrade:
    """Make the organ's next sammanträde (KL 6:23). Days that are not given come from the organ's settings."""
    on = day_of(start_at)
    stopp, kallelse = forslag_till_tider(organ, on)
    Organ.objects.select_for_update().get(pk=organ.pk)
    senaste = Sammantrade.objects.filter(organ=organ, ar=on.year).aggregate(n=Max("nummer"))["n"] or 0
    sammantrade = Sammantrade.objects.create(
        organ=organ,
        ar=on.year,
        nummer=senaste + 1,
        start_at=start_at,
        plats=plats,
        stopp_on=stopp_on or stopp,
        kallelse_senast_on=kallelse_senast_on or kallelse,
        forhinder=forhinder,
        offentligt=offentligt,
        state_since=at,
    )
    audit.append(sammantrade.kedja, "sammantrade.planera", by=by, at=at, data={"sammantrade": sammantrade.pk})
    return sammantrade


def las(sammantrade: Sammantrade) -> None:
    """Take the row lock that every act on the sitting takes first."""
    Sammantrade.objects.select_for_update().get(pk=sammantrade.pk)


@transaction.atomic
def ny_punkt(sammantrade: Sammantrade, rubrik: str, slag: str) -> Punkt:
    """Put a punkt without ärende last on the list."""
    las(sammantrade)
    sist = sammantrade.punkter.aggregate(n=Max("ordning"))["n"] or 0
    return Punkt.objects.create(
        sammantrade=sammantrade, ordning=sist + 1, nummer=str(sist + 1), slag=slag, rubrik=rubrik
    )


@transaction.atomic
def flytta(punkt: Punkt, steg: int) -> None:
    """Move a punkt one step up (-1) or down (1) past the nearest uncalled one; at the end nothing happens."""
    las(punkt.sammantrade)
    punkt.refresh_from_db()
    granne = (
        punkt.sammantrade.punkter.filter(utgatt_at__isnull=True, kallad=False)
        .filter(**({"ordning__lt": punkt.ordning} if steg < 0 else {"ordning__gt": punkt.ordning}))
        .order_by("-ordning" if steg < 0 else "ordning")
        .first()
    )
    if granne is None or punkt.kallad:
        return
    punkt.ordning, granne.ordning = granne.ordning, punkt.ordning
    punkt.save()
    granne.save()
    numrera(punkt.sammantrade)


def numrera(sammantrade: Sammantrade) -> None:
    """Number the list from 1; after a kallelse, new punkter between called ones get a letter («4 A»)."""
    punkter = list(sammantrade.punkter.filter(utgatt_at__isnull=True))
    numren = numbering.punktnummer([p.nummer if p.kallad else None for p in punkter])
    for punkt, nummer in zip(punkter, numren, strict=True):
        if punkt.nummer != nummer:
            punkt.nummer = nummer
            punkt.save()


def _med_standardpunkter(sammantrade: Sammantrade) -> None:
    """See that the list begins with öppnande and val av justerare (domain 4.10)."""
    finns = set(sammantrade.punkter.filter(utgatt_at__isnull=True).values_list("slag", flat=True))
    nya = [(slag, rubrik) for slag, rubrik in STANDARD if slag not in finns]
    if not nya:
        return
    for punkt in sammantrade.punkter.order_by("-ordning"):
        punkt.ordning += len(nya)
        punkt.save()
    for ordning, (slag, rubrik) in enumerate(nya, start=1):
        Punkt.objects.create(
            sammantrade=sammantrade, ordning=ordning, nummer=str(ordning), slag=slag, rubrik=rubrik
        )


def _huvudforslag(punkt: Punkt) -> None:
    """Put the utlåtande's signed proposal before the § as it was frozen (KL 5:67 p. 1; design 5.1)."""
    if punkt.information or Huvudforslag.objects.filter(punkt=punkt).exists():
        return
    arende = punkt.arenden.order_by("pk").first()
    utlatande = arende.utlatanden.filter(state="godkant").order_by("-pk").first() if arende else None
    version = utlatande.versioner.first() if utlatande else None
    if version is None:
        return
    forslag = Huvudforslag.objects.create(punkt=punkt, version=version)
    for sats in version.innehall["beslutssatser"]:
        Forslagspunkt.objects.create(huvudforslag=forslag, nummer=sats["nummer"], text=sats["text"])


def kalla(sammantrade: Sammantrade, *, by: Anvandare, at: datetime) -> Utfall:
    """Send the kallelse: number the list, put each förslag, register the document (TF 2:10, OSL 5:1)."""
    _med_standardpunkter(sammantrade)
    return _skicka(sammantrade, by=by, at=at, tillagg=False)


def komplettera(sammantrade: Sammantrade, *, by: Anvandare, at: datetime) -> Utfall:
    """Send a tilläggslista with what no kallelse has named."""
    return _skicka(sammantrade, by=by, at=at, tillagg=True)


def _skicka(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, tillagg: bool) -> Utfall:
    numrera(sammantrade)
    punkter = list(sammantrade.punkter.filter(utgatt_at__isnull=True))
    for punkt in punkter:
        _huvudforslag(punkt)
    today = day_of(at)
    dokument = frys(context.kallelse(sammantrade, today=today, tillagg=tillagg), by=by, at=at)
    rubrik = (
        f"{'Tilläggslista' if tillagg else 'Kallelse och föredragningslista'} "
        f"till sammanträdet den {datum_text(paragraf.dag(sammantrade))}"
    )
    handling = registrera_handling(
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


def registrera_handling(
    sammantrade: Sammantrade, *, by: Anvandare, at: datetime, slag: str, rubrik: str, **fields: Any
) -> Handling:
    """Register a handling in the sammanträde's akt, and queue the rendering when it is a document of ours."""
    organ = sammantrade.organ
    fields.setdefault("filnamn", f"{slag}-{organ.kortnamn.lower()}-{sammantrade.ar}-{sammantrade.nummer}.pdf")
    handling = Handling.objects.registrera(
        sammantrade=sammantrade,
        slag=slag,
        datum_on=fields.pop("datum_on", day_of(at)),
        rubrik=rubrik,
        offentlig_rubrik=rubrik,
        registrerad_at=at,
        registrerad_by=by,
        **fields,
    )
    if handling.dokument is not None:
        jobs.ko(handling.dokument)
    return handling


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
        )


def nya_arenden(action: str) -> Follows:
    """What follows for each ärende that stands on the list and has not been called before."""

    def follows(sammantrade: Sammantrade, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
        arenden = Arende.objects.filter(
            punkter__sammantrade=sammantrade,
            punkter__utgatt_at__isnull=True,
            state__in=["klart_for_namnd", "bordlagt"],
        )
        return [(a, action) for a in arenden.distinct().order_by("pk")]

    return follows


def kallade_arenden(action: str) -> Follows:
    """What follows for each ärende that was called to the sammanträde and left its list just now, with it."""

    def follows(sammantrade: Sammantrade, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
        arenden = Arende.objects.filter(
            punkter__sammantrade=sammantrade, punkter__utgatt_at=sammantrade.state_since, state="kallat"
        )
        return [(a, action) for a in arenden.distinct().order_by("pk")]

    return follows


def stall_in(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """Cancel: the ärenden leave the list, called or not; punkter of order stay for a new time."""
    punkter = sammantrade.punkter.filter(utgatt_at__isnull=True, slag=PunktSlag.ARENDE)
    for punkt in punkter:
        punkt.utgatt_at, punkt.utgatt_skal = at, "Sammanträdet ställdes in."
        punkt.save()
    if sammantrade.state == "kallat":
        _meddela_fortroendevalda(
            sammantrade,
            f"Sammanträdet den {datum_text(paragraf.dag(sammantrade))} är inställt",
            day_of(at),
            at,
        )
    return Utfall(texter={"skal": skal})


def planera_om(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    start_at: datetime,
    plats: str,
    stopp_on: date | None = None,
    kallelse_senast_on: date | None = None,
) -> Utfall:
    """Give a cancelled sammanträde a new time; it keeps its number, and its last days are counted anew."""
    fore = sammantrade.start_at
    stopp, kallelse = forslag_till_tider(sammantrade.organ, day_of(start_at))
    sammantrade.start_at, sammantrade.plats = start_at, plats
    sammantrade.stopp_on, sammantrade.kallelse_senast_on = stopp_on or stopp, kallelse_senast_on or kallelse
    for punkt in sammantrade.punkter.filter(utgatt_at__isnull=True):
        punkt.kallad = False
        punkt.save()
    anmalda.markera_utsanda(sammantrade, False)
    return Utfall({"fran_tid": fore.isoformat(), "till_tid": start_at.isoformat()})


def oppna(sammantrade: Sammantrade, *, by: Anvandare, at: datetime) -> Utfall:
    """Open: every punkt on the list gets its § (domain 9.14)."""
    tidigare = Punkt.objects.filter(sammantrade__organ=sammantrade.organ_id, sammantrade__ar=sammantrade.ar)
    forsta = numbering.nasta_paragraf(
        Paragrafnumrering(sammantrade.organ.paragrafnumrering),
        sist_i_sammantradet=0,
        sist_under_aret=tidigare.aggregate(n=Max("paragraf"))["n"] or 0,
    )
    nummer = forsta - 1
    for nummer, punkt in enumerate(sammantrade.punkter.filter(utgatt_at__isnull=True), start=forsta):
        punkt.paragraf = nummer
        punkt.save()
    return Utfall(
        {"paragrafer": [forsta, nummer], "ordforande": [f.pk for f in roles.ordforande_vid(sammantrade)]}
    )


def registrera_narvaro(
    sammantrade: Sammantrade,
    *,
    by: Anvandare,
    at: datetime,
    rader: Sequence[Mapping[str, Any]],
    ovriga: Sequence[Mapping[str, str]] | None = None,
    skal: str = "",
) -> Utfall:
    """Put the attendance in place of what was registered before; the history keeps that.

    `rader`: {uppdrag_id, tjanstgor, for_uppdrag_id, fran_ordning, till_ordning, distans}, only the first two
    required. `ovriga`: {namn, funktion}; None leaves the others as they are. What is irregular is recorded by
    code, with `skal`.
    """
    avvikelser = [v.kod for v in narvarovarningar(sammantrade, list(rader))]
    for gammal in sammantrade.narvaro.all():
        gammal.delete()
    for rad in rader:
        Narvaro.objects.create(
            sammantrade=sammantrade,
            uppdrag_id=rad["uppdrag_id"],
            tjanstgor=bool(rad["tjanstgor"]),
            for_uppdrag_id=rad.get("for_uppdrag_id") or None,
            fran_ordning=rad.get("fran_ordning"),
            till_ordning=rad.get("till_ordning"),
            distans=bool(rad.get("distans")),
        )
    if ovriga is not None:
        for annan in sammantrade.ovriga.all():
            annan.delete()
        for person in ovriga:
            OvrigNarvaro.objects.create(
                sammantrade=sammantrade, namn=person["namn"], funktion=person["funktion"]
            )
    data = {
        "narvarande": sorted({rad["uppdrag_id"] for rad in rader}),
        "tjanstgor": sorted({rad["uppdrag_id"] for rad in rader if rad["tjanstgor"]}),
    }
    return Utfall(data | ({"avvikelser": avvikelser} if avvikelser else {}), {"skal": skal} if skal else {})


def valj_justerare(
    sammantrade: Sammantrade, *, by: Anvandare, at: datetime, fortroendevalda: Iterable[Fortroendevald]
) -> Utfall:
    """Put the chosen justerare in place of those chosen before (KL 5:69 via 6:35)."""
    valda = {f.pk: f for f in fortroendevalda}
    for rad in sammantrade.justerare.exclude(fortroendevald__in=valda):
        rad.delete()
    for person in valda.values():
        ValdJusterare.objects.get_or_create(sammantrade=sammantrade, fortroendevald=person)
    return Utfall({"justerare": sorted(valda)})


def avsluta(
    sammantrade: Sammantrade, *, by: Anvandare, at: datetime, slut_at: datetime | None = None
) -> Utfall:
    """End the sitting: punkter of order get their words, the §§ left their protokoll (KL 5:65-69)."""
    sammantrade.slut_at = slut_at or at
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


def ateroppna(sammantrade: Sammantrade, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """Take the sitting up again, with the reason; its protokoll waits, still being written."""
    sammantrade.slut_at = None
    return Utfall(texter={"skal": skal})
