"""A motion is answered and justerad omedelbart, from the post to the svar that leaves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.resa import Remissbrev, Resa

pytestmark = pytest.mark.journey

TEXT = {
    "Sammanfattning": "Motionärerna vill att kommunen inrättar ett traineeprogram. Förvaltningen föreslår att nämnden "
    "överlämnar utlåtandet som svar.",
    "Bakgrund": "Kommunstyrelsen har skickat motionen på remiss till nämnden.",
    "Ärendet": "Programmet ska ge unga med ny examen en väg in i kommunens yrken.",
    "Ärendets beredning": "Ärendet har beretts inom enheten för utveckling.",
    "Förvaltningens synpunkter och förslag": "Förvaltningen delar bilden att kommunen behöver nya medarbetare.\n\n"
    "Ett gemensamt program bör samordnas av kommunstyrelsen.",
}


def test_en_motion_besvaras_och_justeras_omedelbart(resa: Resa) -> None:
    arende = resa.registrera(
        Remissbrev(
            "Motion (2026:51) om traineeprogram för kommunen",
            motion="2026:51",
            motionarer=["Per Ek (MP)", "Sara Lund (MP)"],
            attsatser=[
                "att kommunen inrättar ett traineeprogram",
                "att programmet vänder sig till nyutexaminerade",
            ],
        )
    )
    page = resa.skriv(arende, TEXT, svar=["Tillstyrks", "Anses besvarad"])
    resa.satser_ur_biblioteket(page, "Överlämna utlåtandet som svar", "Justera omedelbart")
    expect(page.locator(".sidbilder img").first).to_be_visible(timeout=30_000)
    page = resa.ga("anna", arende)
    resa.klicka(page, "Skicka för godkännande")
    expect(page.get_by_text("Tjänsteutlåtandet skickades för godkännande.").first).to_be_visible()
    resa.godkann(arende, "karin", "lars")
    page = resa.ga("maria", arende)
    expect(page.get_by_text("Klart för nämnd").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Tjänsteutlåtande, version 1")).first).to_be_visible()
