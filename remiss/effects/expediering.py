"""The svar leaves: registered, counted as late if it is, and sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motions.datum import day_of
from motions.models import (
    Anvandare,
    Arende,
    Expediering,
    ExpedieringSatt,
    Handling,
    HandlingSlag,
    Riktning,
    Ursprung,
)
from motions.text.personnummer import utan
from remiss import notify
from remiss.drift.mejl import ko_igen
from remiss.effects import sok
from remiss.facts.expediering import Expediera, KvitteraMejl, SkickaIgen
from remiss.guards.arende import gallande_svar
from remiss.hinder import Gjort, Spar, Utfall
from remiss.models import Utskick, Utskickskvittering


def ert_dnr(arende: Arende) -> str:
    """The number that the receiver knows the ärende by, or ""."""
    return arende.remiss.remittentens_dnr if hasattr(arende, "remiss") else arende.avsandarens_dnr


def svarets_rubrik(arende: Arende) -> str:
    """«Svar på remiss KS 2026/731», «Svar på uppdrag KF 2026:12»."""
    vad = "remiss" if hasattr(arende, "remiss") else Ursprung(arende.ursprung).label.lower()
    return f"Svar på {vad} {ert_dnr(arende)}".strip()


def skicka_igen(arende: Arende, facts: SkickaIgen, *, by: Anvandare, at: datetime) -> Gjort[Utskick]:
    """Queue once more a mail of the ärende that could not be sent. Errors: ObjectDoesNotExist for one that could."""
    utskick = Utskick.objects.select_for_update(of=("self",)).get(
        pk=facts.utskick, arende=arende, misslyckat_at__isnull=False
    )
    ko_igen(utskick, facts.adress)
    spar = Spar(
        arende.kedja, "arende.skicka_igen", {"utskick": utskick.pk}, {"adress": f"Till {facts.adress}."}
    )
    return Gjort(utskick, (spar,))


def kvittera_mejl(arende: Arende, facts: KvitteraMejl, *, by: Anvandare, at: datetime) -> Gjort[Utskick]:
    """Note that nobody waits for a mail of the ärende that could not be sent. Errors: ObjectDoesNotExist for one that could."""
    utskick = Utskick.objects.get(pk=facts.utskick, arende=arende, misslyckat_at__isnull=False)
    kvittera([utskick], at)
    return Gjort(
        utskick, (Spar(arende.kedja, "arende.kvittera_mejl", {"utskick": utskick.pk}, {"skal": facts.skal}),)
    )


def kvittera(utskick: Iterable[Utskick], at: datetime) -> None:
    """Note that nobody waits for the mails; one that is being sent is not waited for."""
    rader = [Utskickskvittering(utskick=u, at=at) for u in utskick]
    Utskickskvittering.objects.bulk_create(rader, ignore_conflicts=True)


def expediera(arende: Arende, facts: Expediera, *, by: Anvandare, at: datetime) -> Utfall:
    """Register the rendered svar as an expedierad handling and send it under both dnr.

    It goes to the remittent; an ärende without a remiss goes to `mottagare`, or to who gave the uppdrag. After the frist it
    still leaves, and the expediering is marked `forsenad`.
    """
    till = arende.remiss.remittent.namn if hasattr(arende, "remiss") else facts.mottagare or arende.avsandare
    today = day_of(at)
    svar = gallande_svar(arende)
    if svar is None:
        raise ValueError("Ärendet har inget svar som gäller.")
    fil = svar.dokument.framstallning.fil
    rubrik = svarets_rubrik(arende)
    handling = Handling.objects.registrera(
        arende=arende,
        slag=HandlingSlag.SVAR,
        riktning=Riktning.EXPEDIERAD,
        datum_on=today,
        motpart=till,
        rubrik=rubrik,
        offentlig_rubrik=HandlingSlag.SVAR.label if arende.sekretess else utan(rubrik),
        filnamn=f"svar-{arende.ar}-{arende.lopnummer:04}.pdf",
        dokument=svar.dokument,
        sekretess=arende.sekretess,
        registrerad_at=at,
        registrerad_by=by,
    )
    sok.handling(handling)
    forsenad = today > arende.frist_on
    expediering = Expediering.objects.create(
        arende=arende,
        handling=handling,
        fil=fil,
        mottagare=till,
        satt=facts.satt,
        adress=facts.adress,
        forsenad=forsenad,
        expedierad_at=at,
        expedierad_by=by,
    )
    if facts.satt == ExpedieringSatt.EPOST:
        notify.skriv(
            facts.adress,
            f"{rubrik} (vårt dnr {arende.dnr})",
            f"{arende.organ} lämnar här sitt {rubrik[0].lower()}{rubrik[1:]}.\nVårt diarienummer är {arende.dnr}.\n",
            at=at,
            bilaga=fil,
            bilaga_namn=handling.filnamn[-200:],
            arende=arende,
            handling=handling,
        )
    return Utfall(
        {"expediering": expediering.pk, "handling": handling.pk, "fil": fil.sha256, "forsenad": forsenad}
    )
