"""Beslut outside the sitting: a kontorsyttrande from the remiss to nämnden being told, and an ordförandebeslut in a hurry."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i
from tests.journeys.resa import Remissbrev, Resa

pytestmark = pytest.mark.journey


def test_ett_kontorsyttrande_och_ett_ordforandebeslut_anmals_vid_nasta_sammantrade(resa: Resa) -> None:
    namnd = Namnd(resa)
    kontor = resa.till_klart(Remissbrev("Yrkeshögskolans utbud", dnr="KS 2026/151"))
    page = resa.ga("karin", "/")
    rad = page.get_by_role("region", name=re.compile("^Kan avgöras på delegation"))
    rad.get_by_role("link", name="Yrkeshögskolans utbud").click()
    resa.underteckna(page, "Besluta på delegation")
    expect(page.get_by_text("Svaret beslutades på delegation").first).to_be_visible()
    expect(page.get_by_role("list", name="Ärendets väg")).to_contain_text("Delegationsbeslut")

    page = namnd.expediera(kontor)
    lank = page.get_by_role("link", name=re.compile("^Svar på remiss")).get_attribute("href")
    assert lank is not None
    svar = resa.hamta(page, lank)
    assert brister(svar) == []
    assert "Beslutat av Karin Ek, avdelningschef, för arbetsmarknadsnämnden" in ord_i(svar)
    expect(page.get_by_text("Beslutet är inte anmält för nämnden").first).to_be_visible()

    bradska = resa.registrera(Remissbrev("Stöd efter varslet", dnr="LST 7102", remittent="Länsstyrelsen"))
    page = namnd.sida(bradska)
    resa.akt(
        page,
        "Registrera ordförandebeslut",
        Varför_kunde_beslutet_inte_vänta="Länsstyrelsen fördelar stödet i morgon.",
        Nämndens_eget_yttrande="",
        Yttrandet_eller_brevet="Nämnden kan ta emot sextio personer.",
    )
    expect(page.get_by_text("Skriv vad som beslutades.").first).to_be_visible()
    page.locator("#id_satser").fill("Yttrandet lämnas som nämndens svar.")
    page.get_by_role("main").get_by_role("button", name="Registrera ordförandebeslut", exact=True).click()
    expect(page.get_by_text("Ett ordförandebeslut registrerades").first).to_be_visible()

    resa.till_klart(Remissbrev("Ett vanligt ärende"))
    mote = namnd.planera()
    namnd.satt_upp(mote, "Ett vanligt ärende")
    page = namnd.sida(mote)
    page.get_by_role("link", name="Två saker ska anmälas").click()
    page.get_by_role("button", name="Ta upp alla").click()
    expect(page.get_by_text("2 anmälningar togs upp.").first).to_be_visible()
    resa.fyll(page, "Grupp", "f. Protokoll från förvaltningsgruppen")
    resa.fyll(page, "Vad anmäls?", "Protokoll från förvaltningsgruppen 12 november")
    page.get_by_role("button", name="Lägg till raden").click()
    expect(page.get_by_text("Raden lades till bland anmälningarna.").first).to_be_visible()
    namnd.kalla(mote)
    namnd.oppna(mote)
    namnd.enligt_forslag(mote, "Ett vanligt ärende")
    namnd.avsluta(mote)

    page = namnd.sida(kontor)
    expect(page.get_by_role("list", name="Ärendets väg")).to_contain_text("anmält")
    page = resa.ga("olle", kontor)
    resa.vanta_pa_knapp(page, "Avsluta ärendet")
    resa.klicka(page, "Avsluta ärendet")
    expect(page.get_by_text("Ärendet avslutades").first).to_be_visible()
