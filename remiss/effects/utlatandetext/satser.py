"""The beslutssatser of a draft, and its answers to the att-satser of a motion."""

from __future__ import annotations

from datetime import datetime

from motions.models import (
    Anvandare,
    AttSats,
    AttSatsSvar,
    Beslutssats,
    SvarPaAttSats,
    Tjansteutlatande,
)
from motions.text.long_word import for_langt_ord
from motions.text.signs import written
from remiss.effects.utlatandetext.ordning import flyttad, numrera
from remiss.effects.utlatandetext.undanlagt import lagg_undan_borttagen
from remiss.facts.utlatandetext import (
    AndraSats,
    Flytta,
    NySats,
    SvaraAttsats,
    TaBortSats,
)
from remiss.hinder import Gjort, Hinder, HindradError, InaktuellError

MAX_TECKEN = 30_000


def lagg_till_sats(
    utlatande: Tjansteutlatande, facts: NySats, *, by: Anvandare, at: datetime
) -> Gjort[Beslutssats]:
    """Add a beslutssats, last or as number `nummer`. Errors: HindradError for an empty text."""
    satser = list(utlatande.beslutssatser.all())
    ny = Beslutssats(utlatande=utlatande, nummer=len(satser) + 1, slag=facts.slag, text=_satstext(facts.text))
    ny.save()
    plats = len(satser) if facts.nummer is None else max(0, min(facts.nummer - 1, len(satser)))
    numrera([*satser[:plats], ny, *satser[plats:]])
    return Gjort(ny)


def andra_sats(
    utlatande: Tjansteutlatande, facts: AndraSats, *, by: Anvandare, at: datetime
) -> Gjort[Beslutssats]:
    """Change the words of a beslutssats. Errors: InaktuellError, HindradError for an empty text."""
    sats = utlatande.beslutssatser.get(pk=facts.pk)
    ny = _satstext(facts.text)
    if ny == sats.text:
        return Gjort(sats)
    if not _utgick_fran(facts, sats):
        raise InaktuellError(sats)
    sats.text, sats.version = ny, sats.version + 1
    sats.save(update_fields=["text", "version"])
    return Gjort(sats)


def flytta_sats(utlatande: Tjansteutlatande, facts: Flytta, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Move a beslutssats as far as there is room."""
    sats = utlatande.beslutssatser.get(pk=facts.pk)
    numrera(flyttad(list(utlatande.beslutssatser.all()), sats, facts.steg))
    return Gjort(None)


def ta_bort_sats(
    utlatande: Tjansteutlatande, facts: TaBortSats, *, by: Anvandare, at: datetime
) -> Gjort[Beslutssats]:
    """Remove a beslutssats and close the gap; its words are laid aside. Gives it, to be put back.

    Errors: HindradError when it does not read as the page showed it.
    """
    sats = utlatande.beslutssatser.get(pk=facts.pk)
    if facts.bas != sats.bas:
        raise HindradError(
            [
                Hinder(
                    "Någon har ändrat beslutssatsen sedan du såg den. Läs den och ta bort den igen om den ska bort."
                )
            ]
        )
    lagg_undan_borttagen(sats, by=by, at=at)
    Beslutssats.objects.filter(pk=sats.pk).delete()
    numrera(list(utlatande.beslutssatser.all()))
    return Gjort(sats)


def _utgick_fran(facts: AndraSats | SvaraAttsats, rad: Beslutssats | AttSatsSvar) -> bool:
    """Whether what is saved was made of what stands there now."""
    return facts.bas == rad.bas if facts.bas else facts.bas_version == rad.version


def _satstext(text: str) -> str:
    ren = "\n".join(" ".join(rad.split()) for rad in written(text.replace("\x00", "")).splitlines()).strip()
    if not ren:
        raise HindradError([Hinder("Beslutssatsen är tom. Skriv något eller ta bort den.")])
    return _lagom(ren, "Beslutssatsen")


def _lagom(text: str, vad: str) -> str:
    if len(text) > MAX_TECKEN:
        raise HindradError([Hinder(f"{vad} har fler än {MAX_TECKEN} tecken. Korta texten.")])
    if fel := for_langt_ord(text):
        raise HindradError([Hinder(fel)])
    return text


def svara_attsats(
    utlatande: Tjansteutlatande, facts: SvaraAttsats, *, by: Anvandare, at: datetime
) -> Gjort[AttSatsSvar]:
    """Answer an att-sats of the ärende's motion. Errors: InaktuellError, HindradError when no answer is chosen."""
    attsats = (
        AttSats.objects.filter(motion__arenden__in=utlatande.arenden.all())
        .distinct()
        .get(pk=facts.attsats_id)
    )
    if facts.svar not in SvarPaAttSats.values:
        raise HindradError([Hinder("Välj vad ni föreslår om att-satsen, så sparas svaret.")])
    ren = _lagom(written(facts.motivering.replace("\x00", "")).replace("\r\n", "\n").strip(), "Motiveringen")
    rad = utlatande.attsatssvar.filter(attsats=attsats).first()
    if rad is not None and (rad.svar, rad.motivering) == (facts.svar, ren):
        return Gjort(rad)
    rad = rad or AttSatsSvar(utlatande=utlatande, attsats=attsats, version=0)
    if not _utgick_fran(facts, rad):
        raise InaktuellError(rad)
    rad.svar, rad.motivering, rad.version = facts.svar, ren, rad.version + 1
    rad.save()
    return Gjort(rad)
