"""A motion is answered and justerad omedelbart, from the post to the svar that leaves and the akt that is closed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.namnden import Namnd
from tests.journeys.papper import brister, ord_i, platta
from tests.journeys.resa import PDF_START, Remissbrev, Resa, om
from tests.journeys.texter import MOTION, Text
from tests.journeys.verkligt import motionen

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("verkligt", [False, True], ids=["pahittad", "verklig"])
def test_en_motion_besvaras_och_justeras_omedelbart(resa: Resa, verkligt: bool) -> None:
    text = motionen() if verkligt else MOTION
    namnd = Namnd(resa)
    arende = resa.till_klart(
        Remissbrev(
            text.titel,
            motion="2026:51",
            motionarer=["Per Ek (MP)", "Sara Lund (MP)"],
            attsatser=["att kommunen inrättar ett traineeprogram", "att det vänder sig till nyutexaminerade"],
        ),
        text,
        svar=["Tillstyrks", "Anses besvarad"],
        satser=("Överlämna utlåtandet som svar", "Justera omedelbart"),
    )
    mote = namnd.till_oppet(text.titel)
    page = namnd.enligt_forslag(mote, text.titel)
    page.get_by_role("link", name="Till protokollet").click()
    protokoll = namnd.till_justering(page)
    namnd.justera("kl", "sr")
    anslagets_tider_foljer_lagen(namnd.ansla(protokoll))
    namnd.expediera(arende)
    svaret_hor_till_det_som_beslutades(resa, namnd, arende, text)
    namnd.avsluta_arendet(arende)
    historiken_berattar(namnd, arende)


def anslagets_tider_foljer_lagen(page: Page) -> None:
    """Three weeks to appeal, to the next working day (KL 13:5); in force the day after; taken down no sooner."""
    anslag = page.locator("section", has=page.locator("#anslag"))
    dagar = {}
    for rad in ("Överklagas senast", "Laga kraft tidigast", "Tas ned tidigast"):
        dd = anslag.locator(f"dt:text-is('{rad}') + dd")
        tid = dd.locator("time").first
        text = (tid.get_attribute("datetime") if tid.count() else None) or dd.inner_text()
        dagar[rad] = date.fromisoformat(text[:10])
    sist = dagar["Överklagas senast"]
    assert date.fromisoformat(om(21)) <= sist <= date.fromisoformat(om(27))
    assert sist.weekday() < 5
    assert dagar["Laga kraft tidigast"] == sist + timedelta(days=1)
    assert dagar["Tas ned tidigast"] > sist


def svaret_hor_till_det_som_beslutades(resa: Resa, namnd: Namnd, arende: str, text: Text) -> None:
    """The svar is an archival PDF under both dnr, holds what was decided, and is known again; a changed one is not."""
    page = namnd.sida(arende)
    dnr = page.locator("p.dnr").first.inner_text().split(" · ")[0]
    lank = page.get_by_role("link", name="Svar på remiss KS 2026/731").get_attribute("href")
    assert lank is not None
    svar = resa.hamta(page, lank)
    assert svar.startswith(PDF_START)
    assert brister(svar) == []
    ord_ = ord_i(svar)
    for del_ in (dnr, "KS 2026/731", "Arbetsmarknadsnämnden överlämnade", *stycken(text)):
        assert del_ in ord_, del_
    for data, omdome in (
        (svar, "Äkta, expedierad"),
        (svar + b"\n", "Ändrad"),
        (svar.replace(b"/Type", b"/Typf", 1), "Okänd|Ändrad"),
    ):
        page = resa.ga("olle", "/kontrollera/")
        page.get_by_role("main").locator("input[type=file]").set_input_files(
            FilePayload(name="svar.pdf", mimeType="application/pdf", buffer=data)
        )
        page.get_by_role("button", name="Kontrollera", exact=True).click()
        expect(page.locator("#omdome")).to_have_text(re.compile(omdome))


def stycken(text: Text) -> list[str]:
    """The beginning of each section, as it must stand in the svar."""
    return [platta(stycke)[:60].rsplit(" ", 1)[0] for stycke in text.avsnitt.values()]


def historiken_berattar(namnd: Namnd, arende: str) -> None:
    """Every step in plain Swedish, the last first."""
    page = namnd.sida(arende + "historik/")
    rader = page.locator("ol.tid > li").all_inner_texts()
    vantat = [
        "Ärendet avslutades av Maria Holm",
        "Svaret expedierades av Maria Holm",
        "Paragrafen justerades av Sami Rask",
        "Beslutat av Maria Holm",
        "Kallat till sammanträde av Maria Holm",
        "Uppsatt på föredragningslistan för Arbetsmarknadsnämnden",
        "Tjänsteutlåtandet godkändes av Lars Frid",
        "Tjänsteutlåtandet godkändes av Karin Ek",
        "Tjänsteutlåtandet skickades för godkännande av Anna Berg",
        "Tilldelat Anna Berg av Olle Ström",
        "Registrerat med diarienummer",
    ]
    kvar = iter(rader)
    for mening in vantat:
        assert any(rad.startswith(mening) for rad in kvar), (mening, rader)
