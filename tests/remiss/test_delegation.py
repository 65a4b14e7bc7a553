"""Beslut outside the sitting: on which ground one person may decide, and what is made of it (KL 6:37-40, 7:5-8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from motions.actor import acting
from motions.models import (
    Anvandare,
    Arende,
    Befattning,
    Beslut,
    Bradskandeuppdrag,
    Delegationspunkt,
    Expediering,
    Medhandlaggare,
    Organ,
    Roll,
    Vidaredelegation,
    Vikariat,
    far_besluta_bradskande,
)
from motions.visibility import betraktare
from remiss import roles
from remiss.guards.arende import sent_svar
from remiss.guards.delegation import hinner_namnden
from remiss.hinder import Varning
from remiss.lists import utanfor
from remiss.web.idempotency import ny_nyckel
from remiss.workflow import EjTillatetError, HindradError, available
from tests.factories import LOSENORD, Varld, anvandare, befattning
from tests.fakta import utfor
from tests.listan import ta_upp
from tests.texten import spara_avsnitt
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db


@pytest.fixture
def vag(varld: Varld) -> Vag:
    """A signed answer to a remiss that has no motion, in a nämnd that has delegated it."""
    return Vag(varld).delegera().registrera(motion=None).tilldela().skriv().skicka().godkann().planera()


def hinder(vag: Vag, action: str, by: Any) -> list[str] | None:
    """What stands in the way of an act that is offered; None when it is not offered."""
    vag.arende.refresh_from_db()
    rad = next((a for a in available(vag.arende, by, at=vag.nu) if a.action == action), None)
    return None if rad is None else [h.text for h in rad.hinder]


def andra(subject: Any, **fields: Any) -> None:
    """Change a row as it now is, as the registrator."""
    subject.refresh_from_db()
    for namn, varde in fields.items():
        setattr(subject, namn, varde)
    subject.save()


def satt_sjalvbestamt(vag: Vag, delegerbart: bool) -> None:
    andra(vag.varld.organ, motionssvar_delegerbart=delegerbart)
    vag.arende.organ = Organ.objects.get(pk=vag.varld.organ.pk)


# the ground: KL 6:38 p. 2


@pytest.mark.parametrize("action", ["besluta_pa_delegation", "avsta_pa_delegation"])
def test_a_svar_over_a_motion_is_namndens_own_unless_it_has_said_otherwise(varld: Varld, action: str) -> None:
    vag = Vag(varld).delegera().till_klart()
    satt_sjalvbestamt(vag, False)
    (skal,) = hinder(vag, action, varld.avdelningschef) or []
    assert "KL 6 kap. 38 § 2" in skal
    with pytest.raises(HindradError):
        vag.besluta_pa_delegation()

    satt_sjalvbestamt(vag, True)
    assert hinder(vag, action, varld.avdelningschef) == []


def test_the_ordforande_is_bound_by_the_same_rule(varld: Varld) -> None:
    vag = Vag(varld).ge_uppdrag().till_klart()
    satt_sjalvbestamt(vag, False)
    (skal,) = hinder(vag, "registrera_ordforandebeslut", varld.sekreterare) or []
    assert "KL 6 kap. 38 § 2" in skal


def test_a_remiss_without_a_motion_may_be_decided_whatever_namnden_thinks_of_motioner(vag: Vag) -> None:
    satt_sjalvbestamt(vag, False)
    assert hinder(vag, "besluta_pa_delegation", vag.varld.avdelningschef) == []


# the ground: a point that covers it, that day, for this role


def test_a_namnd_that_has_delegated_nothing_offers_nothing(varld: Varld) -> None:
    vag = Vag(varld).till_klart()
    assert hinder(vag, "besluta_pa_delegation", varld.avdelningschef) is None
    assert hinder(vag, "avsta_pa_delegation", varld.avdelningschef) is None
    assert hinder(vag, "registrera_ordforandebeslut", varld.sekreterare) is None


@pytest.mark.parametrize(
    ("fran", "till", "galler"),
    [(0, 0, True), (-30, None, True), (1, None, False), (-30, -1, False)],
    ids=["bara i dag", "tills vidare", "från i morgon", "till i går"],
)
def test_a_point_counts_between_its_days(vag: Vag, fran: int, till: int | None, galler: bool) -> None:
    dag = vag.idag
    andra(
        vag.delegationspunkt,
        fran_on=dag + timedelta(days=fran),
        till_on=None if till is None else dag + timedelta(days=till),
    )
    skal = hinder(vag, "besluta_pa_delegation", vag.varld.avdelningschef)
    assert skal == (
        []
        if galler
        else ["Nämndens delegationsordning har ingen punkt om svar på remisser som gäller i dag."]
    )


def test_a_point_gives_the_beslut_to_its_own_role_alone(vag: Vag) -> None:
    (skal,) = hinder(vag, "besluta_pa_delegation", vag.varld.forvaltningschef) or []
    assert skal == (
        "Delegationsordningen (punkt 3.2) ger beslutet till avdelningschef för det här ärendet, inte till dig."
    )
    assert hinder(vag, "besluta_pa_delegation", vag.varld.kollega) is None
    assert hinder(vag, "besluta_pa_delegation", vag.varld.sekreterare) is None


def test_a_point_that_covers_only_svar_gives_no_right_to_abstain(vag: Vag) -> None:
    andra(vag.delegationspunkt, omfattar_avsta=False)
    assert hinder(vag, "avsta_pa_delegation", vag.varld.avdelningschef) is None
    andra(vag.delegationspunkt, omfattar_avsta=True, omfattar_yttrande=False)
    assert hinder(vag, "besluta_pa_delegation", vag.varld.avdelningschef) is None
    assert hinder(vag, "avsta_pa_delegation", vag.varld.avdelningschef) == []


def test_a_chef_of_another_enhet_is_not_the_delegat(vag: Vag) -> None:
    assert roles.delegationspunkter(vag.varld.andra_avdelningschef, vag.arende, vag.idag) == []
    assert hinder(vag, "besluta_pa_delegation", vag.varld.andra_avdelningschef) is None


def test_a_vikarie_decides_in_the_befattning_of_the_delegat_and_says_so(vag: Vag) -> None:
    vikarie = anvandare("vera", "Vera", "Quist", "enhetschef")
    assert hinder(vag, "besluta_pa_delegation", vikarie) is None
    Vikariat.objects.create(
        befattning=Befattning.objects.get(anvandare=vag.varld.avdelningschef),
        vikarie=vikarie,
        fran_on=vag.idag,
        till_on=vag.idag,
        grund="semester",
    )
    del vikarie._omfang  # type: ignore[attr-defined]  # asked before the vikariat was made
    vag.gor(
        vag.arende,
        "besluta_pa_delegation",
        vikarie,
        delegationspunkt=vag.delegationspunkt,
        satser=["Svaret lämnas."],
    )
    beslut = Beslut.objects.enskilda().get()
    assert beslut.befattning == "tf avdelningschef för Karin Ek"
    assert beslut.vem == "Vera Quist, tf avdelningschef för Karin Ek"


def test_a_vidaredelegation_gives_the_point_on_and_has_its_own_lagrum(vag: Vag) -> None:
    andra(vag.delegationspunkt, roll="forvaltningschef", far_vidaredelegeras=True)
    assert hinder(vag, "besluta_pa_delegation", vag.varld.avdelningschef) != []
    rad = Vidaredelegation.objects.create(
        delegationspunkt=vag.delegationspunkt, roll="avdelningschef", fran_on=vag.idag
    )
    vag.besluta_pa_delegation()
    assert Beslut.objects.enskilda().get().lagrum == "KL 7 kap. 6 §"
    andra(rad, till_on=vag.idag)
    assert roles.delegationspunkter(vag.varld.avdelningschef, vag.arende, vag.idag + timedelta(days=1)) == []


def test_only_what_namnden_lets_the_forvaltningschef_give_on_is_given_on(vag: Vag) -> None:
    with pytest.raises(ValidationError, match="vidaredelegeras"):
        Vidaredelegation(
            delegationspunkt=vag.delegationspunkt, roll="enhetschef", fran_on=vag.idag
        ).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        andra(vag.delegationspunkt, far_vidaredelegeras=True)


def test_the_chosen_point_must_be_ones_own(vag: Vag) -> None:
    annan = Delegationspunkt.objects.create(
        organ=vag.varld.organ, beteckning="9.9", avser="Annat", roll="forvaltningschef", fran_on=vag.idag
    )
    with pytest.raises(HindradError, match=r"Punkt 9\.9"):
        vag.gor(
            vag.arende,
            "besluta_pa_delegation",
            vag.varld.avdelningschef,
            delegationspunkt=annan,
            satser=["Svaret lämnas."],
        )


# the text, and whose it is


def test_no_one_decides_alone_on_a_text_of_ones_own(vag: Vag) -> None:
    andra(vag.arende, handlaggare=vag.varld.avdelningschef)
    (skal,) = hinder(vag, "besluta_pa_delegation", vag.varld.avdelningschef) or []
    assert skal == "Du har själv skrivit i texten. Någon annan med samma delegation måste besluta."


def test_a_hand_in_one_section_is_enough(varld: Varld) -> None:
    vag = Vag(varld).delegera().registrera(motion=None).tilldela().skriv()
    chef = varld.avdelningschef
    avsnitt = vag.utlatande.avsnitt.earliest("pk")
    bredvid = Medhandlaggare.objects.create(arende=vag.arende, anvandare=chef)
    spara_avsnitt(
        vag.utlatande,
        avsnitt.nyckel,
        text="<p>Chefens ord</p>",
        bas_version=avsnitt.version,
        by=chef,
        at=vag.nu,
    )
    bredvid.delete()
    annan = anvandare("ada", "Ada", "Alm", "avdelningschef")
    befattning(annan, Roll.AVDELNINGSCHEF, enhet=varld.enhet)
    vag.skicka()
    vag.gor(vag.utlatande, "godkann", annan).gor(vag.utlatande, "godkann", varld.forvaltningschef)
    assert hinder(vag, "besluta_pa_delegation", chef) != []
    assert hinder(vag, "besluta_pa_delegation", annan) == []


def test_what_stands_on_a_list_is_taken_off_it_first(vag: Vag) -> None:
    vag.satt_upp()
    for action in ("besluta_pa_delegation", "avsta_pa_delegation"):
        (skal,) = hinder(vag, action, vag.varld.avdelningschef) or []
        assert "står på listan" in skal


def test_a_secret_beslut_needs_a_sekreterare_who_can_tell_of_it(varld: Varld) -> None:
    vag = Vag(varld, hemlig=True).delegera().till_klart()
    assert hinder(vag, "besluta_pa_delegation", varld.avdelningschef) == []
    for rad in vag.arende.behorigheter.filter(anvandare=varld.sekreterare):
        rad.delete()
    (skal,) = hinder(vag, "besluta_pa_delegation", varld.avdelningschef) or []
    assert "Ingen nämndsekreterare har behörighet" in skal


# what is made


def test_a_kontorsyttrande_freezes_its_ground_its_document_and_its_svar(vag: Vag) -> None:
    fore = vag.arende.handlingar.count()
    vag.besluta_pa_delegation()
    beslut = Beslut.objects.enskilda().get()
    assert vag.arende.state == "avgjort"
    assert (beslut.beslutsfattare, beslut.lagrum, beslut.punkt) == ("delegat", "KL 7 kap. 5 §", None)
    assert (beslut.fattat_by, beslut.fattat_on) == (vag.varld.avdelningschef, vag.idag)
    assert beslut.delegationspunkt == vag.delegationspunkt
    assert beslut.svar_version == vag.utlatande.versioner.first()
    handling = vag.arende.handlingar.get(slag="delegationsbeslut")
    assert vag.arende.handlingar.count() == fore + 1
    assert (handling.riktning, handling.datum_on) == ("upprattad", vag.idag)
    assert handling.dokument is not None
    assert handling.dokument.fakta["punkt"].startswith("3.2")
    assert handling.dokument.fakta["kontrollsumma"] == vag.utlatande.versioner.get().sha256
    fakta = vag.arende.svar.get().dokument.fakta
    assert (
        fakta["beslutsfattare"]
        == f"Karin Ek, avdelningschef, för arbetsmarknadsnämnden {vag.idag} (KL 7 kap. 5 §)"
    )
    assert fakta["utlatande"]["version"] == 1
    assert fakta["paragraf"] is None


def test_the_svar_leaves_as_any_svar_and_is_marked_when_late(vag: Vag) -> None:
    vag.besluta_pa_delegation()
    vag.nu += timedelta(days=61)
    varningar = sent_svar(vag.arende, None, vag.varld.registrator, vag.nu)
    assert [v.kod for v in varningar] == ["efter_remisstid"]
    vag.framstall().gor(
        vag.arende,
        "expediera",
        vag.varld.registrator,
        satt="post",
        adress="Stadshuset",
        skal_for_varning="Delegaten var sjuk.",
    )
    assert Expediering.objects.get().forsenad
    assert vag.arende.state == "expedierat"


def test_a_svar_that_is_not_yet_on_paper_waits(vag: Vag) -> None:
    vag.besluta_pa_delegation()
    (skal,) = hinder(vag, "expediera", vag.varld.sekreterare) or []
    assert "framställs fortfarande" in skal


def test_to_abstain_needs_no_text_and_sends_a_letter_under_both_numbers(varld: Varld) -> None:
    vag = Vag(varld).delegera().registrera(motion=None).tilldela()
    vag.gor(
        vag.arende,
        "avsta_pa_delegation",
        varld.avdelningschef,
        delegationspunkt=vag.delegationspunkt,
        satser=["Nämnden avstår från att yttra sig."],
        svar_text="Arbetsmarknadsnämnden avstår från att yttra sig.",
    )
    beslut = Beslut.objects.enskilda().get()
    assert (beslut.svar, beslut.svar_version) == ("avstar", None)
    fakta = vag.arende.svar.get().dokument.fakta
    assert fakta["text"] == "Arbetsmarknadsnämnden avstår från att yttra sig."
    assert (fakta["arende"]["dnr"], fakta["remiss"]["remittentens_dnr"]) == (vag.arende.dnr, "KS 2026/00911")


def test_namnden_itself_may_abstain_in_a_paragraf(varld: Varld) -> None:
    vag = Vag(varld).till_oppet()
    with pytest.raises(HindradError, match="Skriv brevet"):
        vag.besluta(svar="avstar")
    vag.besluta(svar="avstar", svar_text="Nämnden avstår från att yttra sig.")
    vag.avsluta_sammantrade().till_justering().justera()
    fakta = vag.arende.svar.get().dokument.fakta
    assert (fakta["antaget"], fakta["text"]) == ("avstar", "Nämnden avstår från att yttra sig.")
    assert fakta["utlatande"] is None


# the ordförande


@pytest.fixture
def bradskande(varld: Varld) -> Vag:
    """A remiss under beredning in a nämnd whose ordförande may decide what cannot wait."""
    return Vag(varld).ge_uppdrag().registrera(motion=None).tilldela()


def test_an_ordforandebeslut_is_registered_with_its_urgency(bradskande: Vag) -> None:
    bradskande.ordforandebeslut(fil=en_fil("undertecknat.pdf", b"%PDF-1.4 namnteckning"))
    beslut = Beslut.objects.enskilda().get()
    assert bradskande.arende.state == "avgjort"
    assert (beslut.lagrum, beslut.vem) == ("KL 6 kap. 39 §", "Katja Lind (C), ordförande")
    assert beslut.bradska == "Remisstiden går ut i morgon."
    beslutet, original = bradskande.arende.handlingar.filter(slag="ordforandebeslut")
    assert beslutet.dokument is not None
    assert beslutet.dokument.fakta["bradska"] == "Remisstiden går ut i morgon."
    assert (original.filnamn, original.riktning) == ("undertecknat.pdf", "upprattad")
    assert bradskande.arende.svar.get().dokument.fakta["text"].startswith("Nämnden avstyrker")


@pytest.mark.parametrize(
    ("fakta", "skal"),
    [
        (lambda v: {"bradska": "  "}, "Skriv varför beslutet inte kunde vänta"),
        (lambda v: {"uppdrag": v.varld.uppdrag[1]}, "Sami Rask hade inte nämndens uppdrag"),
        (lambda v: {"fattat_on": v.idag + timedelta(days=1)}, "efter i dag"),
        (lambda v: {"fattat_on": v.idag - timedelta(days=1)}, "kan inte ha fattats före det"),
        (lambda v: {"satser": [" "]}, "Skriv vad som beslutas."),
        (lambda v: {"svar_text": ""}, "Skriv nämndens yttrande."),
        (lambda v: {"svar": "avstar", "svar_text": ""}, "Skriv brevet som talar om"),
        (lambda v: {"svar": "utlatande"}, "inget godkänt tjänsteutlåtande"),
    ],
)
def test_an_ordforandebeslut_that_cannot_be_is_refused(
    bradskande: Vag, fakta: Callable[[Vag], dict[str, Any]], skal: str
) -> None:
    with pytest.raises(HindradError, match=skal):
        bradskande.ordforandebeslut(**fakta(bradskande))
    assert not Beslut.objects.exists()


def test_the_uppdrag_counts_between_its_days(bradskande: Vag) -> None:
    rad = Bradskandeuppdrag.objects.get()
    andra(rad, till_on=bradskande.idag - timedelta(days=1))
    with pytest.raises(HindradError, match="inte gett ordföranden eller någon annan ledamot i uppdrag"):
        bradskande.ordforandebeslut()


def test_namnden_may_name_another_ledamot(varld: Varld) -> None:
    ledamot, dag = varld.uppdrag[2], date(2026, 9, 23)
    assert far_besluta_bradskande(varld.organ, dag) == []
    Bradskandeuppdrag.objects.create(organ=varld.organ, ledamot=ledamot.fortroendevald, fran_on=dag)
    assert far_besluta_bradskande(varld.organ, dag) == [ledamot]
    Bradskandeuppdrag.objects.create(organ=varld.organ, fran_on=dag)
    assert far_besluta_bradskande(varld.organ, dag) == [varld.uppdrag[0], ledamot]
    assert far_besluta_bradskande(varld.andra_organ, dag) == []


def test_a_sitting_before_remisstiden_is_warned_of(bradskande: Vag) -> None:
    def varna(arende: Arende) -> list[Varning]:
        return hinner_namnden(arende, None, bradskande.varld.sekreterare, bradskande.nu)

    assert varna(bradskande.arende) == []
    bradskande.planera(14)
    (varning,) = varna(bradskande.arende)
    assert varning.kod == "sammantrade_fore_remisstid"
    assert "KL 6 kap. 39 §" in varning.text
    andra(bradskande.arende, frist_on=bradskande.idag + timedelta(days=5))
    assert varna(bradskande.arende) == []


def test_an_ordforandebeslut_without_a_svar_is_closed_when_it_is_anmalt(bradskande: Vag) -> None:
    bradskande.ordforandebeslut(svar="inget", svar_text="ska inte följa med").framstall()
    assert Beslut.objects.get().svar_text == ""
    assert not bradskande.arende.svar.exists()
    assert hinder(bradskande, "expediera", bradskande.varld.sekreterare) is None
    (skal,) = hinder(bradskande, "avsluta", bradskande.varld.registrator) or []
    assert "inget sammanträde är planerat" in skal


# taking back


def test_what_has_not_left_is_taken_back_and_decided_anew(vag: Vag) -> None:
    vag.besluta_pa_delegation().framstall()
    with acting(vag.varld.sekreterare):
        ta_upp(vag.sammantrade, beslut=Beslut.objects.att_anmala())
    vag.gor(vag.arende, "upphav_enskilt_beslut", vag.varld.avdelningschef, skal="Fel version.")
    beslut = Beslut.objects.get()
    assert vag.arende.state == "klart_for_namnd"
    assert beslut.upphavt_by == vag.varld.avdelningschef
    assert not beslut.anmalningar.exists()
    assert vag.arende.handlingar.filter(slag="delegationsbeslut").count() == 1, (
        "det som upprättats finns kvar"
    )
    vag.besluta_pa_delegation().framstall().gor(
        vag.arende, "expediera", vag.varld.sekreterare, satt="post", adress="Stadshuset"
    )
    skickat = Expediering.objects.get().handling.dokument
    assert skickat == Beslut.objects.enskilda().get().svarsdokument.get().dokument


def test_only_the_one_who_decided_takes_it_back(vag: Vag) -> None:
    vag.besluta_pa_delegation()
    for person in (vag.varld.forvaltningschef, vag.varld.sekreterare, vag.varld.registrator):
        with pytest.raises(EjTillatetError):
            utfor(vag.arende, "upphav_enskilt_beslut", by=person, at=vag.nu, skal="Fel.")


def test_a_beslut_from_beredning_goes_back_to_beredning(bradskande: Vag) -> None:
    bradskande.ordforandebeslut()
    bradskande.gor(bradskande.arende, "upphav_enskilt_beslut", bradskande.varld.sekreterare, skal="Fel dag.")
    assert bradskande.arende.state == "beredning"


def test_what_namnden_has_been_told_of_stands(vag: Vag) -> None:
    vag.besluta_pa_delegation()
    annat = Vag(vag.varld, motion_nummer=18).registrera(remittentens_dnr="KS 2026/1").tilldela()
    annat.skriv().skicka().godkann()
    annat.sammantrade = vag.sammantrade
    annat.satt_upp()
    with acting(vag.varld.sekreterare):
        ta_upp(vag.sammantrade, beslut=Beslut.objects.att_anmala())
    vag.kalla()
    (skal,) = hinder(vag, "upphav_enskilt_beslut", vag.varld.avdelningschef) or []
    assert skal == (
        f"Beslutet är anmält till {vag.sammantrade}. Nämnden har fått veta det, så det kan inte tas tillbaka."
    )


# the database holds it too


@pytest.mark.parametrize(
    "fel",
    [
        {"delegationspunkt": None},
        {"fattat_on": None},
        {"fattat_by": None},
        {"lagrum": ""},
        {"bradska": "Bråttom"},
        {"anmalt_at": "at", "anmalt_by": "sekreterare"},
        {"beslutsfattare": "namnd"},
        {"svar": "avstar"},
    ],
    ids=lambda f: "+".join(f),
)
def test_a_beslut_without_its_ground_is_refused_by_the_database(vag: Vag, fel: dict[str, Any]) -> None:
    vag.besluta_pa_delegation()
    beslut = Beslut.objects.get()
    varden = {"at": vag.nu, "sekreterare": vag.varld.sekreterare}
    with pytest.raises(IntegrityError), transaction.atomic():
        andra(beslut, **{k: varden.get(v, v) if isinstance(v, str) else v for k, v in fel.items()})


# the desk, and the page of the act


def test_the_chef_is_shown_what_may_be_decided_and_nothing_else(vag: Vag) -> None:
    varld = vag.varld

    def avgorbara(person: Anvandare) -> list[Arende]:
        return utanfor.kan_avgoras(betraktare(person, vag.idag), vag.idag)

    assert avgorbara(varld.avdelningschef) == [vag.arende]
    for person in (varld.forvaltningschef, varld.andra_avdelningschef, varld.handlaggare):
        assert not avgorbara(person)
    vag.satt_upp()
    assert not avgorbara(varld.avdelningschef)
    vag.gor(vag.arende, "lyft_ut", varld.sekreterare)
    andra(vag.arende, handlaggare=varld.avdelningschef)
    assert not avgorbara(varld.avdelningschef)


def test_the_delegat_confirms_who_it_is_and_the_form_proposes_the_words(vag: Vag) -> None:
    klient = Client()
    klient.force_login(vag.varld.avdelningschef, backend="remiss.login.backend.AccountBackend")
    adress = reverse("akt", args=["arende", vag.arende.pk, "besluta_pa_delegation"])
    svar = klient.get(adress)
    sidan = svar.content.decode()
    assert "Punkt 3.2: Yttrande över remiss" in sidan
    assert (
        "Förvaltningens tjänsteutlåtande lämnas som nämndens svar på remissen från kommunstyrelsen." in sidan
    )
    fakta = {
        "nyckel": ny_nyckel(),
        "delegationspunkt": vag.delegationspunkt.pk,
        "satser": "Svaret lämnas.\n\nAkten.",
        "sett": svar.context["form"]["sett"].value(),
    }
    utan = klient.post(adress, fakta)
    assert utan.status_code == 422
    assert "Lösenordet stämmer inte" in utan.content.decode()
    med = klient.post(adress, {**fakta, "nyckel": ny_nyckel(), "losenord": LOSENORD})
    assert med.status_code == 302
    assert [p.text for p in Beslut.objects.get().punkter.all()] == ["Svaret lämnas.", "Akten."]


def test_the_page_of_an_ordforandebeslut_keeps_what_was_typed_and_says_what_is_missing(
    bradskande: Vag,
) -> None:
    klient = Client()
    klient.force_login(bradskande.varld.sekreterare, backend="remiss.login.backend.AccountBackend")
    adress = reverse("akt", args=["arende", bradskande.arende.pk, "registrera_ordforandebeslut"])
    assert "Förvaltningens tjänsteutlåtande</label>" not in klient.get(adress).content.decode()
    svar = klient.post(
        adress,
        {
            "nyckel": ny_nyckel(),
            "uppdrag": bradskande.varld.uppdrag[0].pk,
            "fattat_on": "2026-02-30",
            "satser": "Nämnden avstyrker.",
            "svar": "eget",
        },
    )
    sidan = svar.content.decode()
    assert svar.status_code == 422
    for mening in (
        "Dagen 2026-02-30 finns inte i kalendern",
        "Skriv varför beslutet inte kunde vänta till nästa sammanträde.",
        "Skriv nämndens yttrande.",
        "Nämnden avstyrker.",
    ):
        assert mening in sidan
