"""What is typed in the editor's small forms and refused stands there still, with the sentence beside it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motions.models import Tjansteutlatande
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad, nytt_utlatande

pytestmark = pytest.mark.django_db

LANG_SATS = "Nämnden lämnar svaret. " * 1_500
LANG_RUBRIK = "Bakgrunden till det " * 100


@pytest.fixture
def utlatande(varld: Varld) -> Tjansteutlatande:
    return nytt_utlatande(varld)


@pytest.fixture
def klient(varld: Varld) -> Client:
    return inloggad(varld.handlaggare)


def skicka(klient: Client, adress: str, *nycklar: object, **falt: str) -> tuple[int, str]:
    svar = klient.post(reverse(adress, args=nycklar), {"nyckel": ny_nyckel(), **falt})
    return svar.status_code, svar.content.decode()


def test_an_own_sats_that_is_too_long_is_kept_beside_its_sentence(
    klient: Client, utlatande: Tjansteutlatande
) -> None:
    status, text = skicka(klient, "sats_ny", utlatande.pk, text=LANG_SATS)
    assert status == 422
    falt = text.partition('id="beslutssatser"')[2].partition("</form>\n    </details>")[0]
    assert LANG_SATS in falt
    assert "Beslutssatsen har fler än 30000 tecken. Korta texten." in falt
    assert "<details open>\n      <summary>Skriv en egen</summary>" in text
    assert not utlatande.beslutssatser.exists()


def test_an_empty_one_too(klient: Client, utlatande: Tjansteutlatande) -> None:
    status, text = skicka(klient, "sats_ny", utlatande.pk, text="  ")
    assert status == 422
    assert "Beslutssatsen är tom." in text.partition('id="beslutssatser"')[2]


@pytest.mark.parametrize(("rubrik", "sagt"), [(LANG_RUBRIK, "högst 150 tecken"), ("   ", "Skriv en rubrik")])
def test_a_heading_of_a_new_section_is_kept(
    klient: Client, utlatande: Tjansteutlatande, rubrik: str, sagt: str
) -> None:
    status, text = skicka(klient, "avsnitt_nytt", utlatande.pk, rubrik=rubrik)
    assert status == 422
    falt = text.partition('<label for="nytt-avsnitt">')[2].partition("</form>")[0]
    assert sagt in falt
    assert f'value="{rubrik}"' in falt


def test_a_changed_heading_is_kept_at_its_own_section(klient: Client, utlatande: Tjansteutlatande) -> None:
    status, text = skicka(klient, "avsnitt_rubrik", utlatande.pk, "bakgrund", rubrik=LANG_RUBRIK)
    assert status == 422
    falt = text.partition('for="ny-rubrik-bakgrund"')[2].partition("</form>")[0]
    assert f'value="{LANG_RUBRIK}"' in falt
    assert "högst 150 tecken" in falt
    assert text.count(LANG_RUBRIK) == 1


def test_a_heading_that_another_has_changed_meanwhile_is_kept_too(
    klient: Client, utlatande: Tjansteutlatande
) -> None:
    status, text = skicka(
        klient, "avsnitt_rubrik", utlatande.pk, "bakgrund", rubrik="Min rubrik", fran="En gammal"
    )
    assert status == 422
    assert 'value="Min rubrik"' in text
    assert "av någon annan" in text
