"""What is read of an ärende and of its text, each thing once: asked by page, bar and guard alike.

A record is kept on its row while somebody only reads: from `oppna` to `stang`, or within `samlat`. Outside of that each asking
reads anew, so that an effect never meets what stood there before it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property

from django.db.models import Exists, Model, OuterRef, QuerySet

from motions.chefer import Chef
from motions.models import (
    Anmalan,
    Anvandare,
    Arende,
    AttSatsSvar,
    Avsnitt,
    Beslut,
    Beslutssats,
    Bilaga,
    Bradskandeuppdrag,
    Delegationspunkt,
    Expediering,
    Godkannande,
    GodkannandeUtfall,
    Handling,
    Motion,
    Organ,
    Punkt,
    Rattelse,
    Sammantrade,
    Svar,
    Tjansteutlatande,
    Version,
)
from motions.prepared import Slot, hamtat, prepared
from motions.register import Registren
from motions.relationer import (
    ANMALNINGAR,
    ARENDEN,
    ATTSATSER,
    ATTSATSSVAR,
    AVSNITT,
    BILAGOR,
    BRADSKANDE,
    DELEGATIONSPUNKTER,
    EXPEDIERINGAR,
    GODKANNANDEN,
    HANDLINGAR,
    MEDHANDLAGGARE,
    MOTIONER,
    RATTELSER,
    SATSER,
    STEGEN,
    UTLATANDEN,
    VIDAREDELEGATIONER,
)
from motions.states import OPPNA_MOTEN, SammantradeState, UtlatandeState

_AKTEN, _TEXTEN = "_akten", "_texten"
_KAN_SAKNAS = ("beslut", "punkter", "expedieringar", "rattelser", "obesvarat")


@prepared
def _punkter(*, arende: Slot) -> QuerySet[Punkt]:
    beslut = Beslut.objects.filter(punkt=OuterRef("pk"), upphavt_at__isnull=True)
    return (
        Punkt.objects.filter(arenden=arende)
        .select_related("sammantrade__organ", "protokollspunkt__protokoll")
        .annotate(beslutad=Exists(beslut))
    )


@prepared
def _moten(*, organ: Slot) -> QuerySet[Sammantrade]:
    return Sammantrade.objects.filter(organ=organ, state__in=OPPNA_MOTEN).order_by("start_at")


@prepared
def _beslut(*, arende: Slot) -> QuerySet[Beslut]:
    return (
        Beslut.objects.filter(arenden=arende, upphavt_at__isnull=True)
        .select_related(
            "fattat_by",
            "fattat_av_uppdrag__fortroendevald",
            "delegationspunkt",
            "anmald_punkt__sammantrade",
        )
        .order_by("-pk")
    )


@prepared
def _svar(*, arende: Slot) -> QuerySet[Svar]:
    return (
        Svar.objects.filter(arende=arende, beslut__upphavt_at__isnull=True)
        .select_related("dokument__framstallning__fil")
        .order_by("-pk")[:1]
    )


@prepared
def _version(*, utlatande: Slot) -> QuerySet[Version]:
    return Version.objects.filter(utlatande=utlatande).defer("innehall", "delar")[:1]


@prepared
def _skrivna(*, utlatande: Slot, user: Slot) -> QuerySet[Avsnitt, int]:
    return Avsnitt.objects.filter(utlatande=utlatande, utkast__sparad_by=user).values_list("pk", flat=True)[
        :1
    ]


class Akten:
    """One ärende, as far as it has been asked for. `kvar`: whether the record is kept, and those of what it leads to."""

    def __init__(self, arende: Arende, *, kvar: bool = False) -> None:
        self.arende = arende
        self.kvar = kvar
        # What the query said of it is true now, and not after somebody has written.
        self._tomt = {n for n in _KAN_SAKNAS if vars(arende).pop(f"_finns_{n}", True) is False}
        self._anmalda: dict[int, list[Anmalan]] = {}

    @cached_property
    def medhandlaggare(self) -> list[Anvandare]:
        """Those who write beside the handläggare."""
        return MEDHANDLAGGARE.of(self.arende)

    @cached_property
    def motioner(self) -> list[Motion]:
        """The motioner with their att-satser, in the order they were entered."""
        motioner = MOTIONER.of(self.arende)
        ATTSATSER.onto(motioner)
        return sorted(motioner, key=lambda m: m.pk)

    @cached_property
    def utlatanden(self) -> list[Tjansteutlatande]:
        """Its texts, the latest first, each with a record of its own."""
        utlatanden = UTLATANDEN.of(self.arende)
        for u in utlatanden if self.kvar else ():
            oppna(u)
            texten(u).kanda[self.arende.pk] = self.arende
        return sorted(utlatanden, key=lambda u: -u.pk)

    @property
    def utlatande(self) -> Tjansteutlatande | None:
        """The latest text, or None."""
        return next(iter(self.utlatanden), None)

    @property
    def godkant(self) -> Tjansteutlatande | None:
        """The latest text that every chef has signed, or None."""
        return next((u for u in self.utlatanden if u.state == UtlatandeState.GODKANT), None)

    @cached_property
    def punkter(self) -> list[Punkt]:
        """Where it stands or has stood on a list, each with whether it has been decided there (`beslutad`)."""
        if "punkter" in self._tomt:
            return []
        return _punkter(arende=self.arende)

    @property
    def pa_listan(self) -> Punkt | None:
        """The undecided punkt where it now stands on a föredragningslista, or None."""
        return next(
            (
                p
                for p in self.punkter
                if p.sammantrade.state in OPPNA_MOTEN
                and p.utgatt_at is None
                and not p.information
                and not vars(p)["beslutad"]
            ),
            None,
        )

    @cached_property
    def moten(self) -> list[Sammantrade]:
        """The sittings of its organ that have not been held, the next first."""
        return _moten(organ=self.arende.organ)

    @property
    def oppna_listor(self) -> list[Sammantrade]:
        """Those of them whose list may still grow."""
        return [m for m in self.moten if m.state != SammantradeState.PAGAR]

    @cached_property
    def beslut(self) -> list[Beslut]:
        """What has been decided in it and stands, the latest first."""
        if "beslut" in self._tomt:
            return []
        return _beslut(arende=self.arende)

    @property
    def enskilt(self) -> Beslut | None:
        """The beslut of one person that stands in it, or None."""
        return next((b for b in self.beslut if b.ar_enskilt), None)

    def anmalda(self, beslut: Beslut) -> list[Anmalan]:
        """The lines by which nämnden is or has been told of one of its beslut."""
        if beslut.pk not in self._anmalda:
            self._anmalda[beslut.pk] = ANMALNINGAR.of(beslut)
        return self._anmalda[beslut.pk]

    @cached_property
    def svar(self) -> Svar | None:
        """The svar of the latest beslut that has not been taken back, or None."""
        if "beslut" in self._tomt:
            return None
        return _svar.first(arende=self.arende)

    @cached_property
    def handlingar(self) -> list[Handling]:
        """The handlingar with their files."""
        return HANDLINGAR.of(self.arende)

    @cached_property
    def expedieringar(self) -> list[Expediering]:
        """What has been sent, the first first."""
        return [] if "expedieringar" in self._tomt else EXPEDIERINGAR.of(self.arende)

    @cached_property
    def rattelser(self) -> list[Rattelse]:
        """What has been corrected in the diarium."""
        return [] if "rattelser" in self._tomt else RATTELSER.of(self.arende)

    @cached_property
    def vantar_pa_besked(self) -> bool:
        """Whether a request for anstånd is out."""
        if "obesvarat" in self._tomt or not hasattr(self.arende, "remiss"):
            return False
        return self.arende.remiss.anstand.filter(utfall="").exists()

    @cached_property
    def delegationspunkter(self) -> list[Delegationspunkt]:
        """The points of the delegationsordning of its organ, of any day."""
        punkter = DELEGATIONSPUNKTER.of(self.arende.organ)
        VIDAREDELEGATIONER.onto(punkter)
        return punkter

    @cached_property
    def bradskandeuppdrag(self) -> list[Bradskandeuppdrag]:
        """What its organ has let one person decide when it cannot wait, of any day."""
        return BRADSKANDE.of(self.arende.organ)


class Texten:
    """One tjänsteutlåtande, as far as it has been asked for. `kanda`: ärenden of it that have been read already, by key."""

    def __init__(self, utlatande: Tjansteutlatande, *, kvar: bool = False) -> None:
        self.utlatande = utlatande
        self.kvar = kvar
        self._utan_version = vars(utlatande).pop("_finns_versioner", True) is False
        self.kanda: dict[int, Arende] = {}
        self.synliga: dict[tuple[int, date], set[int]] = {}
        self.forfattare: dict[int, bool] = {}
        self.forenliga: dict[tuple[int, date], list[Arende]] = {}
        self.chefer: dict[date, list[Chef]] = {}

    @cached_property
    def arenden(self) -> list[Arende]:
        """Its ärenden in the order they were registered."""
        arenden = ARENDEN.of(self.utlatande)
        for a in arenden if self.kvar else ():
            oppna(a)
        return sorted((self.kanda.get(a.pk, a) for a in arenden), key=lambda a: a.pk)

    @cached_property
    def organ(self) -> list[Organ]:
        """The organ that it goes to, each with the steps of its chain."""
        organ = list(dict.fromkeys(a.organ for a in self.arenden))
        STEGEN.onto(organ)
        return organ

    @cached_property
    def avsnitt(self) -> list[Avsnitt]:
        """Its sections."""
        return AVSNITT.of(self.utlatande)

    @cached_property
    def satser(self) -> list[Beslutssats]:
        """Its förslag till beslut."""
        return SATSER.of(self.utlatande)

    @cached_property
    def bilagor(self) -> list[Bilaga]:
        """Its appendices."""
        return BILAGOR.of(self.utlatande)

    @cached_property
    def svar(self) -> Mapping[int, AttSatsSvar]:
        """What it answers, by the key of the att-sats."""
        return {s.attsats_id: s for s in ATTSATSSVAR.of(self.utlatande)}

    @cached_property
    def version(self) -> Version | None:
        """The version that was frozen last, or None; its words are read when they are asked for."""
        if self._utan_version:
            return None
        if hamtat(self.utlatande, "versioner"):
            return self.utlatande.versioner.first()
        return _version.first(utlatande=self.utlatande)

    @cached_property
    def godkannanden(self) -> list[Godkannande]:
        """What the chefer have said of that version, in that order."""
        return GODKANNANDEN.of(self.version) if self.version else []

    @property
    def godkanda(self) -> dict[tuple[int, int], Godkannande]:
        """The signatures of that version, by organ and the order of the step there."""
        return {(g.organ_id, g.steg): g for g in self.godkannanden if g.utfall == GodkannandeUtfall.GODKANT}

    def skriven_av(self, user: Anvandare) -> bool:
        """Whether the hand of `user` is in any of its sections."""
        if user.pk not in self.forfattare:
            self.forfattare[user.pk] = bool(_skrivna(utlatande=self.utlatande, user=user))
        return self.forfattare[user.pk]


def akten(arende: Arende) -> Akten:
    """The record of an ärende: the one that is kept, or a new one of no age."""
    kept = vars(arende).get(_AKTEN)
    return kept if isinstance(kept, Akten) else Akten(arende)


def texten(utlatande: Tjansteutlatande) -> Texten:
    """The record of a text: the one that is kept, or a new one of no age."""
    kept = vars(utlatande).get(_TEXTEN)
    return kept if isinstance(kept, Texten) else Texten(utlatande)


def oppna(subject: Model | Registren) -> None:
    """Keep what is read of an ärende or a text from now on."""
    if isinstance(subject, Arende):
        vars(subject).setdefault(_AKTEN, Akten(subject, kvar=True))
    if isinstance(subject, Tjansteutlatande):
        vars(subject).setdefault(_TEXTEN, Texten(subject, kvar=True))


def stang(subject: Model | Registren) -> None:
    """Forget what has been read of it."""
    vars(subject).pop(_AKTEN, None)
    vars(subject).pop(_TEXTEN, None)


@contextmanager
def samlat(subject: Model | Registren) -> Iterator[None]:
    """Read each thing of the subject once within the block; what was kept before it is kept after it."""
    redan = {_AKTEN, _TEXTEN} & vars(subject).keys()
    oppna(subject)
    try:
        yield
    finally:
        if not redan:
            stang(subject)
