"""The sections of a draft: saved, added, named, moved and taken away; and the title of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from motions.models import (
    Anvandare,
    Avsnitt,
    Tjansteutlatande,
    Utkast,
)
from motions.states import UtlatandeState
from motions.text import rich_text
from remiss.effects.utlatandetext.ordning import flyttad, numrera
from remiss.effects.utlatandetext.undanlagt import lagg_undan_det_sista
from remiss.facts.utlatandetext import (
    BytRubrik,
    FlyttaAvsnitt,
    LaggTillAvsnitt,
    SparaAvsnitt,
    TaBortAvsnitt,
    TidigareText,
    Uppgifter,
)
from remiss.hinder import Gjort, Hinder, HindradError


@dataclass(frozen=True)
class Sparning:
    """What came of a save. `utkast` is set when the text was kept beside the one in force, with the reason in `stangd`."""

    avsnitt: Avsnitt
    utkast: Utkast | None = None
    stangd: bool = False


def spara_avsnitt(
    utlatande: Tjansteutlatande, facts: SparaAvsnitt, *, by: Anvandare, at: datetime
) -> Gjort[Sparning]:
    """Save a section's text; it is sanitised and every save leaves an Utkast.

    A text that comes late, or when the utlåtande is closed, becomes an Utkast with `konflikt` and changes nothing else. The same
    text again (an answer that was lost on the way) is a save that has been done. Errors: HindradError for one that is too large.
    """
    oppet = utlatande.state == UtlatandeState.UTKAST
    avsnitt = utlatande.avsnitt.select_related("andrad_by").get(nyckel=facts.nyckel)
    if brist := rich_text.brist(facts.text):
        raise HindradError([Hinder(brist)])
    rent = rich_text.sanera(facts.text)
    if rent == avsnitt.text:
        return Gjort(Sparning(avsnitt))
    utgick = facts.bas == avsnitt.bas if facts.bas else facts.bas_version == avsnitt.version
    if not oppet or not utgick:
        kvar = _behall(avsnitt, rent, facts.bas_version, by=by, at=at)
        return Gjort(Sparning(avsnitt, kvar, stangd=not oppet))
    avsnitt.text, avsnitt.version = rent, avsnitt.version + 1
    avsnitt.andrad_at, avsnitt.andrad_by = at, by
    avsnitt.save(update_fields=["text", "version", "andrad_at", "andrad_by"])
    Utkast.objects.create(
        avsnitt=avsnitt,
        text=rent,
        version=avsnitt.version,
        bas_version=facts.bas_version,
        sparad_at=at,
        sparad_by=by,
    )
    return Gjort(Sparning(avsnitt))


def ater_avsnitt(
    utlatande: Tjansteutlatande, facts: TidigareText, *, by: Anvandare, at: datetime
) -> Gjort[Avsnitt]:
    """Use an earlier text again: it is saved on top of the one that the page had, which stays in the past of the section.

    Errors: HindradError when another stands there now, and as `spara_avsnitt`.
    """
    avsnitt = utlatande.avsnitt.get(nyckel=facts.nyckel)
    utkast = avsnitt.utkast.get(pk=facts.utkast_pk)
    if facts.bas != avsnitt.bas:
        raise HindradError([Hinder("Någon sparade i avsnittet just nu. Titta på den texten och välj igen.")])
    nytt = SparaAvsnitt(facts.nyckel, utkast.text, avsnitt.version, facts.bas)
    return Gjort(spara_avsnitt(utlatande, nytt, by=by, at=at).varde.avsnitt)


def _behall(avsnitt: Avsnitt, text: str, bas_version: int, *, by: Anvandare, at: datetime) -> Utkast:
    """Keep a late text beside the one in force; the same text sent again is kept once."""
    utkast, _ = Utkast.objects.get_or_create(
        avsnitt=avsnitt,
        text=text,
        bas_version=bas_version,
        konflikt=True,
        sparad_by=by,
        defaults={"sparad_at": at},
    )
    return utkast


def lagg_till_avsnitt(
    utlatande: Tjansteutlatande, facts: LaggTillAvsnitt, *, by: Anvandare, at: datetime
) -> Gjort[Avsnitt]:
    """Add a section last. Its key is `eget-<n>`, with the first free n."""
    tagna = set(utlatande.avsnitt.values_list("nyckel", flat=True))
    nummer = next(n for n in range(1, len(tagna) + 2) if f"eget-{n}" not in tagna)
    sist = utlatande.avsnitt.aggregate(n=Max("ordning"))["n"] or 0
    nytt = Avsnitt.objects.create(
        utlatande=utlatande,
        nyckel=f"eget-{nummer}",
        rubrik=facts.rubrik,
        ordning=sist + 1,
        obligatoriskt=False,
    )
    return Gjort(nytt)


def byt_rubrik(
    utlatande: Tjansteutlatande, facts: BytRubrik, *, by: Anvandare, at: datetime
) -> Gjort[Avsnitt]:
    """Rename a section. Errors: HindradError when another has, since the page was made."""
    avsnitt = utlatande.avsnitt.get(nyckel=facts.nyckel)
    if facts.fran not in ("", avsnitt.rubrik):
        raise HindradError(
            [Hinder(f"Avsnittet har fått rubriken «{avsnitt.rubrik}» av någon annan. Byt igen om du vill.")]
        )
    avsnitt.rubrik = facts.rubrik
    avsnitt.save(update_fields=["rubrik"])
    return Gjort(avsnitt)


def flytta_avsnitt(
    utlatande: Tjansteutlatande, facts: FlyttaAvsnitt, *, by: Anvandare, at: datetime
) -> Gjort[None]:
    """Move a section as far as there is room."""
    avsnitt = utlatande.avsnitt.get(nyckel=facts.nyckel)
    numrera(flyttad(list(utlatande.avsnitt.all()), avsnitt, facts.steg))
    return Gjort(None)


def ta_bort_avsnitt(
    utlatande: Tjansteutlatande, facts: TaBortAvsnitt, *, by: Anvandare, at: datetime
) -> Gjort[str]:
    """Remove an empty section with its past, but for its last words and what came too late to it. Gives its heading.

    Errors: HindradError for one that has text, or is not the one that the page showed.
    """
    avsnitt = utlatande.avsnitt.get(nyckel=facts.nyckel)
    if not rich_text.ar_tom(avsnitt.text):
        raise HindradError([Hinder(f"Avsnittet {avsnitt.rubrik} har text. Töm det först, om det ska bort.")])
    if facts.bas != avsnitt.bas:
        raise HindradError(
            [
                Hinder(
                    "Någon har ändrat avsnittet sedan du såg det. Läs det och ta bort det igen om det ska bort."
                )
            ]
        )
    lagg_undan_det_sista(avsnitt, utlatande)
    avsnitt.delete()
    numrera(list(utlatande.avsnitt.all()))
    return Gjort(avsnitt.rubrik)


def satt_uppgifter(
    utlatande: Tjansteutlatande, facts: Uppgifter, *, by: Anvandare, at: datetime
) -> Gjort[None]:
    """Set the title, and the day of the förvaltningsgrupp."""
    utlatande.titel, utlatande.forvaltningsgrupp_on = facts.titel, facts.forvaltningsgrupp_on
    utlatande.save(update_fields=["titel", "forvaltningsgrupp_on"])
    return Gjort(None)
