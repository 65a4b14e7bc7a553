"""Two nämnder answer the same motion, each under its own diarienummer, and neither sees the other's ärende."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.journeys.namnden import Namnd
from tests.journeys.papper import ord_i
from tests.journeys.resa import Folk, Remissbrev, Resa
from tests.journeys.texter import MOTION

pytestmark = pytest.mark.journey

SOCIAL = Folk("ove", "eva", "Eva Norr", ("hans", "siv"))
BREV = Remissbrev(
    MOTION.titel, motion="2026:51", motionarer=["Per Ek (MP)"], attsatser=["att ett program inrättas"]
)


def test_en_andra_namnd_svarar_pa_samma_motion_under_eget_diarienummer(resa: Resa) -> None:
    var = resa.registrera(BREV)
    deras = resa.till_klart(replace(BREV, dnr="KS 2026/732"), MOTION, svar=["Avstyrks"], folk=SOCIAL)
    assert var != deras
    ingen_ser_den_andras(resa, var, ("ove", "eva", "hans", "ylva"))
    ingen_ser_den_andras(resa, deras, ("olle", "anna", "karin", "maria"))
    vart_dnr = resa.ga("anna", var).locator("p.dnr").first.inner_text().split(" · ")[0]
    deras_dnr = resa.ga("eva", deras).locator("p.dnr").first.inner_text().split(" · ")[0]
    assert vart_dnr.startswith("AMN")
    assert deras_dnr.startswith("SN")
    namnd = Namnd(resa, "ylva")
    mote = namnd.till_oppet(MOTION.titel)
    namnd.enligt_forslag(mote, MOTION.titel)
    protokoll = namnd.till_justering(namnd.avsluta(mote))
    for person in ("Katja Lind (C)", "Sami Rask (S)"):
        namnd.justerat_pa_papper(protokoll, person)
    namnd.ansla(protokoll)
    page = namnd.expediera(deras)
    lank = page.get_by_role("link", name="Svar på remiss KS 2026/732").get_attribute("href")
    assert lank is not None
    ord_ = ord_i(resa.hamta(page, lank))
    assert deras_dnr in ord_
    assert "KS 2026/732" in ord_
    assert vart_dnr not in ord_
    page = resa.ga("anna", var)
    expect(page.locator("#att-gora")).to_contain_text("Beredning")


def ingen_ser_den_andras(resa: Resa, arende: str, personer: tuple[str, ...]) -> None:
    """404 for the other nämnd's people, as for an address where there is nothing."""
    for person in personer:
        page = resa.som(person)
        svar = page.goto(resa.bas + arende)
        assert svar is not None
        assert svar.status == 404, person
        expect(page.get_by_role("heading", level=1)).to_have_text("Här finns inget att visa")
