"""From an empty database: the first person by command, «Ny kommun» in the browser, and the first remiss registered."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import LOSENORD
from tests.journeys.conftest import ROOT, _env, _program
from tests.journeys.resa import Remissbrev, Resa

pytestmark = pytest.mark.journey


@pytest.fixture
def tom_resa(chromium: Browser, migrerad: str, tmp_path: Path) -> Iterator[Resa]:
    """A running program on a database that has its tables and nothing else."""
    with _program(migrerad, chromium, tmp_path) as r:
        yield r


def forsta_anvandaren(resa: Resa) -> None:
    """What the one who runs the server does, once."""
    subprocess.run(
        [
            *(sys.executable, "manage.py", "forsta_anvandaren", "--anvandarnamn", "ada", "--fornamn", "Ada"),
            *("--efternamn", "Åberg", "--losenord-fran-stdin"),
        ],
        cwd=ROOT,
        env=_env(resa.databas, resa.mapp),
        input=LOSENORD + "\n",
        text=True,
        check=True,
    )


def vidare(page: Page, rubrik: str) -> None:
    """Save the step, and see that the next one is there."""
    page.get_by_role("button", name="Spara och gå vidare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(rubrik)


def person(page: Page, rad: int, fornamn: str, efternamn: str) -> None:
    """Name the person of a row and give a first password."""
    for falt, varde in (("fornamn", fornamn), ("efternamn", efternamn), ("losenord", LOSENORD)):
        page.locator(f"#id_person-{rad}-{falt}").fill(varde)


def satt_upp(resa: Resa) -> None:
    """The nine steps, by the one who keeps the registers."""
    page = resa.som("ada")
    page.get_by_role("main").get_by_role("link", name="Ny kommun", exact=True).click()
    page.get_by_role("link", name="Börja", exact=True).click()
    page.get_by_label("Kommunens namn").fill("Åsele nya kommun")
    vidare(page, "Förvaltningen")
    page.get_by_label("Förvaltningens namn").fill("Kulturförvaltningen")
    page.get_by_label("Avdelningar och enheter").fill("Avdelningen för kultur > Biblioteket")
    vidare(page, "Nämnden")
    page.get_by_label("Nämndens namn").fill("Kulturnämnden")
    page.get_by_label("Kortnamn i diarienumret").fill("KUN")
    expect(page.locator("#exempel")).to_contain_text("KUN 2026-0001-1.6")
    vidare(page, "Platserna")
    # One may stop here, and what was saved stands.
    resa.ga("ada", "/ny-kommun/namnd/")
    expect(page.get_by_label("Kortnamn i diarienumret")).to_have_value("KUN")
    resa.ga("ada", "/ny-kommun/")
    page.get_by_role("link", name="Fortsätt: platserna").click()
    page.get_by_label("Antal ledamöter").fill("0")
    page.get_by_role("button", name="Spara och gå vidare").click()
    expect(page.get_by_role("alert")).to_contain_text("Nämnden har minst en ledamot.")
    page.get_by_label("Antal ledamöter").fill("11")
    vidare(page, "Klassificeringen")
    vidare(page, "Ärendetypen")
    vidare(page, "Beslutssatserna")
    vidare(page, "Godkännandet")
    vidare(page, "Personerna")
    person(page, 0, "Gun", "Åkerlund")
    person(page, 1, "Siv", "Öman")
    vidare(page, "Ny kommun")
    expect(page.get_by_text("Kulturnämnden kan ta emot sin första remiss.")).to_be_visible()


def las_in_valda(resa: Resa) -> None:
    """The elected, from a list that a spreadsheet saved."""
    lista = resa.mapp / "valda.csv"
    lista.write_bytes(
        "förnamn;efternamn;parti;nämnd;uppdrag;plats;från\n"
        "Åsa;Öst;C;KUN;Ordförande;1;2026-01-01\nBo;Väst;S;KUN;Ledamot;2;2026-01-01\n".encode("cp1252")
    )
    page = resa.ga("ada", "/ny-kommun/")
    page.get_by_role("link", name=re.compile("^Läs in en lista")).click()
    page.get_by_label("Fil", exact=True).set_input_files(str(lista))
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("main")).to_contain_text("Åsa Öst (C)")
    page.get_by_role("button", name="Läs in", exact=True).click()
    expect(page.locator("#meddelanden")).to_contain_text("Listan är inläst: 4 nya")
    expect(page.get_by_role("link", name="Åsa Öst (C)")).to_be_visible()


def test_a_new_kommun_is_set_up_from_nothing_until_its_first_arende_is_registered(tom_resa: Resa) -> None:
    resa = tom_resa
    context = resa.browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(resa.bas + "/logga-in/")
    expect(page.get_by_text("manage.py forsta_anvandaren", exact=False).first).to_be_visible()
    context.close()

    forsta_anvandaren(resa)
    stoppat: list[str] = []
    resa.som("ada").on("console", lambda m: stoppat.append(m.text) if "Content Security" in m.text else None)
    satt_upp(resa)
    las_in_valda(resa)
    arende = resa.registrera(
        Remissbrev(titel="Remiss om nya öppettider", remittent="Kommunstyrelsen", dnr="KS 2026/14"),
        registrator="gun.akerlund",
        handlaggare="Siv Öman",
    )

    page = resa.ga("gun.akerlund", arende)
    expect(page.locator(".dnr").first).to_contain_text(re.compile(r"KUN \d{4}-0001-1\.5\.1"))
    siv = resa.ga("siv.oman", "/")
    expect(siv.get_by_role("link", name="Remiss om nya öppettider")).to_be_visible()
    ada = resa.ga("ada", "/installningar/")
    expect(ada.get_by_role("main")).to_contain_text("En lista lästes in")
    for sida in ("organ/", "organ/ny/", "uppdrag/", "anvandare/1/", "anvandare/1/andringar/"):
        resa.ga("ada", f"/installningar/{sida}")
    assert stoppat == []
