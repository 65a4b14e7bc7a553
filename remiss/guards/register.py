"""When the registers may be changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motions.models import Anvandare, Godkannandesteg, Kommun, Organ, Tjansteutlatande
from motions.register import Registren
from motions.states import UtlatandeState
from motions.text.numerals import antal
from remiss.facts.nykommun import Godkannandet
from remiss.facts.register import Rad
from remiss.hinder import Hinder
from remiss.nykommun.steg import lage


def tomma(konto: Anvandare) -> bool:
    """Whether there is no kommun yet."""
    return not Kommun.objects.exists()


def steget_star(registren: Registren, by: Anvandare, at: datetime, facts: Rad | None) -> list[Hinder]:
    """The steps of an organ stand while texts are being signed by them."""
    if facts is None or not isinstance(facts.rad, Godkannandesteg):
        return []
    rad = facts.rad
    forut = Godkannandesteg.objects.filter(pk=rad.pk).values_list("organ_id", flat=True)
    return [h for pk in {rad.organ_id, *forut} for h in stegen_star(pk)]


def ny_kommun(registren: Registren, by: Anvandare, at: datetime, facts: Godkannandet | None) -> list[Hinder]:
    """As of each step, when «Ny kommun» chooses them anew."""
    return [] if facts is None else stegen_i_ny_kommun(lage().organ, facts.roller)


def stegen_i_ny_kommun(organ: Organ | None, roller: Sequence[str]) -> list[Hinder]:
    """Why the steps of the nämnd may not become those of these roles now."""
    if organ is None or [s.roll for s in organ.godkannandesteg.order_by("ordning")] == list(roller):
        return []
    return stegen_star(organ)


def stegen_star(organ: Organ | int) -> list[Hinder]:
    """Why the steps of an organ may not be changed now: the chain of a text is read anew at each signature."""
    texter = Tjansteutlatande.objects.filter(state=UtlatandeState.GODKANNANDE, arenden__organ=organ)
    if not (manga := texter.distinct().count()):
        return []
    vad = antal(manga, "tjänsteutlåtande", "tjänsteutlåtanden")
    return [
        Hinder(
            f"{vad} väntar på godkännande i stegen som de är. Ändra stegen när det är gjort, eller när "
            "handläggaren har tagit tillbaka texten."
        )
    ]
