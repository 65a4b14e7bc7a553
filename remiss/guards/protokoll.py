"""What must be true of a protokoll before justering, and of an anslag (KL 5:65-69, 8:12, 13:5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from motions import beslutsgang, deadlines, paragraf
from motions.datum import datum_text, day_of
from motions.models import (
    Anslag,
    Anvandare,
    Fortroendevald,
    Justering,
    JusteringSatt,
    Protokoll,
    Punkt,
    UttalandeSlag,
)
from motions.states import SammantradeState
from remiss import roles
from remiss.facts import Facts
from remiss.facts.protokoll import Ansla, Justera, RegistreraJustering, TaNed
from remiss.hinder import ANNAN_TEXT, Hinder, Varning


def skicka_for_justering(
    protokoll: Protokoll, by: Anvandare, at: datetime, facts: Facts | None
) -> list[Hinder]:
    """Complete by KL 5:67 p. 1-6 in every §, with the statements' texts and those who shall sign."""
    sammantrade = protokoll.sammantrade
    hinder = []
    if not protokoll.omedelbart and sammantrade.state != SammantradeState.AVSLUTAT:
        hinder.append(
            Hinder(
                "Sammanträdet är inte avslutat.",
                reverse("sammantrade", args=[sammantrade.pk]),
                "Till sammanträdet",
            )
        )
    if not roles.ordforande_vid(sammantrade):
        hinder.append(Hinder("Det framgår inte vem som ledde sammanträdet."))
    if len(sammantrade.justerare.all()) != sammantrade.organ.antal_justerare:
        hinder.append(
            Hinder(
                "Justerare är inte valda.",
                reverse("akt", args=["sammantrade", sammantrade.pk, "valj_justerare"]),
                "Välj justerare",
            )
        )
    for punkt in paragraf.i_protokollet(protokoll):
        sida = reverse("punkt", args=[punkt.pk])
        hinder += [Hinder(f"§ {punkt.paragraf}: {skal}", sida, "Till paragrafen") for skal in _brister(punkt)]
    return hinder


def _brister(punkt: Punkt) -> list[str]:
    """What the § lacks. A punkt of order without ärende and beslut has its text instead."""
    if paragraf.gallande_beslut(punkt) or (punkt.arenden.all() and not punkt.information):
        brister = [f"{b.skal} ({b.lagrum})" for b in beslutsgang.kontrollera(_paragraf(punkt))]
    else:
        brister = [] if punkt.text else ["Texten saknas."]
    organ = punkt.sammantrade.organ
    for uttalande in punkt.uttalanden.all():
        if uttalande.slag == UttalandeSlag.RESERVATION or not uttalande.vantar_pa_text:
            continue
        brister.append(f"Texten till {organ.uttalande_ord(uttalande.slag).lower()} har inte lämnats.")
    return brister


def _paragraf(punkt: Punkt) -> beslutsgang.Paragraf:
    """What is recorded. A § of order may lack a förslag: KL 5:67 p. 1 asks for those there were."""
    inspelat = paragraf.recorded(punkt)
    if inspelat.huvudforslag is None and not inspelat.yrkanden and not punkt.arenden.all():
        return beslutsgang.Paragraf(
            huvudforslag=beslutsgang.Huvudforslag(paragraf.HUVUDFORSLAG),
            beslutspunkter=inspelat.beslutspunkter,
            deltagare=inspelat.deltagare,
            reservationer_besvarade=True,
        )
    return inspelat


def kvar_att_justera(protokoll: Protokoll) -> list[Fortroendevald]:
    """Those who must sign the text that is now out, and have not."""
    under = (j for j in protokoll.justeringar.all() if j.dokument_id == protokoll.dokument_id)
    return kvar_av(roles.ska_justera(protokoll), under)


def kvar_av(ska: Iterable[Fortroendevald], gjorda: Iterable[Justering]) -> list[Fortroendevald]:
    """Those of `ska` who are not among the signatures `gjorda`, each once."""
    redan = {j.fortroendevald_id for j in gjorda}
    return [f for pk, f in {f.pk: f for f in ska}.items() if pk not in redan]


def ar_sista_justeringen(protokoll: Protokoll) -> bool:
    """Whether one signature remains under the text that is out."""
    return len(kvar_att_justera(protokoll)) <= 1


def ar_inte_sista_justeringen(protokoll: Protokoll) -> bool:
    """Whether another must sign after this one."""
    return not ar_sista_justeringen(protokoll)


def justera(protokoll: Protokoll, by: Anvandare, at: datetime, facts: Justera | None) -> list[Hinder]:
    """One signature each under one text, the one that the page named (KL 5:69, 6:35)."""
    if not any(f.anvandare_id == by.pk for f in kvar_att_justera(protokoll)):
        return [Hinder("Du har redan justerat den här texten.")]
    return _namngiven(protokoll, facts)


def _namngiven(protokoll: Protokoll, facts: Justera | None) -> list[Hinder]:
    """The text that is out is the one that the page named."""
    if facts is None or (facts.dokument is not None and facts.dokument == protokoll.dokument_id):
        return []
    return [Hinder(ANNAN_TEXT)]


def registrera_justering(
    protokoll: Protokoll, by: Anvandare, at: datetime, facts: RegistreraJustering | None
) -> list[Hinder]:
    """A signature outside the app: by one who shall sign, on a possible day, with the signed original."""
    if facts is None:
        return []
    person, satt, on = facts.fortroendevald, facts.satt, facts.justerad_on
    hinder = _namngiven(protokoll, facts)
    if person.pk not in {f.pk for f in kvar_att_justera(protokoll)}:
        hinder.append(Hinder(f"{person.namn} ska inte justera, eller har redan justerat, den här texten."))
    if satt not in (JusteringSatt.PAPPER, JusteringSatt.EXTERN):
        hinder.append(
            Hinder("Den som justerar i Remiss gör det själv. Välj papper eller en annan underskriftstjänst.")
        )
    if on < paragraf.dag(protokoll.sammantrade):
        hinder.append(Hinder("Justeringen kan inte ha skett före sammanträdet."))
    if on > day_of(at):
        hinder.append(Hinder("Justeringen kan inte ha skett i framtiden."))
    if facts.fil is None:
        hinder.append(Hinder("Lägg till det undertecknade originalet."))
    return hinder


def anslag(protokoll: Protokoll, by: Anvandare, at: datetime, facts: Ansla | None) -> list[Hinder]:
    """An anslag is a fact: it was put up after the justering, and not in days to come (KL 8:12)."""
    if facts is None:
        return []
    on = facts.anslaget_on
    if protokoll.justerat_on and on < protokoll.justerat_on:
        return [
            Hinder(f"Anslaget kan inte ha gått upp före justeringen den {datum_text(protokoll.justerat_on)}.")
        ]
    if on > day_of(at):
        return [Hinder("Anslaget kan inte ha gått upp i framtiden. Registrera det när det sitter uppe.")]
    return []


def sent_anslag(protokoll: Protokoll, facts: Ansla | None, by: Anvandare, at: datetime) -> list[Varning]:
    """An anslag later than the second day after the justering is recorded as late (KL 8:12)."""
    if facts is None or protokoll.justerat_on is None:
        return []
    frist = deadlines.anslag_senast(protokoll.justerat_on, strict=protokoll.sammantrade.organ.strikt_frist)
    if facts.anslaget_on <= frist.limit:
        return []
    return [
        Varning(
            "sent_anslag",
            f"Justeringen skulle ha tillkännagetts senast {datum_text(frist.limit)} ({frist.lagrum}).",
        )
    ]


def ta_ned(protokoll: Protokoll, by: Anvandare, at: datetime, facts: TaNed | None) -> list[Hinder]:
    """A day between the day it went up and today."""
    if facts is None:
        return []
    on = facts.nedtaget_on
    rad = uppe(protokoll)
    if rad and on < rad.anslaget_on:
        return [
            Hinder(f"Anslaget kan inte ha tagits ned innan det sattes upp den {datum_text(rad.anslaget_on)}.")
        ]
    if on > day_of(at):
        return [Hinder("Anslaget kan inte ha tagits ned i framtiden.")]
    return []


def uppe(protokoll: Protokoll) -> Anslag | None:
    """The anslag that is up now, or None."""
    return next((a for a in protokoll.anslag.all() if a.nedtaget_on is None), None)


def for_tidigt_nedtaget(
    protokoll: Protokoll, facts: TaNed | None, by: Anvandare, at: datetime
) -> list[Varning]:
    """Taken down before överklagandetiden was over, the time does not expire (KL 8:12, 13:5)."""
    rad = uppe(protokoll)
    if facts is None or rad is None or facts.nedtaget_on >= rad.tas_ned_tidigast_on:
        return []
    return [
        Varning(
            "for_tidigt_nedtaget",
            f"Anslaget får tas ned tidigast {datum_text(rad.tas_ned_tidigast_on)}. "
            "Tas det ned tidigare löper överklagandetiden inte ut (KL 8:12, 13:5).",
        )
    ]
