"""What is typed is kept in the browser until the server has it.

A page that is left, a killed browser, no net, a session that has ended.
"""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.conftest import chromium_program
from tests.factories import LOSENORD
from tests.journeys.resa import VANTA_MS, Resa
from tests.journeys.skrift import (
    AVSNITT,
    DELAR,
    SPARAT,
    Skrift,
    laget,
    rutan,
    sidan,
    skriv,
    skriv_i,
    star,
    texten_i,
)

pytestmark = pytest.mark.journey


# leaving, and what the browser keeps


def test_att_lamna_sidan_skickar_det_sista(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Det sista jag skrev.")
    anna.goto(skrift.resa.bas + skrift.arende)
    assert star(skrift.resa, skrift.stig) == "Det sista jag skrev."


def test_en_lang_text_som_inte_kan_foljas_av_en_sida_som_lamnas_fragas_om(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Långt. " * 12_000)
    expect(laget(anna)).to_have_text(SPARAT)
    fragor: list[str] = []

    def svara(dialog: Dialog) -> None:
        fragor.append(dialog.type)
        dialog.dismiss()

    anna.once("dialog", svara)
    anna.keyboard.insert_text("ab")
    anna.evaluate("() => { location.href = '/'; }")
    expect(laget(anna)).to_have_text(SPARAT)
    assert fragor == ["beforeunload"]
    assert star(skrift.resa, skrift.stig).endswith("ab")


def egen_webblasare(resa: Resa, mapp: Path) -> BrowserContext:
    """A browser of its own with its store on disk, where Anna is logged in."""
    context = resa.browser.browser_type.launch_persistent_context(
        str(mapp), executable_path=chromium_program(), args=["--no-sandbox", "--disable-gpu"]
    )
    context.set_default_timeout(VANTA_MS)
    page = context.pages[0]
    page.goto(resa.bas + "/logga-in/")
    if page.url.endswith("/logga-in/"):
        page.get_by_label("Användarnamn").fill("anna")
        page.get_by_label("Lösenord").fill(LOSENORD)
        page.get_by_role("main").get_by_role("button", name="Logga in").click()
        page.wait_for_url(resa.bas + "/")
    return context


def doda(mapp: Path) -> None:
    """kill -9 of the browser that has its store in `mapp`."""
    subprocess.run(["pkill", f"-{signal.SIGKILL.value}", "-f", str(mapp)], check=True)


@pytest.mark.parametrize("vad", ["avsnitt", "sats", "attsats"])
def test_det_som_skrevs_innan_webblasaren_dog_erbjuds_igen(skrift: Skrift, tmp_path: Path, vad: str) -> None:
    mapp, ord_ = tmp_path / "profil", f"Skrivet strax före, {vad}."
    context = egen_webblasare(skrift.resa, mapp)
    page = context.pages[0]
    page.goto(skrift.resa.bas + skrift.stig)
    expect(rutan(page)).to_be_visible()
    page.route(DELAR, lambda route: route.abort())
    skriv_i(page, vad, ord_)
    page.wait_for_timeout(300)
    doda(mapp)

    context = egen_webblasare(skrift.resa, mapp)
    try:
        page = context.pages[0]
        page.goto(skrift.resa.bas + skrift.stig)
        erbjuden = page.locator(".erbjuden")
        expect(erbjuden).to_contain_text(ord_)
        if vad == "attsats":
            erbjuden.get_by_role("button", name="Lägg undan den").click()
            expect(erbjuden).to_have_count(0)
            page.reload()
            page.get_by_role("link", name="Undanlagda texter").click()
            expect(page.locator("main")).to_contain_text(ord_)
        else:
            erbjuden.get_by_role("button", name="Använd den här texten").click()
            expect(sidan(page)).to_have_text(SPARAT)
            page.reload()
            expect(rutan(page)).to_be_visible()
            expect(page.locator(".erbjuden")).to_have_count(0)
            assert ord_ in texten_i(page, vad)
    finally:
        context.close()


@contextmanager
def flik_utan_nat(skrift: Skrift) -> Iterator[Page]:
    """A second tab of Anna's that loses the net and is closed; what a page sends as it closes escapes a route."""
    sammanhang = skrift.oppna("anna").context
    flik = sammanhang.new_page()
    flik.goto(skrift.resa.bas + skrift.stig)
    expect(rutan(flik)).to_be_visible()
    sammanhang.set_offline(True)
    yield flik
    expect(flik.locator("[data-autospar-status]", has_text="Ej skickat")).to_be_visible()
    flik.close()
    sammanhang.set_offline(False)


@pytest.mark.parametrize("vad", ["avsnitt", "sats", "attsats"])
def test_det_som_skrevs_i_en_flik_som_stangdes_erbjuds_i_nasta(skrift: Skrift, vad: str) -> None:
    ord_ = f"Skrivet i fliken, {vad}."
    with flik_utan_nat(skrift) as flik:
        skriv_i(flik, vad, ord_)

    anna = skrift.oppna("anna")
    erbjuden = anna.locator(".erbjuden")
    expect(erbjuden).to_contain_text(ord_)
    erbjuden.get_by_role("button", name="Använd den här texten").click()
    if vad == "attsats":
        anna.locator("#attsatser form").get_by_label("Förslag").select_option("besvarad")
    expect(sidan(anna)).to_have_text(SPARAT)
    anna.reload()
    expect(rutan(anna)).to_be_visible()
    expect(erbjuden).to_have_count(0)
    assert ord_ in texten_i(anna, vad)


@pytest.mark.parametrize("vad", ["avsnitt", "sats", "attsats"])
def test_i_tva_flikar_av_samma_text_skriver_ingen_over_den_andra(skrift: Skrift, vad: str) -> None:
    ena = skrift.oppna("anna")
    andra = ena.context.new_page()
    andra.goto(skrift.resa.bas + skrift.stig)
    expect(rutan(andra)).to_be_visible()
    for flik, ord_ in ((ena, "Från den ena."), (andra, "Från den andra.")):
        if vad == "attsats":
            flik.locator("#attsatser form").get_by_label("Förslag").select_option("besvarad")
        skriv_i(flik, vad, ord_)
        expect(sidan(flik)).not_to_have_text(re.compile("Sparar|Allt är"), timeout=VANTA_MS)
    expect(sidan(ena)).to_have_text(SPARAT)
    expect(sidan(andra)).to_have_text("Ej skickat: en del finns bara här")
    konflikt = andra.locator("[data-autospar-konflikt]:not(:empty)")
    expect(konflikt).to_contain_text("Från den ena.")
    expect(konflikt).to_contain_text("Från den andra.")
    andra.close()
    assert "Från den ena." in texten_i(skrift.oppna("anna"), vad)


@pytest.mark.parametrize("vad", ["avsnitt", "sats", "attsats"])
def test_det_som_skrivs_utan_nat_skickas_nar_det_ar_tillbaka(skrift: Skrift, vad: str) -> None:
    anna = skrift.oppna("anna")
    if vad == "attsats":
        anna.locator("#attsatser form").get_by_label("Förslag").select_option("besvarad")
        expect(sidan(anna)).to_have_text(SPARAT)
    anna.context.set_offline(True)
    skriv_i(anna, vad, "Skrivet utan nät.")
    expect(sidan(anna)).to_have_text("Ej skickat: en del finns bara här")
    anna.context.set_offline(False)
    expect(sidan(anna)).to_have_text(SPARAT)
    assert "Skrivet utan nät." in texten_i(skrift.oppna("anna"), vad)


def test_det_som_behalls_i_webblasaren_ar_krypterat_och_borta_nar_servern_har_det(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    rader = """async () => {
        const namn = (await indexedDB.databases()).map((d) => d.name).filter((n) => n.startsWith("remiss-skrivet-"));
        const rader = [];
        for (const n of namn) {
            const db = await new Promise((ja) => { const r = indexedDB.open(n); r.onsuccess = () => ja(r.result); });
            const alla = db.transaction("skrivet").objectStore("skrivet").getAll();
            rader.push(...await new Promise((ja) => { alla.onsuccess = () => ja(alla.result); }));
            db.close();
        }
        return rader.map((r) => ({ url: r.url, ord: new TextDecoder().decode(r.sealed) }));
    }"""
    anna.route(AVSNITT, lambda route: route.abort())
    skriv(anna, "Hemligheten i huset.")
    anna.wait_for_timeout(300)
    kvar = [r for r in anna.evaluate(rader) if r["url"].startswith(skrift.stig)]
    assert len(kvar) == 1
    assert "Hemligheten" not in kvar[0]["ord"]
    anna.unroute(AVSNITT)
    expect(laget(anna)).to_have_text(SPARAT)
    anna.wait_for_timeout(300)
    assert [r for r in anna.evaluate(rader) if r["url"].startswith(skrift.stig)] == []


# a session that has ended


def test_den_som_loggats_ut_loggar_in_over_sidan_och_texten_skickas(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    anna.context.clear_cookies(name="sessionid")
    skriv(anna, "Skrivet som utloggad.")
    ruta = anna.get_by_role("dialog", name="Logga in igen")
    knapp = laget(anna).get_by_role("button", name="Logga in här")
    expect(knapp).to_be_visible()
    # Nothing comes between the writer and her words.
    anna.keyboard.insert_text(" Och mer.")
    expect(ruta).to_have_count(0)
    knapp.click()
    expect(ruta).to_be_visible()
    expect(anna.locator("#sidlage, #sidor").get_by_role("heading", name="Logga in")).to_have_count(0)
    ruta.get_by_label("Användarnamn").fill("bo")
    ruta.get_by_label("Lösenord").fill(LOSENORD)
    ruta.get_by_role("button", name="Logga in").click()
    expect(ruta).to_contain_text("Logga in som den som skrev den.")
    ruta.get_by_label("Användarnamn").fill("anna")
    ruta.get_by_label("Lösenord").fill(LOSENORD)
    ruta.get_by_role("button", name="Logga in").click()
    expect(laget(anna)).to_have_text(SPARAT)
    assert star(skrift.resa, skrift.stig) == "Skrivet som utloggad. Och mer."


def test_den_som_lamnat_texten_far_fragan_om_inloggning_av_sig_sjalv(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    anna.route(AVSNITT, lambda route: route.abort())
    skriv(anna, "Skrivet före.")
    expect(sidan(anna)).to_have_text("Ej skickat: en del finns bara här")
    anna.context.clear_cookies(name="sessionid")
    anna.get_by_role("heading", level=1).click()
    anna.evaluate("() => document.activeElement?.blur()")
    anna.unroute(AVSNITT)
    ruta = anna.get_by_role("dialog", name="Logga in igen")
    expect(ruta).to_be_visible()
    ruta.get_by_role("button", name="Inte nu").click()
    anna.wait_for_timeout(3000)
    expect(ruta).to_have_count(0)
    laget(anna).get_by_role("button", name="Logga in här").click()
    ruta.get_by_label("Användarnamn").fill("anna")
    ruta.get_by_label("Lösenord").fill(LOSENORD)
    ruta.get_by_role("button", name="Logga in").click()
    expect(laget(anna)).to_have_text(SPARAT)


def test_en_erbjuden_text_skrivs_inte_over_kollegans(skrift: Skrift) -> None:
    with flik_utan_nat(skrift) as flik:
        skriv(flik, "Annas ord.")
    bo = skrift.oppna("bo")
    skriv(bo, "Bos ord.")
    expect(laget(bo)).to_have_text(SPARAT)
    bos = star(skrift.resa, skrift.stig)

    anna = skrift.oppna("anna")
    anna.locator(".erbjuden").get_by_role("button", name="Använd den här texten").click()
    konflikt = anna.locator("#bakgrund [data-autospar-konflikt]")
    expect(konflikt).to_contain_text("Annas ord.")
    expect(konflikt).to_contain_text("Bos ord.")
    assert star(skrift.resa, skrift.stig) == bos
