"""«En remiss på tio klick», clicked through; and what happens when the visitor does things by hand."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from pytest_django import Settings

from motions import audit
from motions.documents import store
from motions.models import Arende, Expediering, Godkannandesteg, Sammantrade
from remiss.demo import rundtur
from remiss.workflow import perform
from tests.factories import Varld

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(varld: Varld, settings: Settings) -> Varld:
    """A demo installation whose second nämnd has a chain of one chef."""
    settings.DEMO = True
    settings.AUTHENTICATION_BACKENDS = [
        "remiss.login.demo_login.DemoBackend",
        "remiss.login.backend.AccountBackend",
    ]
    Godkannandesteg.objects.filter(organ=varld.andra_organ, ordning=2).delete()
    return varld


def klicka(client: Client) -> Arende:
    """Press the bar's button."""
    arende = Arende.objects.get(pk=client.session[rundtur.NYCKEL])
    klick = rundtur.Arendetur(arende, rundtur_dag(arende)).hallplats().klick
    svar = client.post("/rundtur/nasta/", {"klick": klick})
    assert svar.status_code == 302
    assert client.get(svar["Location"]).status_code == 200
    arende.refresh_from_db()
    return arende


def rundtur_dag(arende: Arende) -> date:
    """The day on which the tour was begun."""
    return arende.inkommen_on


def test_ten_clicks_lead_from_a_remiss_to_a_finished_svar(demo: Varld, client: Client) -> None:
    svar = client.post("/rundtur/")
    assert svar.status_code == 302
    arende = Arende.objects.get(pk=client.session[rundtur.NYCKEL])
    assert client.get(svar["Location"]).status_code == 200
    lagen, personer = [arende.state], []
    for _ in range(9):
        lagen.append(klicka(client).state)
        personer.append(client.session["_auth_user_id"])
    assert lagen == [
        "beredning",
        "beredning",
        "godkannande",
        "klart_for_namnd",
        "klart_for_namnd",
        "kallat",
        "kallat",
        "beslutat",
        "justerat",
        "expedierat",
    ]
    assert len(set(personer)) == 3
    expediering = Expediering.objects.get(arende=arende)
    assert not expediering.forsenad
    assert Sammantrade.objects.get().state == "avslutat"
    with pikepdf.open(BytesIO(store.read(expediering.fil))) as pdf:
        assert len(pdf.pages) >= 2
    assert audit.kontrollera().hel


def test_the_bar_tells_what_happened_and_in_the_end_offers_the_check(demo: Varld, client: Client) -> None:
    sida = client.get(client.post("/rundtur/")["Location"])
    assert "Klick 1 av 10" in sida.content.decode()
    assert "Skriv tjänsteutlåtandet" in sida.content.decode()
    for _ in range(9):
        arende = klicka(client)
    text = client.get(f"/arende/{arende.pk}/").content.decode()
    assert "Klick 10 av 10" in text
    assert "/kontrollera/" in text
    assert f"/handling/{Expediering.objects.get(arende=arende).handling_id}/" in text
    svar = client.post("/rundtur/nasta/", {"klick": 10})
    assert svar.status_code == 302
    assert rundtur.NYCKEL not in client.session


def test_a_double_click_takes_one_step(demo: Varld, client: Client) -> None:
    client.post("/rundtur/")
    client.post("/rundtur/nasta/", {"klick": 1})
    client.post("/rundtur/nasta/", {"klick": 1})
    assert Arende.objects.get(pk=client.session[rundtur.NYCKEL]).state == "beredning"


def test_what_was_done_by_hand_is_not_done_again(demo: Varld, client: Client) -> None:
    client.post("/rundtur/")
    arende = klicka(client)
    utlatande = arende.utlatanden.get()
    assert arende.handlaggare is not None
    perform(utlatande, "skicka_for_godkannande", by=arende.handlaggare, at=arende.state_since)
    arende.refresh_from_db()
    assert rundtur.Arendetur(arende, rundtur_dag(arende)).hallplats().klick == 3
    assert klicka(client).state == "klart_for_namnd"
    assert Sammantrade.objects.count() == 0


def test_byt_person_keeps_the_tour(demo: Varld, client: Client) -> None:
    client.post("/rundtur/")
    pk = client.session[rundtur.NYCKEL]
    client.post("/logga-in/som/", {"anvandare": demo.sekreterare.pk})
    assert client.session[rundtur.NYCKEL] == pk
    assert client.session["_auth_user_id"] == str(demo.sekreterare.pk)


def test_outside_a_demo_the_tour_does_not_exist(varld: Varld, client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert client.post("/rundtur/").status_code == 404
    assert client.post("/rundtur/nasta/").status_code == 404
    assert Arende.objects.count() == 0


def test_a_next_click_without_a_tour_is_not_found(demo: Varld, client: Client) -> None:
    assert client.post("/rundtur/nasta/").status_code == 404


def test_without_a_namnd_of_one_step_there_is_no_tour(
    varld: Varld, client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    assert client.post("/rundtur/").status_code == 404
    assert Arende.objects.count() == 0
