"""Gathers the facts of spåret for one ärende: its punkt, the next sammanträde, what has been justerat and sent."""

from __future__ import annotations

from datetime import date

from motions import deadlines
from motions.models import Arende, Sammantrade
from motions.sparet import Lage, Station, sparet
from remiss.workflow import today_of


def spar_for(arende: Arende, today: date) -> list[Station]:
    """The stations of `arende`. The sammanträde is its own, or else the organ's next that still takes handlingar."""
    punkt = (
        arende.punkter.filter(utgatt_at__isnull=True)
        .select_related("sammantrade")
        .order_by("-sammantrade__start_at")
        .first()
    )
    mote = punkt.sammantrade if punkt else None
    if mote is None:
        mote = (
            Sammantrade.objects.filter(
                organ=arende.organ_id, state__in=["planerat", "kallat"], stopp_on__gte=today
            )
            .order_by("start_at")
            .first()
        )
    namnd_on = today_of(mote.start_at) if mote else None
    protokoll = punkt.protokoll.first() if punkt else None
    expediering = arende.expedieringar.order_by("expedierad_at").last()
    lage = Lage(
        state=arende.state,
        inkommen_on=arende.inkommen_on,
        frist_on=arende.frist_on,
        handlaggare=arende.handlaggare.namn if arende.handlaggare else "",
        sedan_on=today_of(arende.state_since),
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
        expedierat_on=today_of(expediering.expedierad_at) if expediering else None,
    )
    return sparet(lage, today)
