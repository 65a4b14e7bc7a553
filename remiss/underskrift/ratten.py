"""By which befattning one signs, and in which words: of a stand-in both names, of an own right its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from motions import visibility
from motions.akten import texten
from motions.chefer import hogre
from motions.models import (
    CHEFSROLLER,
    Anvandare,
    Arende,
    Godkannandesteg,
    Roll,
    Tjansteutlatande,
)
from motions.text.listing import uppraknat
from motions.visibility import Uppdrag
from remiss import roles

CHEFSORD = ("chef", "direktör", "föreståndare", "rektor")
"""How a titel ends that is a chef's."""
_INTE_CHEF = re.compile(r"\btill\b|sekreterare|assistent|handläggare|projekt|process")
"""What is in the titel of whom such a word does not make one."""
TILLFORORDNAD = "tf"


def uppdraget(
    user: Anvandare, arenden: Iterable[Arende], roller: Sequence[str], today: date
) -> Uppdrag | None:
    """The befattning by which `user` acts in one of `roller` over one of the ärenden: by the first role, and the own first."""
    mina = [u for a in arenden for u in roles.uppdrag_over(user, a, today) if u.roll in roller]
    return min(mina, key=lambda u: (roller.index(u.roll), bool(u.for_namn)), default=None)


def i_ord(uppdrag: Uppdrag | None, by: Anvandare, today: date) -> str:
    """The capacity: «tf avdelningschef för Karin Ek» of a stand-in, «tf avdelningschef», else the own titel or the role."""
    if uppdrag is None:
        return by.titel
    roll = str(Roll(uppdrag.roll).label)
    if uppdrag.for_namn:
        return f"{TILLFORORDNAD} {roll.lower()} för {uppdrag.for_namn}"
    if uppdrag.tillforordnad:
        return f"{TILLFORORDNAD} {roll.lower()}"
    egna = {
        u.roll
        for u in visibility.omfang(by, today).uppdrag
        if u.roll in CHEFSROLLER and not (u.for_namn or u.tillforordnad)
    }
    return by.titel if egna == {uppdrag.roll} and _ar_titeln(by.titel, roll) else roll


def _ar_titeln(titel: str, roll: str) -> bool:
    """Whether a titel can be that of a chef of the role: a chef's, and not another role's."""
    ord_ = titel.lower()
    andra = (str(r.label).lower() for r in CHEFSROLLER if r.label != roll)
    return (
        ord_.endswith(CHEFSORD) and not _INTE_CHEF.search(ord_) and not any(annan in ord_ for annan in andra)
    )


def signatur(
    utlatande: Tjansteutlatande, steg: Godkannandesteg, by: Anvandare, today: date
) -> tuple[str, int | None]:
    """In what capacity `by` signs or returns at a step, and by which befattning; says so who has signed another step too."""
    egna = [a for a in roles.arenden_of(utlatande) if a.organ_id == steg.organ_id]
    uppdrag = uppdraget(by, egna, hogre(steg.roll), today)
    text = i_ord(uppdrag, by, today)
    redan = [n for n, s in gjorda_av(utlatande, by) if s.roll != steg.roll]
    if redan:
        text += f" (har även godkänt steg {uppraknat([str(n) for n in redan])})"
    return text, uppdrag.befattning_id if uppdrag else None


def gjorda_av(utlatande: Tjansteutlatande, by: Anvandare) -> list[tuple[int, Godkannandesteg]]:
    """The steps of the current version that `by` has signed, each with its number in the chain."""
    mina = {nyckel for nyckel, g in texten(utlatande).godkanda.items() if g.avgjord_by_id == by.pk}
    return [(n, s) for n, s in enumerate(roles.kedjan(utlatande), start=1) if (s.organ_id, s.ordning) in mina]
