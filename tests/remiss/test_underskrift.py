"""Under what a chef signs: by which right, in whose place, and how many steps one person may sign."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from motions.chefer import cheferna
from motions.documents import context
from motions.models import (
    CHEFSROLLER,
    Anvandare,
    Arende,
    Befattning,
    Behorighet,
    Enhet,
    Godkannande,
    Roll,
    Tjansteutlatande,
    Vikariat,
)
from remiss import roles
from remiss.historik import historik
from remiss.models import Utskick
from remiss.workflow import HindradError, available
from tests.factories import START, Varld, anvandare
from tests.remiss.test_installningar import andra, formular
from tests.remiss.utlatande_fall import inloggad
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """A text that is written, and not yet sent."""
    return Vag(varld).registrera(motion=None).tilldela().skriv()


def vikariat(vag: Vag, av: Anvandare, vikarie: Anvandare) -> Vikariat:
    """`vikarie` stands in for `av` this week."""
    for person in (av, vikarie):
        vars(person).pop("_omfang", None)
    return Vikariat.objects.create(
        befattning=Befattning.objects.get(anvandare=av, roll__in=["avdelningschef", "forvaltningschef"]),
        vikarie=vikarie,
        fran_on=vag.idag - timedelta(1),
        till_on=vag.idag + timedelta(5),
        grund="Semester",
    )


def slutar(person: Anvandare, vag: Vag) -> None:
    """All befattningar of a person ended yesterday."""
    Befattning.objects.filter(anvandare=person).update(till_on=vag.idag - timedelta(1))
    vars(person).pop("_omfang", None)


def blir(person: Anvandare, roll: Roll, **falt: Any) -> Befattning:
    """A person takes a befattning."""
    vars(person).pop("_omfang", None)
    return Befattning.objects.create(anvandare=person, roll=roll, fran_on=START, **falt)


def godkanner(vag: Vag, person: Anvandare) -> Godkannande:
    """The signature of one person."""
    vag.gor(vag.utlatande, "godkann", Anvandare.objects.get(pk=person.pk))
    return Godkannande.objects.latest("pk")


def hindren(vag: Vag, action: str, person: Anvandare) -> list[str]:
    """Why the act cannot be done now."""
    vag.utlatande.refresh_from_db()
    person = Anvandare.objects.get(pk=person.pk)
    (val,) = (a for a in available(vag.utlatande, person, at=vag.nu) if a.action == action)
    return [h.text for h in val.hinder]


def underskrifter(vag: Vag) -> list[str]:
    """The signatures as the document prints them, the last first."""
    fakta = context.tjansteutlatande(vag.utlatande.versioner.latest("nummer"), today=vag.idag)
    return [f"{u.namn}, {u.titel}" for u in fakta.underskrifter]


def granskningen(vag: Vag, person: Anvandare) -> str:
    """What the reading shows."""
    klient = inloggad(Anvandare.objects.get(pk=person.pk))
    return klient.get(reverse("utlatande_granska", args=[vag.utlatande.pk])).content.decode()


# by which right


def test_a_stand_in_signs_with_both_names_and_the_befattning_that_gave_the_right(vag: Vag) -> None:
    varld = vag.varld
    vikariat(vag, varld.avdelningschef, varld.kollega)
    vag.skicka()
    godkanner(vag, varld.kollega)
    assert underskrifter(vag) == ["Bo Dahl, tf avdelningschef för Karin Ek"]
    sida = granskningen(vag, varld.forvaltningschef)
    assert "<b>Bo Dahl</b>, tf avdelningschef för Karin Ek" in sida
    rad = historik(vag.arende.kedja)[0]
    assert (rad.vem, rad.citat) == ("Bo Dahl, tf avdelningschef för Karin Ek", "")


def test_what_was_signed_stays_as_it_was_whatever_the_registers_say_later(vag: Vag) -> None:
    varld = vag.varld
    rad = vikariat(vag, varld.avdelningschef, varld.kollega)
    vag.skicka()
    gjort = godkanner(vag, varld.kollega)
    assert gjort.ratt == rad.befattning
    rad.delete()
    for person, namn in ((varld.kollega, "Dahlgren"), (varld.avdelningschef, "Ekman")):
        person.last_name = namn
        person.save()
    assert underskrifter(vag) == ["Bo Dahl, tf avdelningschef för Karin Ek"]
    assert "<b>Bo Dahl</b>, tf avdelningschef för Karin Ek" in granskningen(vag, varld.forvaltningschef)
    assert historik(vag.arende.kedja)[0].vem == "Bo Dahl, tf avdelningschef för Karin Ek"


def test_a_chef_who_stands_in_for_a_lower_signs_the_step_of_the_lower(vag: Vag) -> None:
    varld = vag.varld
    blir(varld.andra_forvaltningschef, Roll.FORVALTNINGSCHEF, forvaltning=varld.organ.forvaltning)
    vikariat(vag, varld.avdelningschef, varld.forvaltningschef)
    vag.skicka()
    assert godkanner(vag, varld.forvaltningschef).befattning == "tf avdelningschef för Karin Ek"


def test_a_chef_who_stands_in_for_a_higher_signs_the_step_of_the_higher(vag: Vag) -> None:
    varld = vag.varld
    vikariat(vag, varld.forvaltningschef, varld.avdelningschef)
    annan = anvandare("ivar", "Ivar", "Nord", "avdelningschef")
    blir(annan, Roll.AVDELNINGSCHEF, enhet=varld.enhet)
    vag.skicka()
    assert godkanner(vag, annan).befattning == "avdelningschef"
    assert godkanner(vag, varld.avdelningschef).befattning == "tf förvaltningschef för Lars Frid"


def test_a_chef_of_elsewhere_who_stands_in_does_not_sign_as_what_he_is_there(vag: Vag) -> None:
    varld = vag.varld
    vikariat(vag, varld.avdelningschef, varld.andra_avdelningschef)
    vag.skicka()
    assert godkanner(vag, varld.andra_avdelningschef).befattning == "tf avdelningschef för Karin Ek"


def test_an_own_right_goes_before_a_stand_ins_at_the_same_step(vag: Vag) -> None:
    varld = vag.varld
    annan = anvandare("ivar", "Ivar", "Nord", "avdelningschef")
    blir(annan, Roll.AVDELNINGSCHEF, enhet=varld.enhet)
    vikariat(vag, varld.avdelningschef, annan)
    vag.skicka()
    assert godkanner(vag, annan).befattning == "avdelningschef"


@pytest.mark.parametrize(
    ("titel", "tf", "egenskap"),
    [
        ("utredare", True, "tf avdelningschef"),
        ("utredare", False, "Avdelningschef"),
        ("", False, "Avdelningschef"),
        ("kanslichef", False, "kanslichef"),
        ("verksamhetsområdesdirektör", False, "verksamhetsområdesdirektör"),
        ("enhetschef", False, "Avdelningschef"),
        ("kanslichef", True, "tf avdelningschef"),
        ("projektchef", False, "Avdelningschef"),
        ("sekreterare till avdelningschef", False, "Avdelningschef"),
        ("rektor", False, "rektor"),
    ],
)
def test_an_own_befattning_is_signed_by_its_name_and_never_by_the_titel_of_another(
    vag: Vag, titel: str, tf: bool, egenskap: str
) -> None:
    varld = vag.varld
    slutar(varld.avdelningschef, vag)
    chef = anvandare("ivar", "Ivar", "Nord", titel)
    blir(chef, Roll.AVDELNINGSCHEF, enhet=varld.enhet, tillforordnad=tf)
    vag.skicka()
    assert godkanner(vag, chef).befattning == egenskap


def test_a_higher_chef_who_signs_in_the_place_of_a_lower_signs_as_what_she_is(vag: Vag) -> None:
    varld = vag.varld
    blir(varld.andra_forvaltningschef, Roll.FORVALTNINGSCHEF, forvaltning=varld.organ.forvaltning)
    vag.skicka()
    assert godkanner(vag, varld.forvaltningschef).befattning == "förvaltningschef"


def test_a_stand_in_who_returns_a_text_says_so_too(vag: Vag) -> None:
    varld = vag.varld
    vikariat(vag, varld.avdelningschef, varld.kollega)
    vag.skicka().gor(vag.utlatande, "aterlamna", varld.kollega, kommentar="Skriv om kostnaden.")
    rad = historik(vag.arende.kedja)[1]
    assert (rad.vem, rad.citat) == ("Bo Dahl, tf avdelningschef för Karin Ek", "Skriv om kostnaden.")
    sida = inloggad(varld.handlaggare).get(reverse("utlatande", args=[vag.utlatande.pk])).content.decode()
    assert "Bo Dahl återlämnade texten" in sida
    assert "tf avdelningschef för Karin Ek" in sida


def test_a_signature_from_before_is_shown_as_it_was(vag: Vag) -> None:
    varld = vag.varld
    vag.skicka()
    gjort = godkanner(vag, varld.avdelningschef)
    Godkannande.objects.filter(pk=gjort.pk).update(
        namn="", ratt=None, befattning="Vikarierande avdelningschef för Per Ström"
    )
    assert underskrifter(vag) == ["Karin Ek, Vikarierande avdelningschef för Per Ström"]
    sida = granskningen(vag, varld.forvaltningschef)
    assert "<b>Karin Ek</b>, vikarierande avdelningschef för Per Ström" in sida


# one person, one step


def ensam_chef(vag: Vag) -> Anvandare:
    """Karin Ek is the only chef there is, at both steps."""
    slutar(vag.varld.forvaltningschef, vag)
    chef = vag.varld.avdelningschef
    blir(chef, Roll.FORVALTNINGSCHEF, forvaltning=vag.varld.organ.forvaltning)
    return chef


def test_a_text_that_one_person_alone_could_sign_twice_is_not_sent_and_the_way_out_is_named(vag: Vag) -> None:
    ensam_chef(vag)
    (text,) = hindren(vag, "skicka_for_godkannande", vag.varld.handlaggare)
    assert text.startswith(
        "Steg 1 och 2 kan bara godkännas av Karin Ek, och en person godkänner bara ett steg. "
        "Lägg till en vikarie för avdelningschefen, "
        "eller låt organet tillåta att en person godkänner flera steg."
    )
    with pytest.raises(HindradError):
        vag.skicka()


def test_a_stand_in_is_enough_for_it_to_be_sent_and_signed(vag: Vag) -> None:
    chef = ensam_chef(vag)
    Vikariat.objects.create(
        befattning=Befattning.objects.get(anvandare=chef, roll=Roll.AVDELNINGSCHEF),
        vikarie=vag.varld.kollega,
        fran_on=vag.idag,
        till_on=vag.idag,
        grund="Jäv",
    )
    vag.skicka()
    godkanner(vag, vag.varld.kollega)
    godkanner(vag, chef)
    vag.utlatande.refresh_from_db()
    assert vag.utlatande.state == "godkant"
    assert underskrifter(vag) == ["Karin Ek, Förvaltningschef", "Bo Dahl, tf avdelningschef för Karin Ek"]


def test_an_organ_that_lets_one_sign_several_steps_has_it_said_in_the_signature(vag: Vag) -> None:
    chef = ensam_chef(vag)
    vag.varld.organ.flera_steg = True
    vag.varld.organ.save()
    vag.skicka()
    assert godkanner(vag, chef).befattning == "Avdelningschef"
    assert godkanner(vag, chef).befattning == "Förvaltningschef (har även godkänt steg 1)"
    assert underskrifter(vag)[0] == "Karin Ek, Förvaltningschef (har även godkänt steg 1)"


def test_a_chain_in_which_nobody_can_sign_a_step_is_not_sent(vag: Vag) -> None:
    slutar(vag.varld.forvaltningschef, vag)
    (text,) = hindren(vag, "skicka_for_godkannande", vag.varld.handlaggare)
    assert text == "Ingen kan godkänna steg 2. Lägg till en förvaltningschef."


def test_an_authors_own_step_goes_to_the_next_chef_who_is_then_needed_twice(vag: Vag) -> None:
    varld = vag.varld
    vag.tilldela(handlaggare=varld.avdelningschef)
    (text,) = hindren(vag, "skicka_for_godkannande", varld.avdelningschef)
    assert text.startswith(
        "Steg 1 och 2 kan bara godkännas av Lars Frid, och en person godkänner bara ett steg. Lägg till en vikarie"
    )
    vikariat(vag, varld.avdelningschef, varld.kollega)
    assert hindren(vag, "skicka_for_godkannande", varld.avdelningschef) == []


def test_the_next_chef_is_told_of_an_authors_own_step(vag: Vag) -> None:
    varld = vag.varld
    vag.tilldela(handlaggare=varld.avdelningschef)
    varld.organ.flera_steg = True
    varld.organ.save()
    vag.gor(vag.utlatande, "skicka_for_godkannande", varld.avdelningschef)
    brev = Utskick.objects.filter(amne__startswith="Ett tjänsteutlåtande väntar på ditt godkännande")
    assert [b.adress for b in brev] == [varld.forvaltningschef.email]


def test_when_people_change_the_one_who_would_sign_twice_is_told_the_way_out(vag: Vag) -> None:
    vag.skicka()
    chef = ensam_chef(vag)
    (text,) = hindren(vag, "godkann", chef)
    assert text.startswith(
        "Steg 1 och 2 kan bara godkännas av Karin Ek, och en person godkänner bara ett steg. "
        "Lägg till en vikarie för avdelningschefen"
    )
    assert "flera steg" in text


def test_when_people_change_after_the_first_signature_the_way_out_is_named(vag: Vag) -> None:
    vag.skicka()
    godkanner(vag, vag.varld.avdelningschef)
    chef = ensam_chef(vag)
    (text,) = hindren(vag, "godkann", chef)
    assert text.startswith(
        "Steg 2 kan bara godkännas av Karin Ek, som redan har godkänt steg 1. "
        "Lägg till en vikarie för förvaltningschefen, eller låt organet"
    )
    with pytest.raises(HindradError):
        godkanner(vag, chef)
    vag.varld.organ.flera_steg = True
    vag.varld.organ.save()
    assert godkanner(vag, chef).befattning == "Förvaltningschef (har även godkänt steg 1)"


def test_a_chef_who_is_needed_higher_up_does_not_take_the_lower_step(vag: Vag) -> None:
    vag.skicka()
    (text,) = hindren(vag, "godkann", vag.varld.forvaltningschef)
    assert (
        text == "Du behövs i steg 2, och en person godkänner bara ett steg. Steg 1 kan godkännas av Karin Ek."
    )


def test_who_signed_as_a_stand_in_leaves_the_own_step_to_another(vag: Vag) -> None:
    varld = vag.varld
    blir(varld.andra_forvaltningschef, Roll.FORVALTNINGSCHEF, forvaltning=varld.organ.forvaltning)
    vikariat(vag, varld.avdelningschef, varld.forvaltningschef)
    vag.skicka()
    godkanner(vag, varld.forvaltningschef)
    (text,) = hindren(vag, "godkann", varld.forvaltningschef)
    assert (
        text
        == "Du har redan godkänt steg 1, och en person godkänner bara ett steg. Steg 2 kan godkännas av Siv Åhl."
    )
    godkanner(vag, varld.andra_forvaltningschef)


def test_a_new_version_is_signed_from_the_beginning_by_the_same(vag: Vag) -> None:
    varld = vag.varld
    vag.skicka()
    godkanner(vag, varld.avdelningschef)
    vag.gor(vag.utlatande, "ta_tillbaka", varld.handlaggare)
    assert hindren(vag, "skicka_for_godkannande", varld.handlaggare) == []
    vag.skicka()
    godkanner(vag, varld.avdelningschef)
    godkanner(vag, varld.forvaltningschef)


def test_the_setting_stands_on_the_page_of_the_organ_and_in_ny_kommun(varld: Varld) -> None:
    ada = anvandare("ada", "Ada", "Min")
    ada.is_superuser = True
    ada.save()
    klient, adress = inloggad(ada), andra(varld.organ)
    assert "En person får godkänna flera steg" in klient.get(adress).content.decode()
    assert klient.post(adress, {**formular(klient, adress), "flera_steg": "on"}).status_code == 302
    varld.organ.refresh_from_db()
    assert varld.organ.flera_steg
    steget = reverse("ny_kommun_steg", args=["godkannande"])
    sida = klient.get(steget)
    assert sida.context["form"]["flera_steg"].value() is True
    data = {"roller": ["avdelningschef", "forvaltningschef"], "nyckel": sida.context["nyckel"]}
    assert klient.post(steget, data).status_code == 302
    varld.organ.refresh_from_db()
    assert not varld.organ.flera_steg


def test_the_chefer_that_are_read_at_once_are_those_that_the_right_gives_one_by_one(vag: Vag) -> None:
    varld = vag.varld
    under = Enhet.objects.create(forvaltning=varld.organ.forvaltning, parent=varld.enhet, namn="Gruppen")
    blir(varld.kollega, Roll.ENHETSCHEF, enhet=under)
    blir(varld.andra_forvaltningschef, Roll.ENHETSCHEF, enhet=varld.enhet)
    blir(varld.andra_handlaggare, Roll.AVDELNINGSCHEF, organ=varld.organ)
    blir(varld.sekreterare, Roll.FORVALTNINGSCHEF, forvaltning=varld.organ.forvaltning)
    slutar(varld.sekreterare, vag)
    vikariat(vag, varld.avdelningschef, varld.handlaggare)
    vikariat(vag, varld.andra_avdelningschef, varld.kollega)
    (arende,) = roles.arenden_of(vag.utlatande)
    text = Tjansteutlatande.objects.get(pk=vag.utlatande.pk)
    lasta = {(c.pk, c.roll, c.vikarie) for c in cheferna([text.pk], vag.idag)[text.pk]}
    ratten = {
        (person.pk, u.roll, bool(u.for_namn))
        for person in Anvandare.objects.filter(is_active=True)
        for u in roles.uppdrag_over(person, arende, vag.idag)
        if u.roll in CHEFSROLLER
    }
    assert lasta == ratten
    assert len(ratten) == 5


def test_a_chef_who_may_not_see_what_is_secret_is_let_in_and_no_other_is_asked_for(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True).registrera(motion=None).tilldela().skriv()
    for person in (varld.avdelningschef, varld.forvaltningschef):
        Behorighet.objects.get_or_create(
            arende=vag.arende,
            anvandare=person,
            defaults={"given_by": varld.registrator, "given_at": vag.nu},
        )
    Behorighet.objects.filter(anvandare=varld.forvaltningschef).delete()
    vag.utlatande = Tjansteutlatande.objects.get(pk=vag.utlatande.pk)
    (text,) = hindren(vag, "skicka_for_godkannande", varld.handlaggare)
    assert text == (
        "Ingen kan godkänna steg 2. Registratorn kan ge Lars Frid behörighet till ärendet, under «Ändra sekretess»."
    )


def test_an_arende_of_no_enhet_is_to_be_put_on_one(vag: Vag) -> None:
    Arende.objects.filter(pk=vag.arende.pk).update(enhet=None)
    slutar(vag.varld.forvaltningschef, vag)
    vag.utlatande = Tjansteutlatande.objects.get(pk=vag.utlatande.pk)
    texter = hindren(vag, "skicka_for_godkannande", vag.varld.handlaggare)
    assert any("Tilldela det igen och välj enhet" in text for text in texter), texter
