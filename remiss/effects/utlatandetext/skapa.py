"""How a tjänsteutlåtande begins: with the sections that its ärendetyp asks for, and what came in."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from motions.documents import store
from motions.documents.context.utlatande import PERSPEKTIV, ar_perspektiv
from motions.documents.store import GranskadFil
from motions.ingest.file_check import brist_som_bilaga, slag_av
from motions.models import (
    Anvandare,
    Arende,
    Avsnitt,
    Bilaga,
    Handling,
    HandlingSlag,
    Perspektiv,
    Tjansteutlatande,
)
from remiss.effects.utlatandetext.ordning import numrera
from remiss.facts import Facts
from remiss.hinder import Gjort

INKOMNA = (HandlingSlag.MOTION, HandlingSlag.REMISS, HandlingSlag.UPPDRAG, HandlingSlag.INITIATIV)
"""The handlingar that an ärende begins with; the motion is what nämnden is asked about, so it goes first."""


def skapa_utlatande(arende: Arende, facts: Facts, *, by: Anvandare, at: datetime) -> Gjort[Tjansteutlatande]:
    """The ärende's tjänsteutlåtande: what it has, else a new one with the ärendetyp's sections and what came in as bilaga 1."""
    fanns = arende.utlatanden.order_by("pk").last()
    if fanns is not None:
        return Gjort(fanns)
    utlatande = Tjansteutlatande.objects.create(
        titel=arende.titel, state_since=at, skapad_at=at, skapad_by=by
    )
    utlatande.arenden.add(arende)
    Avsnitt.objects.bulk_create(
        Avsnitt(
            utlatande=utlatande,
            nyckel=mall.nyckel,
            rubrik=mall.rubrik,
            ordning=ordning,
            obligatoriskt=mall.obligatoriskt,
        )
        for ordning, mall in enumerate(arende.arendetyp.avsnitt.all(), start=1)
    )
    lagg_till_perspektiv(utlatande, arende)
    bilagg_inkommen(utlatande, arende)
    return Gjort(utlatande)


def lagg_till_perspektiv(utlatande: Tjansteutlatande, arende: Arende) -> None:
    """A short compulsory section for each perspektiv that the ärendetyp demands, after Ärendets beredning (domain 4.7)."""
    avsnitt = list(utlatande.avsnitt.all())
    finns = {a.nyckel for a in avsnitt}
    efter = [n for n, a in enumerate(avsnitt, start=1) if a.nyckel == "beredning" or ar_perspektiv(a.nyckel)]
    plats = max(efter, default=len(avsnitt))
    nya = [
        Avsnitt(utlatande=utlatande, nyckel=nyckel, rubrik=Perspektiv(p).label, ordning=len(avsnitt) + n)
        for n, p in enumerate(Perspektiv.values, start=1)
        if p in arende.arendetyp.perspektiv and (nyckel := f"{PERSPEKTIV}{p}") not in finns
    ]
    Avsnitt.objects.bulk_create(nya)
    numrera([*avsnitt[:plats], *nya, *avsnitt[plats:]])


def bilagg_inkommen(utlatande: Tjansteutlatande, arende: Arende) -> None:
    """The motion, else the remiss, that came in is the ärende's first bilaga, if its readers can open it."""
    inkommen = (
        arende.handlingar.gallande()
        .filter(slag__in=INKOMNA)
        .order_by(models.Case(models.When(slag=HandlingSlag.MOTION, then=0), default=1), "lopnummer")
        .first()
    )
    if inkommen is not None and _kan_lasas(inkommen):
        rubrik = inkommen.rubrik
        if utlatande.bilagor.filter(rubrik=rubrik[:200]).exists():
            rubrik = f"{rubrik[:150]} ({arende.dnr})"
        Bilaga.objects.create(
            utlatande=utlatande,
            nummer=utlatande.bilagor.count() + 1,
            rubrik=rubrik[:200],
            handling=inkommen,
        )


def _kan_lasas(handling: Handling) -> bool:
    if handling.fil is None:
        return True
    fil = GranskadFil(store.read(handling.fil), slag_av(handling.filnamn), handling.filnamn)
    return not brist_som_bilaga(fil)
