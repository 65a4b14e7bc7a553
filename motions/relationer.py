"""What belongs to an ärende and to its text, each relation with what is read of it."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from motions.models import (
    Anmalan,
    Anstand,
    Anvandare,
    Arende,
    AttSats,
    AttSatsSvar,
    Avsnitt,
    Beslut,
    Beslutssats,
    Bilaga,
    Bradskandeuppdrag,
    Delegationspunkt,
    Expediering,
    Godkannande,
    Godkannandesteg,
    Handling,
    Medhandlaggare,
    Motion,
    Motionar,
    Organ,
    Punkt,
    Rattelse,
    Tjansteutlatande,
    Version,
    Vidaredelegation,
)
from motions.prepared import Related, med_finns

ARENDETS = ("organ", "handlaggare", "enhet", "arendetyp", "remiss__remittent")
"""What an ärende has one of, and its texts and pages name."""


def hela(arenden: QuerySet[Arende]) -> QuerySet[Arende]:
    """The ärenden with what is one of each to them, and with what they have none of, so that it need not be asked for."""
    finns = {
        "beslut": Beslut.arenden.through._default_manager.filter(arende=OuterRef("pk")),
        "punkter": Punkt.arenden.through._default_manager.filter(arende=OuterRef("pk")),
        "expedieringar": Expediering.objects.filter(arende=OuterRef("pk")),
        "rattelser": Rattelse.objects.filter(arende=OuterRef("pk")),
        "obesvarat": Anstand.objects.filter(remiss__arende=OuterRef("pk"), utfall=""),
    }
    return med_finns(arenden.select_related(*ARENDETS, "klassificering"), **finns)


MEDHANDLAGGARE = Related(Arende, "medhandlaggare", Anvandare)
MOTIONER = Related(Arende, "motioner", Motion)
ATTSATSER = Related(Motion, "attsatser", AttSats)
MOTIONARER = Related(Motion, "motionarer", Motionar)
UTLATANDEN = Related(Arende, "utlatanden", Tjansteutlatande)
HANDLINGAR = Related(
    Arende,
    "handlingar",
    lambda: Handling.objects.select_related("fil", "dokument__framstallning__fil", "makulerad_by"),
)
EXPEDIERINGAR = Related(Arende, "expedieringar", Expediering)
RATTELSER = Related(Arende, "rattelser", lambda: Rattelse.objects.select_related("rattad_by", "handling"))
ANMALNINGAR = Related(
    Beslut, "anmalningar", lambda: Anmalan.objects.select_related("punkt__sammantrade__organ")
)
DELEGATIONSPUNKTER = Related(Organ, "delegationspunkter", Delegationspunkt)
VIDAREDELEGATIONER = Related(Delegationspunkt, "vidaredelegationer", Vidaredelegation)
BRADSKANDE = Related(Organ, "bradskandeuppdrag", Bradskandeuppdrag)
STEGEN = Related(Organ, "godkannandesteg", Godkannandesteg)
ARENDEN = Related(Tjansteutlatande, "arenden", lambda: Arende.objects.select_related(*ARENDETS))
AVSNITT = Related(Tjansteutlatande, "avsnitt", lambda: Avsnitt.objects.select_related("andrad_by"))
SATSER = Related(Tjansteutlatande, "beslutssatser", Beslutssats)
BILAGOR = Related(
    Tjansteutlatande,
    "bilagor",
    lambda: Bilaga.objects.select_related("handling__fil", "handling__dokument__framstallning__fil", "fil"),
)
ATTSATSSVAR = Related(
    Tjansteutlatande, "attsatssvar", lambda: AttSatsSvar.objects.select_related("attsats__motion")
)
ARENDEN_MED_ALLT = Related(
    Tjansteutlatande,
    "arenden",
    lambda: med_finns(
        Arende.objects.select_related(*ARENDETS),
        medhandlaggare=Medhandlaggare.objects.filter(arende=OuterRef("pk")),
        motioner=Arende.motioner.through._default_manager.filter(arende=OuterRef("pk")),
    ),
)
GODKANNANDEN = Related(Version, "godkannanden", lambda: Godkannande.objects.select_related("avgjord_by"))
"""What belongs to an ärende and to its text, each with what is read of it."""


def hel_text(utlatanden: QuerySet[Tjansteutlatande]) -> QuerySet[Tjansteutlatande]:
    """The texts with what they have none of, so that it need not be asked for."""
    return med_finns(
        utlatanden,
        beslutssatser=Beslutssats.objects.filter(utlatande=OuterRef("pk")),
        attsatssvar=AttSatsSvar.objects.filter(utlatande=OuterRef("pk")),
        bilagor=Bilaga.objects.filter(utlatande=OuterRef("pk")),
        versioner=Version.objects.filter(utlatande=OuterRef("pk")),
    )
