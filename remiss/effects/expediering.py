"""The svar leaves: registered, counted as late if it is, and sent."""

from __future__ import annotations

from datetime import datetime

from motions.models import (
    Anvandare,
    Arende,
    Expediering,
    ExpedieringSatt,
    Handling,
    HandlingSlag,
    Riktning,
)
from remiss import notify
from remiss.effects import sok
from remiss.effects.arende import _today
from remiss.guards.arende import gallande_svar
from remiss.hinder import Utfall


def expediera(arende: Arende, *, by: Anvandare, at: datetime, satt: str, adress: str = "") -> Utfall:
    """Register the rendered svar as an expedierad handling and send it to the remittent under both dnr.

    After remisstiden it still leaves, and the expediering is marked `forsenad`.
    """
    remiss = arende.remiss
    today = _today(at)
    svar = gallande_svar(arende)
    if svar is None:
        raise ValueError("Ärendet har inget svar som gäller.")
    fil = svar.dokument.framstallning.fil
    rubrik = f"Svar på remiss {remiss.remittentens_dnr}".strip()
    handling = Handling.objects.registrera(
        arende=arende,
        slag=HandlingSlag.SVAR,
        riktning=Riktning.EXPEDIERAD,
        datum_on=today,
        motpart=remiss.remittent.namn,
        rubrik=rubrik,
        offentlig_rubrik=HandlingSlag.SVAR.label if arende.sekretess else rubrik,
        filnamn=f"svar-{arende.ar}-{arende.lopnummer:04}.pdf",
        dokument=svar.dokument,
        sekretess=arende.sekretess,
        registrerad_at=at,
        registrerad_by=by,
    )
    sok.handling(handling)
    forsenad = today > remiss.remisstid_on
    expediering = Expediering.objects.create(
        arende=arende,
        handling=handling,
        fil=fil,
        mottagare=remiss.remittent.namn,
        satt=satt,
        adress=adress,
        forsenad=forsenad,
        expedierad_at=at,
        expedierad_by=by,
    )
    if satt == ExpedieringSatt.EPOST:
        notify.skriv(
            adress,
            f"Svar på remiss {remiss.remittentens_dnr} (vårt dnr {arende.dnr})",
            f"{arende.organ} lämnar här sitt svar på er remiss {remiss.remittentens_dnr}.\nVårt diarienummer är {arende.dnr}.\n",
            at=at,
            bilaga=fil,
            bilaga_namn=handling.filnamn,
        )
    return Utfall(
        {"expediering": expediering.pk, "handling": handling.pk, "fil": fil.sha256, "forsenad": forsenad}
    )
