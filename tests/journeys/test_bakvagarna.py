"""The ways back: what is returned, withdrawn, put off, sent back, called off, prolonged, recalled, closed and taken up again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.namnden import Namnd
from tests.journeys.resa import Remissbrev, Resa, om
from tests.journeys.texter import KORT

pytestmark = pytest.mark.journey


def lage(page: Page, vantat: str) -> None:
    """The state that the ärende's page tells."""
    expect(page.locator("#att-gora")).to_contain_text(vantat)


def test_en_text_aterlamnas_tas_tillbaka_och_dras_tillbaka_fran_kallat(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om bokbussens turer"
    namnd = Namnd(resa)
    arende = resa.registrera(Remissbrev(titel))
    resa.satser_ur_biblioteket(resa.skriv(arende, KORT), "Överlämna utlåtandet som svar")
    resa.skicka_for_godkannande(arende)

    page = resa.ga("karin", "/")
    page.locator("section", has=page.locator("#godkanna")).get_by_role("link").first.click()
    resa.akt(page, "Återlämna", **{"Vad behöver ändras?": "Räkna ut kostnaden också."})
    page = resa.ga("anna", "/")
    rutan = page.locator("section", has=page.locator("#aterlamnat"))
    expect(rutan).to_contain_text("Karin Ek: «Räkna ut kostnaden också.»")
    lage(resa.ga("anna", arende), "Beredning")

    resa.skicka_for_godkannande(arende)
    page = resa.ga("anna", arende)
    resa.klicka(page, "Ta tillbaka")
    lage(page, "Beredning")

    resa.skicka_for_godkannande(arende)
    resa.godkann(arende, "karin", "lars")
    mote = namnd.planera()
    namnd.satt_upp(mote, titel)
    namnd.kalla(mote)
    page = resa.ga("anna", arende)
    lage(page, "Kallat")
    resa.akt(page, "Dra tillbaka", Skäl="Nya uppgifter har kommit in.")
    lage(page, "Beredning")
    expect(namnd.sida(mote).get_by_role("heading", name="Utgick")).to_be_visible()

    page = resa.ga("anna", arende)
    resa.akt(page, "Skriv av ärendet", Skäl="Remittenten har löst frågan på annat sätt.")
    lage(page, "Avskrivet")
    resa.akt(page, "Återöppna ärendet", Skäl="Frågan var inte löst.")
    lage(page, "Beredning")
    expect(page.locator("ol.tid")).to_contain_text("Ärendet återöppnades av Anna Berg")
    expect(page.locator("ol.tid")).to_contain_text("«Frågan var inte löst.»")


def test_ett_arende_bordlaggs_och_aterremitteras_och_beslutas_sent(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om sommarjobb i hamnen"
    namnd = Namnd(resa)
    arende = resa.till_klart(Remissbrev(titel, om_dagar=-3))
    mote = namnd.till_oppet(titel)
    namnd.annat_beslut(mote, titel, "Bordlagt", "till nästa sammanträde")
    lage(resa.ga("anna", arende), "Bordlagt")

    mote = namnd.till_oppet(titel)
    namnd.annat_beslut(mote, titel, "Återremitterat", "för att kostnaden ska räknas ut")
    page = resa.ga("anna", arende)
    lage(page, "Återremitterat")
    resa.klicka(page, "Återuppta beredningen")
    lage(page, "Beredning")
    resa.skicka_for_godkannande(arende)
    resa.godkann(arende, "karin", "lars")

    mote = namnd.till_oppet(titel)
    namnd.enligt_forslag(mote, titel)
    protokoll = namnd.till_justering(namnd.avsluta(mote))
    namnd.justera("kl", "sr")
    namnd.ansla(protokoll)
    page = namnd.sida(arende)
    resa.vanta_pa_knapp(page, "Expediera svaret")
    resa.klicka(page, "Expediera svaret")
    expect(page.locator("#varningar")).to_contain_text("Remisstiden gick ut för 3 dagar sedan.")
    page.get_by_role("main").get_by_role("button", name="Expediera svaret", exact=True).click()
    expect(page.get_by_text("Skriv varför det görs ändå.").first).to_be_visible()
    page = namnd.expediera(arende, skal="Ärendet bordlades och återremitterades.")
    expect(page.locator("section", has=page.locator("#fakta"))).to_contain_text("efter remisstiden")


def test_ett_arende_utgar_och_sammantradet_stalls_in(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om en ny simhall"
    namnd = Namnd(resa)
    arende = resa.till_klart(Remissbrev(titel))
    mote = namnd.planera()
    namnd.satt_upp(mote, titel)
    namnd.kalla(mote)
    page = namnd.sida(arende)
    resa.akt(page, "Låt ärendet utgå", Skäl="Underlaget behöver kompletteras.")
    lage(page, "Klart för nämnd")
    expect(namnd.sida(mote).get_by_text("Underlaget behöver kompletteras.")).to_be_visible()

    nasta = namnd.planera()
    namnd.satt_upp(nasta, titel)
    namnd.kalla(nasta)
    page = namnd.sida(nasta)
    resa.akt(page, "Ställ in sammanträdet", Skäl="För få kan komma.")
    expect(page.get_by_text("Sammanträdet ställdes in").first).to_be_visible()
    lage(namnd.sida(arende), "Klart för nämnd")

    namnd.satt_upp(mote, titel)
    page = namnd.sida(mote)
    resa.klicka(page, "Skicka tilläggslista")
    expect(page.get_by_text("En tilläggslista skickades").first).to_be_visible()
    namnd.oppna(mote)
    namnd.enligt_forslag(mote, titel)
    lage(namnd.sida(arende), "Beslutat")


def test_anstand_begars_avslas_och_beviljas_och_remissen_aterkallas(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om cykelvägar till skolan"
    arende = resa.registrera(Remissbrev(titel, om_dagar=10))
    begar_anstand(resa, arende, 20)
    besked(resa, arende, "Avslaget", "nej.pdf")
    begar_anstand(resa, arende, 15)
    page = besked(resa, arende, "Beviljat", "ja.pdf", **{"Ny remisstid": om(15)})
    akten = page.locator("section", has=page.locator("#handlingar"))
    for rad in (
        f"Begäran om anstånd till {om(20)}",
        "Besked om anstånd: avslaget",
        f"Begäran om anstånd till {om(15)}",
        "Besked om anstånd: beviljat",
    ):
        expect(akten.get_by_role("link", name=rad)).to_be_visible()
    assert resa.hamta(page, akten.get_by_role("link", name="beviljat").get_attribute("href") or "") == (
        resa.fil("ja.pdf").read_bytes()
    )
    page = resa.ga("olle", arende)
    resa.akt(
        page,
        "Remissen är återkallad",
        **{"Remissen återkallades den": om(0), "Skrivelsen": str(resa.fil("aterkallelse.pdf"))},
    )
    lage(page, "Avslutat")
    expect(page.get_by_role("link", name=re.compile("^Återkallelse av remiss"))).to_be_visible()
    expect(page.locator("ol.tid")).to_contain_text("Remittenten återkallade remissen av Olle Ström")


def begar_anstand(resa: Resa, arende: str, dagar: int) -> None:
    """The handläggare asks for more time."""
    page = resa.ga("anna", arende)
    resa.akt(page, "Begär anstånd", **{"Ny remisstid": om(dagar), "Skäl": "Vi väntar på en utredning."})
    expect(page.get_by_text("Anstånd begärdes.").first).to_be_visible()


def besked(resa: Resa, arende: str, utfall: str, fil: str, **mer: str) -> Page:
    """The remittent's answer is registered with its letter."""
    page = resa.ga("olle", arende)
    resa.akt(
        page, "Registrera besked om anstånd", **{utfall: "", **mer, "Beskedet som fil": str(resa.fil(fil))}
    )
    expect(page.get_by_text("Besked om anstånd kom in.").first).to_be_visible()
    return page
