"""What could not be saved where it was typed, kept beside: nothing that somebody wrote is lost."""

from __future__ import annotations

from datetime import datetime

from motions.models import (
    Anvandare,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    SvarPaAttSats,
    Tjansteutlatande,
    UndanlagdText,
)
from motions.text import rich_text
from motions.text.signs import written
from remiss.facts.utlatandetext import LaggUndanText
from remiss.hinder import Gjort, Hinder, HindradError

NYCKEL_TECKEN = UndanlagdText._meta.get_field("nyckel").max_length
"""No part has had a longer key; an address may."""


def lagg_undan_text(
    utlatande: Tjansteutlatande, facts: LaggUndanText, *, by: Anvandare, at: datetime
) -> Gjort[UndanlagdText]:
    """Keep a text beside, once however often it is sent. Errors: HindradError for one that no part could have had."""
    if len(facts.text) > rich_text.MAX_TECKEN:
        raise HindradError([Hinder(rich_text.FOR_LANG)])
    undanlagd, _ = utlatande.undanlagda.get_or_create(
        nyckel=facts.nyckel[:NYCKEL_TECKEN],
        svar=facts.svar if facts.svar in SvarPaAttSats.values else "",
        text=written(facts.text.replace("\x00", "")),
        sparad_by=by,
        defaults={"rubrik": facts.rubrik, "sparad_at": at},
    )
    return Gjort(undanlagd)


def lagg_undan_det_sista(avsnitt: Avsnitt, till: Tjansteutlatande) -> None:
    """Of an empty section that is to go: the last words that stood in it, and what came too late to it."""
    gallde = avsnitt.utkast.filter(konflikt=False).iterator()
    sista = next((u for u in gallde if not rich_text.ar_tom(u.text)), None)
    for utkast in (*([sista] if sista else []), *avsnitt.utkast.filter(konflikt=True)):
        till.undanlagda.create(
            nyckel=f"avsnitt:{avsnitt.nyckel}",
            rubrik=avsnitt.rubrik,
            text=utkast.text,
            sparad_at=utkast.sparad_at,
            sparad_by=utkast.sparad_by,
        )


def lagg_undan_borttagen(rad: Beslutssats | AttSatsSvar, *, by: Anvandare, at: datetime) -> None:
    """The words of a beslutssats or of an answer that somebody takes away."""
    if isinstance(rad, Beslutssats):
        nyckel, rubrik = f"beslutssats:{rad.pk}", f"Beslutssats {rad.nummer}, borttagen"
        svar, text = "", rad.text
    else:
        nyckel, rubrik = f"attsats:{rad.attsats_id}", f"Svaret på att-sats {rad.attsats.nummer}, borttaget"
        svar, text = rad.svar, rad.motivering
    rad.utlatande.undanlagda.create(
        nyckel=nyckel, rubrik=rubrik, svar=svar, text=text, sparad_at=at, sparad_by=by
    )
