"""Gathers the facts of spåret for one ärende: its punkt, the next sammanträde, what has been justerat and sent."""

from __future__ import annotations

from datetime import date

from motions import deadlines
from motions.akten import akten
from motions.datum import day_of
from motions.models import Arende, Sammantrade, SvarSlag
from motions.paragraf import protokoll_of
from motions.sparet import Enskilt, Sparfakta, Station, sparet
from motions.states import ArendeState, SammantradeState


def spar_for(arende: Arende, today: date, *, ej_skickat: bool = False, pa_vag: bool = False) -> list[Station]:
    """The stations of `arende`. The sammanträde is its own, or else the organ's next that still takes handlingar.

    `ej_skickat`: the mail with its svar could not be sent; `pa_vag`: nor is it yet.
    """
    akt = akten(arende)
    star = [p for p in akt.punkter if p.utgatt_at is None]
    punkt = max(star, key=lambda p: p.sammantrade.start_at, default=None)
    mote = punkt.sammantrade if punkt else None
    if mote is None:
        mote = next((m for m in akt.oppna_listor if m.stopp_on >= today), None)
    namnd_on = day_of(mote.start_at) if mote else None
    protokoll = protokoll_of(punkt) if punkt else None
    expediering = akt.expedieringar[-1] if akt.expedieringar else None
    lage = Sparfakta(
        state=arende.state,
        inkommen_on=arende.inkommen_on,
        frist_on=arende.frist_on,
        handlaggare=arende.handlaggare.namn if arende.handlaggare else "",
        sedan_on=day_of(arende.state_since),
        stopp_on=mote.stopp_on if mote else None,
        namnd_on=namnd_on,
        punktnummer=punkt.nummer if punkt else "",
        omedelbar=bool(punkt and punkt.omedelbar_justering),
        justeras_senast_on=(
            protokoll.justeras_senast_on
            if protokoll
            else deadlines.justering_senast(namnd_on, strict=arende.organ.strikt_frist).limit
            if namnd_on
            else None
        ),
        justerat_on=protokoll.justerat_on if protokoll else None,
        expedierat_on=day_of(expediering.expedierad_at) if expediering else None,
        ej_skickat=ej_skickat,
        pa_vag=pa_vag,
        enskilt=_enskilt(arende),
    )
    return sparet(lage, today)


def _enskilt(arende: Arende) -> Enskilt | None:
    """The beslut outside the sitting by which the ärende was decided, or None when nämnden decides it."""
    if arende.state not in (ArendeState.AVGJORT, ArendeState.EXPEDIERAT, ArendeState.AVSLUTAT):
        return None
    akt = akten(arende)
    beslut = next(iter(akt.beslut), None)
    if beslut is None or beslut.fattat_on is None:
        return None
    rader = [r for r in akt.anmalda(beslut) if r.punkt.sammantrade.state != SammantradeState.INSTALLT]
    rad = max(rader, key=lambda r: r.pk, default=None)
    forsta = None
    if beslut.anmalt_at is None:
        hallna = Sammantrade.objects.filter(
            organ=arende.organ_id, state=SammantradeState.AVSLUTAT, start_at__date__gt=beslut.fattat_on
        )
        forsta = hallna.order_by("start_at").first()
    return Enskilt(
        namn=beslut.sort,
        fattat_on=beslut.fattat_on,
        ger_svar=beslut.svar != SvarSlag.INGET,
        anmals_on=day_of(rad.punkt.sammantrade.start_at) if rad else None,
        anmalt=beslut.anmalt_at is not None,
        skulle_on=day_of(forsta.start_at) if forsta else None,
    )
