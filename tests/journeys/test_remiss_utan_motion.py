"""A remiss without a motion: the förvaltning's own headings, a list, the whole protokoll justerat, one signature on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i, platta
from tests.journeys.resa import PDF_START, Remissbrev, Resa
from tests.journeys.texter import REMISS
from tests.journeys.verkligt import remissen

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("verkligt", [False, True], ids=["pahittad", "verklig"])
def test_en_remiss_utan_motion_besvaras_och_hela_protokollet_justeras(resa: Resa, verkligt: bool) -> None:
    text = remissen() if verkligt else REMISS
    namnd = Namnd(resa)
    arende = resa.till_klart(Remissbrev(text.titel), text)
    mote = namnd.till_oppet(text.titel)
    namnd.enligt_forslag(mote, text.titel)
    page = namnd.avsluta(mote)
    protokoll = namnd.till_justering(page)
    namnd.justera("kl")
    namnd.justerat_pa_papper(protokoll, "Sami Rask (S)")
    page = namnd.ansla(protokoll)
    expect(page.get_by_text("på papper").first).to_be_visible()
    original = page.get_by_role("link", name="original").get_attribute("href")
    assert original is not None
    assert resa.hamta(page, original) == resa.fil("Sami.pdf").read_bytes()
    page = namnd.expediera(arende)
    lank = page.get_by_role("link", name=re.compile("^Svar på remiss")).get_attribute("href")
    assert lank is not None
    svar = resa.hamta(page, lank)
    assert svar.startswith(PDF_START)
    assert brister(svar) == []
    ord_ = ord_i(svar)
    for rubrik, stycken in text.avsnitt.items():
        assert rubrik in ord_
        for rad in stycken.splitlines():
            assert platta(rad.removeprefix("- "))[:50].rsplit(" ", 1)[0] in ord_, rad
    namnd.avsluta_arendet(arende)
    tjansteutlatandet_har_forvaltningens_rubrik(resa, namnd, arende)


def tjansteutlatandet_har_forvaltningens_rubrik(resa: Resa, namnd: Namnd, arende: str) -> None:
    """The frozen utlåtande names its proposal and its views as the förvaltning does."""
    page = namnd.sida(arende)
    lank = page.get_by_role("link", name=re.compile("^Tjänsteutlåtande, version 1")).get_attribute("href")
    assert lank is not None
    utlatande = resa.hamta(page, lank)
    assert brister(utlatande) == []
    ord_ = ord_i(utlatande)
    assert "Arbetsmarknadsförvaltningens förslag till beslut" in ord_
    assert "Arbetsmarknadsförvaltningens synpunkter och förslag" in ord_
