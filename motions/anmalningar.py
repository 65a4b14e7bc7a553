"""What nämnden is told of at a sitting: the punkt where it stands, and what is to be told and stands on no list yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model, QuerySet

from motions import paragraf
from motions.models import (
    Anmalan,
    Arende,
    Beslut,
    Handling,
    HandlingSlag,
    Protokoll,
    Punkt,
    PunktSlag,
    Riktning,
    Sammantrade,
)
from motions.prepared import Slot, hamtat, prepared
from motions.states import OPPNA_MOTEN, SammantradeState
from motions.visibility import Betraktare

HANDLINGSFORSLAG = 20
"""How many inkomna handlingar are proposed at the most; the rest may be written as lines."""


def anmalan_punkt(sammantrade: Sammantrade) -> Punkt | None:
    """The punkt where things are anmälda, or None."""
    if hamtat(sammantrade, "punkter"):
        punkter: Iterable[Punkt] = sammantrade.punkter.all()
        return next((p for p in punkter if p.slag == PunktSlag.ANMALAN and p.utgatt_at is None), None)
    return sammantrade.punkter.filter(slag=PunktSlag.ANMALAN, utgatt_at__isnull=True).first()


def ar_oppen(sammantrade: Sammantrade) -> bool:
    """Whether lines may be added: until the sitting ends, and once it has begun only in a § that is not yet sent."""
    if sammantrade.state == SammantradeState.PAGAR:
        punkt = anmalan_punkt(sammantrade)
        return punkt is not None and punkt.paragraf is not None and not paragraf.ar_last(punkt)
    return sammantrade.state in OPPNA_MOTEN


def beslut_att_anmala(sammantrade: Sammantrade, synliga: QuerySet[Arende]) -> QuerySet[Beslut]:
    """The beslut outside the sitting that nämnden must be told of and that stand on no list to come (KL 6:39-40).

    `synliga`: the ärenden that the reader may know of.
    """
    return (
        _besluten(sammantrade.organ_id, synliga)
        .select_related("delegationspunkt", "fattat_by", "fattat_av_uppdrag__fortroendevald")
        .prefetch_related("arenden__remiss__remittent")
    )


def _besluten(organ: int | Slot, synliga: QuerySet[Arende]) -> QuerySet[Beslut]:
    pa_vag = Anmalan.objects.filter(
        beslut__isnull=False,
        punkt__utgatt_at__isnull=True,
        punkt__sammantrade__state__in=OPPNA_MOTEN,
    )
    return (
        Beslut.objects.att_anmala()
        .filter(organ=organ, arenden__in=synliga.values("pk"))
        .distinct()
        .exclude(pk__in=pa_vag.values("beslut"))
    )


def protokoll_att_anmala(sammantrade: Sammantrade) -> QuerySet[Protokoll]:
    """The justerade protokoll of the organ's latest earlier sittings that have not been anmälda."""
    return (
        _protokollen(sammantrade.organ_id, sammantrade.start_at)
        .select_related("sammantrade__organ")
        .prefetch_related("punkter")
        .order_by("sammantrade__start_at", "pk")
    )


def antal_att_anmala(sammantrade: Sammantrade, vem: Betraktare) -> int:
    """How many beslut and protokoll remain to be put up."""
    return _att_anmala.count(vem, organ=sammantrade.organ_id, fore=sammantrade.start_at)


@prepared
def _att_anmala(vem: Betraktare, *, organ: Slot, fore: Slot) -> QuerySet[Model, int]:
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    beslut = _besluten(organ, synliga).order_by().values_list("pk", flat=True)
    return beslut.union(_protokollen(organ, fore).order_by().values_list("pk", flat=True), all=True)


def handlingar_att_anmala(sammantrade: Sammantrade, synliga: QuerySet[Handling]) -> QuerySet[Handling]:
    """What has come in to the organ's ärenden since its last sitting, but for the remisser themselves, newest first."""
    fore = (
        Sammantrade.objects.filter(
            organ=sammantrade.organ_id, state=SammantradeState.AVSLUTAT, start_at__lt=sammantrade.start_at
        )
        .order_by("-start_at")
        .first()
    )
    inkomna = synliga.filter(
        arende__organ=sammantrade.organ_id, riktning=Riktning.INKOMMEN, anmalningar__isnull=True
    ).exclude(slag__in=[HandlingSlag.REMISS, HandlingSlag.MOTION])
    if fore is not None:
        inkomna = inkomna.filter(registrerad_at__gt=fore.start_at)
    ids = inkomna.order_by("-registrerad_at").values_list("pk", flat=True)[:HANDLINGSFORSLAG]
    return Handling.objects.filter(pk__in=list(ids)).select_related("arende").order_by("-datum_on", "-pk")


def _protokollen(organ: int | Slot, fore: datetime | Slot) -> QuerySet[Protokoll]:
    """Of the two sittings before the moment: what is older has either been anmält or never will be."""
    moten = Sammantrade.objects.filter(organ=organ, state=SammantradeState.AVSLUTAT, start_at__lt=fore)
    return Protokoll.objects.filter(
        sammantrade__organ=organ,
        sammantrade__start_at__lt=fore,
        justerat_on__isnull=False,
        anmalningar__isnull=True,
        sammantrade__in=moten.order_by("-start_at")[:2],
    )
