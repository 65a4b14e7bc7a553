"""A stadsdelsnämnd answers a motion: numbers of its own kind, one sats without a number, förvaltningsgrupp and jämställdhet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import disposition
from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i, ord_per_sida, platta
from tests.journeys.resa import Folk, Remissbrev, Resa, om
from tests.journeys.texter import STADSDELEN, Text
from tests.journeys.verkligt import stadsdelen

pytestmark = pytest.mark.journey

FOLK = Folk("tove", "nils", "Nils Hav", ("gun", "ake"))
SATS = "Stadsdelsnämnden överlämnar detta tjänsteutlåtande som svar på remissen."


@pytest.mark.parametrize("verkligt", [False, True], ids=["pahittad", "verklig"])
def test_en_stadsdelsnamnd_svarar_pa_en_motion(gemensam: Resa, verkligt: bool) -> None:
    text = stadsdelen() if verkligt else STADSDELEN
    brev = Remissbrev(
        text.titel,
        dnr=f"KS 2026/{910 + verkligt}",
        motion=f"2026:{60 + verkligt}",
        motionarer=["Per Ek (M)"],
        attsatser=["att kommunen inrättar ett program"],
    )
    arende = gemensam.registrera(brev, registrator=FOLK.registrator, handlaggare=FOLK.namn)
    page = gemensam.skriv(
        arende, text, handlaggare=FOLK.handlaggare, svar=["Överlämnas utan ställningstagande"]
    )
    gemensam.satser_ur_biblioteket(page, "Överlämna utlåtandet som svar")
    forvaltningsgruppen_kravs(gemensam, arende)
    gemensam.skicka_for_godkannande(arende, FOLK.handlaggare)
    gemensam.godkann(arende, *FOLK.chefer)
    utlatandet_ar_stadsdelens(gemensam, arende, text)
    if verkligt:
        return
    namnd = Namnd(gemensam, "ulla")
    mote = namnd.till_oppet(text.titel)
    namnd.enligt_forslag(mote, text.titel)
    protokoll = namnd.till_justering(namnd.avsluta(mote))
    for person in ("Katja Lind (C)", "Sami Rask (S)"):
        namnd.justerat_pa_papper(protokoll, person)
    page = namnd.expediera(arende)
    beslutat = SATS.replace("överlämnar", "överlämnade")
    for handling in ("Protokollsutdrag", "Svar på remiss"):
        data = gemensam.pdf(page, handling)
        assert brister(data) == []
        assert beslutat in ord_i(data)
        assert f"1. {beslutat}" not in ord_i(data)


def forvaltningsgruppen_kravs(resa: Resa, arende: str) -> None:
    """The text can not be sent before the day of the förvaltningsgrupp is filled in."""
    page = resa.ga(FOLK.handlaggare, arende)
    expect(page.get_by_role("button", name="Skicka för godkännande")).to_be_disabled()
    hinder = page.get_by_text("Ärendet ska behandlas i förvaltningsgruppen.")
    hinder.get_by_role("link", name="Fyll i").click()
    page.get_by_label("Behandlat i förvaltningsgruppen").fill(om(0))
    page.locator("#uppgifter").get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Uppgifterna om tjänsteutlåtandet är sparade.").first).to_be_visible()


def utlatandet_ar_stadsdelens(resa: Resa, arende: str, text: Text) -> None:
    """Both numbers, the unnumbered sats, how it was prepared, and the title above every page but the first."""
    page = resa.ga(FOLK.handlaggare, arende)
    dnr = page.locator("p.dnr").first.inner_text().split(" · ")[0]
    assert re.fullmatch(r"1\.5\.1-\d+-20\d\d", dnr)
    data = resa.pdf(page, "Tjänsteutlåtande, version 1")
    assert brister(data) == []
    rader = disposition.ur_pdf(data)
    borjan = [f"1 {text.titel}", "2 Förvaltningens förslag till beslut"]
    assert disposition.jamforbara(rader[:2]) == disposition.jamforbara(borjan)
    assert "3 Jämställdhet" in rader[rader.index("2 Ärendets beredning") :]
    assert [rad for rad in rader if rad.startswith("1.")] == [rader[-1]], "bara bilagan har ett nummer"
    ord_ = ord_i(data)
    assert SATS in ord_
    assert "Ärendet har behandlats i förvaltningsgruppen den " in ord_
    for stycke in text.avsnitt.values():
        assert platta(stycke)[:40].rsplit(" ", 1)[0] in ord_
    sidor = ord_per_sida(data)
    assert len(sidor) > 1
    for n, sida in enumerate(sidor, start=1):
        assert f"Sida {n} ({len(sidor)})" in sida
        assert dnr in sida
        assert platta(text.titel)[:60].rsplit(" ", 1)[0] in sida
