"""What is pasted into a section is what the writer saw in its source, and nothing else of it.

`klistrat/` holds what programs put on the clipboard, and beside each, by hand, what shall come of it: the outline of the text
(`utlast.py`) and, after », the line that is said.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Locator, expect

from tests.journeys import klistrat_ord, klistrat_rader, klistrat_smatt
from tests.journeys.resa import Remissbrev, Resa
from tests.journeys.utlast import utlast

pytestmark = pytest.mark.journey

MAPP = Path(__file__).parent / "klistrat"
SLAG = {".html": "text/html", ".plain": "text/plain"}
FALL = sorted(fil for fil in MAPP.iterdir() if fil.suffix in SLAG)
KLISTRA = """(el, [sort, text]) => {
    const data = new DataTransfer();
    data.setData(sort, text);
    el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def text(gemensam: Resa) -> Locator:
    """The editor of an empty section."""
    arende = gemensam.registrera(Remissbrev("Remiss om det som klistras in"))
    page = gemensam.ga("anna", arende)
    gemensam.klicka(page, "Skriv tjänsteutlåtande")
    ruta = page.locator("#bakgrund [contenteditable=true]")
    ruta.click()
    return ruta


def html_i(text: Locator) -> str:
    return text.page.locator("#bakgrund textarea").input_value()


def klistra(text: Locator, sort: str, innehall: str) -> list[str]:
    """Paste into the empty section; what is read there afterwards."""
    text.press("Control+a")
    text.press("Delete")
    text.evaluate(KLISTRA, [sort, innehall])
    return utlast(html_i(text))


def raden(text: Locator) -> Locator:
    """What is said of the last paste."""
    return text.page.locator("#bakgrund .inklistrat").get_by_role("status")


@pytest.mark.parametrize("fil", FALL, ids=lambda fil: fil.name)
def test_a_paste_comes_to_what_the_writer_saw_and_is_saved_as_that(text: Locator, fil: Path) -> None:
    page, fel = text.page, list[str]()

    def lyssna(sagt: ConsoleMessage) -> None:
        if sagt.type in ("error", "warning"):
            fel.append(sagt.text)

    page.on("console", lyssna)
    *ratt, sags = fil.with_suffix(".txt").read_text().splitlines()
    assert klistra(text, SLAG[fil.suffix], fil.read_bytes().decode()) == ratt
    expect(raden(text)).to_have_text(sags.removeprefix("» "))
    expect(page.locator("#bakgrund [data-autospar-status]")).to_contain_text("Sparat")
    page.reload()
    assert utlast(html_i(text)) == ratt
    text.press("Control+a")
    text.press("Control+c")
    text.press("ArrowRight")
    text.press("Control+v")
    page.remove_listener("console", lyssna)
    assert fel == []


def test_small_pastes_follow_the_rules(text: Locator) -> None:
    fall = [("text/html", klistrat_smatt.HTML), ("text/plain", klistrat_smatt.TEXT)]
    fel = {
        namn: (blev, ratt)
        for sort, alla in fall
        for namn, (kalla, ratt) in alla.items()
        if (blev := klistra(text, sort, kalla)) != ratt
    }
    assert fel == {}


def test_no_word_is_lost_in_silence(text: Locator) -> None:
    fall = [("text/html", klistrat_ord.HTML), ("text/plain", klistrat_rader.TEXT)]
    fel = {
        namn: (*blev, ratt, sags)
        for sort, alla in fall
        for namn, (kalla, ratt, sags) in alla.items()
        if (blev := (klistra(text, sort, kalla), raden(text).inner_text())) != (ratt, sags)
    }
    assert fel == {}


def test_what_is_copied_here_is_pasted_as_it_was(text: Locator) -> None:
    html = (
        "<h2>2026 års plan</h2><p>m<sup>2</sup> <em>och</em><span class=fotnot>En not.</span></p>"
        "<ol type=a start=3><li>tre<ul><li>under</li></ul></li><li>fyra</li></ol>"
    )
    ratt = ["## 2026 års plan", "m² *och*[^En not.]", "c. tre", "  - under", "d. fyra"]
    assert klistra(text, "text/html", html) == ratt
    for tangent in ("Control+a", "Control+x", "Control+v"):
        text.press(tangent)
    assert utlast(html_i(text)) == ratt
    expect(raden(text)).to_have_text("Inklistrat utan att något ändrades.")


def test_the_paste_alone_is_taken_back_also_when_more_was_written(text: Locator) -> None:
    page = text.page
    page.keyboard.type("Före. Efter.")
    for _ in " Efter.":
        page.keyboard.press("ArrowLeft")
    text.evaluate(KLISTRA, ["text/html", "<p>Mitt <b>i</b> <s>bort</s></p><ul><li>punkt</li></ul>"])
    text.press("Control+End")
    page.keyboard.type(" Mer.")
    assert utlast(html_i(text)) == ["Före.Mitt **i**", "- punkt Efter. Mer."]
    page.locator("#bakgrund").get_by_role("button", name="Ångra inklistringen").click()
    assert utlast(html_i(text)) == ["Före. Efter. Mer."]
    expect(raden(text)).to_have_text("Inklistringen är ångrad.")
    text.press("Control+z")
    assert "- punkt" in "".join(utlast(html_i(text)))


@pytest.mark.parametrize(
    ("inklistrat", "tangenter"),
    [
        ("<p>ett</p><p>två</p>", ["ArrowLeft"]),
        ("<ul><li>ett</li><li>två</li></ul>", ["Home", "ArrowLeft"]),
        ("<p>ett två</p>", ["ArrowLeft", "ArrowLeft", "ArrowLeft"]),
    ],
)
def test_own_words_within_a_paste_are_never_taken_back(
    text: Locator, inklistrat: str, tangenter: list[str]
) -> None:
    page, knapp = text.page, text.page.locator("#bakgrund").get_by_role("button", name="Ångra inklistringen")
    page.keyboard.type("Före.")
    text.evaluate(KLISTRA, ["text/html", inklistrat])
    expect(knapp).to_be_visible()
    for tangent in tangenter:
        page.keyboard.press(tangent)
    page.keyboard.type("EGET")
    expect(raden(text)).to_contain_text("Inklistringen kan inte längre ångras för sig")
    expect(knapp).to_be_hidden()
    assert "EGET" in html_i(text)


def test_own_words_after_a_paste_over_others_stay(text: Locator) -> None:
    page = text.page
    page.keyboard.type("Före mitt")
    page.keyboard.press("Control+Shift+ArrowLeft")
    text.evaluate(KLISTRA, ["text/html", "<p>ett</p><p>två</p>"])
    page.keyboard.type(" EGET")
    page.locator("#bakgrund").get_by_role("button", name="Ångra inklistringen").click()
    assert utlast(html_i(text)) == ["Före mitt EGET"]


def test_the_editor_shows_the_kind_and_the_start_of_a_list(text: Locator) -> None:
    klistra(text, "text/html", "<ol type=I start=120><li>hundratjugo<ol type=a><li>a</ol></ol>")
    assert [
        ol.evaluate("ol => [getComputedStyle(ol).listStyleType, ol.start]") for ol in text.locator("ol").all()
    ] == [
        ["upper-roman", 120],
        ["lower-alpha", 1],
    ]


def test_a_picture_alone_is_said_to_be_left_out(text: Locator) -> None:
    text.evaluate(
        """el => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "bild.png", { type: "image/png" }));
            el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(raden(text)).to_have_text("1 bild togs inte med.")
    assert html_i(text) in ("", "<p></p>")
