"""What is typed wrongly is said beside its field, what was typed is kept, and nothing is done twice or by the wrong person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.resa import Remissbrev, Resa, om
from tests.journeys.texter import SYNPUNKTER

pytestmark = pytest.mark.journey

TVA_GANGER = """async () => {
  const form = document.querySelector("main form[enctype]");
  const skicka = () => fetch(form.action, {method: "POST", body: new FormData(form)});
  return (await Promise.all([skicka(), skicka()])).map((svar) => [svar.status, svar.url]);
}"""


def vid_faltet(page: Page, etikett: str, fel: str) -> None:
    """The error stands beside its field and is tied to it."""
    falt = page.get_by_label(re.compile(rf"^\s*{re.escape(etikett)}")).first
    expect(falt).to_have_attribute("aria-invalid", "true")
    expect(falt).to_have_accessible_description(re.compile(re.escape(fel).replace("/", r"\/")))


def valj(page: Page, namn: str, data: bytes) -> None:
    """Choose a file of such a name and such bytes."""
    page.get_by_label("Filer, remissen först").set_input_files(
        FilePayload(name=namn, mimeType="application/pdf", buffer=data)
    )


def test_en_remiss_som_ar_daligt_inmatad_registreras_en_enda_gang_nar_den_ar_rattad(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om flytande trottoarer"
    page = resa.ga("olle", "/registrera/")
    page.get_by_label("Ärendemening", exact=True).fill(titel)
    page.get_by_label("Svar senast").fill("2026-02-30")
    page.get_by_label("Motionärer").fill("Per Ek")
    valj(page, "remiss.pdf", b"")
    page.get_by_role("button", name="Registrera", exact=True).click()
    expect(page.get_by_role("alert").get_by_role("heading")).to_have_text("Något behöver rättas")
    vid_faltet(page, "Svar senast", "Dagen 2026-02-30 finns inte i kalendern.")
    vid_faltet(page, "Remittent", "Skriv vem som har skickat remissen.")
    vid_faltet(page, "Motionärer", "«Per Ek» saknar parti.")
    vid_faltet(page, "Filer", "är tom")
    expect(page.get_by_label("Ärendemening", exact=True)).to_have_value(titel)
    expect(page.get_by_label("Svar senast")).to_have_value("2026-02-30")
    expect(page.get_by_label("Motionärer")).to_have_value("Per Ek")

    page.get_by_label("Motionärer").fill("")
    page.get_by_label("Remittent", exact=True).fill("Kommunstyrelsen")
    page.get_by_label("Svar senast").fill(om(30))
    valj(page, "../../<skript>.exe", b"")
    page.get_by_role("button", name="Registrera", exact=True).click()
    vid_faltet(page, "Filer", "är tom")
    valj(page, "remiss.pdf", resa.fil().read_bytes())
    svar = page.evaluate(TVA_GANGER)
    assert [status for status, _ in svar] == [200, 200]
    assert svar[0][1] == svar[1][1]
    assert re.search(r"/arende/\d+/$", svar[0][1])
    page = resa.ga("olle", "/palett/?q=trottoarer")
    expect(page.locator("a[href^='/arende/']").filter(has_text=titel)).to_have_count(1)


def test_en_dubbelklickad_knapp_registrerar_ett_arende_och_nasta_gang_syns_det(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om vindskydd vid sjöarna"
    page = resa.ga("olle", "/registrera/")
    page.get_by_label("Ärendemening", exact=True).fill(titel)
    page.get_by_label("Remittent", exact=True).fill("Kommunstyrelsen")
    page.get_by_label("Remittentens diarienummer").fill("KS 2026/999")
    page.get_by_label("Svar senast").fill(om(30))
    valj(page, "remiss.pdf", resa.fil().read_bytes())
    page.get_by_role("button", name="Registrera", exact=True).dblclick()
    page.wait_for_url(re.compile(r"/arende/\d+/"))
    page = resa.ga("olle", "/palett/?q=vindskydd")
    expect(page.locator("a[href^='/arende/']").filter(has_text=titel)).to_have_count(1)
    page = resa.ga("olle", "/registrera/")
    page.get_by_label("Remittentens diarienummer").press_sequentially("ks 2026/0999")
    expect(page.locator("#dubbletter")).to_contain_text("Det här kan vara registrerat redan")
    expect(page.locator("#dubbletter")).to_contain_text(titel)


def avsnittet(page: Page) -> Locator:
    """The section of the förvaltning's views in the editor."""
    return (
        page.locator("section.kort").filter(has=page.get_by_role("heading", name=SYNPUNKTER, exact=True)).last
    )


def test_tva_som_skriver_samtidigt_ser_bada_texterna(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om öppnare mötesplatser"
    arende = resa.registrera(Remissbrev(titel))
    resa.akt(resa.ga("olle", arende), "Tilldela handläggare", **{"Bo Dahl": ""})
    resa.klicka(resa.ga("anna", arende), "Skriv tjänsteutlåtande")
    anna = resa.som("anna")
    anna.wait_for_url(re.compile(r"/utlatande/\d+/"))
    bo = resa.ga("bo", anna.url.removeprefix(resa.bas))
    hos_bo, hos_anna = avsnittet(bo), avsnittet(anna)
    hos_bo.locator("[contenteditable=true]").click()
    bo.keyboard.insert_text("Bo tycker att förslaget är bra.")
    expect(hos_bo.locator("[data-autospar-status]")).to_have_text(re.compile("^Sparat"))
    hos_anna.locator("[contenteditable=true]").click()
    anna.keyboard.insert_text("Anna tycker att det kostar för mycket.")
    konflikt = hos_anna.locator("[data-autospar-konflikt]")
    expect(konflikt).to_contain_text("Anna tycker att det kostar för mycket.")
    expect(konflikt).to_contain_text("Bo tycker att förslaget är bra.")
    expect(konflikt).to_contain_text("Texten från Bo Dahl")
    konflikt.get_by_role("button", name="Behåll min text").click()
    expect(hos_anna.locator("[data-autospar-status]")).to_have_text(re.compile("^Sparat"))
    anna.reload()
    hos_anna.get_by_role("link", name=re.compile("^Tidigare texter")).click()
    expect(anna.locator("main")).to_contain_text("Bo tycker att förslaget är bra.")


def test_det_som_inte_ar_ens_eget_gar_inte_och_det_man_inte_far_se_finns_inte(gemensam: Resa) -> None:
    resa, titel = gemensam, "Remiss om kolonilotter"
    arende = resa.registrera(Remissbrev(titel))
    nummer = arende.strip("/").split("/")[-1]
    for person, stig, status, rubrik in (
        ("anna", f"/gor/arende/{nummer}/avsluta/", 409, "Det går inte härifrån"),
        ("karin", f"/gor/arende/{nummer}/begar_anstand/", 409, "Det går inte härifrån"),
        ("eva", arende, 404, "Här finns inget att visa"),
        ("eva", f"/gor/arende/{nummer}/avsluta/", 404, "Här finns inget att visa"),
        ("anna", "/arende/999999/", 404, "Här finns inget att visa"),
    ):
        page = resa.som(person)
        svar = page.goto(resa.bas + stig)
        assert svar is not None
        assert svar.status == status, (person, stig)
        expect(page.get_by_role("heading", level=1)).to_have_text(rubrik)
    expect(resa.ga("anna", arende).locator("#att-gora")).to_contain_text("Beredning")
