"""A day that is typed as people type it: what is understood is said beside the field before anything is sent."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from motions.datum import datum_veckodag
from motions.text.typed_day import Tidsled, las_dag
from tests.journeys.resa import Resa, om

pytestmark = pytest.mark.journey


def tolkas(page: Page, etikett: str, text: str, som: str | re.Pattern[str]) -> None:
    """What is typed is understood so."""
    falt = page.get_by_label(etikett)
    falt.fill(text)
    falt.press("Tab")
    expect(page.locator(".falt", has=falt).locator(".tolkning")).to_have_text(som)


def test_dagen_sags_vid_faltet_nar_man_lamnar_det(gemensam: Resa) -> None:
    page = gemensam.ga("olle", "/registrera/")
    i_dag = date.fromisoformat(om(0))
    tolkas(page, "Svar senast", "15/1", datum_veckodag(las_dag("15/1", i_dag, Tidsled.KOMMANDE)))
    i_forrgar = i_dag - timedelta(days=2)
    tolkas(page, "Inkommen den", f"{i_forrgar.day}/{i_forrgar.month}", datum_veckodag(i_forrgar))
    i_overmorgon = i_dag + timedelta(days=2)
    tolkas(
        page,
        "Inkommen den",
        f"{i_overmorgon.day}/{i_overmorgon.month}",
        re.compile(r"kan vara .+ eller .+\. Skriv datumet med åtta siffror"),
    )
    tolkas(
        page,
        "Svar senast",
        "snart",
        "Skriv datumet med åtta siffror, till exempel 2026-12-04, eller som 4 december 2026.",
    )
    tolkas(page, "Svar senast", om(30), datum_veckodag(date.fromisoformat(om(30))))
