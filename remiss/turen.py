"""Whose turn it is: who must act next, by the state of a subject. Stated once, for the desks, the list and the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices

from motions import visibility
from motions.models import CHEFSROLLER, Anvandare, Arende, Roll
from motions.prepared import Slot
from motions.states import (
    OPPNA_ARENDEN,
    SKRIVS,
    SLUTA_ARENDEN,
    ArendeState,
    ProtokollState,
    SammantradeState,
    UtlatandeState,
)
from remiss.drift.mejl import svaret_vantar


class Tur(TextChoices):
    """Who must act next, as one asks for it."""

    MIG = "mig", "Min tur"
    REGISTRATORN = "registratorn", "Registratorn"
    HANDLAGGAREN = "handlaggaren", "Handläggaren"
    CHEF = "chef", "Chef"
    NAMNDSEKRETERAREN = "namndsekreteraren", "Nämndsekreteraren"
    NAMNDEN = "namnden", "Nämnden"
    JUSTERARE = "justerare", "Justerare"


HOS: dict[str, Tur] = {
    ArendeState.REGISTRERAT: Tur.REGISTRATORN,
    ArendeState.BEREDNING: Tur.HANDLAGGAREN,
    ArendeState.GODKANNANDE: Tur.CHEF,
    ArendeState.KLART_FOR_NAMND: Tur.NAMNDSEKRETERAREN,
    ArendeState.KALLAT: Tur.NAMNDEN,
    ArendeState.BORDLAGT: Tur.NAMNDSEKRETERAREN,
    ArendeState.ATERREMITTERAT: Tur.HANDLAGGAREN,
    ArendeState.BESLUTAT: Tur.JUSTERARE,
    ArendeState.JUSTERAT: Tur.NAMNDSEKRETERAREN,
    ArendeState.AVGJORT: Tur.NAMNDSEKRETERAREN,
    ArendeState.EXPEDIERAT: Tur.REGISTRATORN,
}

_AMBETE = {
    Tur.REGISTRATORN: "registrator",
    Tur.HANDLAGGAREN: "handläggare",
    Tur.CHEF: "chef i tur",
    Tur.NAMNDSEKRETERAREN: "nämndsekreterare",
    Tur.NAMNDEN: "nämnden",
    Tur.JUSTERARE: "justerare",
}

OWNER: dict[tuple[str, str], str] = {
    **{("arende", str(state)): _AMBETE[tur] for state, tur in HOS.items()},
    **{("arende", str(state)): "ingen" for state in SLUTA_ARENDEN},
    ("utlatande", UtlatandeState.UTKAST.value): "handläggare",
    ("utlatande", UtlatandeState.GODKANNANDE.value): "chef i tur",
    ("utlatande", UtlatandeState.GODKANT.value): "nämndsekreterare",
    ("sammantrade", SammantradeState.PLANERAT.value): "nämndsekreterare",
    ("sammantrade", SammantradeState.KALLAT.value): "nämndsekreterare",
    ("sammantrade", SammantradeState.PAGAR.value): "nämndsekreterare",
    ("sammantrade", SammantradeState.AVSLUTAT.value): "nämndsekreterare",
    ("sammantrade", SammantradeState.INSTALLT.value): "nämndsekreterare",
    ("protokoll", ProtokollState.UPPRATTAS.value): "nämndsekreterare",
    ("protokoll", ProtokollState.FOR_JUSTERING.value): "ordförande och justerare",
    ("protokoll", ProtokollState.JUSTERAT.value): "nämndsekreterare",
    ("protokoll", ProtokollState.ANSLAGET.value): "nämndsekreterare",
    ("protokoll", ProtokollState.NEDTAGET.value): "ingen",
}
"""Whose turn it is in each state; «ingen» means that the subject rests and can only be taken up again, or, makulerat, never.

A state of an ärende that is neither in HOS nor at rest is missing here too, and the start-up check says so.
"""


@dataclass(frozen=True)
class Hos:
    """Who must act next in an ärende, and whether that is the reader."""

    namn: str
    dig: bool


def hos_vem(state: str, handlaggare_id: int | None, handlaggare: str, user: Anvandare) -> Hos:
    """Whose turn it is, in words, and whether it is the reader's."""
    dig = handlaggare_id is not None and HOS.get(state) is Tur.HANDLAGGAREN and handlaggare_id == user.pk
    return Hos(hos_namn(state, handlaggare), dig)


def hos_namn(state: str, handlaggare: str) -> str:
    """Who must act next: the handläggare by name, the others by office; empty when nobody must."""
    tur = HOS.get(state)
    if tur is None:
        return ""
    return handlaggare if tur is Tur.HANDLAGGAREN and handlaggare else str(tur.label)


def hos(arende: Arende, user: Anvandare) -> Hos:
    """Whose turn it is in an ärende whose handläggare has been fetched."""
    person = arende.handlaggare
    return hos_vem(arende.state, person.pk if person else None, person.namn if person else "", user)


def lage_i_ord(state: str, svaret: str | None) -> str:
    """The state of an ärende in words, and how its svar stands while it is not sent: «Expedierat, ej skickat»."""
    return ", ".join(filter(None, [str(ArendeState(state).label), svaret]))


def har_turen(tur: str, user: Anvandare, today: date) -> Q:
    """The ärenden, as a condition on Arende, in which it is the turn of `tur`."""
    if tur != Tur.MIG:
        return Q(state__in=[s for s, vem in HOS.items() if vem == tur])
    o = visibility.omfang(user, today)
    min_tur = Q(state__in=SKRIVS, handlaggare=user.pk)
    for vem, roller in (
        (Tur.REGISTRATORN, (Roll.REGISTRATOR,)),
        (Tur.CHEF, CHEFSROLLER),
        (Tur.NAMNDSEKRETERAREN, (Roll.NAMNDSEKRETERARE,)),
    ):
        if organ := o.organ(*roller):
            min_tur |= Q(state__in=[s for s, v in HOS.items() if v == vem], organ__in=organ)
    return min_tur


def obesvarat() -> Q:
    """The open ärenden, as a condition on Arende, whose svar has not left: a mail that is not sent is no svar."""
    return Q(state__in=OPPNA_ARENDEN) & (~Q(state=ArendeState.EXPEDIERAT) | svaret_vantar())


def forsenat(today: date | Slot) -> Q:
    """The ärenden whose remisstid has passed without a svar that has left."""
    return Q(frist_on__lt=today) & obesvarat()
