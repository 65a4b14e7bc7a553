"""What the pages weigh over the network, and that a file is fetched once: by its hashed name, compressed, for a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.resa import Remissbrev, Resa

pytestmark = pytest.mark.journey

KALL, VARM = 450_000, 60_000
HASHAT = re.compile(r"\.[0-9a-f]{12}\.\w+$")
ETT_AR = "max-age=315360000, public, immutable"
IKONER = """() => [...document.querySelectorAll('.prose-menubar .material-icons')]
    .filter(e => e.checkVisibility() && e.textContent)
    .map(e => {
        const ord = document.createRange();
        ord.selectNodeContents(e);
        return [e.textContent, Math.round(ord.getBoundingClientRect().width)];
    })"""


@dataclass
class Svar:
    """One answer of the server: from where, with which headers, and how many bytes the network carried."""

    adress: str
    status: int = 0
    huvud: dict[str, str] = field(default_factory=dict)
    byte: float = 0

    @property
    def stig(self) -> str:
        return urlsplit(self.adress).path

    @property
    def sidbild(self) -> bool:
        return "/forhandsvisning/" in self.stig and self.huvud.get("content-type", "").startswith("image/")


@contextmanager
def natet(page: Page) -> Iterator[dict[str, Svar]]:
    """What the page asks for while the block runs; what comes out of the browser's own store weighs nothing."""
    svar: dict[str, Svar] = {}

    def fragat(e: dict[str, Any]) -> None:
        svar[e["requestId"]] = Svar(e["request"]["url"])

    def svarat(e: dict[str, Any]) -> None:
        ett = svar[e["requestId"]]
        ett.status = e["response"]["status"]
        ett.huvud = {namn.lower(): varde for namn, varde in e["response"]["headers"].items()}

    def hamtat(e: dict[str, Any]) -> None:
        svar[e["requestId"]].byte = e["encodedDataLength"]

    cdp = page.context.new_cdp_session(page)
    cdp.on("Network.requestWillBeSent", fragat)
    cdp.on("Network.responseReceived", svarat)
    cdp.on("Network.loadingFinished", hamtat)
    cdp.send("Network.enable")
    try:
        yield svar
    finally:
        cdp.detach()


def oppna(page: Page, adress: str) -> list[Svar]:
    """Load a page until it is quiet; return what it asked the server for."""
    with natet(page) as svar:
        page.goto(adress)
        if "/utlatande/" in adress:
            expect(page.locator("#sidor img").first).to_be_visible()
            expect(page.locator("#bakgrund [contenteditable=true]")).to_be_visible()
        page.wait_for_load_state("networkidle")
    return [ett for ett in svar.values() if ett.adress.startswith("http")]


def statiska(svar: list[Svar]) -> list[Svar]:
    return [ett for ett in svar if ett.stig.startswith("/static/")]


def granska(svar: list[Svar]) -> None:
    """Every static file comes by a hashed name, for a year, compressed unless it is so in itself; and none is missing."""
    assert [(ett.stig, ett.status) for ett in svar if ett.status not in (200, 204)] == []
    filer = statiska(svar)
    assert len(filer) > 10
    assert [ett.stig for ett in filer if not HASHAT.search(ett.stig)] == []
    assert {ett.huvud.get("cache-control") for ett in filer} == {ETT_AR}
    texter = [ett for ett in filer if not ett.stig.endswith(".woff2")]
    assert {ett.huvud.get("content-encoding") for ett in texter} == {"br"}
    assert len({ett.stig for ett in filer}) == len(filer), "en fil hämtas två gånger"


@pytest.fixture
def tom(gemensam: Resa) -> Iterator[BrowserContext]:
    """A browser that has fetched nothing, with Anna logged in."""
    inloggad = gemensam.som("anna").context.storage_state()
    context = gemensam.browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="sv-SE", storage_state=inloggad
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def arende(gemensam: Resa) -> str:
    """The address of an ärende whose text is being written."""
    return gemensam.registrera(Remissbrev("Remiss om sidornas vikt", attsatser=("att sidorna blir lätta",)))


@pytest.fixture(scope="module")
def skrivsida(gemensam: Resa, arende: str) -> str:
    """The address of the page where it is written."""
    page = gemensam.ga("anna", arende)
    gemensam.klicka(page, "Skriv tjänsteutlåtande")
    page.wait_for_url(re.compile(r"/utlatande/\d+/"))
    return page.url


def test_skrivsidan_ar_latt_kall_och_varm(tom: BrowserContext, skrivsida: str) -> None:
    page = tom.new_page()
    fel: list[str] = []
    page.on("console", lambda rad: fel.append(rad.text) if rad.type in ("error", "warning") else None)
    forsta = oppna(page, skrivsida)
    granska(forsta)
    assert sum(ett.byte for ett in forsta if not ett.sidbild) <= KALL
    assert any(ett.stig.endswith(".woff2") and "material-icons" in ett.stig for ett in forsta)
    assert not [ett.stig for ett in forsta if "-ovrigt." in ett.stig], (
        "svensk text behöver inte de andra bokstäverna"
    )
    andra = oppna(page, skrivsida)
    assert sum(ett.byte for ett in statiska(andra)) == 0
    assert sum(ett.byte for ett in andra if not ett.sidbild) <= VARM
    assert fel == []


def test_redigerarens_ikoner_ar_tecken_och_inte_ord(tom: BrowserContext, skrivsida: str) -> None:
    page = tom.new_page()
    oppna(page, skrivsida)
    ikoner = page.evaluate(IKONER)
    assert len({namn for namn, _ in ikoner}) > 8
    assert [(namn, bredd) for namn, bredd in ikoner if bredd != 24] == []


def test_importkartan_och_modulerna_leder_till_hashade_namn(tom: BrowserContext, skrivsida: str) -> None:
    page = tom.new_page()
    page.goto(skrivsida)
    karta = page.evaluate("JSON.parse(document.querySelector('script[type=importmap]').textContent).imports")
    moduler = page.evaluate(
        "JSON.parse(document.querySelector('[data-django-prose-editor-configurable]')"
        ".dataset.djangoProseEditorConfigurable).js_modules"
    )
    assert len(moduler) == 4
    for adress in [*karta.values(), *moduler]:
        assert HASHAT.search(adress), adress


@pytest.mark.parametrize("sida", ["inloggningen", "ärendet"])
def test_varje_sida_hamtar_sina_filer_en_gang(
    gemensam: Resa, tom: BrowserContext, arende: str, sida: str
) -> None:
    page = tom.new_page()
    adress = gemensam.bas + arende
    if sida == "inloggningen":
        tom.clear_cookies()
        adress = gemensam.bas + "/logga-in/"
    granska(oppna(page, adress))
    assert sum(ett.byte for ett in statiska(oppna(page, adress))) == 0


def test_en_bokstav_utanfor_latinet_hamtas_och_visas_i_samma_typsnitt(
    tom: BrowserContext, skrivsida: str
) -> None:
    page = tom.new_page()
    oppna(page, skrivsida)
    andra_bokstaver = re.compile(r"-ovrigt\..*woff2$")
    with natet(page) as svar, page.expect_response(andra_bokstaver) as hamtad:
        page.locator("#bakgrund [contenteditable=true]").click()
        page.keyboard.insert_text("Ελλάδα och Киев")
    assert "source-serif-pro-regular-ovrigt" in hamtad.value.url
    page.evaluate("document.fonts.ready.then(() => true)")
    assert len([ett for ett in svar.values() if ett.stig.endswith(".woff2")]) == 1
