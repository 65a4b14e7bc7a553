"""An ärende whose svar was never sent is nowhere called done, and is closed with a word on how the svar arrived."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motions.models import Arende
from remiss import jobs
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


def vagra(vag: Vag) -> Vag:
    """The mail server refuses the svar."""
    mejl = Utskick.objects.get(arende=vag.arende)
    jobs.notera_sandningsfel(mejl.pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    return vag


def skrivbord(vag: Vag, vem: str) -> str:
    """What a desk says."""
    return str(inloggad(vag.varld.alla()[vem]).get(reverse("skrivbord")).content.decode())


def test_the_registrator_is_not_told_that_it_can_be_closed(varld: Varld) -> None:
    vag = Vag(varld).till_justerat().anslag().expediera()
    assert "kan avslutas <small>1</small>" in skrivbord(vag, "registrator")
    assert "kan avslutas <small>0</small>" in skrivbord(vagra(vag), "registrator")


def test_the_sekreterare_is_not_told_that_it_is_sent(varld: Varld) -> None:
    vag = Vag(varld).delegera().till_klart().besluta_pa_delegation().expediera()
    rad = "<td>\n            Skickat"
    assert "Skickat" in skrivbord(vag, "sekreterare")
    text = skrivbord(vagra(vag), "sekreterare")
    assert rad not in text
    assert '<b class="fara">Ej skickat</b>' in text


def test_its_own_page_does_not_say_that_it_is_sent(varld: Varld) -> None:
    vag = Vag(varld).till_justerat().anslag().expediera()
    klient, adress = inloggad(varld.registrator), reverse("arende", args=[vag.arende.pk])
    assert "Svar skickat" in klient.get(adress).content.decode()
    vagra(vag)
    text = klient.get(adress).content.decode()
    assert "Svar skickat" not in text
    assert "Svar, ej skickat" in text


def test_it_is_closed_with_a_reason_alone(varld: Varld) -> None:
    vag = vagra(Vag(varld).till_justerat().anslag().expediera())
    klient, adress = inloggad(varld.registrator), reverse("akt", args=["arende", vag.arende.pk, "avsluta"])
    assert "Ej skickat: Svar på remiss" in klient.get(adress).content.decode()
    assert klient.post(adress, {"nyckel": ny_nyckel()}).status_code == 422
    assert Arende.objects.get(pk=vag.arende.pk).state == "expedierat"
    skal = {"nyckel": ny_nyckel(), "skal_for_varning": "Svaret lämnades på papper."}
    assert klient.post(adress, skal).status_code == 302
    assert Arende.objects.get(pk=vag.arende.pk).state == "avslutat"
