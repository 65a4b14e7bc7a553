"""What happens to an ärende: its people, its place on a list, its anstånd, its secrecy, its end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from motions.datum import day_of
from motions.documents import context, store
from motions.documents.freeze import frys
from motions.documents.store import GranskadFil
from motions.models import (
    Anstand,
    AnstandUtfall,
    Anvandare,
    Arende,
    Behorighet,
    BeslutssatsSlag,
    Enhet,
    Handling,
    HandlingSlag,
    Medhandlaggare,
    Punkt,
    PunktSlag,
    Riktning,
    Sammantrade,
    Utkast,
)
from remiss import jobs, notify
from remiss.effects import sok
from remiss.guards.arende import pa_listan
from remiss.hinder import Utfall

GAR_VIDARE = ("klart_for_namnd", "kallat", "bordlagt", "beslutat", "justerat", "expedierat", "avslutat")
"""States in which an ärende stands by the text that was signed for it."""


def registrera_handling(
    arende: Arende,
    fil: GranskadFil,
    *,
    slag: str,
    riktning: str,
    datum_on: date,
    motpart: str,
    rubrik: str,
    by: Anvandare,
    at: datetime,
) -> Handling:
    """Store an uploaded file and register it in the akt (OSL 5:1). In a secret ärende the public subject says only its kind."""
    lagrad = store.save(fil.data, mime=fil.mime, at=at)
    handling = Handling.objects.registrera(
        arende=arende,
        slag=slag,
        riktning=riktning,
        datum_on=datum_on,
        motpart=motpart,
        rubrik=rubrik,
        offentlig_rubrik=HandlingSlag(slag).label if arende.sekretess else rubrik,
        filnamn=fil.filnamn,
        fil=lagrad,
        sekretess=arende.sekretess,
        registrerad_at=at,
        registrerad_by=by,
    )
    sok.handling(handling)
    return handling


def registrera_dokument(
    arende: Arende,
    fakta: Any,
    *,
    slag: str,
    riktning: str,
    motpart: str,
    rubrik: str,
    by: Anvandare,
    at: datetime,
) -> Handling:
    """Freeze a document's facts, register it in the akt, and queue its rendering; all in the caller's transaction."""
    dokument = frys(fakta, by=by, at=at)
    handling = Handling.objects.registrera(
        arende=arende,
        slag=slag,
        riktning=riktning,
        datum_on=day_of(at),
        motpart=motpart,
        rubrik=rubrik,
        offentlig_rubrik=HandlingSlag(slag).label if arende.sekretess else rubrik,
        filnamn=f"{HandlingSlag(slag).value}-{arende.ar}-{arende.lopnummer:04}.pdf",
        dokument=dokument,
        sekretess=arende.sekretess,
        registrerad_at=at,
        registrerad_by=by,
    )
    jobs.ko(dokument)
    sok.handling(handling)
    return handling


def tilldela(
    arende: Arende,
    *,
    by: Anvandare,
    at: datetime,
    handlaggare: Anvandare,
    enhet: Enhet,
    medhandlaggare: Iterable[Anvandare] = (),
) -> Utfall:
    """Give the ärende to a handläggare; in a secret one the new people are thereby named as behöriga."""
    arende.handlaggare, arende.enhet = handlaggare, enhet
    med = {m.pk: m for m in medhandlaggare if m.pk != handlaggare.pk}
    for rad in Medhandlaggare.objects.filter(arende=arende).exclude(anvandare__in=med):
        rad.delete()
    for person in med.values():
        Medhandlaggare.objects.get_or_create(arende=arende, anvandare=person)
    if arende.sekretess:
        _ge_behorighet(arende, [handlaggare, *med.values()], by=by, at=at)
    for person in (handlaggare, *med.values()):
        notify.fick_arende(person, arende, "Du har fått ett ärende", by=by, at=at)
    return Utfall({"vem": handlaggare.pk, "medhandlaggare": sorted(med)})


def _ge_behorighet(arende: Arende, personer: Iterable[Anvandare], *, by: Anvandare, at: datetime) -> None:
    for person in personer:
        Behorighet.objects.get_or_create(
            arende=arende, anvandare=person, defaults={"given_at": at, "given_by": by}
        )


def satt_upp(arende: Arende, *, by: Anvandare, at: datetime, sammantrade: Sammantrade) -> Utfall:
    """Put the ärende last among the ärenden of a föredragningslista; its title there is the public one if it is secret."""
    efter = (
        sammantrade.punkter.exclude(slag__in=[PunktSlag.ANMALAN, PunktSlag.OVRIGT]).aggregate(
            n=Max("ordning")
        )["n"]
        or 0
    )
    sista = sammantrade.punkter.aggregate(n=Max("ordning"))["n"] or 0
    for punkt in sammantrade.punkter.filter(ordning__gt=efter).order_by("-ordning"):
        punkt.ordning += 1
        punkt.save(update_fields=["ordning"])
    ordning = efter + 1 if sista > efter else sista + 1
    utlatande = arende.utlatanden.order_by("-pk").first()
    omedelbart = bool(
        utlatande and utlatande.beslutssatser.filter(slag=BeslutssatsSlag.OMEDELBAR_JUSTERING).exists()
    )
    punkt = Punkt.objects.create(
        sammantrade=sammantrade,
        ordning=ordning,
        nummer=str(ordning),
        slag=PunktSlag.ARENDE,
        rubrik=arende.visningstitel,
        omedelbar_justering=omedelbart,
        stangda_dorrar=arende.sekretess,
    )
    punkt.arenden.add(arende)
    return Utfall({"sammantrade": sammantrade.pk, "punkt": punkt.pk})


def lyft_ut(arende: Arende, *, by: Anvandare, at: datetime) -> Utfall:
    """Take the ärende off a list that has not been sent; from one that has, it is minuted as utgått."""
    punkt = pa_listan(arende)
    if punkt is None:
        raise ValueError("Ärendet står inte på någon föredragningslista.")
    data = {"sammantrade": punkt.sammantrade_id}
    _ur_punkt(punkt, arende, "Ärendet togs bort från listan.", at)
    return Utfall(data)


def _ur_punkt(punkt: Punkt, arende: Arende, skal: str, at: datetime) -> None:
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


def dra_tillbaka(arende: Arende, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """Take the ärende back to beredning, off whatever list it stands on."""
    punkt = pa_listan(arende)
    if punkt:
        _ur_punkt(punkt, arende, f"Förvaltningen drog tillbaka ärendet. {skal}", at)
    return Utfall({"punkt": punkt.pk if punkt else None}, {"skal": skal})


def utgar(arende: Arende, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """The ärende leaves the sammanträde it was called to."""
    punkt = pa_listan(arende)
    if punkt is None:
        raise ValueError("Ärendet står inte på någon föredragningslista.")
    _ur_punkt(punkt, arende, skal, at)
    return Utfall({"punkt": punkt.pk}, {"skal": skal})


def punkten_utgar(arende: Arende, *, by: Anvandare, at: datetime) -> Utfall:
    """What follows for an ärende when its sammanträde is cancelled."""
    punkt = pa_listan(arende)
    if punkt:
        _ur_punkt(punkt, arende, "Sammanträdet ställdes in.", at)
    return Utfall({"punkt": punkt.pk if punkt else None})


def oppna_utlatanden(arende: Arende, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    """The signed text opens for change when its ärende goes back to beredning.

    Where another ärende goes on with the same text, the one that goes back gets a copy of it.
    """
    return [
        (u, "skiljs" if u.arenden.exclude(pk=arende.pk).filter(state__in=GAR_VIDARE).exists() else "oppnas")
        for u in arende.utlatanden.filter(state="godkant")
    ]


def avbryt_utlatanden(arende: Arende, facts: Mapping[str, Any]) -> Iterable[tuple[Any, str]]:
    """A recalled remiss takes its text out of the chain; another ärende of a joint text goes back to beredning."""
    foljer: list[tuple[Any, str]] = []
    for utlatande in arende.utlatanden.filter(state="godkannande"):
        foljer.append((utlatande, "avbryts"))
        foljer += [
            (a, "atergar") for a in utlatande.arenden.filter(state="godkannande").exclude(pk=arende.pk)
        ]
    return foljer


def avsluta(arende: Arende, *, by: Anvandare, at: datetime) -> Utfall:
    """Close the akt. What is left of drafts would become allmän handling, so it is cleared; its digest is kept (TF 2:10)."""
    if arende.utlatanden.filter(
        arenden__state__in=["beredning", "godkannande", "klart_for_namnd", "kallat"]
    ).exists():
        return Utfall({"utkast": 0})
    utkast = Utkast.objects.filter(avsnitt__utlatande__arenden=arende).order_by("pk").distinct()
    digest, antal = hashlib.sha256(), 0
    for rad in utkast.iterator():
        digest.update(f"{rad.pk}:{rad.text}\n".encode())
        antal += 1
    Utkast.objects.filter(avsnitt__utlatande__arenden=arende).delete()
    return Utfall({"utkast": antal, "utkast_digest": digest.hexdigest()})


def avskriv(arende: Arende, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """End the ärende without an answer, with the reason."""
    return Utfall(texter={"skal": skal})


def aterkalla_remiss(
    arende: Arende, *, by: Anvandare, at: datetime, aterkallad_on: date, fil: GranskadFil | None = None
) -> Utfall:
    """Record that the remittent took the remiss back, with the letter when there is one."""
    remiss = arende.remiss
    remiss.aterkallad_on = aterkallad_on
    remiss.save()
    punkt = pa_listan(arende)
    if punkt:
        _ur_punkt(punkt, arende, "Remittenten återkallade remissen.", at)
    if fil is None:
        return Utfall({"aterkallad_on": aterkallad_on.isoformat()})
    handling = registrera_handling(
        arende,
        fil,
        slag=HandlingSlag.ATERKALLELSE,
        riktning=Riktning.INKOMMEN,
        datum_on=aterkallad_on,
        motpart=remiss.remittent.namn,
        rubrik=f"Återkallelse av remiss från {remiss.remittent.namn}",
        by=by,
        at=at,
    )
    return Utfall({"aterkallad_on": aterkallad_on.isoformat(), "handling": handling.pk})


def begar_anstand(arende: Arende, *, by: Anvandare, at: datetime, onskad_on: date, skal: str) -> Utfall:
    """Ask the remittent for more time: the letter is made, registered and sent."""
    remiss = arende.remiss
    fakta = context.anstandsbegaran(arende, onskad_on=onskad_on, skal=skal, by=by, today=day_of(at))
    handling = registrera_dokument(
        arende,
        fakta,
        slag=HandlingSlag.ANSTANDSBEGARAN,
        riktning=Riktning.EXPEDIERAD,
        motpart=remiss.remittent.namn,
        rubrik=f"Begäran om anstånd till {onskad_on}",
        by=by,
        at=at,
    )
    anstand = Anstand.objects.create(
        remiss=remiss, onskad_on=onskad_on, skal=skal, begard_at=at, begard_by=by, begaran=handling
    )
    if remiss.remittent.epost:
        notify.skriv(
            remiss.remittent.epost,
            f"Begäran om anstånd, {remiss.remittentens_dnr or 'er remiss'} (vårt dnr {arende.dnr})",
            f"Vi ber om anstånd till {onskad_on} med svaret på er remiss {remiss.remittentens_dnr}. Vårt diarienummer är "
            f"{arende.dnr}.\n\n{by.namn}, {arende.organ.forvaltning}\n",
            at=at,
        )
    return Utfall({"anstand": anstand.pk, "handling": handling.pk})


def besvara_anstand(
    arende: Arende,
    *,
    by: Anvandare,
    at: datetime,
    utfall: str,
    fil: GranskadFil,
    ny_remisstid_on: date | None = None,
) -> Utfall:
    """Register the remittent's answer; a granted anstånd moves remisstiden and the ärende's frist."""
    remiss = arende.remiss
    anstand = remiss.anstand.get(utfall="")
    handling = registrera_handling(
        arende,
        fil,
        slag=HandlingSlag.ANSTANDSBESKED,
        riktning=Riktning.INKOMMEN,
        datum_on=day_of(at),
        motpart=remiss.remittent.namn,
        rubrik=f"Besked om anstånd: {AnstandUtfall(utfall).label.lower()}",
        by=by,
        at=at,
    )
    anstand.utfall, anstand.besvarad_at, anstand.besvarad_by, anstand.besked = utfall, at, by, handling
    if utfall == AnstandUtfall.BEVILJAT and ny_remisstid_on:
        anstand.ny_remisstid_on = remiss.remisstid_on = arende.frist_on = ny_remisstid_on
        remiss.save()
    anstand.save()
    if arende.handlaggare:
        notify.fick_arende(
            arende.handlaggare, arende, f"Anståndet är {AnstandUtfall(utfall).label.lower()}", by=by, at=at
        )
    return Utfall({"anstand": anstand.pk, "utfall": utfall, "handling": handling.pk})


def lagg_till_handling(
    arende: Arende,
    *,
    by: Anvandare,
    at: datetime,
    fil: GranskadFil,
    slag: str,
    riktning: str,
    datum_on: date,
    motpart: str,
    rubrik: str,
) -> Utfall:
    """Register one more handling in the akt."""
    handling = registrera_handling(
        arende,
        fil,
        slag=slag,
        riktning=riktning,
        datum_on=datum_on,
        motpart=motpart,
        rubrik=rubrik,
        by=by,
        at=at,
    )
    return Utfall({"handling": handling.pk})


def andra_sekretess(
    arende: Arende,
    *,
    by: Anvandare,
    at: datetime,
    sekretess: bool,
    lagrum: str = "",
    offentlig_titel: str = "",
    behoriga: Iterable[Anvandare] = (),
) -> Utfall:
    """Set or lift the marking (OSL 5:5): bestämmelse, date and who; and who may read. A marking is a warning, not a decision."""
    arende.sekretess = sekretess
    arende.sekretess_lagrum = lagrum if sekretess else ""
    arende.sekretess_at, arende.sekretess_by = (at, by) if sekretess else (None, None)
    if offentlig_titel:
        arende.offentlig_titel = offentlig_titel
    valda = {p.pk: p for p in behoriga}
    if arende.handlaggare:
        valda.setdefault(arende.handlaggare.pk, arende.handlaggare)
    for rad in Behorighet.objects.filter(arende=arende).exclude(anvandare__in=valda):
        rad.delete()
    if sekretess:
        _ge_behorighet(arende, valda.values(), by=by, at=at)
        for punkt in arende.punkter.filter(sammantrade__state__in=["planerat", "kallat", "pagar"]):
            punkt.rubrik, punkt.stangda_dorrar = arende.visningstitel, True
            punkt.save()
    sok.sekretess(arende)
    return Utfall({"sekretess": sekretess, "lagrum": arende.sekretess_lagrum, "behoriga": sorted(valda)})


def ateroppna(arende: Arende, *, by: Anvandare, at: datetime, skal: str) -> Utfall:
    """Take up a closed ärende again, with the reason."""
    if arende.handlaggare:
        notify.fick_arende(arende.handlaggare, arende, "Ett avslutat ärende har återöppnats", by=by, at=at)
    return Utfall(texter={"skal": skal})
