"""What a tjänsteutlåtande must be before it goes to its chefer, and who of them may sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from motions.akten import texten
from motions.apart import AvbrottError, OverGransError, UpptagetError
from motions.datum import day_of
from motions.documents import table_check
from motions.models import CHEFSROLLER, Anvandare, Avsnitt, Befattning, Tjansteutlatande
from motions.states import ArendeState
from motions.text import rich_text
from motions.utlatandet import attsatser
from remiss import roles
from remiss.facts import Facts
from remiss.facts.utlatande import Avgor
from remiss.hinder import ANNAN_TEXT, Hinder
from remiss.underskrift import kedjan


def skicka_for_godkannande(
    utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Facts | None
) -> list[Hinder]:
    """Complete: a förslag till beslut, every compulsory section, every att-sats answered, a chain that can be signed."""
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
    utan_kedja = [o for o in text.organ if not o.godkannandesteg.all()]
    hinder += [
        Hinder(f"{o} har ingen godkännandekedja. Be förvaltningens superanvändare lägga upp den.")
        for o in utan_kedja
    ]
    if not utlatande.forvaltningsgrupp_on and any(a.arendetyp.forvaltningsgrupp for a in arenden):
        hinder.append(
            Hinder(
                "Ärendet ska behandlas i förvaltningsgruppen. Fyll i vilken dag det gjordes.",
                f"{sida}#uppgifter",
                "Fyll i",
            )
        )
    obehoriga = False
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
            obehoriga = True
            hinder.append(
                Hinder(
                    "Ingen chef har behörighet till det sekretessmarkerade ärendet. Be registratorn ge den som ska godkänna "
                    "behörighet."
                )
            )
    if not (utan_kedja or obehoriga):
        hinder += kedjan.kedjans_hinder(utlatande, day_of(at))
    return hinder


def _for_breda_tabeller(avsnitt: Sequence[Avsnitt], sida: str) -> list[Hinder]:
    """A table that no page can hold would lose its columns in what is kept for ever."""
    rubriker = {a.nyckel: a.rubrik for a in avsnitt}
    try:
        breda = table_check.for_breda((a.nyckel, a.text) for a in avsnitt)
    except (AvbrottError, UpptagetError):
        return [Hinder("Textens tabeller kunde inte prövas just nu. Försök igen om en stund.")]
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
            f"Tabell {nummer} i avsnittet {rubriker[nyckel]} är för bred för pappret, också på en liggande sida. "
            "Dela upp den i två tabeller eller korta det som står i cellerna.",
            f"{sida}#{nyckel}",
            "Ändra",
        )
        for nyckel, nummer in breda
    ]


def _nagon_chef_behorig(arende_id: int) -> bool:
    return Befattning.objects.filter(
        roll__in=[r.value for r in CHEFSROLLER], anvandare__behorig_till=arende_id
    ).exists()


def godkann(utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Avgor | None) -> list[Hinder]:
    """An author never signs as chef for the same text, one person signs one step, and what is signed is what the page named."""
    if roles.ar_forfattare(by, utlatande):
        return [Hinder("Du har själv skrivit i texten. Nästa chef eller din vikarie måste godkänna den.")]
    return kedjan.stegets_hinder(utlatande, by, day_of(at)) or _namngiven(utlatande, facts)


def aterlamna(utlatande: Tjansteutlatande, by: Anvandare, at: datetime, facts: Avgor | None) -> list[Hinder]:
    """Returning one's own text is taking it back, which is another act; what is returned is what the page named."""
    if roles.ar_forfattare(by, utlatande):
        return [Hinder("Du har själv skrivit i texten. Ta tillbaka den i stället för att återlämna den.")]
    return _namngiven(utlatande, facts)


def _namngiven(utlatande: Tjansteutlatande, facts: Avgor | None) -> list[Hinder]:
    """The version that waits is the one that the page named."""
    version = texten(utlatande).version
    if facts is None or (version is not None and version.pk == facts.version):
        return []
    return [Hinder(ANNAN_TEXT)]


def ar_sista_steget(utlatande: Tjansteutlatande) -> bool:
    """Whether one signature remains in the chain of the current version."""
    if texten(utlatande).version is None:
        return False
    gjorda = texten(utlatande).godkanda
    return sum((s.organ_id, s.ordning) not in gjorda for s in roles.kedjan(utlatande)) <= 1


def ar_inte_sista_steget(utlatande: Tjansteutlatande) -> bool:
    """Whether another chef must sign after this one."""
    return not ar_sista_steget(utlatande)
