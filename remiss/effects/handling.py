"""What is registered in an akt: files that came or were put in, and documents of ours (TF 2:10, OSL 5:1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from motions.datum import day_of
from motions.documents import context, store
from motions.documents.freeze import frys
from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    Handling,
    HandlingSlag,
    Sammantrade,
)
from motions.text.personnummer import utan
from remiss import jobs
from remiss.effects import sok
from remiss.facts.arende import (
    LaggTillHandling,
)
from remiss.hinder import Utfall


def _offentlig(arende: Arende, slag: str, rubrik: str) -> str:
    """What outsiders read of a handling (OSL 5:2): its kind in a secret ärende, and no personnummer that none chose to show."""
    return HandlingSlag(slag).label if arende.sekretess else utan(rubrik)


def registrera_fil(
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
    """Store an uploaded file and register it in the akt (OSL 5:1)."""
    lagrad = store.save(fil.data, mime=fil.mime, at=at)
    handling = Handling.objects.registrera(
        arende=arende,
        slag=slag,
        riktning=riktning,
        datum_on=datum_on,
        motpart=motpart,
        rubrik=rubrik,
        offentlig_rubrik=_offentlig(arende, slag, rubrik),
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
    fakta: context.Fakta,
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
        offentlig_rubrik=_offentlig(arende, slag, rubrik),
        filnamn=f"{HandlingSlag(slag).value}-{arende.ar}-{arende.lopnummer:04}.pdf",
        dokument=dokument,
        sekretess=arende.sekretess,
        registrerad_at=at,
        registrerad_by=by,
    )
    jobs.ko(dokument)
    sok.handling(handling)
    return handling


def registrera_vid(
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
        offentlig_rubrik=utan(rubrik),
        registrerad_at=at,
        registrerad_by=by,
        **fields,
    )
    if handling.dokument is not None:
        jobs.ko(handling.dokument)
    return handling


def lagg_till_handling(arende: Arende, facts: LaggTillHandling, *, by: Anvandare, at: datetime) -> Utfall:
    """Register one more handling in the akt."""
    handling = registrera_fil(
        arende,
        facts.fil,
        slag=facts.slag,
        riktning=facts.riktning,
        datum_on=facts.datum_on,
        motpart=facts.motpart,
        rubrik=facts.rubrik,
        by=by,
        at=at,
    )
    return Utfall({"handling": handling.pk})
