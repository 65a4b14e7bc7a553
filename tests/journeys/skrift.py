"""A text that several write in, and how one types and reads there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.resa import Remissbrev, Resa

SPARAT = re.compile(r"^Sparat \d\d\.\d\d\.\d\d$")
AVSNITT = re.compile(r"/utlatande/\d+/avsnitt/")
DELAR = re.compile(r"/utlatande/\d+/(avsnitt|satser|att-satser)/")


@dataclass(frozen=True)
class Skrift:
    """A draft of Anna's and Bo's, with one beslutssats, and a motion with one att-sats."""

    resa: Resa
    arende: str
    stig: str

    def oppna(self, person: str) -> Page:
        """The writing page, with its editors in place."""
        page = self.resa.ga(person, self.stig)
        expect(rutan(page)).to_be_visible()
        return page


def rutan(page: Page, nyckel: str = "bakgrund") -> Locator:
    """The text of a section."""
    return page.locator(f"#{nyckel} [contenteditable=true]")


def laget(page: Page, nyckel: str = "bakgrund") -> Locator:
    """What a section says of itself."""
    return page.locator(f"#{nyckel} [data-autospar-status]")


def sidan(page: Page) -> Locator:
    """What the page says of the whole."""
    return page.locator("[data-autospar-sidan]")


def skriv(page: Page, ord_: str, nyckel: str = "bakgrund") -> None:
    """Type at the end of a section."""
    rutan(page, nyckel).click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(ord_)


def falt(page: Page, vad: str) -> Locator:
    """The field of a part: a beslutssats, or the answer to an att-sats."""
    if vad == "sats":
        return page.locator("#beslutssatser textarea").first
    return page.locator("#attsatser form").get_by_label("Motivering")


def skriv_i(page: Page, vad: str, ord_: str) -> None:
    """Type in a part of the kind."""
    if vad == "avsnitt":
        skriv(page, ord_)
    else:
        falt(page, vad).fill(ord_)


def texten_i(page: Page, vad: str) -> str:
    """The words that stand in a part of the kind."""
    return rutan(page).inner_text() if vad == "avsnitt" else falt(page, vad).input_value()


def star(resa: Resa, stig: str, nyckel: str = "bakgrund") -> str:
    """The words that the server has, as another reads them."""
    page = resa.ga("bo", stig)
    expect(rutan(page, nyckel)).to_be_visible()
    return rutan(page, nyckel).inner_text()


def skriften(gemensam: Resa, namn: str) -> Iterator[Skrift]:
    """A new draft, in an ärende named for the test."""
    brev = Remissbrev(
        f"Remiss om {namn[:60]}",
        dnr=f"KS 2026/{zlib.crc32(namn.encode()) % 900000 + 1000}",
        motion="2026:7",
        motionarer=["Eva Prov (S)"],
        attsatser=["att kommunen utreder frågan"],
    )
    arende = gemensam.registrera(brev)
    gemensam.akt(gemensam.ga("olle", arende), "Tilldela handläggare", **{"Bo Dahl": ""})
    anna = gemensam.ga("anna", arende)
    gemensam.klicka(anna, "Skriv tjänsteutlåtande")
    anna.wait_for_url(re.compile(r"/utlatande/\d+/"))
    stig = anna.url.removeprefix(gemensam.bas).split("#")[0]
    anna.get_by_text("Skriv en egen").click()
    anna.get_by_label("Beslutssats", exact=True).fill("Nämnden godkänner förslaget.")
    anna.get_by_role("button", name="Lägg till", exact=True).first.click()
    expect(anna.locator("#beslutssatser .satser")).to_contain_text("Nämnden godkänner")
    yield Skrift(gemensam, arende, stig)
    # A page that is left with unsent words asks; the next test begins on another.
    for _, page in gemensam.personer.values():
        page.unroute_all()
