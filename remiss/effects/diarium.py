"""What the registrator mends in the diarium: entries are corrected and mistakes makulerade, and nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date, datetime

from motions.json_data import JsonObject
from motions.models import (
    Anvandare,
    Arende,
    Handling,
    Punkt,
    Rattelse,
    Remiss,
    Remittent,
)
from motions.rattelser import (
    RATTBART_I_ARENDET,
    RATTBART_I_HANDLINGEN,
    RATTBART_I_REMISSEN,
    Andring,
    andringar_i,
    i_ord,
)
from motions.states import OPPNA_MOTEN
from remiss.effects import sok
from remiss.facts import Motivering
from remiss.facts.diarium import MakuleraHandling, Ratta, RattaHandling
from remiss.hinder import Utfall


def ratta(arende: Arende, facts: Ratta, *, by: Anvandare, at: datetime) -> Utfall:
    """Correct entries of an ärende and of its remiss.

    A remisstid that was typed wrongly moves the ärende's frist with it; that is another thing than an anstånd, and leaves the
    original day alone when an anstånd has moved it since.
    """
    remiss: Remiss | None = getattr(arende, "remiss", None)
    ska = andringar_i(arende, RATTBART_I_ARENDET, facts.nya)
    if remiss is not None:
        ska += andringar_i(remiss, RATTBART_I_REMISSEN, facts.nya)
    fore_titel = arende.visningstitel
    for a in ska:
        _satt(a, arende)
    if remiss is not None:
        remiss.save()
    if arende.visningstitel != fore_titel:
        _byt_rubrik_pa_listorna(arende, fore_titel)
    sok.rattat(arende)
    return _rattat(arende, ska, skal=facts.skal, by=by, at=at)


def _satt(a: Andring, arende: Arende) -> None:
    if isinstance(a.rad, Remiss) and a.falt == "remittent":
        a.rad.remittent, _ = Remittent.objects.get_or_create(kommun=arende.organ.kommun, namn=a.efter)
        return
    if isinstance(a.rad, Remiss) and a.falt == "remisstid_on" and isinstance(a.efter, date):
        if a.rad.ursprunglig_remisstid_on == a.fore:
            a.rad.ursprunglig_remisstid_on = a.efter
        arende.frist_on = a.efter
    setattr(a.rad, a.falt, a.efter)


def _byt_rubrik_pa_listorna(arende: Arende, fore: str) -> None:
    """The lists that are not yet a protokoll carry the title; what was sent out is frozen and stays as it was."""
    for punkt in Punkt.objects.filter(arenden=arende, rubrik=fore, sammantrade__state__in=OPPNA_MOTEN):
        punkt.rubrik = arende.visningstitel
        punkt.save(update_fields=["rubrik"])


def _rattat(
    arende: Arende,
    ska: list[Andring],
    *,
    skal: str,
    by: Anvandare,
    at: datetime,
    handling: Handling | None = None,
) -> Utfall:
    """Keep each value that was, beside the chain: the chain itself names only the entries and the rows."""
    rader = [
        Rattelse.objects.create(
            arende=arende,
            handling=handling,
            falt=a.falt,
            fore=i_ord(a.falt, a.fore),
            efter=i_ord(a.falt, a.efter),
            skal=skal,
            rattad_at=at,
            rattad_by=by,
        )
        for a in ska
    ]
    data: JsonObject = {"falt": [a.falt for a in ska], "rattelser": [r.pk for r in rader]}
    if handling is not None:
        data["handling"] = handling.pk
    return Utfall(data, {"skal": skal})


def ratta_handling(arende: Arende, facts: RattaHandling, *, by: Anvandare, at: datetime) -> Utfall:
    """Correct what the diarium says of a handling. Its bytes are never touched."""
    handling = Handling.objects.get(pk=facts.handling.pk)
    ska = andringar_i(handling, RATTBART_I_HANDLINGEN, facts.nya)
    for a in ska:
        _satt(a, arende)
    handling.save()
    sok.rattat(arende)
    return _rattat(arende, ska, skal=facts.skal, by=by, at=at, handling=handling)


def makulera(arende: Arende, facts: Motivering, *, by: Anvandare, at: datetime) -> Utfall:
    """Registered by mistake: the number stays used and the handlingar stay where they are (OSL 5:1)."""
    return Utfall({"dnr": arende.dnr}, {"skal": facts.skal})


def makulera_handling(arende: Arende, facts: MakuleraHandling, *, by: Anvandare, at: datetime) -> Utfall:
    """Strike through a handling that was registered by mistake. It keeps its number and its bytes in the akt."""
    handling = Handling.objects.get(pk=facts.handling.pk)
    handling.makulerad_at, handling.makulerad_by, handling.makulerad_skal = at, by, facts.skal
    handling.save()
    sok.rattat(arende)
    return Utfall({"handling": handling.pk}, {"skal": facts.skal})
