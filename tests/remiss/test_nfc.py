"""What comes in is NFC at every door; what is searched for is found whichever way it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motions.ingest.brev import Brev
from motions.ingest.csv_file import avkoda
from motions.ingest.file_check import mottagen, sakert_namn
from motions.models import Anvandare, Arende
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.test_registrering import inloggad, skicka
from tests.remiss.test_uppladdning import en_pdf
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def nfd(text: str) -> str:
    """As some computers write it: å is an a and a ring."""
    return unicodedata.normalize("NFD", text)


TITEL = "Säkra cyklar i Sörby"


def test_a_form_is_nfc(varld: Varld) -> None:
    assert skicka(varld, titel=nfd(TITEL), remittent_namn=nfd("Sörby kommun")).status_code == 302

    arende = Arende.objects.get()
    assert (arende.titel, arende.kommer_fran) == (TITEL, "Sörby kommun")


@pytest.mark.parametrize("namn", ["förslag.pdf", "Åtgärd é ñ.txt", "protokoll.pdf"])
def test_the_name_of_a_file_is_nfc_where_it_is_made_safe(namn: str) -> None:
    fil = SimpleUploadedFile(nfd(namn), en_pdf())

    assert [sakert_namn(nfd(namn)), mottagen(fil).filnamn] == [namn, namn]


def test_a_question_in_the_address_is_nfc(varld: Varld) -> None:
    skicka(varld, titel=TITEL)
    sida = inloggad(varld.registrator).get(reverse("arenden"), {"q": nfd("sörby")}).content.decode()

    assert "Säkra cyklar" in sida


def test_a_text_that_saves_itself_is_nfc(varld: Varld) -> None:
    vag = Vag(varld).registrera().tilldela().skriv()
    avsnitt = vag.utlatande.avsnitt.earliest("pk")
    url = reverse("avsnitt", args=[vag.utlatande.pk, avsnitt.nyckel])
    svar = inloggad(varld.handlaggare).post(
        url, {"text": nfd("<p>Nämnden är för.</p>"), "bas_version": str(avsnitt.version)}
    )
    assert svar.status_code in (200, 302)

    avsnitt.refresh_from_db()
    assert avsnitt.text == "<p>Nämnden är för.</p>"


def test_a_password_is_left_as_it_was_typed(varld: Varld) -> None:
    person = Anvandare.objects.get(pk=varld.handlaggare.pk)
    person.set_password(nfd("lösenörd-som-är-långt"))
    person.save()

    svar = inloggad(varld.registrator).post(
        reverse("logga_in"),
        {"username": person.username, "password": nfd("lösenörd-som-är-långt"), "nyckel": ny_nyckel()},
    )
    assert svar.status_code == 302


def test_a_letter_and_a_list_are_nfc(varld: Varld) -> None:
    brev = Brev(varld.organ.forvaltning, varld.at.date(), nfd("Åsa Öst"), nfd(TITEL), text=nfd("Hälsningar"))
    assert (brev.avsandare, brev.amne, brev.text) == ("Åsa Öst", TITEL, "Hälsningar")
    assert avkoda(nfd("förnamn;efternamn\nÅsa;Öst").encode()) == "förnamn;efternamn\nÅsa;Öst"
