"""What is read of a tjänsteutlåtande's ärenden while it is written: its att-satser, and the places of a library text."""

from __future__ import annotations

from collections.abc import Iterable

from motions.akten import akten
from motions.models import Arende, AttSats, Tjansteutlatande
from motions.text.names import fyll


def fyll_i(text: str, utlatande: Tjansteutlatande) -> str:
    """A library text with `{namnd}` and `{mottagare}` filled in from the ärenden; an unknown one stays, and stops the sending."""
    arenden = sorted(utlatande.arenden.all(), key=lambda a: a.pk)
    namnder = dict.fromkeys(a.organ.namn for a in arenden)
    mottagare = dict.fromkeys(fran for a in arenden if (fran := a.kommer_fran))
    for plats, namn in (("{namnd}", namnder), ("{mottagare}", mottagare)):
        if namn:
            text = fyll(text, plats, list(namn))
    return text


def attsatser(arenden: Iterable[Arende]) -> list[AttSats]:
    """Every att-sats that the ärenden's motioner ask, in the motion's order."""
    unika = {m.pk: m for a in arenden for m in akten(a).motioner}
    return [s for pk in sorted(unika) for s in unika[pk].attsatser.all()]
