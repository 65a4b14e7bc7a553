"""The anmälningar of a sammanträde: put up, moved and taken off."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from motions.anmalningar import anmalan_punkt
from motions.models import (
    Anmalan,
    Anmalansgrupp,
    Anvandare,
    Beslut,
    Handling,
    Protokoll,
    PunktSlag,
    Sammantrade,
)
from remiss.effects.foredragningslista import lagg_sist
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.hinder import Gjort, Spar

RUBRIK = "Anmälningar"


def _spar(sammantrade: Sammantrade, vad: str, rader: list[int]) -> Spar:
    return Spar(sammantrade.kedja, f"sammantrade.{vad}", {"anmalningar": rader})


def _lagg_till(
    sammantrade: Sammantrade,
    grupp: str,
    *,
    text: str = "",
    beslut: Beslut | None = None,
    protokoll: Protokoll | None = None,
    handling: Handling | None = None,
) -> Anmalan:
    """Put a line last in its group; the punkt is made, last on the list, when there is none."""
    punkt = anmalan_punkt(sammantrade) or lagg_sist(sammantrade, RUBRIK, PunktSlag.ANMALAN)
    sist = punkt.anmalningar.filter(grupp=grupp).aggregate(n=Max("ordning"))["n"] or 0
    return Anmalan.objects.create(
        punkt=punkt,
        grupp=grupp,
        ordning=sist + 1,
        text=text.strip(),
        beslut=beslut,
        protokoll=protokoll,
        handling=handling,
    )


def ny_anmalan(sammantrade: Sammantrade, facts: NyRad, *, by: Anvandare, at: datetime) -> Gjort[Anmalan]:
    """Put up a line in words, or a handling that has come in."""
    rad = _lagg_till(sammantrade, facts.grupp, text=facts.text, handling=facts.handling)
    return Gjort(rad, (_spar(sammantrade, "ny_anmalan", [rad.pk]),))


def ta_upp_anmalningar(sammantrade: Sammantrade, facts: TaUpp, *, by: Anvandare, at: datetime) -> Gjort[int]:
    """Put up what was proposed, each in its group. Gives how many lines were made."""
    rader = [_lagg_till(sammantrade, Anmalansgrupp.PROTOKOLLSJUSTERING, protokoll=p) for p in facts.protokoll]
    rader += [_lagg_till(sammantrade, Anmalansgrupp.DELEGATIONSBESLUT, beslut=b) for b in facts.beslut]
    if not rader:
        return Gjort(0)
    return Gjort(len(rader), (_spar(sammantrade, "ta_upp_anmalningar", [r.pk for r in rader]),))


def flytta_anmalan(sammantrade: Sammantrade, facts: FlyttaRad, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Move a line one step within its group, past one that no kallelse has named."""
    rad = Anmalan.objects.select_related("punkt").get(pk=facts.rad.pk)
    granne = (
        rad.punkt.anmalningar.filter(grupp=rad.grupp, kallad=False)
        .filter(**({"ordning__lt": rad.ordning} if facts.steg < 0 else {"ordning__gt": rad.ordning}))
        .order_by("-ordning" if facts.steg < 0 else "ordning")
        .first()
    )
    if granne is None:
        return Gjort(None)
    rad.ordning, granne.ordning = granne.ordning, rad.ordning
    rad.save()
    granne.save()
    return Gjort(None, (_spar(sammantrade, "flytta_anmalan", [rad.pk]),))


def ta_bort_anmalan(
    sammantrade: Sammantrade, facts: Anmalningsval, *, by: Anvandare, at: datetime
) -> Gjort[None]:
    """Take off a line; what it pointed to is proposed again."""
    spar = _spar(sammantrade, "ta_bort_anmalan", [facts.rad.pk])
    Anmalan.objects.get(pk=facts.rad.pk).delete()
    return Gjort(None, (spar,))
