"""The bilagor of a draft: handlingar of the akt, and files of its own."""

from __future__ import annotations

from datetime import datetime

from motions.documents import store
from motions.models import (
    Anvandare,
    Bilaga,
    Handling,
    Tjansteutlatande,
)
from remiss.effects.utlatandetext.ordning import flyttad, numrera
from remiss.facts.utlatandetext import (
    BilaggFil,
    BilaggHandling,
    Delval,
    Flytta,
)
from remiss.hinder import Gjort, Hinder, HindradError


def bilagg_handling(
    utlatande: Tjansteutlatande, facts: BilaggHandling, *, by: Anvandare, at: datetime
) -> Gjort[Bilaga]:
    """Add a handling of the akt as the last bilaga. Errors: HindradError for one that is there already, or of another akt."""
    if facts.handling.arende_id is None or not utlatande.arenden.filter(pk=facts.handling.arende_id).exists():
        raise HindradError([Hinder("Handlingen hör till ett annat ärende.")])
    if Handling.objects.filter(pk=facts.handling.pk, makulerad_at__isnull=False).exists():
        raise HindradError([Hinder(f"«{facts.handling.rubrik}» är makulerad.")])
    if utlatande.bilagor.filter(handling=facts.handling).exists():
        raise HindradError([Hinder(f"«{facts.handling.rubrik}» är redan bilaga.")])
    bilaga = Bilaga.objects.create(
        utlatande=utlatande,
        nummer=utlatande.bilagor.count() + 1,
        rubrik=facts.handling.rubrik[:200],
        handling=facts.handling,
    )
    return Gjort(bilaga)


def bilagg_fil(
    utlatande: Tjansteutlatande, facts: BilaggFil, *, by: Anvandare, at: datetime
) -> Gjort[Bilaga]:
    """Add an uploaded file as the last bilaga; it becomes a Handling when the chefer have signed."""
    bilaga = Bilaga.objects.create(
        utlatande=utlatande,
        nummer=utlatande.bilagor.count() + 1,
        rubrik=facts.rubrik or facts.fil.filnamn.rpartition(".")[0][:200],
        fil=store.save(facts.fil.data, mime=facts.fil.mime, at=at),
        filnamn=facts.fil.filnamn,
    )
    return Gjort(bilaga)


def flytta_bilaga(utlatande: Tjansteutlatande, facts: Flytta, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Move a bilaga as far as there is room."""
    bilaga = utlatande.bilagor.get(pk=facts.pk)
    numrera(flyttad(list(utlatande.bilagor.all()), bilaga, facts.steg))
    return Gjort(None)


def ta_bort_bilaga(utlatande: Tjansteutlatande, facts: Delval, *, by: Anvandare, at: datetime) -> Gjort[str]:
    """Take a bilaga out of the list; a handling stays in the akt. Gives its heading."""
    bilaga = utlatande.bilagor.get(pk=facts.pk)
    bilaga.delete()
    numrera(list(utlatande.bilagor.all()))
    return Gjort(bilaga.rubrik)
