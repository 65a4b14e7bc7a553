"""When someone leaves: many ärenden change handläggare in one act, and nothing is half done without saying so."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from motions.models import Anvandare, Arende, Behorighet, Handelse, Medhandlaggare, Roll
from remiss import workflow
from remiss.views import fordelning
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import HindradError
from tests.factories import Varld, befattning
from tests.remiss.test_registrering import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

URL = "/fordela-om/"


@pytest.fixture
def tre(varld: Varld) -> list[Vag]:
    """Three ärenden of one handläggare; the text of the last waits for a chef, so that it cannot be moved."""
    vagar = [Vag(varld, motion_nummer=n).registrera().tilldela() for n in (1, 2, 3)]
    vagar[2].skriv().skicka()
    return vagar


def flytta(varld: Varld, vagar: list[Vag], person: Anvandare | None = None, **andrat: Any) -> Any:
    """Post the form: all the given ärenden from Anna to Bo."""
    data = {
        "nyckel": ny_nyckel(),
        "fran": varld.handlaggare.pk,
        "till": varld.kollega.pk,
        "arenden": [v.arende.pk for v in vagar],
        **andrat,
    }
    return inloggad(person or varld.avdelningschef).post(URL, data)


def hos(varld: Varld) -> list[str]:
    """Who handles each, by key."""
    return [a.handlaggare.username for a in Arende.objects.order_by("pk") if a.handlaggare]


def test_all_open_arenden_of_the_person_are_shown_and_chosen(varld: Varld, tre: list[Vag]) -> None:
    avslutat = Vag(varld, motion_nummer=4).registrera().tilldela()
    avslutat.gor(avslutat.arende, "avskriv", varld.handlaggare, skal="x")
    for person in (varld.registrator, varld.avdelningschef, varld.forvaltningschef):
        svar = inloggad(person).get(URL, {"fran": varld.handlaggare.pk})
        assert [a.pk for a in svar.context["arenden"]] == [v.arende.pk for v in tre]
        assert svar.content.decode().count(" checked>") == 3


def test_those_that_can_be_moved_are_moved_in_one_act_each_through_the_table(
    varld: Varld, tre: list[Vag]
) -> None:
    Medhandlaggare.objects.create(arende=tre[0].arende, anvandare=varld.kollega)

    svar = flytta(varld, tre[:2])

    assert svar.status_code == 302
    assert hos(varld) == ["bo", "bo", "anna"]
    assert not tre[0].arende.medhandlaggare.exists()
    for v in tre[:2]:
        assert Handelse.objects.filter(kedja=v.arende.kedja).latest("nummer").slag == "arende.tilldela"
    text = inloggad(varld.avdelningschef).get(svar.headers["Location"]).content.decode()
    assert "Personen har inga" not in text


def test_what_cannot_be_moved_is_listed_first_and_nothing_is_moved_until_it_is_let_stay(
    varld: Varld, tre: list[Vag]
) -> None:
    fraga = flytta(varld, tre)
    text = fraga.content.decode()
    assert fraga.status_code == 422
    assert "Inget har flyttats än." in text
    assert "Tjänsteutlåtandet är hos chef för godkännande." in text
    assert "Flytta 2 ärenden och lämna resten" in text
    assert hos(varld) == ["anna", "anna", "anna"]

    svar = flytta(varld, tre, bekraftat=str(tre[2].arende.pk))

    assert svar.status_code == 302
    assert hos(varld) == ["bo", "bo", "anna"]


def test_a_yes_to_something_else_is_no_yes(varld: Varld, tre: list[Vag]) -> None:
    for bekraftat in ("", "0", "x", str(tre[0].arende.pk), "\x00"):
        assert flytta(varld, tre, bekraftat=bekraftat).status_code == 422
    assert hos(varld) == ["anna", "anna", "anna"]


def test_if_one_fails_when_its_turn_comes_none_is_moved(
    varld: Varld, tre: list[Vag], monkeypatch: pytest.MonkeyPatch
) -> None:
    riktig = workflow.perform

    def perform(arende: Arende, *args: Any, **kwargs: Any) -> Any:
        if arende.pk == tre[1].arende.pk:
            raise HindradError([])
        return riktig(arende, *args, **kwargs)

    monkeypatch.setattr(fordelning, "perform", perform)
    svar = flytta(varld, tre[:2])

    assert svar.status_code == 422
    assert "Inget har flyttats." in svar.content.decode()
    assert hos(varld) == ["anna", "anna", "anna"]


def test_one_who_does_not_work_for_the_namnd_is_not_given_its_arenden(varld: Varld, tre: list[Vag]) -> None:
    assert flytta(varld, tre[:1], till=varld.andra_handlaggare.pk).status_code == 422
    befattning(varld.registrator, Roll.REGISTRATOR, organ=varld.andra_organ)

    svar = flytta(varld, tre[:1], varld.registrator, till=varld.andra_handlaggare.pk)

    assert svar.status_code == 422
    assert "Eva Norr handlägger inte ärenden för Arbetsmarknadsnämnden." in svar.content.decode()
    assert hos(varld) == ["anna", "anna", "anna"]


def test_a_secret_arende_is_moved_by_the_registrator_and_not_met_by_an_uninvited_chef(varld: Varld) -> None:
    hemligt = Vag(varld, hemlig=True).registrera(behoriga=[]).tilldela()
    titel = hemligt.arende.titel
    assert (
        titel not in inloggad(varld.avdelningschef).get(URL, {"fran": varld.handlaggare.pk}).content.decode()
    )
    assert flytta(varld, [hemligt]).status_code == 422

    assert flytta(varld, [hemligt], varld.registrator).status_code == 302

    assert hos(varld) == ["bo"]
    assert Behorighet.objects.filter(arende=hemligt.arende, anvandare=varld.kollega).exists()


def test_the_same_form_sent_twice_moves_once(varld: Varld, tre: list[Vag]) -> None:
    nyckel = ny_nyckel()
    forst, igen = (flytta(varld, tre[:1], nyckel=nyckel) for _ in range(2))

    assert forst.headers["Location"] == igen.headers["Location"]
    handelser = Handelse.objects.filter(kedja=tre[0].arende.kedja, slag="arende.tilldela")
    assert handelser.count() == 2


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"till": ""}, "Välj en ny handläggare."),
        ({"till": "9999"}, "Välj en av handläggarna."),
        ({"arenden": []}, "Välj minst ett ärende."),
        ({"arenden": ["abc"]}, "inte längre hos personen"),
        ({"arenden": ["9999"]}, "inte längre hos personen"),
        ({"fran": ""}, "Visa ärenden"),
        ({"fran": "9" * 40}, "Visa ärenden"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_moved(
    varld: Varld, tre: list[Vag], andrat: dict[str, Any], fel: str
) -> None:
    svar = flytta(varld, tre[:1], **andrat)

    assert svar.status_code == 422
    assert fel in svar.content.decode()
    assert hos(varld) == ["anna", "anna", "anna"]


def test_only_chefer_and_registratorer_give_arenden_to_others(varld: Varld, tre: list[Vag]) -> None:
    for person in (varld.handlaggare, varld.sekreterare, varld.revisor, varld.ordforande):
        assert flytta(varld, tre, person).status_code == 403
    assert flytta(varld, tre, varld.andra_avdelningschef).status_code == 422
    assert hos(varld) == ["anna", "anna", "anna"]
    assert reverse("fordela_om") == URL
