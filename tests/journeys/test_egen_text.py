"""Nämnden adopts the ordförande's own text, and the rejected förslag does not leave the house."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.texter import KORT

pytestmark = pytest.mark.journey

YTTRANDE = "Nämnden avstyrker förslaget eftersom lokalerna redan används varje kväll."
RESERVATION = "Vi ville att förvaltningens hållning skulle gälla."
ERSATTARENS = "Som ersättare hade jag önskat en längre remisstid."
UTTALANDE = "Frågan borde ha prövats av fullmäktige."


def test_namnden_antar_ordforandens_text_och_det_forkastade_forslaget_lamnar_inte_huset(resa: Resa) -> None:
    namnd = Namnd(resa)
    arende = resa.till_klart(Remissbrev(KORT.titel), KORT)
    mote = namnd.till_oppet(KORT.titel, ersattare=["Ola Bäck (C)"])
    page = namnd.paragraf(mote, KORT.titel)
    namnd.i_paragrafen(
        page,
        "registrera_yrkande",
        "Registrera yrkande",
        Yrkande_av="Katja Lind (C)",
        Yrkar="Eget förslag",
        Lydelse="Arbetsmarknadsnämnden avstyrker förslaget.",
    )
    page.get_by_role("link", name="Annat beslut").click()
    gang = page.get_by_role("group", name=re.compile("^Proposition 1"))
    gang.get_by_label("Eget förslag, Katja Lind (C)").check()
    page.get_by_role("button", name="Skriv om efter utfallet").click()
    svar = page.get_by_role("group", name="Svar till remittenten")
    expect(svar.get_by_label("Nämndens eget yttrande")).to_be_checked()
    page.get_by_label("Nämndens egen text").fill(YTTRANDE)
    page.get_by_role("button", name="Registrera beslut", exact=True).click()
    expect(page.get_by_text("Beslutet registrerades.").first).to_be_visible()
    expect(page.get_by_text("Arbetsmarknadsnämnden avstyrkte förslaget.").first).to_be_visible()
    for slag, vem, text in (
        ("Reservation", "Sami Rask (S)", RESERVATION),
        ("Ersättaryttrande", "Ola Bäck (C)", ERSATTARENS),
        ("Särskilt uttalande", "Mats Vest (SD)", UTTALANDE),
    ):
        namnd.i_paragrafen(
            page,
            "registrera_uttalande",
            "Anmäl reservation eller uttalande",
            f"Lämnas av: {vem}",
            Slag=slag,
            Text=text,
        )
    page = namnd.avsluta(mote)
    protokoll = namnd.till_justering(page)
    namnd.justera("kl", "sr")
    namnd.ansla(protokoll)
    page = namnd.expediera(arende)
    lank = page.get_by_role("link", name=re.compile("^Svar på remiss")).get_attribute("href")
    assert lank is not None
    papper = resa.hamta(page, lank)
    assert brister(papper) == []
    ord_ = ord_i(papper)
    for del_ in (YTTRANDE, "Arbetsmarknadsnämnden avstyrkte förslaget.", RESERVATION, ERSATTARENS, UTTALANDE):
        assert del_ in ord_, del_
    for forkastat in KORT.avsnitt.values():
        assert forkastat not in ord_, forkastat
