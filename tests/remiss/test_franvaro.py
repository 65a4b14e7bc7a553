"""A chef says when she is away and who stands in, from the desk, and is believed from that moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from motions.datum import day_of
from motions.models import Anvandare, Arende, Befattning, Behorighet, Handelse, Roll, Vikariat
from remiss.facts.franvaro import AngeFranvaro
from remiss.guards.franvaro import tveksamt
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import HindradError, edit, edits
from tests.factories import START, Varld
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

ADRESS = "/franvaro/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def varld_i_dag(varld: Varld) -> Varld:
    """The kommun as the browser meets it: today."""
    varld.at = datetime.now(varld.at.tzinfo)
    return varld


@pytest.fixture
def chef(varld_i_dag: Varld) -> Anvandare:
    return varld_i_dag.avdelningschef


@pytest.fixture
def idag(varld_i_dag: Varld) -> date:
    return day_of(varld_i_dag.at)


def ange(chef: Anvandare, vikarie: Anvandare, fran: date, till: date, **falt: Any) -> Any:
    """Fill in the form and send it."""
    data = {"fran_on": fran.isoformat(), "till_on": till.isoformat(), "vikarie": vikarie.pk}
    return inloggad(Anvandare.objects.get(pk=chef.pk)).post(ADRESS, {**data, "nyckel": ny_nyckel(), **falt})


def skrivbordet(person: Anvandare) -> str:
    return inloggad(Anvandare.objects.get(pk=person.pk)).get(reverse("skrivbord")).content.decode()


def test_two_days_and_a_person_are_enough(varld_i_dag: Varld, chef: Anvandare, idag: date) -> None:
    assert ADRESS in skrivbordet(chef)
    svar = ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    assert (svar.status_code, svar.url) == (302, "/")
    rad = Vikariat.objects.get()
    assert (rad.befattning.anvandare, rad.vikarie) == (chef, varld_i_dag.kollega)
    assert (rad.fran_on, rad.till_on) == (idag, idag + timedelta(4))
    historik = apps.get_model("motions", "historicalvikariat")._default_manager
    assert historik.get(id=rad.pk).history_user == chef
    handelse = Handelse.objects.get(slag="konto.ange_franvaro")
    assert (handelse.by, handelse.data["id"]) == (chef, rad.pk)
    assert "är din vikarie" in skrivbordet(chef)
    vikariens = skrivbordet(varld_i_dag.kollega)
    assert "Du är vikarie för <b>Karin Ek</b>, avdelningschef" in vikariens
    assert "Väntar på ditt godkännande" in vikariens
    assert ADRESS not in vikariens
    assert Utskick.objects.get().adress == varld_i_dag.kollega.email


def blir_enhetschef(varld: Varld, chef: Anvandare, idag: date) -> Befattning:
    """The chef is another's too, for two days more."""
    return Befattning.objects.create(
        anvandare=chef, roll=Roll.ENHETSCHEF, enhet=varld.enhet, fran_on=START, till_on=idag + timedelta(2)
    )


def test_all_that_the_chef_is_is_stood_in_for(varld_i_dag: Varld, chef: Anvandare, idag: date) -> None:
    enhet = blir_enhetschef(varld_i_dag, chef, idag)
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    assert {(v.befattning.roll, v.till_on) for v in Vikariat.objects.all()} == {
        ("avdelningschef", idag + timedelta(4)),
        ("enhetschef", enhet.till_on),
    }


@pytest.mark.parametrize(
    ("fran", "till", "vem", "text"),
    [
        (0, -1, "kollega", "Sista dagen ligger före den första."),
        (-1, 3, "kollega", "Den dagen har varit."),
        (0, 3, "avdelningschef", "Du kan inte vara din egen vikarie."),
        (0, 3, "ordforande", "Välj någon annan i listan."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(
    varld_i_dag: Varld, chef: Anvandare, idag: date, fran: int, till: int, vem: str, text: str
) -> None:
    dag = idag + timedelta(till)
    svar = ange(chef, getattr(varld_i_dag, vem), idag + timedelta(fran), dag)
    assert svar.status_code == 422
    assert text in svar.content.decode()
    assert f'value="{dag.isoformat()}"' in svar.content.decode()
    assert not Vikariat.objects.exists()


def test_a_closed_account_is_not_offered(varld_i_dag: Varld, chef: Anvandare, idag: date) -> None:
    Anvandare.objects.filter(pk=varld_i_dag.kollega.pk).update(is_active=False)
    assert ange(chef, varld_i_dag.kollega, idag, idag).status_code == 422


def test_days_that_are_taken_already_are_refused_with_whose_they_are(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    ange(chef, varld_i_dag.kollega, idag + timedelta(2), idag + timedelta(4))
    svar = ange(chef, varld_i_dag.handlaggare, idag, idag + timedelta(2))
    assert svar.status_code == 422
    assert "Bo Dahl är redan din vikarie" in svar.content.decode()
    assert ange(chef, varld_i_dag.handlaggare, idag, idag + timedelta(1)).status_code == 302


def gor_anda(svar: Any, chef: Anvandare, vikarie: Anvandare, idag: date) -> Any:
    """Tick the box that the warning shows."""
    return ange(
        chef, vikarie, idag, idag + timedelta(3), anda="on", tvekan=svar.context["form"]["tvekan"].value()
    )


@pytest.mark.parametrize(
    ("vem", "text"),
    [
        ("andra_handlaggare", "Eva Norr har ingen egen befattning i din förvaltning"),
        ("forvaltningschef", "Lars Frid godkänner redan som förvaltningschef"),
    ],
)
def test_a_doubtful_stand_in_is_asked_about_once(
    varld_i_dag: Varld, chef: Anvandare, idag: date, vem: str, text: str
) -> None:
    vikarie = getattr(varld_i_dag, vem)
    svar = ange(chef, vikarie, idag, idag + timedelta(3))
    assert svar.status_code == 422
    assert text in svar.content.decode()
    assert not Vikariat.objects.exists()
    assert gor_anda(svar, chef, vikarie, idag).status_code == 302
    assert Vikariat.objects.get().vikarie == vikarie


def test_a_stand_in_who_is_away_as_well_is_asked_about(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    annan = varld_i_dag.forvaltningschef
    ange(annan, varld_i_dag.kollega, idag + timedelta(1), idag + timedelta(1))
    svar = ange(chef, annan, idag, idag + timedelta(3))
    assert "Lars Frid är själv borta" in svar.content.decode()
    assert "med Bo Dahl som vikarie" in svar.content.decode()


def test_a_box_that_was_ticked_for_one_doubt_is_not_for_another(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    svar = ange(chef, varld_i_dag.andra_handlaggare, idag, idag + timedelta(3))
    assert gor_anda(svar, chef, varld_i_dag.forvaltningschef, idag).status_code == 422
    assert not Vikariat.objects.exists()


def avsluta(chef: Anvandare) -> Any:
    pk = Vikariat.objects.latest("pk").pk
    klient: Client = inloggad(Anvandare.objects.get(pk=chef.pk))
    return klient.post(reverse("franvaro_avsluta", args=[pk]), {"nyckel": ny_nyckel()})


def test_a_chef_who_is_back_ends_it_and_the_stand_in_is_none(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    Vikariat.objects.update(fran_on=idag - timedelta(3))
    assert avsluta(chef).status_code == 302
    rad = Vikariat.objects.get()
    assert rad.till_on == idag - timedelta(1)
    assert "Du är vikarie" not in skrivbordet(varld_i_dag.kollega)
    assert Handelse.objects.filter(slag="konto.avsluta_franvaro", by=chef).exists()


def signerar(varld: Varld, person: Anvandare) -> None:
    """A text is signed by the stand-in, with today's right."""
    vag = Vag(varld).registrera(motion=None).tilldela().skriv().skicka()
    vag.gor(vag.utlatande, "godkann", Anvandare.objects.get(pk=person.pk))


def test_what_began_today_and_nobody_has_used_is_taken_away_so_that_another_can_be_chosen(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    ange(chef, varld_i_dag.kollega, idag, idag)
    assert "slutar i dag" not in skrivbordet(chef)
    avsluta(chef)
    assert not Vikariat.objects.exists()
    assert "Du är vikarie" not in skrivbordet(varld_i_dag.kollega)
    assert (
        ange(chef, varld_i_dag.andra_handlaggare, idag, idag).status_code == 422
    )  # asked about: of another förvaltning
    assert ange(chef, varld_i_dag.sekreterare, idag, idag).status_code == 302


def test_what_began_today_and_was_used_lasts_the_day_and_what_has_not_begun_is_taken_away(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    signerar(varld_i_dag, varld_i_dag.kollega)
    avsluta(chef)
    assert Vikariat.objects.get().till_on == idag
    ange(chef, varld_i_dag.kollega, idag + timedelta(6), idag + timedelta(7))
    avsluta(chef)
    assert Vikariat.objects.count() == 1


def test_all_that_was_stood_in_for_ends_at_once(varld_i_dag: Varld, chef: Anvandare, idag: date) -> None:
    blir_enhetschef(varld_i_dag, chef, idag)
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    Vikariat.objects.update(fran_on=idag - timedelta(3))
    assert skrivbordet(chef).count("Jag är tillbaka") == 1

    avsluta(chef)

    assert {v.till_on for v in Vikariat.objects.all()} == {idag - timedelta(1)}


def test_what_ends_today_is_not_ended_again(varld_i_dag: Varld, chef: Anvandare, idag: date) -> None:
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    signerar(varld_i_dag, varld_i_dag.kollega)
    avsluta(chef)
    assert "slutar i dag" in skrivbordet(chef)

    avsluta(chef)

    assert Handelse.objects.filter(slag="konto.avsluta_franvaro").count() == 1


def test_nobody_ends_anothers_and_only_a_chef_is_asked(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    ange(chef, varld_i_dag.kollega, idag, idag + timedelta(4))
    assert avsluta(varld_i_dag.forvaltningschef).status_code == 404
    assert Vikariat.objects.get().till_on == idag + timedelta(4)
    for person in (varld_i_dag.kollega, varld_i_dag.registrator):
        assert inloggad(person).get(ADRESS).status_code == 403
        assert avsluta(person).status_code == 403


def test_the_chain_says_that_a_stand_in_was_warned_of(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    svar = ange(chef, varld_i_dag.forvaltningschef, idag, idag + timedelta(3))
    assert gor_anda(svar, chef, varld_i_dag.forvaltningschef, idag).status_code == 302
    (rad,) = Handelse.objects.filter(slag="konto.ange_franvaro")
    assert rad.data["varningar"] == ["vikarie_i_annat_steg"]


def test_one_who_does_not_work_here_is_no_stand_in_whatever_is_posted(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    facts = AngeFranvaro(idag, idag, varld_i_dag.revisor)
    with pytest.raises(HindradError, match="arbetar inte här"):
        edit(edits.ANGE_FRANVARO, chef, facts, by=chef, at=varld_i_dag.at)


def koderna(varld: Varld, chef: Anvandare, vikarie: Anvandare, idag: date) -> list[str]:
    facts = AngeFranvaro(idag, idag + timedelta(2), vikarie)
    return [v.kod for v in tveksamt(chef, facts, chef, varld.at)]


def star_in(for_vem: Anvandare, vikarie: Anvandare, idag: date) -> None:
    befattning = Befattning.objects.get(anvandare=for_vem)
    Vikariat.objects.create(
        befattning=befattning, vikarie=vikarie, fran_on=idag, till_on=idag + timedelta(5), grund="Semester"
    )


def test_one_who_stands_in_for_two_chefer_of_a_chain_is_asked_about(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    star_in(varld_i_dag.forvaltningschef, varld_i_dag.kollega, idag)
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == ["vikarie_i_annat_steg"]
    varld_i_dag.organ.flera_steg = True
    varld_i_dag.organ.save()
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == []


def test_a_stand_in_who_goes_away_is_told_that_the_right_stays_behind(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    star_in(varld_i_dag.forvaltningschef, chef, idag)
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == ["egna_vikariat"]


def test_a_stand_in_who_wrote_what_waits_is_asked_about(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    Vag(varld_i_dag).registrera(motion=None).tilldela().skriv().skicka()
    assert koderna(varld_i_dag, chef, varld_i_dag.handlaggare, idag) == ["vikarie_har_skrivit"]
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == []


def test_a_stand_in_who_may_not_see_what_is_secret_is_asked_about(
    varld_i_dag: Varld, chef: Anvandare, idag: date
) -> None:
    Vag(varld_i_dag, hemlig=True).registrera().tilldela()
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == ["vikarie_ej_behorig"]
    arende = Arende.objects.get(sekretess=True)
    Behorighet.objects.create(
        arende=arende, anvandare=varld_i_dag.kollega, given_by=chef, given_at=varld_i_dag.at
    )
    assert koderna(varld_i_dag, chef, varld_i_dag.kollega, idag) == []
