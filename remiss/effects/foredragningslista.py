"""The föredragningslista: what stands on it, in which order, and what leaves it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from motions import numbering
from motions.models import (
    Anvandare,
    Arende,
    BeslutssatsSlag,
    Forslagspunkt,
    Huvudforslag,
    Punkt,
    PunktSlag,
    Sammantrade,
)
from motions.states import UtlatandeState
from remiss.facts import Facts, Motivering
from remiss.facts.arende import (
    SattUpp,
)
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt, Punktval, SkrivPunkttext, SlaIhop
from remiss.guards.arende import pa_listan
from remiss.hinder import Gjort, Spar, Utfall

STANDARD = (
    (PunktSlag.OPPNANDE, "Sammanträdets öppnande och föredragningslista"),
    (PunktSlag.JUSTERARE, "Val av justerare"),
)


def ny_punkt(sammantrade: Sammantrade, facts: NyPunkt, *, by: Anvandare, at: datetime) -> Gjort[Punkt]:
    """Put a punkt without ärende last on the list."""
    punkt = lagg_sist(sammantrade, facts.rubrik, facts.slag)
    return Gjort(punkt, (_spar(sammantrade, "ny_punkt", punkt=punkt.pk),))


def lagg_sist(sammantrade: Sammantrade, rubrik: str, slag: str) -> Punkt:
    """A new punkt without ärende, last on the list."""
    sist = sammantrade.punkter.aggregate(n=Max("ordning"))["n"] or 0
    return Punkt.objects.create(
        sammantrade=sammantrade, ordning=sist + 1, nummer=str(sist + 1), slag=slag, rubrik=rubrik
    )


def _spar(sammantrade: Sammantrade, vad: str, **data: int | list[int]) -> Spar:
    return Spar(sammantrade.kedja, f"sammantrade.{vad}", data)


def flytta_punkt(sammantrade: Sammantrade, facts: FlyttaPunkt, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Move a punkt one step past the nearest uncalled one; at the end nothing happens."""
    punkt = sammantrade.punkter.get(pk=facts.punkt.pk)
    granne = (
        sammantrade.punkter.filter(utgatt_at__isnull=True, kallad=False)
        .filter(**({"ordning__lt": punkt.ordning} if facts.steg < 0 else {"ordning__gt": punkt.ordning}))
        .order_by("-ordning" if facts.steg < 0 else "ordning")
        .first()
    )
    if granne is None:
        return Gjort(None)
    punkt.ordning, granne.ordning = granne.ordning, punkt.ordning
    punkt.save()
    granne.save()
    numrera(sammantrade)
    return Gjort(None, (_spar(sammantrade, "flytta_punkt", punkt=punkt.pk),))


def ta_bort_punkt(sammantrade: Sammantrade, facts: Punktval, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Take a punkt without ärende off a list that has not been sent with it."""
    punkt = sammantrade.punkter.get(pk=facts.punkt.pk)
    spar = _spar(sammantrade, "ta_bort_punkt", punkt=punkt.pk)
    punkt.arenden.clear()
    for rad in punkt.anmalningar.all():
        rad.delete()
    punkt.delete()
    numrera(sammantrade)
    return Gjort(None, (spar,))


def skriv_punkttext(
    sammantrade: Sammantrade, facts: SkrivPunkttext, *, by: Anvandare, at: datetime
) -> Gjort[Punkt]:
    """Write the words of a punkt without ärende."""
    punkt = sammantrade.punkter.get(pk=facts.punkt.pk)
    punkt.text = facts.text
    punkt.save()
    return Gjort(punkt, (_spar(sammantrade, "skriv_punkttext", punkt=punkt.pk),))


def numrera(sammantrade: Sammantrade) -> None:
    """Number the list from 1; after a kallelse, new punkter between called ones get a letter («4 A»)."""
    punkter = list(sammantrade.punkter.filter(utgatt_at__isnull=True))
    numren = numbering.punktnummer([p.nummer if p.kallad else None for p in punkter])
    for punkt, nummer in zip(punkter, numren, strict=True):
        if punkt.nummer != nummer:
            punkt.nummer = nummer
            punkt.save()


def med_standardpunkter(sammantrade: Sammantrade) -> None:
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


def lagg_huvudforslag(punkt: Punkt) -> None:
    """Put the utlåtande's signed proposal before the § as it was frozen (KL 5:67 p. 1; design 5.1)."""
    if punkt.information or Huvudforslag.objects.filter(punkt=punkt).exists():
        return
    arende = punkt.arenden.order_by("pk").first()
    utlatande = (
        arende.utlatanden.filter(state=UtlatandeState.GODKANT).order_by("-pk").first() if arende else None
    )
    version = utlatande.versioner.first() if utlatande else None
    if version is None:
        return
    forslag = Huvudforslag.objects.create(punkt=punkt, version=version)
    for sats in version.innehall["beslutssatser"]:
        Forslagspunkt.objects.create(huvudforslag=forslag, nummer=sats["nummer"], text=sats["text"])


def sla_ihop(sammantrade: Sammantrade, facts: SlaIhop, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Take up the ärenden of one item in another, so that they are decided in one §."""
    punkt, med = (sammantrade.punkter.get(pk=p.pk) for p in (facts.punkt, facts.med))
    med.arenden.add(*punkt.arenden.all())
    med.omedelbar_justering = med.omedelbar_justering or punkt.omedelbar_justering
    med.save()
    arenden = sorted(med.arenden.values_list("pk", flat=True))
    punkt.arenden.clear()
    punkt.delete()
    numrera(sammantrade)
    return Gjort(None, (_spar(sammantrade, "sla_ihop", punkt=med.pk, arenden=arenden),))


def informera_forst(
    sammantrade: Sammantrade, facts: Punktval, *, by: Anvandare, at: datetime
) -> Gjort[Punkt]:
    """Put an item of information about the same ärenden before the one where the beslut stays."""
    punkt = sammantrade.punkter.get(pk=facts.punkt.pk)
    for senare in sammantrade.punkter.filter(ordning__gte=punkt.ordning).order_by("-ordning"):
        senare.ordning += 1
        senare.save()
    information = Punkt.objects.create(
        sammantrade=sammantrade,
        ordning=punkt.ordning,
        nummer=punkt.nummer,
        slag=PunktSlag.OVRIGT,
        information=True,
        rubrik=f"Information: {punkt.rubrik}"[:300],
        stangda_dorrar=punkt.stangda_dorrar,
    )
    information.arenden.set(punkt.arenden.all())
    numrera(sammantrade)
    arenden = sorted(punkt.arenden.values_list("pk", flat=True))
    return Gjort(information, (_spar(sammantrade, "informera_forst", punkt=information.pk, arenden=arenden),))


def satt_upp(arende: Arende, facts: SattUpp, *, by: Anvandare, at: datetime) -> Utfall:
    """Put the ärende last among the ärenden of a föredragningslista; its title there is the public one if it is secret."""
    efter = (
        facts.sammantrade.punkter.exclude(slag__in=[PunktSlag.ANMALAN, PunktSlag.OVRIGT]).aggregate(
            n=Max("ordning")
        )["n"]
        or 0
    )
    sista = facts.sammantrade.punkter.aggregate(n=Max("ordning"))["n"] or 0
    for punkt in facts.sammantrade.punkter.filter(ordning__gt=efter).order_by("-ordning"):
        punkt.ordning += 1
        punkt.save(update_fields=["ordning"])
    ordning = efter + 1 if sista > efter else sista + 1
    utlatande = arende.utlatanden.order_by("-pk").first()
    omedelbart = bool(
        utlatande and utlatande.beslutssatser.filter(slag=BeslutssatsSlag.OMEDELBAR_JUSTERING).exists()
    )
    punkt = Punkt.objects.create(
        sammantrade=facts.sammantrade,
        ordning=ordning,
        nummer=str(ordning),
        slag=PunktSlag.ARENDE,
        rubrik=arende.visningstitel,
        omedelbar_justering=omedelbart,
        stangda_dorrar=arende.sekretess,
    )
    punkt.arenden.add(arende)
    numrera(facts.sammantrade)
    return Utfall({"sammantrade": facts.sammantrade.pk, "punkt": punkt.pk})


def lyft_ut(arende: Arende, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """Take the ärende off a list that has not been sent; from one that has, it is minuted as utgått."""
    punkt = pa_listan(arende)
    if punkt is None:
        raise ValueError("Ärendet står inte på någon föredragningslista.")
    data = {"sammantrade": punkt.sammantrade_id}
    ur_punkt(punkt, arende, "Ärendet togs bort från listan.", at)
    return Utfall(data)


def ur_punkt(punkt: Punkt, arende: Arende, skal: str, at: datetime) -> None:
    """Take the ärende out of a punkt: the others of a joint punkt stay, and one that was sent is minuted as utgången.

    What was to be told of it beforehand leaves an unsent list with it.
    """
    for information in punkt.sammantrade.punkter.filter(information=True, kallad=False, arenden=arende):
        information.arenden.remove(arende)
        if not information.arenden.exists():
            information.delete()
    if punkt.arenden.count() > 1:
        punkt.arenden.remove(arende)
    elif punkt.kallad:
        if punkt.utgatt_at is None:
            punkt.utgatt_at, punkt.utgatt_skal = at, skal[:300]
            punkt.save()
    else:
        punkt.arenden.clear()
        punkt.delete()


def dra_tillbaka(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Take the ärende back to beredning, off whatever list it stands on."""
    punkt = pa_listan(arende)
    if punkt:
        ur_punkt(punkt, arende, f"Förvaltningen drog tillbaka ärendet. {facts.skal}", at)
    return Utfall({"punkt": punkt.pk if punkt else None}, {"skal": facts.skal})


def utgar(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """The ärende leaves the sammanträde it was called to."""
    punkt = pa_listan(arende)
    if punkt is None:
        raise ValueError("Ärendet står inte på någon föredragningslista.")
    ur_punkt(punkt, arende, facts.skal, at)
    return Utfall({"punkt": punkt.pk}, {"skal": facts.skal})


def punkten_utgar(arende: Arende, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """What follows for an ärende when its sammanträde is cancelled."""
    punkt = pa_listan(arende)
    if punkt:
        ur_punkt(punkt, arende, "Sammanträdet ställdes in.", at)
    return Utfall({"punkt": punkt.pk if punkt else None})
