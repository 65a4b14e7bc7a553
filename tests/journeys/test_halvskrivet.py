"""What is half written in a form that does not save itself: nothing of it is forgotten before somebody has seen it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.skrift import Skrift, falt, rutan, sidan

pytestmark = pytest.mark.journey
ANVAND, SLANG = "Använd den här texten", "Släng den"


def egen(page: Page) -> Locator:
    """The field of an own beslutssats."""
    return page.get_by_label("Beslutssats", exact=True)


def borja(page: Page, ord_: str) -> None:
    """Begin an own beslutssats, so that the browser has kept it."""
    if not egen(page).is_visible():
        page.get_by_text("Skriv en egen").click()
    egen(page).fill(ord_)
    page.wait_for_timeout(400)


def flik(skrift: Skrift, sammanhang: BrowserContext) -> Page:
    """A tab of the same browser with the writing page."""
    page = sammanhang.new_page()
    page.goto(skrift.resa.bas + skrift.stig)
    expect(rutan(page)).to_be_visible()
    return page


def lamnat(skrift: Skrift, *orden: str) -> BrowserContext:
    """Anna's browser, where each of the words was begun in a tab of its own, all of them closed as by a crash."""
    anna = skrift.oppna("anna")
    flikar = [flik(skrift, anna.context) for _ in orden]
    anna.goto("about:blank")
    for page, ord_ in zip(flikar, orden, strict=True):
        borja(page, ord_)
    for page in flikar:
        page.close()
    return anna.context


def skicka(skrift: Skrift, anna: Page) -> None:
    """Write what is missing in the text, and send it."""
    for ruta in anna.locator("form[data-autospar] [contenteditable=true]").all():
        ruta.click()
        anna.keyboard.insert_text("Ord.")
    anna.locator("#attsatser form").get_by_label("Förslag").select_option("besvarad")
    falt(anna, "attsats").fill("Därför.")
    anna.wait_for_timeout(1500)
    anna.on("dialog", lambda fraga: fraga.accept())
    anna.goto(skrift.resa.bas + skrift.arende)
    skrift.resa.skicka_for_godkannande(skrift.arende)


def test_av_det_som_paborjades_i_flera_flikar_star_det_nyaste_i_faltet_och_resten_erbjuds(
    skrift: Skrift,
) -> None:
    sammanhang = lamnat(skrift, "Nämnden avstyrker.", "Nämnden tillstyrker.", "Nämnden avstår.")
    for _ in range(2):
        page = flik(skrift, sammanhang)
        expect(egen(page)).to_have_value("Nämnden avstår.")
        erbjudna = page.locator(".erbjuden")
        expect(erbjudna).to_have_count(2)
        expect(erbjudna.nth(0)).to_contain_text("Nämnden tillstyrker.")
        expect(erbjudna.nth(1)).to_contain_text("Nämnden avstyrker.")
        expect(sidan(page)).to_have_text("Tidigare texter väntar på ditt val")
        page.wait_for_timeout(400)
        page.close()

    # What is used changes places with what stood in the field.
    page = flik(skrift, sammanhang)
    erbjudna = page.locator(".erbjuden")
    expect(erbjudna).to_have_count(2)
    erbjudna.filter(has_text="avstyrker").get_by_role("button", name=ANVAND).click()
    expect(egen(page)).to_have_value("Nämnden avstyrker.")
    expect(egen(page)).to_be_focused()
    expect(erbjudna).to_have_count(2)
    expect(erbjudna.filter(has_text="avstår")).to_have_count(1)
    page.wait_for_timeout(400)
    page.close()

    page = flik(skrift, sammanhang)
    expect(egen(page)).to_have_value("Nämnden avstyrker.")
    erbjudna = page.locator(".erbjuden")
    expect(erbjudna).to_have_count(2)
    for ord_ in ("avstår", "tillstyrker"):
        erbjudna.filter(has_text=ord_).get_by_role("button", name=SLANG).click()
        expect(erbjudna.filter(has_text=ord_)).to_have_count(0)
    page.wait_for_timeout(400)
    page.close()

    page = flik(skrift, sammanhang)
    expect(egen(page)).to_have_value("Nämnden avstyrker.")
    page.wait_for_timeout(400)
    expect(page.locator(".erbjuden")).to_have_count(0)
    page.close()


def test_det_som_erbjuds_finns_kvar_nar_en_sats_laggs_till_och_kan_anvandas_i_nasta(skrift: Skrift) -> None:
    sammanhang = lamnat(skrift, "Nämnden avstyrker.", "Nämnden tillstyrker.")
    page = flik(skrift, sammanhang)
    expect(egen(page)).to_have_value("Nämnden tillstyrker.")
    page.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(page.locator("#beslutssatser form[data-autospar]")).to_have_count(2)
    expect(egen(page)).to_have_value("")
    erbjuden = page.locator(".erbjuden")
    expect(erbjuden).to_be_visible()
    erbjuden.get_by_role("button", name=ANVAND).click()
    expect(erbjuden).to_have_count(0)
    expect(egen(page)).to_have_value("Nämnden avstyrker.")
    page.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(page.locator("#beslutssatser form[data-autospar]")).to_have_count(3)
    expect(sidan(page)).to_have_text(re.compile("^(Sparat|Allt är sparat)"))
    page.wait_for_timeout(400)
    page.close()

    page = flik(skrift, sammanhang)
    page.wait_for_timeout(400)
    expect(egen(page)).to_have_value("")
    expect(page.locator(".erbjuden")).to_have_count(0)
    page.close()


def test_det_som_paborjats_i_en_flik_som_stangs_erbjuds_i_den_som_lever(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    ena, andra = flik(skrift, anna.context), flik(skrift, anna.context)
    anna.goto("about:blank")
    borja(ena, "Nämnden avstyrker.")
    borja(andra, "Nämnden tillstyrker.")
    tredje = flik(skrift, anna.context)
    borja(tredje, "Nämnden avstår.")
    expect(tredje.locator(".erbjuden")).to_have_count(0)
    ena.close()
    expect(tredje.locator(".erbjuden")).to_contain_text("Nämnden avstyrker.")
    andra.close()
    expect(tredje.locator(".erbjuden")).to_have_count(2)
    expect(egen(tredje)).to_have_value("Nämnden avstår.")
    tredje.close()


def test_det_som_var_paborjat_nar_texten_skickades_kan_kopieras_fran_den_som_ar_stangd(
    skrift: Skrift,
) -> None:
    sammanhang = lamnat(skrift, "Nämnden avstyrker.", "Nämnden tillstyrker.")
    anna = skrift.oppna("anna")
    skicka(skrift, anna)
    anna.goto("about:blank")

    for _ in range(2):
        page = sammanhang.new_page()
        page.goto(skrift.resa.bas + skrift.stig)
        erbjudna = page.locator(".erbjuden")
        expect(erbjudna).to_have_count(2)
        expect(erbjudna.first).to_contain_text("Kopiera det du vill ha kvar.")
        expect(erbjudna.filter(has_text="avstyrker")).to_have_count(1)
        page.close()
    page = sammanhang.new_page()
    page.goto(skrift.resa.bas + skrift.stig)
    erbjudna = page.locator(".erbjuden")
    erbjudna.filter(has_text="avstyrker").get_by_role("button", name=SLANG).click()
    expect(erbjudna).to_have_count(1)
    page.wait_for_timeout(400)
    page.reload()
    expect(erbjudna).to_contain_text("Nämnden tillstyrker.")
    page.close()
