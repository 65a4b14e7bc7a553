"""What the desks show of beslut outside the sitting: which a chef may make, and which nämnden is still to be told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motions import visibility
from motions.models import (
    Anmalan,
    Anvandare,
    Arende,
    Beslut,
    Delegationspunkt,
    Punkt,
    Sammantrade,
    SvarSlag,
)
from motions.states import MED_OPPEN_LISTA, OPPNA_MOTEN, ArendeState, SammantradeState
from remiss import roles


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
    def vantar(self) -> bool:
        """Whether the sekreterare has something to do with it now: a svar to send, or a line to put up."""
        return not self.uppsatt or (self.ger_svar and self.arende.state == ArendeState.AVGJORT)


def kan_avgoras(user: Anvandare, synliga: QuerySet[Arende], today: date) -> QuerySet[Arende]:
    """The signed ärenden that `user` may decide by delegation today, by the same rule as roles.delegationspunkter.

    Those on a föredragningslista, those that `user` handles, and those over a motion that nämnden keeps to itself are left out.
    """
    har = {u.roll for u in visibility.omfang(user, today).uppdrag}
    over = {roll: roles.arenden_inom(user, today, [roll]) for roll in sorted(har)}
    villkor = Q(pk__in=[])
    for p in Delegationspunkt.objects.pa_dagen(today).filter(omfattar_yttrande=True):
        for roll in har.intersection(p.roller()):
            villkor |= Q(organ=p.organ_id) & over[roll]
    return (
        synliga.filter(villkor, state=ArendeState.KLART_FOR_NAMND, remiss__isnull=False)
        .filter(Q(organ__motionssvar_delegerbart=True) | Q(motioner__isnull=True))
        .exclude(punkter__in=Punkt.objects.filter(sammantrade__state__in=OPPNA_MOTEN, utgatt_at__isnull=True))
        .exclude(Q(handlaggare=user.pk) | Q(medhandlaggare=user.pk))
        .distinct()
    )


def att_anmala(synliga: QuerySet[Arende], today: date) -> list[BeslutUtanfor]:
    """The beslut that nämnden is still to be told of, those that missed their sitting first (KL 6:39-40)."""
    hallet_efter = Sammantrade.objects.filter(
        organ=OuterRef("organ"), state=SammantradeState.AVSLUTAT, start_at__date__gt=OuterRef("fattat_on")
    )
    beslut = (
        Beslut.objects.att_anmala()
        .filter(arenden__in=synliga.values("pk"))
        .select_related("fattat_by", "fattat_av_uppdrag__fortroendevald")
        .prefetch_related("arenden")
        .annotate(missat=Exists(hallet_efter))
        .order_by("-missat", "fattat_on", "pk")
        .distinct()
    )
    rader_: list[Any] = list(beslut)
    uppsatta = _uppsatta(rader_)
    nasta = _nasta({b.organ_id for b in rader_})
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


def _uppsatta(beslut: list[Beslut]) -> dict[int, Sammantrade]:
    """By key of beslut: the sitting to come on whose list it stands."""
    rader_ = Anmalan.objects.filter(
        beslut__in=beslut,
        punkt__utgatt_at__isnull=True,
        punkt__sammantrade__state__in=OPPNA_MOTEN,
    ).select_related("punkt__sammantrade")
    return {rad.beslut_id: rad.punkt.sammantrade for rad in rader_ if rad.beslut_id is not None}


def _nasta(organ: set[int]) -> dict[int, Sammantrade]:
    """By key of organ: the next sitting whose list may still grow."""
    moten = Sammantrade.objects.filter(organ__in=organ, state__in=MED_OPPEN_LISTA)
    nasta: dict[int, Sammantrade] = {}
    for mote in moten.order_by("start_at"):
        nasta.setdefault(mote.organ_id, mote)
    return nasta
