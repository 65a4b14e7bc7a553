"""What happens to a remiss: anstånd is asked for and answered, and the remittent may take the remiss back."""

from __future__ import annotations

from datetime import datetime

from motions.datum import day_of
from motions.documents import context
from motions.models import (
    Anstand,
    AnstandUtfall,
    Anvandare,
    Arende,
    HandlingSlag,
    Riktning,
)
from remiss import notify
from remiss.effects.foredragningslista import ur_punkt
from remiss.effects.handling import registrera_dokument, registrera_fil
from remiss.facts.arende import (
    AterkallaRemiss,
    BegarAnstand,
    BesvaraAnstand,
)
from remiss.guards.arende import pa_listan
from remiss.hinder import Utfall


def aterkalla_remiss(arende: Arende, facts: AterkallaRemiss, *, by: Anvandare, at: datetime) -> Utfall:
    """Record that the remittent took the remiss back, with the letter when there is one."""
    remiss = arende.remiss
    remiss.aterkallad_on = facts.aterkallad_on
    remiss.save()
    punkt = pa_listan(arende)
    if punkt:
        ur_punkt(punkt, arende, "Remittenten återkallade remissen.", at)
    if facts.fil is None:
        return Utfall({"aterkallad_on": facts.aterkallad_on.isoformat()})
    handling = registrera_fil(
        arende,
        facts.fil,
        slag=HandlingSlag.ATERKALLELSE,
        riktning=Riktning.INKOMMEN,
        datum_on=facts.aterkallad_on,
        motpart=remiss.remittent.namn,
        rubrik=f"Återkallelse av remiss från {remiss.remittent.namn}",
        by=by,
        at=at,
    )
    return Utfall({"aterkallad_on": facts.aterkallad_on.isoformat(), "handling": handling.pk})


def begar_anstand(arende: Arende, facts: BegarAnstand, *, by: Anvandare, at: datetime) -> Utfall:
    """Ask the remittent for more time: the letter is made, registered and sent."""
    remiss = arende.remiss
    fakta = context.anstandsbegaran(
        arende, onskad_on=facts.onskad_on, skal=facts.skal, by=by, today=day_of(at)
    )
    handling = registrera_dokument(
        arende,
        fakta,
        slag=HandlingSlag.ANSTANDSBEGARAN,
        riktning=Riktning.EXPEDIERAD,
        motpart=remiss.remittent.namn,
        rubrik=f"Begäran om anstånd till {facts.onskad_on}",
        by=by,
        at=at,
    )
    anstand = Anstand.objects.create(
        remiss=remiss,
        onskad_on=facts.onskad_on,
        skal=facts.skal,
        begard_at=at,
        begard_by=by,
        begaran=handling,
    )
    if remiss.remittent.epost:
        notify.skriv(
            remiss.remittent.epost,
            f"Begäran om anstånd, {remiss.remittentens_dnr or 'er remiss'} (vårt dnr {arende.dnr})",
            f"Vi ber om anstånd till {facts.onskad_on} med svaret på er remiss {remiss.remittentens_dnr}. Vårt diarienummer är "
            f"{arende.dnr}.\n\n{by.namn}, {arende.organ.forvaltning}\n",
            at=at,
            arende=arende,
            handling=handling,
        )
    return Utfall({"anstand": anstand.pk, "handling": handling.pk})


def besvara_anstand(arende: Arende, facts: BesvaraAnstand, *, by: Anvandare, at: datetime) -> Utfall:
    """Register the remittent's answer; a granted anstånd moves remisstiden and the ärende's frist."""
    remiss = arende.remiss
    anstand = remiss.anstand.get(utfall="")
    handling = registrera_fil(
        arende,
        facts.fil,
        slag=HandlingSlag.ANSTANDSBESKED,
        riktning=Riktning.INKOMMEN,
        datum_on=day_of(at),
        motpart=remiss.remittent.namn,
        rubrik=f"Besked om anstånd: {AnstandUtfall(facts.utfall).label.lower()}",
        by=by,
        at=at,
    )
    anstand.utfall, anstand.besvarad_at, anstand.besvarad_by, anstand.besked = facts.utfall, at, by, handling
    if facts.utfall == AnstandUtfall.BEVILJAT and facts.ny_remisstid_on:
        anstand.ny_remisstid_on = remiss.remisstid_on = arende.frist_on = facts.ny_remisstid_on
        remiss.save()
    anstand.save()
    if arende.handlaggare:
        notify.fick_arende(
            arende.handlaggare,
            arende,
            f"Anståndet är {AnstandUtfall(facts.utfall).label.lower()}",
            by=by,
            at=at,
        )
    return Utfall({"anstand": anstand.pk, "utfall": facts.utfall, "handling": handling.pk})
