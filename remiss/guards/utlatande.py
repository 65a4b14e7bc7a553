"""What a tjänsteutlåtande must be before it goes to its chefer, and who of them may sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from motions.akten import texten
from motions.apart import OverGransError
from motions.documents import table_check
from motions.models import CHEFSROLLER, Anvandare, Avsnitt, Befattning, GodkannandeUtfall, Tjansteutlatande
from motions.states import ArendeState
from motions.text import rich_text
from motions.utlatandet import attsatser
from remiss import roles
from remiss.facts import Facts
from remiss.hinder import Hinder


def skicka_for_godkannande(
    utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Facts | None
) -> list[Hinder]:
    """Complete: a förslag till beslut, every compulsory section, every att-sats answered, a chain to sign in."""
    sida = reverse("utlatande", args=[utlatande.pk])
    arenden = roles.arenden_of(utlatande)
    hinder = []
    text = texten(utlatande)
    satser = text.satser
    if not satser:
        hinder.append(Hinder("Förslag till beslut saknas.", f"{sida}#beslutssatser", "Skriv"))
    hinder += [
        Hinder(f"Beslutssats {s.nummer} har en plats som inte är ifylld.", f"{sida}#beslutssatser", "Fyll i")
        for s in satser
        if "{" in s.text
    ]
    hinder += [
        Hinder(f"Avsnittet {a.rubrik} är tomt.", f"{sida}#{a.nyckel}", "Skriv")
        for a in text.avsnitt
        if a.obligatoriskt and rich_text.ar_tom(a.text)
    ]
    hinder += _for_breda_tabeller(text.avsnitt, sida)
    hinder += [
        Hinder(f"Att-sats {s.nummer} i motionen har inget svar.", f"{sida}#attsatser", "Svara")
        for s in sorted(attsatser(arenden), key=lambda s: s.nummer)
        if s.pk not in text.svar
    ]
    hinder += [
        Hinder(f"{o} har ingen godkännandekedja. Be förvaltningens superanvändare lägga upp den.")
        for o in text.organ
        if not o.godkannandesteg.all()
    ]
    if not utlatande.forvaltningsgrupp_on and any(a.arendetyp.forvaltningsgrupp for a in arenden):
        hinder.append(
            Hinder(
                "Ärendet ska behandlas i förvaltningsgruppen. Fyll i vilken dag det gjordes.",
                f"{sida}#uppgifter",
                "Fyll i",
            )
        )
    for arende in arenden:
        if arende.state != ArendeState.BEREDNING:
            hinder.append(
                Hinder(
                    f"{arende.dnr} är inte under beredning.",
                    reverse("arende", args=[arende.pk]),
                    "Visa ärendet",
                )
            )
        if arende.sekretess and not _nagon_chef_behorig(arende.pk):
            hinder.append(
                Hinder(
                    "Ingen chef har behörighet till det sekretessmarkerade ärendet. Be registratorn ge den som ska godkänna "
                    "behörighet."
                )
            )
    return hinder


def _for_breda_tabeller(avsnitt: Sequence[Avsnitt], sida: str) -> list[Hinder]:
    """A table that no page can hold would lose its columns in what is kept for ever."""
    nycklar = {a.rubrik: a.nyckel for a in avsnitt}
    try:
        breda = table_check.for_breda((a.rubrik, a.text) for a in avsnitt)
    except OverGransError as error:
        return [
            Hinder(
                f"Textens tabeller kan inte läggas ut på papper. {error} Dela upp dem i mindre tabeller.",
                sida,
                "Visa texten",
            )
        ]
    return [
        Hinder(
            f"Tabell {nummer} i avsnittet {rubrik} är för bred för pappret, också på en liggande sida. Dela upp den i två "
            "tabeller eller korta det som står i cellerna.",
            f"{sida}#{nycklar[rubrik]}",
            "Ändra",
        )
        for rubrik, nummer in breda
    ]


def _nagon_chef_behorig(arende_id: int) -> bool:
    return Befattning.objects.filter(
        roll__in=[r.value for r in CHEFSROLLER], anvandare__behorig_till=arende_id
    ).exists()


def godkann(utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """An author never signs as chef for the same text."""
    if roles.ar_forfattare(by, utlatande):
        return [Hinder("Du har själv skrivit i texten. Nästa chef eller din vikarie måste godkänna den.")]
    return []


def aterlamna(utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """Returning one's own text is taking it back, which is another act."""
    if roles.ar_forfattare(by, utlatande):
        return [Hinder("Du har själv skrivit i texten. Ta tillbaka den i stället för att återlämna den.")]
    return []


def ar_sista_steget(utlatande: Tjansteutlatande) -> bool:
    """Whether one signature remains in the chain of the current version."""
    if texten(utlatande).version is None:
        return False
    gjorda = sum(g.utfall == GodkannandeUtfall.GODKANT for g in texten(utlatande).godkannanden)
    return len(roles.kedjan(utlatande)) - gjorda <= 1


def ar_inte_sista_steget(utlatande: Tjansteutlatande) -> bool:
    """Whether another chef must sign after this one."""
    return not ar_sista_steget(utlatande)
