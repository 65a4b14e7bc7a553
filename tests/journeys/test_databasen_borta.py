"""The database is away while people work: it is said in words, nothing is lost, and all is saved when it is back."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from remiss.start.processes import start_apart, status, stop_group
from tests.journeys.conftest import DATABASE_URL, EGNA, LYSSNAR, ROOT, _programmets_env, _statiskt, databas
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.test_daligt_inmatat import avsnittet

pytestmark = pytest.mark.journey
ORDEN = "Nämnden godkänner förslaget, med två ändringar."


@contextmanager
def borta(namn: str) -> Iterator[None]:
    """Nobody comes to the database, and those who are there are shown out."""
    with psycopg.connect(DATABASE_URL.rpartition("/")[0] + "/postgres", autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{namn}" WITH ALLOW_CONNECTIONS false'.encode())
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [namn])
        try:
            yield
        finally:
            admin.execute(f'ALTER DATABASE "{namn}" WITH ALLOW_CONNECTIONS true'.encode())


@pytest.fixture
def resa(malldatabas: str, chromium: Browser, tmp_path: Path) -> Iterator[Resa]:
    """The web server alone: a worker has its own way of waiting for the database, and its own tests."""
    (tmp_path / "filer").mkdir()
    (tmp_path / "statiskt").symlink_to(_statiskt())
    logg = tmp_path / "program.log"
    with databas(f"{EGNA}_borta", malldatabas) as namn, logg.open("wb") as ut:
        serve = [sys.executable, "-m", "gunicorn", "remiss.wsgi:application", "--bind", "127.0.0.1:0"]
        process = start_apart(
            [*serve, "--worker-class", "gthread", "--threads", "4"],
            _programmets_env(namn, tmp_path),
            ROOT,
            stdout=ut,
            stderr=ut,
        )
        try:
            slut = time.monotonic() + 60
            while (
                not (lyssnar := LYSSNAR.search(logg.read_text())) or status(lyssnar[1] + "/logga-in/") is None
            ):
                assert time.monotonic() < slut, logg.read_text()
                time.sleep(0.1)
            r = Resa(chromium, lyssnar[1], tmp_path, databas=namn)
            yield r
            r.stang()
        finally:
            stop_group(process, signal.SIGTERM)


def test_det_som_skrivs_medan_databasen_ar_borta_sparas_nar_den_ar_tillbaka(resa: Resa) -> None:
    arende = resa.registrera(Remissbrev("Remiss om vattenverk"))
    resa.akt(resa.ga("olle", arende), "Tilldela handläggare", **{"Anna Berg": ""})
    resa.klicka(resa.ga("anna", arende), "Skriv tjänsteutlåtande")
    anna = resa.som("anna")
    anna.wait_for_url(re.compile(r"/utlatande/\d+/"))
    texten = anna.url
    hos_anna = avsnittet(anna)
    lage = hos_anna.locator("[data-autospar-status]")
    hos_anna.locator("[contenteditable=true]").click()
    anna.keyboard.insert_text("Före avbrottet. ")
    expect(lage).to_have_text(re.compile("^Sparat"))

    with borta(resa.databas):
        anna.keyboard.insert_text("Under avbrottet.")
        expect(lage).to_have_text("Ej skickat – Remiss svarar inte just nu, försöker igen")
        # A fragment that htmx sends is answered beside its form, with what was typed still in it.
        anna.get_by_text("Skriv en egen").click()
        anna.get_by_label("Beslutssats", exact=True).fill(ORDEN)
        anna.get_by_role("button", name="Lägg till", exact=True).first.click()
        expect(anna.get_by_role("alert")).to_contain_text("Det du skrev är inte sparat, men står kvar här")
        assert anna.get_by_label("Beslutssats", exact=True).input_value() == ORDEN

    expect(lage).to_have_text(re.compile("^Sparat"))
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser .satser")).to_contain_text(ORDEN)
    expect(anna.get_by_role("alert")).to_have_count(0)
    anna.goto(texten)
    expect(avsnittet(anna)).to_contain_text("Före avbrottet. Under avbrottet.")


def test_ett_formular_som_inte_kunde_sparas_skickas_igen_som_det_var(resa: Resa) -> None:
    arende = resa.registrera(Remissbrev("Remiss om lekplatser"))
    resa.akt(resa.ga("olle", arende), "Tilldela handläggare", **{"Anna Berg": ""})
    anna = resa.ga("anna", arende)
    resa.klicka(anna, "Begär anstånd")
    anna.wait_for_url(re.compile("/gor/"))
    anna.get_by_label("Skäl").fill("Föreningarna måste få svara först.")
    resa.fyll(anna, "Ny remisstid som ni ber om", "2027-03-01")

    with borta(resa.databas):
        anna.get_by_role("main").get_by_role("button", name="Begär anstånd", exact=True).click()
        expect(anna.get_by_role("heading", level=1)).to_have_text("Det är inte sparat")
        expect(anna.get_by_label("Det du skrev")).to_have_value("Föreningarna måste få svara först.")
        anna.get_by_role("button", name="Skicka igen").click()
        expect(anna.get_by_role("heading", level=1)).to_have_text("Det är inte sparat")
        hos_olle = resa.ga("olle", arende)
        expect(hos_olle.get_by_role("heading", level=1)).to_have_text("Remiss svarar inte just nu")

    anna.get_by_role("button", name="Skicka igen").click()
    anna.wait_for_url(re.compile("/arende/"))
    expect(anna.locator("main")).to_contain_text("Anstånd begärdes.")
    hos_olle.get_by_role("link", name="Försök igen").click()
    expect(hos_olle.get_by_role("heading", level=1)).to_contain_text("Remiss om lekplatser")
