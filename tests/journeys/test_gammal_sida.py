"""Two have the same text open: what one takes away is what she has seen, and her own words do not stand in her way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.skrift import SPARAT, Skrift, laget, rutan, sidan, skriv

pytestmark = pytest.mark.journey


def satsen(page: Page) -> Locator:
    return page.locator("#beslutssatser .satser textarea")


def ta_bort(page: Page) -> None:
    page.get_by_role("button", name="Ta bort beslutssats 1").click()


def sagt(page: Page) -> Locator:
    return page.locator("#meddelanden")


def undanlagda(skrift: Skrift) -> Locator:
    page = skrift.resa.ga("bo", skrift.stig)
    page.get_by_role("link", name="Undanlagda texter").click()
    return page.locator("main")


def test_en_sats_som_kollegan_har_andrat_tas_bort_forst_nar_den_ar_last(skrift: Skrift) -> None:
    anna, bo = skrift.oppna("anna"), skrift.oppna("bo")
    satsen(bo).fill("Nämnden godkänner förslaget och tackar.")
    expect(sidan(bo)).to_have_text(SPARAT)

    ta_bort(anna)
    expect(sagt(anna)).to_contain_text("Någon har ändrat beslutssatsen sedan du såg den.")
    expect(satsen(anna)).to_have_value("Nämnden godkänner förslaget och tackar.")

    ta_bort(anna)
    expect(satsen(anna)).to_have_count(0)
    expect(undanlagda(skrift)).to_contain_text("Nämnden godkänner förslaget och tackar.")


def test_ens_egen_sats_tas_bort_genast_ocksa_mitt_i_skrivandet(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    satsen(anna).fill("Nämnden avslår.")
    expect(sidan(anna)).to_have_text(SPARAT)
    satsen(anna).press_sequentially(" Mer.")

    ta_bort(anna)

    expect(satsen(anna)).to_have_count(0)
    expect(anna.locator("#beslutssatser .angra")).to_contain_text("Nämnden avslår. Mer.")


def test_en_sats_som_krockar_i_samma_tryck_tas_bort_forst_nar_bada_texterna_har_visats(
    skrift: Skrift,
) -> None:
    anna, bo = skrift.oppna("anna"), skrift.oppna("bo")
    satsen(bo).fill("Nämnden bifaller.")
    expect(sidan(bo)).to_have_text(SPARAT)
    satsen(anna).fill("Nämnden avslår.")

    ta_bort(anna)
    expect(sagt(anna)).to_contain_text("Någon har ändrat beslutssatsen sedan du såg den.")
    expect(anna.locator("#beslutssatser [data-autospar-konflikt]")).to_contain_text("Nämnden bifaller.")
    expect(satsen(anna)).to_have_value("Nämnden avslår.")

    ta_bort(anna)
    expect(satsen(anna)).to_have_count(0)
    borta = undanlagda(skrift)
    expect(borta).to_contain_text("Nämnden bifaller.")
    expect(borta).to_contain_text("Nämnden avslår.")


def test_ett_avsnitt_som_man_har_tomt_tas_bort_genast(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Ett ord.", "synpunkter")
    expect(laget(anna, "synpunkter")).to_have_text(SPARAT)
    rutan(anna, "synpunkter").click()
    anna.keyboard.press("Control+A")
    anna.keyboard.press("Delete")
    expect(laget(anna, "synpunkter")).to_have_text(SPARAT)

    anna.get_by_text("Ändra avsnitten").click()
    anna.locator("form[action$='/avsnitt/synpunkter/ta-bort/'] button").click()

    expect(sagt(anna)).to_contain_text(re.compile("är borttaget"))
    expect(anna.locator("#synpunkter")).to_have_count(0)
