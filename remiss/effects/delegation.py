"""What a beslut outside the sitting does: the beslut on its ground, its document in the akt, and the svar that may leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motions.datum import day_of
from motions.documents import context
from motions.documents.freeze import frys
from motions.json_data import JsonObject
from motions.models import (
    Anvandare,
    Arende,
    Beslut,
    BeslutPunkt,
    Beslutsfattare,
    Delegationspunkt,
    HandlingSlag,
    Riktning,
    Svar,
    SvarSlag,
)
from remiss import jobs, roles
from remiss.effects import sok
from remiss.effects.handling import registrera_dokument, registrera_fil
from remiss.effects.utlatande import beratta_for_sekreteraren
from remiss.facts import Facts, Motivering
from remiss.facts.delegation import AvstaPaDelegation, BeslutaPaDelegation, RegistreraOrdforandebeslut
from remiss.guards.delegation import MED_TEXT, antagen_version, gallande
from remiss.hinder import Utfall
from remiss.underskrift import ratten

LAGRUM_BRADSKANDE = "KL 6 kap. 39 §"


def lagrum_for(punkt: Delegationspunkt, roller: set[str]) -> str:
    """The ground of a delegated beslut: nämndens own delegation, or the förvaltningschef's that builds on it."""
    return "KL 7 kap. 5 §" if punkt.roll in roller else "KL 7 kap. 6 §"


def besluta_pa_delegation(
    arende: Arende, facts: BeslutaPaDelegation, *, by: Anvandare, at: datetime
) -> Utfall:
    """The delegat adopts the utlåtande's frozen version as nämndens svar (kontorsyttrande)."""
    return _pa_delegation(arende, by, at, facts.delegationspunkt, facts.satser, avsta=False)


def avsta_pa_delegation(arende: Arende, facts: AvstaPaDelegation, *, by: Anvandare, at: datetime) -> Utfall:
    """The delegat decides that nämnden abstains; the letter that says so becomes the svar."""
    return _pa_delegation(
        arende, by, at, facts.delegationspunkt, facts.satser, avsta=True, svar_text=facts.svar_text
    )


def _pa_delegation(
    arende: Arende,
    by: Anvandare,
    at: datetime,
    punkt: Delegationspunkt,
    satser: Sequence[str],
    *,
    avsta: bool,
    svar_text: str = "",
) -> Utfall:
    today = day_of(at)
    # The same row as the guard judged, with the vidaredelegationer of the day.
    galler = {p.pk: p for p in roles.delegationspunkter(by, arende, today, avsta=avsta)}[punkt.pk]
    roller = roles.roller_over(by, arende, today) & set(galler.roller())
    uppdrag = ratten.uppdraget(by, [arende], galler.roller(), today)
    beslut = Beslut.objects.create(
        organ=arende.organ,
        beslutsfattare=Beslutsfattare.DELEGAT,
        lagrum=lagrum_for(galler, roller),
        delegationspunkt=galler,
        fattat_on=today,
        fattat_by=by,
        befattning=ratten.i_ord(uppdrag, by, today),
        svar=SvarSlag.AVSTAR if avsta else SvarSlag.UTLATANDE,
        svar_version=None if avsta else antagen_version(arende),
        svar_text=svar_text.strip(),
        registrerat_at=at,
        registrerat_by=by,
    )
    handling = _dokumentera(beslut, arende, satser, by=by, at=at)
    _svar(beslut, arende, by=by, at=at)
    beratta_for_sekreteraren(arende, "Ett beslut är fattat på delegation och ska anmälas", by=by, at=at)
    return Utfall(
        {"beslut": beslut.pk, "delegationspunkt": galler.pk, "svar": str(beslut.svar), "handling": handling}
    )


def registrera_ordforandebeslut(
    arende: Arende, facts: RegistreraOrdforandebeslut, *, by: Anvandare, at: datetime
) -> Utfall:
    """Register what the ordförande, or the ledamot with the uppdrag, decided because it could not wait (KL 6:39).

    `fil` is the beslut as it was signed on paper, when there is one.
    """
    beslut = Beslut.objects.create(
        organ=arende.organ,
        beslutsfattare=Beslutsfattare.ORDFORANDE,
        lagrum=LAGRUM_BRADSKANDE,
        fattat_on=facts.fattat_on,
        fattat_av_uppdrag=facts.uppdrag,
        befattning=facts.uppdrag.get_roll_display(),
        bradska=facts.bradska.strip(),
        svar=facts.svar,
        svar_version=antagen_version(arende) if facts.svar == SvarSlag.UTLATANDE else None,
        svar_text=facts.svar_text.strip() if facts.svar in MED_TEXT else "",
        registrerat_at=at,
        registrerat_by=by,
    )
    handling = _dokumentera(beslut, arende, facts.satser, by=by, at=at)
    data: JsonObject = {
        "beslut": beslut.pk,
        "uppdrag": facts.uppdrag.pk,
        "svar": str(facts.svar),
        "handling": handling,
    }
    if facts.fil is not None:
        original = registrera_fil(
            arende,
            facts.fil,
            slag=HandlingSlag.ORDFORANDEBESLUT,
            riktning=Riktning.UPPRATTAD,
            datum_on=facts.fattat_on,
            motpart="",
            rubrik=f"Ordförandebeslut undertecknat av {facts.uppdrag.fortroendevald.namn}",
            by=by,
            at=at,
        )
        data["original"] = original.pk
    if facts.svar != SvarSlag.INGET:
        _svar(beslut, arende, by=by, at=at)
    return Utfall(data | {"fattat_on": facts.fattat_on.isoformat()})


def _dokumentera(
    beslut: Beslut, arende: Arende, satser: Sequence[str], *, by: Anvandare, at: datetime
) -> int:
    """The points of the beslut, and its document as a handling upprättad the same moment (TF 2:10, OSL 5:1)."""
    beslut.arenden.add(arende)
    for nummer, text in enumerate((s.strip() for s in satser if s.strip()), start=1):
        BeslutPunkt.objects.create(beslut=beslut, nummer=nummer, text=text)
    sok.beslut(beslut)
    handling = registrera_dokument(
        arende,
        context.enskilt_beslut(beslut, arende, today=day_of(at)),
        slag=HandlingSlag.DELEGATIONSBESLUT
        if beslut.beslutsfattare == Beslutsfattare.DELEGAT
        else HandlingSlag.ORDFORANDEBESLUT,
        riktning=Riktning.UPPRATTAD,
        motpart="",
        rubrik=f"{beslut.sort} av {beslut.vem}",
        by=by,
        at=at,
    )
    return handling.pk


def _svar(beslut: Beslut, arende: Arende, *, by: Anvandare, at: datetime) -> None:
    dokument = frys(context.svar(beslut, arende, today=day_of(at)), by=by, at=at)
    Svar.objects.create(beslut=beslut, arende=arende, dokument=dokument)
    jobs.ko(dokument)


def upphav(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Take back what has neither left nor been told: the row stays, marked, and its line leaves the lists not yet sent."""
    beslut = gallande(arende)
    if beslut is None:
        raise ValueError("Ärendet har inget beslut utanför sammanträdet.")
    for rad in beslut.anmalningar.all():
        rad.delete()
    beslut.upphavt_at, beslut.upphavt_by = at, by
    beslut.save()
    sok.upphavt(arende)
    return Utfall({"beslut": beslut.pk}, {"skal": facts.skal})


def anmals(arende: Arende, facts: Facts, *, by: Anvandare, at: datetime) -> Utfall:
    """What follows in the ärende when the sitting that was told of its beslut has ended."""
    beslut = arende.beslut.filter(anmalt_at=at).select_related("anmald_punkt").order_by("-pk").first()
    if beslut is None or beslut.anmald_punkt is None:
        raise ValueError("Inget beslut i ärendet anmäldes.")
    return Utfall(
        {
            "beslut": beslut.pk,
            "sammantrade": beslut.anmald_punkt.sammantrade_id,
            "punkt": beslut.anmald_punkt_id,
        }
    )
