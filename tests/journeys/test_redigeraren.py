"""The text editor by keyboard: a footnote is written, changed and removed, and what is pasted becomes what it meant."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.resa import Remissbrev, Resa

pytestmark = pytest.mark.journey

KLISTRA = """(el, [sort, text]) => {
    const data = new DataTransfer();
    data.setData(sort, text);
    el.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
WORD = """<html><head><style>p {}</style></head><body><h1>Stor rubrik</h1>
<p class=MsoNormal style='color:red'>Ordet<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> och mer</p><h4>Liten rubrik</h4>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·  </span>första</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·  </span>andra</p>
<img src="file:///c:/x.png" onerror="alert(1)"><script>alert(1)</script>
<div><div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Källan, s. 3.</p></div></div></body></html>"""
PDF = (
    "En rad som bryts där sidan tog slut i den fil som\nman klistrar ur.\n\nNytt stycke.\n"
    "• ett\n• två som är\nbruten\n1. först\n2. sedan"
)


@pytest.fixture
def text(gemensam: Resa) -> Locator:
    """The editor of an empty section."""
    arende = gemensam.registrera(Remissbrev("Remiss om redigeraren"))
    page = gemensam.ga("anna", arende)
    gemensam.klicka(page, "Skriv tjänsteutlåtande")
    # Before the editor has taken its place the textarea bears the same name.
    ruta = page.locator("#bakgrund [contenteditable=true]")
    ruta.click()
    return ruta


def sparat(text: Locator) -> str:
    return text.page.locator("#bakgrund textarea").input_value()


def not_(ord_: str) -> str:
    return f'<span class="fotnot">{ord_}</span>'


def test_en_fotnot_skrivs_andras_och_tas_bort_med_tangenterna(text: Locator) -> None:
    page: Page = text.page
    skriv = page.keyboard
    skriv.insert_text("Nivån är hög")
    skriv.press("Control+Shift+f")
    ny = page.get_by_role("dialog", name="Ny fotnot")
    expect(ny.get_by_label("Fotnotens text")).to_be_focused()
    skriv.insert_text("Budgeten, s. 2.")
    skriv.press("Enter")
    skriv.insert_text(" i år.")
    assert sparat(text) == f"<p>Nivån är hög{not_('Budgeten, s. 2.')} i år.</p>"
    skriv.press("Control+Shift+f")
    skriv.insert_text("ångrat")
    skriv.press("Escape")
    expect(ny).to_have_count(0)
    skriv.insert_text(" Slut.")
    assert sparat(text) == f"<p>Nivån är hög{not_('Budgeten, s. 2.')} i år. Slut.</p>"
    andra = page.get_by_role("button", name="Ändra fotnoten «Budgeten, s. 2.»")
    andra.press("Enter")
    dialog = page.get_by_role("dialog", name="Ändra fotnoten")
    dialog.get_by_label("Fotnotens text").fill("Budgeten, s. 3.")
    skriv.press("Enter")
    assert not_("Budgeten, s. 3.") in sparat(text)
    page.get_by_role("button", name="Ändra fotnoten «Budgeten, s. 3.»").press("Enter")
    dialog.get_by_role("button", name="Ta bort fotnoten").press("Enter")
    expect(page.get_by_role("list", name="Fotnoter")).to_have_count(0)
    assert sparat(text) == "<p>Nivån är hög i år. Slut.</p>"
    knapp = page.locator("#bakgrund").get_by_role("button", name="Fotnot (Ctrl+Skift+F)")
    expect(knapp).to_be_visible()
    for namn in ("Rubrik 2", "Rubrik 3", "Stycke"):
        expect(page.locator("#bakgrund .prose-menubar__option", has_text=namn)).to_have_count(1)


def test_det_som_klistras_in_blir_rubriker_listor_och_fotnoter(text: Locator) -> None:
    text.evaluate(KLISTRA, ["text/html", WORD])
    assert sparat(text) == (
        f"<h2>Stor rubrik</h2><p>Ordet{not_('Källan, s. 3.')} och mer</p><h3>Liten rubrik</h3>"
        "<ul><li><p>första</p></li><li><p>andra</p></li></ul>"
    )
    text.press("Control+a")
    text.press("Delete")
    text.evaluate(KLISTRA, ["text/plain", PDF])
    assert sparat(text).removesuffix("<p></p>") == (
        "<p>En rad som bryts där sidan tog slut i den fil som man klistrar ur.</p><p>Nytt stycke.</p>"
        '<ul><li><p>ett</p></li><li><p>två som är bruten</p></li></ul><ol data-type="decimal"><li><p>först</p></li>'
        "<li><p>sedan</p></li></ol>"
    )


def test_what_is_typed_is_a_link_only_when_it_is_surely_one(text: Locator) -> None:
    page = text.page
    page.keyboard.type(
        "Det är bra.Men bl.a.Vi anser.De i rapport.md se www.scb.se eller https://kb.se/a och a@b.se nu "
    )
    expect(text.get_by_role("link")).to_have_text(["www.scb.se", "https://kb.se/a", "a@b.se"])


def test_the_name_of_a_file_is_no_address(text: Locator) -> None:
    page = text.page
    page.keyboard.press("Control+k")
    ruta = page.get_by_role("dialog", name="Ny länk")
    adress = ruta.get_by_label("Webbadress eller e-postadress")
    for fil in ("rapport.pdf", "Bilaga 1.docx", "bild.JPG"):
        adress.fill(fil)
        ruta.get_by_role("button", name="Spara").click()
        expect(ruta).to_contain_text("namnet på en fil")
    adress.fill("www.scb.se/rapport.pdf")
    ruta.get_by_role("button", name="Spara").click()
    expect(text.get_by_role("link")).to_have_attribute("href", "https://www.scb.se/rapport.pdf")
