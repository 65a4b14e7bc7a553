"""A chef says that she is away, from the desk: four clicks at the most, and the keyboard for the days."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.resa import Resa, om

pytestmark = pytest.mark.journey


def test_karin_anger_sin_franvaro_med_fyra_klick(resa: Resa) -> None:
    page = resa.ga("karin", "/")
    klick = 0
    page.get_by_role("link", name="Ange frånvaro och vikarie").click()
    klick += 1
    expect(page.get_by_label("Från och med")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(om(1))
    page.keyboard.press("Tab")
    page.keyboard.type(om(5))
    # A list is opened by one click, and the name in it chosen by another.
    page.get_by_label("Vikarie").select_option(label="Bo Dahl, utredare")
    klick += 2
    page.get_by_role("button", name="Spara").click()
    klick += 1
    expect(page.get_by_text("Bo Dahl är din vikarie")).to_be_visible()
    assert klick <= 4

    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text("Vikariatet är borttaget.")).to_be_visible()
