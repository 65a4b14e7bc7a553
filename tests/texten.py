"""Edits of a draft in the words of the tests: each goes through the gate, as the handläggare unless another is named."""

from __future__ import annotations

from datetime import date, datetime

from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    BeslutssatsSlag,
    Bilaga,
    Handling,
    Tjansteutlatande,
)
from remiss.effects.utlatandetext.text import Sparning
from remiss.facts import NOTHING
from remiss.facts import utlatandetext as facts
from remiss.workflow import edit, edits
from remiss.workflow.step import Edit, F, R


def gor(
    row: Edit[Tjansteutlatande, F, R],
    utlatande: Tjansteutlatande,
    fakta: F,
    by: Anvandare | None = None,
    at: datetime | None = None,
) -> R:
    """Make one edit of the draft, when it was last changed unless another moment is named."""
    vem = by or next(a.handlaggare for a in utlatande.arenden.order_by("pk") if a.handlaggare)
    return edit(row, utlatande, fakta, by=vem, at=at or utlatande.state_since)


def skapa_utlatande(arende: Arende, *, by: Anvandare, at: datetime) -> Tjansteutlatande:
    """Begin to write."""
    return edit(edits.SKRIV, arende, NOTHING, by=by, at=at)


def spara_avsnitt(
    utlatande: Tjansteutlatande, nyckel: str, *, text: str, bas_version: int, by: Anvandare, at: datetime
) -> Sparning:
    """Save a section."""
    return gor(edits.SPARA_AVSNITT, utlatande, facts.SparaAvsnitt(nyckel, text, bas_version), by, at)


def lagg_till_avsnitt(utlatande: Tjansteutlatande, *, rubrik: str) -> Avsnitt:
    """Add a section."""
    return gor(edits.NYTT_AVSNITT, utlatande, facts.LaggTillAvsnitt(rubrik))


def byt_rubrik(utlatande: Tjansteutlatande, nyckel: str, *, rubrik: str) -> Avsnitt:
    """Rename a section."""
    return gor(edits.BYT_RUBRIK, utlatande, facts.BytRubrik(nyckel, rubrik))


def flytta_avsnitt(utlatande: Tjansteutlatande, nyckel: str, steg: int) -> None:
    """Move a section."""
    gor(edits.FLYTTA_AVSNITT, utlatande, facts.FlyttaAvsnitt(nyckel, steg))


def ta_bort_avsnitt(utlatande: Tjansteutlatande, nyckel: str) -> str:
    """Take an empty section away."""
    return gor(
        edits.TA_BORT_AVSNITT,
        utlatande,
        facts.TaBortAvsnitt(nyckel, utlatande.avsnitt.get(nyckel=nyckel).bas),
    )


def satt_uppgifter(utlatande: Tjansteutlatande, *, titel: str, forvaltningsgrupp_on: date | None) -> None:
    """Set the title and the day of the förvaltningsgrupp."""
    gor(edits.SATT_UPPGIFTER, utlatande, facts.Uppgifter(titel, forvaltningsgrupp_on))


def lagg_till_sats(
    utlatande: Tjansteutlatande,
    *,
    text: str,
    slag: str = BeslutssatsSlag.OVRIGT,
    nummer: int | None = None,
) -> Beslutssats:
    """Add a beslutssats."""
    return gor(edits.NY_SATS, utlatande, facts.NySats(text, slag, nummer))


def andra_sats(utlatande: Tjansteutlatande, pk: int, *, text: str, bas_version: int) -> Beslutssats:
    """Change a beslutssats."""
    return gor(edits.ANDRA_SATS, utlatande, facts.AndraSats(pk, text, bas_version))


def flytta_sats(utlatande: Tjansteutlatande, pk: int, steg: int) -> None:
    """Move a beslutssats."""
    gor(edits.FLYTTA_SATS, utlatande, facts.Flytta(pk, steg))


def ta_bort_sats(utlatande: Tjansteutlatande, pk: int) -> Beslutssats:
    """Take a beslutssats away."""
    return gor(edits.TA_BORT_SATS, utlatande, facts.TaBortSats(pk, utlatande.beslutssatser.get(pk=pk).bas))


def svara_attsats(
    utlatande: Tjansteutlatande, attsats_id: int, *, svar: str, motivering: str, bas_version: int
) -> AttSatsSvar:
    """Answer an att-sats."""
    fakta = facts.SvaraAttsats(attsats_id, svar, motivering, bas_version)
    return gor(edits.SVARA_ATTSATS, utlatande, fakta)


def bilagg_handling(utlatande: Tjansteutlatande, handling: Handling) -> Bilaga:
    """Make a handling a bilaga."""
    return gor(edits.BILAGG_HANDLING, utlatande, facts.BilaggHandling(handling))


def bilagg_fil(
    utlatande: Tjansteutlatande, fil: GranskadFil, *, rubrik: str, at: datetime | None = None
) -> Bilaga:
    """Make a file a bilaga."""
    return gor(edits.BILAGG_FIL, utlatande, facts.BilaggFil(fil, rubrik), at=at)


def flytta_bilaga(utlatande: Tjansteutlatande, pk: int, steg: int) -> None:
    """Move a bilaga."""
    gor(edits.FLYTTA_BILAGA, utlatande, facts.Flytta(pk, steg))


def ta_bort_bilaga(utlatande: Tjansteutlatande, pk: int) -> str:
    """Take a bilaga away."""
    return gor(edits.TA_BORT_BILAGA, utlatande, facts.Delval(pk))
