"""Find anything: narrow the list, search with the words marked, keep the filter, turn the page, take the file, and Ctrl+K."""

from __future__ import annotations

import re
import time
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.resa import KLAR_SEKUNDER, Remissbrev, Resa, om

pytestmark = pytest.mark.journey

ORDET = "Vindskydd vid Strandgatan"
"""What the letter says inside its PDF, and no title."""


def test_en_handlaggare_hittar_det_hon_soker(resa: Resa) -> None:
    arende = resa.registrera(Remissbrev("Ny hållplats i hamnen"))
    _registrera_manga(resa, 27)
    page = resa.som("anna")
    page.goto(resa.bas + "/")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Ärenden").click()

    expect(page.get_by_role("heading", name="28 ärenden")).to_be_visible()
    _urval(page, Läge="Beredning", Handläggare="Berg, Anna")
    expect(page.get_by_role("heading", name="1 ärende")).to_be_visible()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Ny hållplats i hamnen")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Dig")

    page.get_by_role("link", name="Visa alla ärenden").first.click()
    _sok_tills(page, "vindskydden strandgata", "1 ärende")
    traff = page.get_by_role("row").nth(1)
    expect(traff.locator("mark").first).to_have_text("Vindskydd")
    expect(traff).to_contain_text("Remiss från")

    page.get_by_text("Spara urvalet").click()
    page.get_by_label("Namn på urvalet").fill("Vindskydden")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Urvalet «Vindskydden» är sparat.")).to_be_visible()
    page.goto(resa.bas + "/arenden/")
    page.get_by_role("link", name="Vindskydden", exact=True).click()
    expect(page.get_by_role("heading", name="1 ärende")).to_be_visible()

    _bladdra_och_hamta(resa, page)
    _med_tangentbordet(page, arende)


def _registrera_manga(resa: Resa, antal: int) -> None:
    """As the registrator's browser sends the form, without waiting for each page."""
    page = resa.ga("olle", "/registrera/")
    form = page.get_by_role("main").locator("form[method=post]").last
    falt: dict[str, str] = form.evaluate(
        "f => Object.fromEntries([...new FormData(f)].filter(([, v]) => typeof v === 'string'))"
    )
    for n in range(antal):
        svar = page.request.post(
            page.url,
            multipart={
                **falt,
                "nyckel": str(uuid.uuid4()),
                "titel": f"Samråd nummer {n + 1}",
                "remittent_namn": "Länsstyrelsen",
                "remittentens_dnr": f"LST 2026/{n + 1}",
                "inkommen_on": om(0),
                "remisstid_on": om(30 + n),
                "filer": {
                    "name": "brev.pdf",
                    "mimeType": "application/pdf",
                    "buffer": resa.fil(f"{ORDET if n == 3 else f'Brev {n}'}.pdf").read_bytes(),
                },
            },
        )
        assert svar.ok, svar.text()
        assert "/arende/" in svar.url, svar.text()


def _urval(page: Page, **val: str) -> None:
    for etikett, varde in val.items():
        page.get_by_label(etikett, exact=True).select_option(label=varde)
    page.get_by_role("button", name="Visa", exact=True).click()


def _sok_tills(page: Page, q: str, antal: str) -> None:
    """Search until it is found: the worker reads the PDF after it has been registered."""
    slut = time.monotonic() + KLAR_SEKUNDER
    while True:
        page.get_by_role("searchbox", name="Sök", exact=True).fill(q)
        page.get_by_role("button", name="Visa", exact=True).click()
        if page.get_by_role("heading", name=antal).count():
            return
        assert time.monotonic() < slut, page.get_by_role("main").inner_text()
        time.sleep(0.5)


def _bladdra_och_hamta(resa: Resa, page: Page) -> None:
    page.get_by_role("link", name="Visa alla ärenden").first.click()
    page.get_by_role("link", name="Ärende", exact=True).click()
    expect(page.get_by_role("columnheader", name="Ärende")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("row")).to_have_count(26)
    page.get_by_role("link", name=re.compile("^Nästa")).click()
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_role("link", name="← Tidigare").click()
    expect(page.get_by_role("row")).to_have_count(26)
    with page.expect_download() as vantad:
        page.get_by_role("link", name="Hämta som fil (csv)").click()
    fil = Path(vantad.value.path()).read_text("utf-8-sig").splitlines()
    assert len(fil) == 29
    assert fil[0].startswith("Diarienummer;Ärende;Läge")
    assert ";Ny hållplats i hamnen;Beredning;Anna Berg;" in fil[1]


def _med_tangentbordet(page: Page, arende: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("hållpl")
    expect(page.get_by_role("dialog").get_by_role("link", name="Ny hållplats i hamnen")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**" + arende)
