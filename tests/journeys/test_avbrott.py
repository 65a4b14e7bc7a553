"""The server stops or dies while somebody writes, her session ends, her tab is copied: no word is lost, none is overwritten."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import LOSENORD
from tests.journeys.resa import VANTA_MS, Resa
from tests.journeys.skrift import DELAR, SPARAT, Skrift, rutan, sidan, skriv_i, texten_i

pytestmark = pytest.mark.journey
KVAR_HAR = "Ej skickat: en del finns bara här"
DELARNA = ["avsnitt", "sats", "attsats"]


def beredd(skrift: Skrift, vad: str) -> Page:
    """Anna's page, where an answer has its förslag: without it nothing of it can be saved."""
    anna = skrift.oppna("anna")
    if vad == "attsats":
        anna.locator("#attsatser form").get_by_label("Förslag").select_option("besvarad")
        expect(sidan(anna)).to_have_text(SPARAT)
    return anna


@contextmanager
def stannad(resa: Resa) -> Iterator[None]:
    """The web server takes connections and answers nobody."""
    os.killpg(resa.webb, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(resa.webb, signal.SIGCONT)


def webbarbetare(resa: Resa) -> list[int]:
    """Those who answer; they are started anew when they die."""
    barn = Path(f"/proc/{resa.webb}/task/{resa.webb}/children").read_text()
    return [int(pid) for pid in barn.split()]


@pytest.mark.parametrize("vad", DELARNA)
def test_det_som_skrivs_medan_servern_inte_svarar_sparas_nar_den_gor_det(skrift: Skrift, vad: str) -> None:
    anna = beredd(skrift, vad)
    with stannad(skrift.resa):
        skriv_i(anna, vad, "Skrivet till ingen.")
        expect(sidan(anna)).to_have_text(KVAR_HAR, timeout=VANTA_MS)
    expect(sidan(anna)).to_have_text(SPARAT, timeout=2 * VANTA_MS)
    assert texten_i(skrift.oppna("anna"), vad) == "Skrivet till ingen."


@pytest.mark.parametrize("vad", DELARNA)
def test_en_server_som_dor_mitt_i_sparningen_tar_inga_ord_med_sig(skrift: Skrift, vad: str) -> None:
    anna = beredd(skrift, vad)
    with stannad(skrift.resa):
        with anna.expect_request(DELAR):
            skriv_i(anna, vad, "Skrivet när den dog.")
        for pid in webbarbetare(skrift.resa):
            os.kill(pid, signal.SIGKILL)
    expect(sidan(anna)).to_have_text(SPARAT, timeout=2 * VANTA_MS)
    assert texten_i(skrift.oppna("anna"), vad) == "Skrivet när den dog."


@pytest.mark.parametrize("vad", DELARNA)
def test_det_som_skrivs_nar_inloggningen_gatt_ut_skickas_efter_nasta(skrift: Skrift, vad: str) -> None:
    anna = beredd(skrift, vad)
    anna.context.clear_cookies(name="sessionid")
    skriv_i(anna, vad, "Skrivet som utloggad.")
    knapp = anna.get_by_role("button", name="Logga in här").first
    knapp.click()
    ruta = anna.get_by_role("dialog", name="Logga in igen")
    ruta.get_by_label("Användarnamn").fill("anna")
    ruta.get_by_label("Lösenord").fill(LOSENORD)
    ruta.get_by_role("button", name="Logga in").click()
    expect(sidan(anna)).to_have_text(SPARAT)
    assert texten_i(skrift.oppna("anna"), vad) == "Skrivet som utloggad."


@pytest.mark.parametrize("vad", DELARNA)
def test_en_flik_som_kopieras_skriver_inte_over_den_forsta(skrift: Skrift, vad: str) -> None:
    ena = beredd(skrift, vad)
    skriv_i(ena, vad, "Före kopian.")
    expect(sidan(ena)).to_have_text(SPARAT)
    with ena.expect_popup() as oppnad:
        # A copy has the session storage and the history of its first.
        ena.evaluate("window.open(location.href)")
    andra = oppnad.value
    expect(rutan(andra)).to_be_visible()
    expect(andra.locator(".erbjuden")).to_have_count(0)
    skriv_i(ena, vad, "Efter kopian, i den första.")
    expect(sidan(ena)).to_have_text(SPARAT)
    skriv_i(andra, vad, "Efter kopian, i den andra.")
    expect(sidan(andra)).to_have_text(KVAR_HAR)
    konflikt = andra.locator("[data-autospar-konflikt]:not(:empty)")
    expect(konflikt).to_contain_text("i den första.")
    expect(konflikt).to_contain_text("i den andra.")
    andra.close()
    expect(sidan(ena)).to_have_text(re.compile("^Sparat"))
    assert "i den första." in texten_i(skrift.oppna("anna"), vad)
