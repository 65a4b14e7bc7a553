"""When an entry of the diarium may be corrected, and when an ärende or a handling may be makulerad."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from motions.akten import akten
from motions.models import Anvandare, Arende, Bilaga, Godkannande, GodkannandeUtfall, Handling, Riktning
from remiss.facts import Facts
from remiss.facts.diarium import MakuleraHandling, RattaHandling
from remiss.guards.arende import pa_listan
from remiss.hinder import Hinder


def makulera(arende: Arende, by: Anvandare, at: datetime, facts: Facts | None) -> list[Hinder]:
    """What has left the house, been signed or been put on a list is no mistake that can be struck out."""
    hinder = []
    utskickat = next((h for h in akten(arende).handlingar if h.riktning == Riktning.EXPEDIERAD), None)
    if utskickat is not None:
        hinder.append(
            Hinder(
                f"«{utskickat.rubrik}» har skickats ut. Skriv av ärendet i stället.",
                reverse("akt", args=["arende", arende.pk, "avskriv"]),
                "Skriv av ärendet",
            )
        )
    if (
        akten(arende).utlatanden
        and Godkannande.objects.filter(
            version__utlatande__arenden=arende, utfall=GodkannandeUtfall.GODKANT
        ).exists()
    ):
        hinder.append(
            Hinder(
                "En chef har godkänt tjänsteutlåtandet. Skriv av ärendet i stället.",
                reverse("akt", args=["arende", arende.pk, "avskriv"]),
                "Skriv av ärendet",
            )
        )
    punkt = pa_listan(arende)
    if punkt is not None:
        hinder.append(
            Hinder(
                f"Ärendet står på listan för {punkt.sammantrade}. Ta bort det därifrån först.",
                reverse("sammantrade", args=[punkt.sammantrade_id]),
                "Visa listan",
            )
        )
    return hinder


def ratta_handling(
    arende: Arende, by: Anvandare, at: datetime, facts: RattaHandling | MakuleraHandling | None
) -> list[Hinder]:
    """A handling of this akt that still counts."""
    handling = _nu(facts)
    if handling is None:
        return []
    if handling.arende_id != arende.pk:
        return [Hinder("Handlingen hör till ett annat ärende.")]
    if handling.makulerad_at is not None:
        return [Hinder("Handlingen är makulerad.")]
    return []


def makulera_handling(
    arende: Arende, by: Anvandare, at: datetime, facts: MakuleraHandling | None
) -> list[Hinder]:
    """Only what came in or was put in by hand: what we made or sent is part of what happened."""
    hinder = ratta_handling(arende, by, at, facts)
    handling = _nu(facts)
    if hinder or handling is None:
        return hinder
    if handling.dokument_id is not None or handling.riktning == Riktning.EXPEDIERAD:
        return [
            Hinder("Handlingen är upprättad eller skickad av er. Den visar vad som har hänt och ligger kvar.")
        ]
    bilaga = Bilaga.objects.filter(handling=handling).first()
    if bilaga is not None:
        vem = arende.handlaggare.namn if arende.handlaggare else "handläggaren"
        return [
            Hinder(
                f"Handlingen är bilaga {bilaga.nummer} i tjänsteutlåtandet. Be {vem} ta bort bilagan först."
            )
        ]
    return []


def _nu(facts: RattaHandling | MakuleraHandling | None) -> Handling | None:
    """The handling as it stands under the lock of its akt: the form read it before."""
    return None if facts is None else Handling.objects.get(pk=facts.handling.pk)
