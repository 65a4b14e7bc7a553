"""What the desks show of beslut outside the sitting: which a chef may make, and which nämnden is still to be told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motions.models import (
    Anmalan,
    Arende,
    Beslut,
    Delegationspunkt,
    Punkt,
    Sammantrade,
    SvarSlag,
    pa_dagen,
)
from motions.prepared import Related, Slot, prepared
from motions.relationer import VIDAREDELEGATIONER
from motions.states import MED_OPPEN_LISTA, OPPNA_MOTEN, ArendeState, SammantradeState
from motions.visibility import Betraktare
from remiss import roles
from remiss.drift.mejl import ej_skickat_i_arendet
from remiss.lists.skrivbord import RADER


@dataclass(frozen=True)
class BeslutUtanfor:
    """One beslut on the sekreterare's desk. `mote`: where it stands on a list (`uppsatt`), or the next one where it can."""

    beslut: Beslut
    arende: Arende
    mote: Sammantrade | None
    uppsatt: bool
    missat: bool

    @property
    def ger_svar(self) -> bool:
        """Whether something leaves to the remittent."""
        return self.beslut.svar != SvarSlag.INGET

    @property
    def ej_skickat(self) -> bool:
        """Whether a mail of the ärende lies unsent."""
        return bool(vars(self.arende)["ej_skickat"])

    @property
    def vantar(self) -> bool:
        """Whether the sekreterare has something to do with it now: a svar to send, or a line to put up."""
        return not self.uppsatt or (self.ger_svar and self.arende.state == ArendeState.AVGJORT)


def kan_avgoras(vem: Betraktare, today: date) -> list[Arende]:
    """The signed ärenden that one may decide by delegation today, by the same rule as roles.delegationspunkter.

    Those on a föredragningslista, those that one handles, and those over a motion that nämnden keeps to itself are left out.
    """
    har = {u.roll for u in vem.omfang.uppdrag}
    i_kraft = pa_dagen(_punkter(har=sorted(har)), today)
    grunder = frozenset((p.organ_id, roll) for p in i_kraft for roll in har.intersection(p.roller()))
    return _avgorbara(vem, grunder) if grunder else []


@prepared
def _punkterna(*, har: Slot) -> QuerySet[Delegationspunkt]:
    """The points about a svar that some of the roles have, first hand or given on, of any day."""
    egen, vidare = Q(roll__one_of=har), Q(vidaredelegationer__roll__one_of=har)
    return Delegationspunkt.objects.filter(egen | vidare, omfattar_yttrande=True).distinct()


def _punkter(har: list[str]) -> list[Delegationspunkt]:
    punkter = _punkterna(har=har)
    VIDAREDELEGATIONER.onto(punkter)
    return punkter


@prepared
def _avgorbara(vem: Betraktare, grunder: frozenset[tuple[int, str]]) -> QuerySet[Arende]:
    """`grunder`: the organ whose point a role has, and the role."""
    villkor = Q(pk__in=[])
    for organ, roll in sorted(grunder):
        villkor |= Q(organ=organ) & roles.arenden_inom(vem, vem.omfang.day, [roll])
    uppsatta = Punkt.objects.filter(sammantrade__state__in=OPPNA_MOTEN, utgatt_at__isnull=True)
    return (
        Arende.objects.visible_to(vem, today=vem.omfang.day)
        .filter(villkor, state=ArendeState.KLART_FOR_NAMND, remiss__isnull=False)
        .filter(Q(organ__motionssvar_delegerbart=True) | Q(motioner__isnull=True))
        .exclude(punkter__in=uppsatta)
        .exclude(Q(handlaggare=vem.pk) | Q(medhandlaggare=vem.pk))
        .select_related("organ", "handlaggare", "remiss__remittent")
        .distinct()
        .order_by("frist_on", "pk")[:RADER]
    )


def att_anmala(vem: Betraktare, today: date) -> list[BeslutUtanfor]:
    """The beslut that nämnden is still to be told of, those that missed their sitting first (KL 6:39-40)."""
    rader_: list[Any] = _att_anmala(vem)
    _BESLUTETS_ARENDEN.onto(rader_)
    uppsatta = {r.beslut_id: r.punkt.sammantrade for r in _uppsatta(beslut=[b.pk for b in rader_])}
    nasta: dict[int, Sammantrade] = {}
    for mote in _oppna_moten(organ=sorted({b.organ_id for b in rader_})):
        nasta.setdefault(mote.organ_id, mote)
    return [
        BeslutUtanfor(
            beslut=b,
            arende=min(b.arenden.all(), key=lambda a: a.pk),
            mote=uppsatta.get(b.pk) or nasta.get(b.organ_id),
            uppsatt=b.pk in uppsatta,
            missat=b.missat,
        )
        for b in rader_
    ]


@prepared
def _att_anmala(vem: Betraktare) -> QuerySet[Beslut]:
    hallet_efter = Sammantrade.objects.filter(
        organ=OuterRef("organ"), state=SammantradeState.AVSLUTAT, start_at__date__gt=OuterRef("fattat_on")
    )
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    return (
        Beslut.objects.att_anmala()
        .filter(arenden__in=synliga.values("pk"))
        .select_related("fattat_by", "fattat_av_uppdrag__fortroendevald")
        .annotate(missat=Exists(hallet_efter))
        .order_by("-missat", "fattat_on", "pk")
        .distinct()
    )


_BESLUTETS_ARENDEN = Related(
    Beslut, "arenden", lambda: Arende.objects.annotate(ej_skickat=Exists(ej_skickat_i_arendet()))
)


@prepared
def _uppsatta(*, beslut: Slot) -> QuerySet[Anmalan]:
    """Where the beslut stand on the list of a sitting to come."""
    return Anmalan.objects.filter(
        beslut__pk__one_of=beslut,
        punkt__utgatt_at__isnull=True,
        punkt__sammantrade__state__in=OPPNA_MOTEN,
    ).select_related("punkt__sammantrade")


@prepared
def _oppna_moten(*, organ: Slot) -> QuerySet[Sammantrade]:
    """The sittings of the organ whose list may still grow, the next first."""
    return Sammantrade.objects.filter(organ__pk__one_of=organ, state__in=MED_OPPEN_LISTA).order_by("start_at")
