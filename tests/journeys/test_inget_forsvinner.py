"""What is typed is never lost and never stored over another's; «Sparat» is said of what the server has, and of nothing else.

Back, a tab that is opened again, a killed browser, a session that has ended, two people at once.
"""

from __future__ import annotations

import re
import signal
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Locator, Page, Route, expect

from tests.conftest import chromium_program
from tests.factories import LOSENORD
from tests.journeys.resa import VANTA_MS, Remissbrev, Resa

pytestmark = pytest.mark.journey
SPARAT = re.compile(r"^Sparat \d\d\.\d\d\.\d\d$")
AVSNITT = re.compile(r"/utlatande/\d+/avsnitt/")
DELAR = re.compile(r"/utlatande/\d+/(avsnitt|satser|att-satser)/")


@dataclass(frozen=True)
class Skrift:
    """A draft of Anna's and Bo's, with one beslutssats, and a motion with one att-sats."""

    resa: Resa
    arende: str
    stig: str

    def oppna(self, person: str) -> Page:
        """The writing page, with its editors in place."""
        page = self.resa.ga(person, self.stig)
        expect(rutan(page)).to_be_visible()
        return page


def rutan(page: Page, nyckel: str = "bakgrund") -> Locator:
    """The text of a section."""
    return page.locator(f"#{nyckel} [contenteditable=true]")


def laget(page: Page, nyckel: str = "bakgrund") -> Locator:
    """What a section says of itself."""
    return page.locator(f"#{nyckel} [data-autospar-status]")


def sidan(page: Page) -> Locator:
    """What the page says of the whole."""
    return page.locator("[data-autospar-sidan]")


def skriv(page: Page, ord_: str, nyckel: str = "bakgrund") -> None:
    """Type at the end of a section."""
    rutan(page, nyckel).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(ord_)


def falt(page: Page, vad: str) -> Locator:
    """The field of a part: a beslutssats, or the answer to an att-sats."""
    if vad == "sats":
        return page.locator("#beslutssatser textarea").first
    return page.locator("#attsatser form").get_by_label("Motivering")


def skriv_i(page: Page, vad: str, ord_: str) -> None:
    """Type in a part of the kind."""
    if vad == "avsnitt":
        skriv(page, ord_)
    else:
        falt(page, vad).fill(ord_)


def texten_i(page: Page, vad: str) -> str:
    """The words that stand in a part of the kind."""
    return rutan(page).inner_text() if vad == "avsnitt" else falt(page, vad).input_value()


def star(resa: Resa, stig: str, nyckel: str = "bakgrund") -> str:
    """The words that the server has, as another reads them."""
    page = resa.ga("bo", stig)
    expect(rutan(page, nyckel)).to_be_visible()
    return rutan(page, nyckel).inner_text()


@pytest.fixture
def skrift(gemensam: Resa, request: pytest.FixtureRequest) -> Iterator[Skrift]:
    brev = Remissbrev(
        f"Remiss om {request.node.name[:60]}",
        dnr=f"KS 2026/{zlib.crc32(request.node.name.encode()) % 900000 + 1000}",
        motion="2026:7",
        motionarer=["Eva Prov (S)"],
        attsatser=["att kommunen utreder frågan"],
    )
    arende = gemensam.registrera(brev)
    gemensam.akt(gemensam.ga("olle", arende), "Tilldela handläggare", **{"Bo Dahl": ""})
    anna = gemensam.ga("anna", arende)
    gemensam.klicka(anna, "Skriv tjänsteutlåtande")
    anna.wait_for_url(re.compile(r"/utlatande/\d+/"))
    stig = anna.url.removeprefix(gemensam.bas).split("#")[0]
    anna.get_by_text("Skriv en egen").click()
    anna.get_by_label("Beslutssats", exact=True).fill("Nämnden godkänner förslaget.")
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser .satser")).to_contain_text("Nämnden godkänner")
    yield Skrift(gemensam, arende, stig)
    # A page that is left with unsent words asks; the next test begins on another.
    for _, page in gemensam.personer.values():
        page.unroute_all()


# Back


def test_efter_bakat_star_kollegans_mening_kvar(skrift: Skrift) -> None:
    resa, anna = skrift.resa, skrift.oppna("anna")
    skriv(anna, "Annas text.")
    expect(laget(anna)).to_have_text(SPARAT)
    anna.goto(resa.bas + skrift.arende)
    bo = skrift.oppna("bo")
    skriv(bo, " Bos mening.")
    expect(laget(bo)).to_have_text(SPARAT)

    anna.go_back()
    expect(rutan(anna)).to_be_visible()
    skriv(anna, " Annas tillägg.")
    expect(laget(anna)).to_have_text(re.compile("^Sparat|^Ej sparat – någon annan"))

    kvar = star(resa, skrift.stig)
    assert "Bos mening." in kvar


def test_efter_bakat_star_kollegans_beslutssats_och_svar_kvar(skrift: Skrift) -> None:
    resa, anna = skrift.resa, skrift.oppna("anna")
    sats, svar = anna.locator("#beslutssatser textarea").first, anna.locator("#attsatser form")
    sats.fill("Nämnden avslår motionen.")
    svar.get_by_label("Förslag").select_option("avstyrks")
    svar.get_by_label("Motivering").fill("Det finns redan.")
    expect(svar.locator("[data-autospar-status]")).to_have_text(SPARAT)
    anna.goto(resa.bas + skrift.arende)
    bo = skrift.oppna("bo")
    bo.locator("#beslutssatser textarea").first.fill("Nämnden bifaller motionen.")
    hos_bo = bo.locator("#attsatser form")
    hos_bo.get_by_label("Förslag").select_option("tillstyrks")
    hos_bo.get_by_label("Motivering").fill("Det behövs.")
    expect(sidan(bo)).to_have_text(SPARAT)

    anna.go_back()
    expect(rutan(anna)).to_be_visible()
    anna.locator("#beslutssatser textarea").first.press_sequentially(" Mer.")
    anna.locator("#attsatser form").get_by_label("Motivering").press_sequentially(" Mer.")
    expect(sidan(anna)).not_to_have_text("Sparar …", timeout=VANTA_MS)

    bo = skrift.oppna("bo")
    assert "Nämnden bifaller motionen." in bo.locator("#beslutssatser textarea").first.input_value()
    assert "Det behövs." in bo.locator("#attsatser form").get_by_label("Motivering").input_value()


def test_en_text_som_webblasaren_satt_tillbaka_erbjuds_bredvid_den_som_galler(skrift: Skrift) -> None:
    resa, anna = skrift.resa, skrift.oppna("anna").context.new_page()
    # A browser that restores what stood in the fields when the page was left, as some do for a tab that is opened again.
    anna.add_init_script(
        """new MutationObserver(() => {
            const falt = document.querySelector("#bakgrund textarea");
            if (falt && !falt.dataset.satt) { falt.dataset.satt = "1"; falt.value = "<p>Det som stod här förut.</p>"; }
        }).observe(document, { childList: true, subtree: true });"""
    )
    bo = skrift.oppna("bo")
    skriv(bo, "Bos text.")
    expect(laget(bo)).to_have_text(SPARAT)

    anna.goto(resa.bas + skrift.stig)
    expect(rutan(anna)).to_have_text("Bos text.")
    erbjuden = anna.locator("#bakgrund .erbjuden")
    expect(erbjuden).to_contain_text("Det som stod här förut.")
    erbjuden.get_by_role("button", name="Lägg undan den").click()
    expect(erbjuden).to_have_count(0)
    anna.locator("#bakgrund").get_by_role("link", name=re.compile("^Tidigare texter")).click()
    expect(anna.locator("main")).to_contain_text("Det som stod här förut.")
    anna.close()
    assert star(resa, skrift.stig) == "Bos text."


# a conflict


def test_det_som_skrivs_efter_en_krock_laggs_undan_innan_den_andra_texten_tas(skrift: Skrift) -> None:
    anna, bo = skrift.oppna("anna"), skrift.oppna("bo")
    skriv(bo, "Bos text.")
    expect(laget(bo)).to_have_text(SPARAT)
    skriv(anna, "Annas text.")
    konflikt = anna.locator("#bakgrund [data-autospar-konflikt]")
    expect(konflikt).to_contain_text("Bos text.")
    skriv(anna, " Skrivet efter krocken.")
    konflikt.get_by_role("button", name="Behåll den andra texten").click()
    expect(rutan(anna)).to_have_text("Bos text.")
    anna.locator("#bakgrund").get_by_role("link", name=re.compile("^Tidigare texter")).click()
    expect(anna.locator("main")).to_contain_text("Annas text. Skrivet efter krocken.")


def test_en_beslutssats_som_krockade_finns_bland_de_undanlagda(skrift: Skrift) -> None:
    anna, bo = skrift.oppna("anna"), skrift.oppna("bo")
    bo.locator("#beslutssatser textarea").first.fill("Nämnden bifaller.")
    expect(sidan(bo)).to_have_text(SPARAT)
    anna.locator("#beslutssatser textarea").first.fill("Nämnden avslår.")
    konflikt = anna.locator("#beslutssatser [data-autospar-konflikt]").first
    expect(konflikt).to_contain_text("Nämnden bifaller.")
    anna.locator("#beslutssatser textarea").first.press_sequentially(" Sent skrivet.")
    konflikt.get_by_role("button", name="Behåll den andra texten").click()
    expect(anna.locator("#beslutssatser textarea").first).to_have_value("Nämnden bifaller.")
    anna.get_by_role("link", name="Undanlagda texter").click()
    expect(anna.locator("main")).to_contain_text("Nämnden avslår. Sent skrivet.")


# what is said


def test_sparat_star_aldrig_over_ord_som_skrivits_sedan(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Ett.")
    expect(laget(anna)).to_have_text(SPARAT)
    # Every change of either text, and whether the server had all that stood in the box just then.
    anna.evaluate(
        """() => {
            window.falska = [];
            const falt = document.querySelector("#bakgrund textarea");
            let hos_servern = falt.value;
            const sant = window.fetch;
            window.fetch = async (...a) => {
                const svar = await sant(...a);
                if (svar.ok && a[1]?.body?.get?.("text")) hos_servern = a[1].body.get("text");
                return svar;
            };
            const se = () => {
                const ord = [...document.querySelectorAll("#bakgrund [data-autospar-status], [data-autospar-sidan]")];
                const sagt = ord.some((e) => e.textContent.startsWith("Sparat"));
                if (sagt && falt.value !== hos_servern) window.falska.push(falt.value);
            };
            new MutationObserver(se).observe(document.body, { childList: true, characterData: true, subtree: true });
            document.addEventListener("input", () => setTimeout(se, 0), true);
        }"""
    )

    def senare(route: Route) -> None:
        anna.wait_for_timeout(300)
        route.continue_()

    anna.route(AVSNITT, senare)
    for n in range(12):
        anna.keyboard.insert_text(f" {n}")
        anna.wait_for_timeout(250)
    expect(laget(anna)).to_have_text(SPARAT)
    expect(sidan(anna)).to_have_text(SPARAT)
    assert anna.evaluate("window.falska") == []
    anna.unroute(AVSNITT)


def test_sidans_lage_star_i_ord_och_i_sikte(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    expect(sidan(anna)).to_have_text("Allt är sparat")
    anna.route(AVSNITT, lambda route: route.abort())
    for nyckel in ("bakgrund", "arendet", "synpunkter"):
        skriv(anna, "Ord.", nyckel)
    expect(sidan(anna)).to_have_text("Ej skickat: tre delar finns bara här")
    anna.keyboard.press("PageDown")
    anna.keyboard.press("PageDown")
    expect(sidan(anna)).to_be_in_viewport()
    anna.unroute(AVSNITT)
    expect(sidan(anna)).to_have_text(SPARAT)


def test_att_lamna_ett_avsnitt_sparar_genast(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Snabbt.")
    with anna.expect_response(AVSNITT, timeout=700):
        rutan(anna, "arendet").click()


def test_det_som_saneringen_tar_sags_en_gang_och_det_sparade_ar_det_man_ser(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    rutan(anna).click()
    # What a program beside the editor could have put in.
    anna.evaluate(
        """() => { const falt = document.querySelector("#bakgrund textarea");
            falt.value = '<p>Se <a href="ftp://arkivet/fil">arkivet</a>.</p>';
            falt.dispatchEvent(new Event("input", { bubbles: true })); }"""
    )
    sagt = anna.locator("#bakgrund [data-autospar-borttaget]")
    expect(sagt).to_contain_text("Länken till «ftp://arkivet/fil» togs bort")
    expect(rutan(anna)).to_have_text("Se arkivet.")
    assert "ftp" not in anna.locator("#bakgrund textarea").input_value()
    sagt.get_by_role("button", name="Jag förstår").click()
    expect(sagt).to_have_count(0)


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


# a list, and words that stand where the page is made anew


def test_ett_mellanslag_i_slutet_star_kvar_ocksa_bredvid_en_lista_och_en_tabell(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    rutan(anna).click()
    anna.keyboard.type("1. ett")
    anna.keyboard.press("Enter")
    anna.keyboard.press("Enter")
    anna.keyboard.type("ord ")
    expect(laget(anna)).to_have_text(SPARAT)
    anna.wait_for_timeout(300)
    anna.keyboard.type("nästa")
    expect(laget(anna)).to_have_text(re.compile("Sparar|Sparat"))
    expect(sidan(anna)).to_have_text(SPARAT)
    assert "ord nästa" in star(skrift.resa, skrift.stig)


def test_det_som_star_osparat_nar_en_sats_flyttas_finns_kvar(skrift: Skrift) -> None:
    anna, bo = skrift.oppna("anna"), skrift.oppna("bo")
    anna.get_by_text("Skriv en egen").click()
    anna.get_by_label("Beslutssats", exact=True).fill("Nämnden tackar.")
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser form[data-autospar]")).to_have_count(2)
    bo.reload()
    bo.locator("#beslutssatser textarea").first.fill("Nämnden bifaller.")
    expect(sidan(bo)).to_have_text(SPARAT)
    anna.locator("#beslutssatser form[data-autospar] textarea").first.fill("Nämnden avslår.")
    konflikt = anna.locator("#beslutssatser [data-autospar-konflikt]:not(:empty)")
    expect(konflikt).to_contain_text("Nämnden bifaller.")
    anna.locator("#beslutssatser form[data-autospar] textarea").first.press_sequentially(" Mer.")

    anna.get_by_role("button", name=re.compile("Flytta upp beslutssats 2")).click()
    expect(anna.locator("#beslutssatser form[data-autospar] textarea").first).to_have_value("Nämnden tackar.")

    assert (
        anna.locator("#beslutssatser form[data-autospar] textarea").nth(1).input_value()
        == "Nämnden avslår. Mer."
    )
    expect(sidan(anna)).to_have_text("Ej skickat: en del finns bara här")
    konflikt.get_by_role("button", name="Behåll min text").click()
    expect(sidan(anna)).to_have_text(SPARAT)


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


# keys and links


def test_ctrl_k_i_en_text_ar_lanken_och_en_adress_som_inte_ar_nagon_sags(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Se ")
    anna.keyboard.press("Control+k")
    expect(anna.locator("#palett")).to_be_hidden()
    ruta = anna.get_by_role("dialog", name="Ny länk")
    ruta.get_by_label("Orden som länken står på").fill("statistiken")
    adress = ruta.get_by_label("Webbadress eller e-postadress")
    for fel in (
        "ftp://arkivet/fil",
        "inte en adress",
        "/arende/5/",
        "javascript:alert(1)",
        "C:\\filer\\a.docx",
    ):
        adress.fill(fel)
        ruta.get_by_role("button", name="Spara").click()
        expect(ruta).to_contain_text("Skriv en hel webbadress")
    adress.fill("www.scb.se/statistik")
    ruta.get_by_role("button", name="Spara").click()
    expect(rutan(anna).get_by_role("link", name="statistiken")).to_have_attribute(
        "href", "https://www.scb.se/statistik"
    )
    anna.keyboard.insert_text(" och ")
    anna.keyboard.type("www.kb.se ")
    expect(rutan(anna).get_by_role("link", name="www.kb.se")).to_have_attribute(
        "href", re.compile("^https://www.kb.se")
    )
    expect(laget(anna)).to_have_text(SPARAT)
    anna.reload()
    expect(rutan(anna).get_by_role("link")).to_have_count(2)


def test_ingen_tangent_med_ctrl_alt_gor_nagot_i_texten(skrift: Skrift) -> None:
    anna = skrift.oppna("anna")
    skriv(anna, "Ord")
    fore = rutan(anna).inner_html()
    for tangent in ("0", "2", "3", "f", "c", "e"):
        anna.keyboard.press(f"Control+Alt+{tangent}")
    assert rutan(anna).inner_html() == fore
    expect(anna.get_by_role("dialog")).to_have_count(0)
