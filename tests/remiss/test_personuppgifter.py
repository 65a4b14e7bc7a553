"""A personnummer is warned of before it becomes public, with a title that may be shown; it is never stopped."""

from __future__ import annotations

import html
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motions.models import Arende, Handelse, Handling
from remiss.hinder import OmotiveradError
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.test_registrering import allt, inloggad, skicka
from tests.remiss.test_uppladdning import en_pdf
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

TITEL = "Klagomål från Siv Alm, 640823-3234, om skolskjuts"
UTAN = "Klagomål från Siv Alm, [personnummer], om skolskjuts"


def test_an_arendemening_with_a_personnummer_is_asked_about_with_a_title_that_may_be_shown(
    varld: Varld,
) -> None:
    fore = allt()
    svar = skicka(varld, titel=TITEL)

    text = html.unescape(svar.content.decode())
    assert (svar.status_code, allt()) == (422, fore)
    assert "har ett personnummer: 640823-3234" in text
    assert f'value="{UTAN}"' in text
    assert "Skäl att visa personnumret för alla" in text


def test_the_proposed_title_is_what_outsiders_read(varld: Varld) -> None:
    assert skicka(varld, titel=TITEL, offentlig_titel=UTAN).status_code == 302

    arende = Arende.objects.get()
    assert (arende.titel, arende.offentlig_titel, arende.visningstitel) == (TITEL, UTAN, UTAN)
    assert "varningar" not in Handelse.objects.get(kedja=arende.kedja).data
    klient = inloggad(varld.registrator)
    for sida in ("diariet", "postlista"):
        dag = varld.at.date().isoformat()
        oppen = klient.get(reverse(sida), {"offentlig": "", "dag": dag}).content.decode()
        assert "Klagomål från Siv Alm" in oppen
        assert "640823" not in oppen


def test_the_number_may_stand_with_a_reason_that_the_chain_keeps(varld: Varld) -> None:
    assert skicka(varld, titel=TITEL, skal="Hon har själv bett om det.").status_code == 302

    arende = Arende.objects.get()
    assert arende.offentlig_titel == TITEL
    rad = Handelse.objects.get(kedja=arende.kedja)
    assert rad.data["varningar"] == ["personnummer"]
    assert "Hon har själv bett om det." in [t.text for t in rad.texter.all()]


@pytest.mark.parametrize(
    "andrat",
    [
        {"remittent_namn": "Siv Alm 19640823-3234"},
        {"kommer_som": "initiativ", "avsandare": "Siv Alm 6408233234"},
        {"titel": "Om 701063-2391"},
        {"titel": "Om 701063-2391", "offentlig_titel": TITEL},
        {"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "offentlig_titel": TITEL},
    ],
)
def test_every_word_that_the_diarium_shows_is_looked_at(varld: Varld, andrat: dict[str, Any]) -> None:
    svar = skicka(varld, **andrat)

    assert svar.status_code == 422
    assert "har ett personnummer" in svar.content.decode()


@pytest.mark.parametrize(
    "andrat",
    [
        {"titel": "Bolaget 556016-0680, dnr KS 2026/01234-1.6"},
        {"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "titel": TITEL, "offentlig_titel": "Klagomål"},
    ],
)
def test_what_is_no_personnummer_or_is_not_shown_is_not_asked_about(
    varld: Varld, andrat: dict[str, Any]
) -> None:
    assert skicka(varld, **andrat).status_code == 302


@pytest.mark.parametrize(
    ("andrat", "offentlig"),
    [
        ({"offentlig_titel": "Hemligt", "sekretess_lagrum": "OSL 26:1"}, "Klagomål om skolskjuts"),
        ({"offentlig_titel": TITEL}, "Klagomål om skolskjuts"),
        ({"titel": TITEL, "offentlig_titel": "Klagomål"}, "Klagomål"),
        ({"sekretess": "on", "sekretess_lagrum": "OSL 26:1", "offentlig_titel": "Klagomål"}, "Klagomål"),
    ],
    ids=["unticked again", "a number that is not shown", "instead of a number", "secret"],
)
def test_another_title_is_shown_only_of_what_is_secret_or_has_a_number(
    varld: Varld, andrat: dict[str, Any], offentlig: str
) -> None:
    assert skicka(varld, **{"titel": "Klagomål om skolskjuts", **andrat}).status_code == 302

    assert Arende.objects.get().offentlig_titel == offentlig


def test_the_gate_asks_whatever_page_it_came_from(varld: Varld) -> None:
    with pytest.raises(OmotiveradError, match="640823-3234"):
        Vag(varld).registrera(titel=TITEL)


def test_a_file_name_with_a_personnummer_is_shown_without_it(varld: Varld) -> None:
    filer = [
        SimpleUploadedFile("remiss.pdf", en_pdf()),
        SimpleUploadedFile("intyg 640823-3234.pdf", en_pdf()),
    ]
    assert skicka(varld, filer=filer).status_code == 302

    bilaga = Handling.objects.get(slag="bilaga")
    assert (bilaga.rubrik, bilaga.offentlig_rubrik) == ("intyg 640823-3234.pdf", "intyg [personnummer].pdf")


def test_a_correction_of_the_title_does_not_show_the_number(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    klient, url = inloggad(varld.registrator), reverse("akt", args=["arende", vag.arende.pk, "ratta"])
    form = klient.get(url).context["form"]
    data = {f.html_name: f.value() for f in form if f.value() is not None}
    data |= {"nyckel": ny_nyckel(), "titel": TITEL, "skal": "Fel rubrik."}
    assert klient.post(url, data).status_code == 302

    vag.arende.refresh_from_db()
    assert (vag.arende.titel, vag.arende.offentlig_titel) == (TITEL, UTAN)


def test_a_public_title_is_corrected_to_a_number_only_when_somebody_says_so(varld: Varld) -> None:
    vag = Vag(varld).registrera()
    klient, url = inloggad(varld.registrator), reverse("akt", args=["arende", vag.arende.pk, "ratta"])
    data = {f.html_name: f.value() for f in klient.get(url).context["form"] if f.value() is not None}
    data |= {"nyckel": ny_nyckel(), "offentlig_titel": TITEL, "skal": "Hon vill det."}

    svar = klient.post(url, data)
    assert svar.status_code == 422
    assert "Visa personnumret för alla" in svar.content.decode()
    assert klient.post(url, {**data, "visa_personnummer": "on"}).status_code == 302
    vag.arende.refresh_from_db()
    assert vag.arende.offentlig_titel == TITEL


def test_a_kallelse_that_names_a_number_asks_for_a_reason(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    vag = Vag(varld).till_klart().satt_upp()
    vag.sammantrade.punkter.update(rubrik=TITEL)
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: vag.nu))
    klient = inloggad(varld.sekreterare)
    url = reverse("akt", args=["sammantrade", vag.sammantrade.pk, "kalla"])

    assert "En rubrik i kallelsen har ett personnummer: 640823-3234." in klient.get(url).content.decode()
    assert klient.post(url, {"nyckel": ny_nyckel()}).status_code == 422
    assert klient.post(url, {"nyckel": ny_nyckel(), "skal_for_varning": "Hon vet."}).status_code == 302
    assert Handelse.objects.get(slag="sammantrade.kalla").data["varningar"] == ["personnummer"]


def test_a_svar_that_names_a_number_asks_for_a_reason(varld: Varld) -> None:
    vag = Vag(varld).till_oppet().besluta(svar="eget", svar_text=f"<p>{TITEL}</p>")
    vag.avsluta_sammantrade().till_justering().justera().anslag()

    with pytest.raises(OmotiveradError, match="Svaret har ett personnummer"):
        vag.expediera()
