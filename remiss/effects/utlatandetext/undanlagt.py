"""What could not be saved where it was typed, kept beside: nothing that somebody wrote is lost."""

from __future__ import annotations

from datetime import datetime

from motions.models import Anvandare, SvarPaAttSats, Tjansteutlatande, UndanlagdText
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
