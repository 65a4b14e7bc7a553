"""What is typed is never lost and never stored over another's; «Sparat» is said of what the server has, and of nothing else.

Back, two people at once, a list, a part that is made anew, keys and links.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.journeys.resa import VANTA_MS
from tests.journeys.skrift import AVSNITT, SPARAT, Skrift, laget, rutan, sidan, skriv, star

pytestmark = pytest.mark.journey


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

    # What the page was made anew with stands there until the words have been taken over.
    flyttad = anna.locator("#beslutssatser form[data-autospar] textarea").nth(1)
    expect(flyttad).to_have_value("Nämnden avslår. Mer.")
    expect(sidan(anna)).to_have_text("Ej skickat: en del finns bara här")
    konflikt.get_by_role("button", name="Behåll min text").click()
    expect(sidan(anna)).to_have_text(SPARAT)


def test_en_halvskriven_egen_sats_star_kvar_nar_en_annan_flyttas_och_erbjuds_igen(
    skrift: Skrift,
) -> None:
    anna = skrift.oppna("anna")
    anna.get_by_text("Skriv en egen").click()
    egen = anna.get_by_label("Beslutssats", exact=True)
    egen.fill("Nämnden tackar.")
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser form[data-autospar]")).to_have_count(2)
    expect(egen).to_have_value("")
    anna.get_by_text("Skriv en egen").click()
    egen.fill("Nämnden vill också")
    expect(sidan(anna)).to_have_text("Ej sparat: det som är påbörjat i «Beslutssats»")
    anna.get_by_role("button", name=re.compile("Flytta upp beslutssats 2")).click()
    expect(anna.locator("#beslutssatser form[data-autospar] textarea").first).to_have_value("Nämnden tackar.")
    expect(egen).to_be_visible()
    expect(egen).to_have_value("Nämnden vill också")

    fragor: list[str] = []

    def svara(dialog: Dialog) -> None:
        fragor.append(dialog.type)
        dialog.accept()

    anna.on("dialog", svara)
    anna.goto(skrift.resa.bas + skrift.arende)
    assert fragor == ["beforeunload"]

    skrift.oppna("anna")
    expect(egen).to_be_visible()
    expect(egen).to_have_value("Nämnden vill också")
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser form[data-autospar]")).to_have_count(3)
    expect(sidan(anna)).to_have_text(re.compile("^(Sparat|Allt är sparat)"))
    skrift.oppna("anna")
    expect(egen).to_have_value("")


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
