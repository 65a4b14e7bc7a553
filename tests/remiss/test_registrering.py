"""A remiss is registered by POST: what is wrong is said beside its field, what was typed is kept, and nothing is changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from motions.models import (
    Anvandare,
    Arende,
    Arendetyp,
    Diarieserie,
    Handelse,
    Handling,
    LagradFil,
    Motion,
    Remiss,
)
from remiss.models import Idempotens
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld, arende
from tests.remiss.test_uppladdning import en_pdf
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

BACKEND = "remiss.login.backend.AccountBackend"


def inloggad(person: Anvandare) -> Client:
    """A browser where the person is logged in."""
    klient = Client()
    klient.force_login(person, backend=BACKEND)
    return klient


def ifyllt(varld: Varld, **andrat: Any) -> dict[str, Any]:
    """The form, filled in; `andrat` puts other values, None leaves a field out."""
    organ = andrat.pop("organ", varld.organ)
    falt = {
        "nyckel": ny_nyckel(),
        "organ": organ.pk,
        "titel": "Remiss om bättre busstider för skolelever",
        "remittent_namn": "Kommunstyrelsen",
        "remittentens_dnr": "KS 2026/01234",
        "inkommen_on": varld.at.date().isoformat(),
        "remisstid_on": "2027-01-29",
        "arendetyp": Arendetyp.objects.get(forvaltning=organ.forvaltning).pk,
        "klassificering": varld.klass.pk,
        "filer": [SimpleUploadedFile("remiss.pdf", en_pdf())],
        **andrat,
    }
    return {k: v for k, v in falt.items() if v is not None}


def skicka(varld: Varld, person: Anvandare | None = None, **andrat: Any) -> HttpResponse:
    """Post the form as the registrator."""
    return inloggad(person or varld.registrator).post(reverse("registrera"), ifyllt(varld, **andrat))  # type: ignore[return-value]


def allt() -> tuple[int, ...]:
    """How many there are of what a registration makes."""
    modeller = (Arende, Remiss, Motion, Handling, LagradFil, Handelse, Idempotens)
    utfardade = sum(Diarieserie.objects.values_list("senaste", flat=True))
    return (*(m._default_manager.count() for m in modeller), utfardade)


def test_a_remiss_is_registered_with_the_next_number_and_its_handling(varld: Varld) -> None:
    svar = skicka(varld)

    a = Arende.objects.get()
    assert svar.headers["Location"] == reverse("arende", args=[a.pk])
    assert (a.dnr, a.state, a.remiss.remittentens_dnr) == (
        "AMN 2026-0001-1.6",
        "registrerat",
        "KS 2026/01234",
    )
    assert [h.filnamn for h in a.handlingar.all()] == ["remiss.pdf"]
    assert Handelse.objects.get(kedja=a.kedja).slag == "arende.registrera"


@pytest.mark.parametrize(
    ("andrat", "fel"),
    [
        ({"titel": ""}, "Skriv vad ärendet gäller."),
        ({"remittent_namn": ""}, "Skriv vem som har skickat remissen."),
        ({"remisstid_on": ""}, "Fyll i datumet"),
        ({"remisstid_on": None}, "Fyll i datumet"),
        ({"remisstid_on": "2027-02-30"}, "finns inte i kalendern"),
        ({"remisstid_on": "31/6 2027"}, "finns inte i kalendern"),
        ({"remisstid_on": "nästa fredag"}, "Skriv datumet med åtta siffror"),
        ({"remisstid_on": "0001-01-01"}, "för långt bak i tiden"),
        ({"remisstid_on": "9999-12-31"}, "för långt fram i tiden"),
        ({"remisstid_on": "2026-01-02", "inkommen_on": "2026-01-03"}, "före den dag då remissen kom in"),
        ({"inkommen_on": "2098-01-01"}, "kan inte ha kommit in efter i dag"),
        ({"filer": None}, "Välj en fil."),
        ({"filer": [SimpleUploadedFile("tom.pdf", b"")]}, "är tom"),
        (
            {"filer": [SimpleUploadedFile("a.msg", b"a"), SimpleUploadedFile("tom.msg", b"")]},
            "«tom.msg» är tom",
        ),
        ({"motion_nummer": "femtioett"}, "Skriv numret som 2026:51"),
        ({"motion_nummer": "2026:51"}, "Fyll i minst en motionär."),
        ({"motion_nummer": "2026:51", "motionarer": "Per Ek"}, "saknar parti"),
        ({"motion_nummer": "2026:51", "motionarer": "Per Ek (MP)"}, "Fyll i minst en att-sats."),
        ({"attsatser": "att göra något"}, "Fyll i motionens år"),
        ({"sekretess": "on"}, "Ange den bestämmelse som markeringen bygger på."),
        (
            {"sekretess": "on", "sekretess_lagrum": "OSL 26:1"},
            "Skriv en ärendemening som inte röjer det hemliga.",
        ),
        ({"titel": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_is_said_what_was_typed_is_kept_and_nothing_changes(
    varld: Varld, andrat: dict[str, Any], fel: str
) -> None:
    fore = allt()

    svar = skicka(varld, **andrat)

    text = svar.content.decode()
    assert svar.status_code == 422
    assert fel in text
    assert "KS 2026/01234" in text
    for varde in andrat.values():
        if isinstance(varde, str) and varde:
            assert varde in text
    assert allt() == fore


@pytest.mark.parametrize("skrivet", ["Motion om säkra cyklar i Sörby", "Motion om »säkra cyklar« i Sörby"])
def test_a_likely_duplicate_is_shown_whatever_signs_stand_around_its_words(
    varld: Varld, skrivet: str
) -> None:
    arende(varld, titel="Motion om ”säkra cyklar” i Sörby")
    klient = inloggad(varld.registrator)

    assert "säkra cyklar" in klient.get(reverse("registrera_dubbletter"), {"titel": skrivet}).content.decode()


def test_the_corrected_form_goes_through_with_the_same_key(varld: Varld) -> None:
    nyckel = ny_nyckel()
    assert skicka(varld, nyckel=nyckel, titel="").status_code == 422
    forsta = skicka(varld, nyckel=nyckel)
    igen = skicka(varld, nyckel=nyckel)

    assert forsta.status_code == igen.status_code == 302
    assert forsta.headers["Location"] == igen.headers["Location"]
    assert Arende.objects.count() == 1


def test_a_form_without_its_key_is_refused(varld: Varld) -> None:
    assert skicka(varld, nyckel="inte-en-nyckel").status_code == 428
    assert Arende.objects.count() == 0


def test_only_a_registrator_registers_and_only_for_the_own_namnd(varld: Varld) -> None:
    assert skicka(varld, varld.handlaggare).status_code == 403
    assert skicka(varld, varld.andra_registrator).status_code == 422
    assert Arende.objects.count() == 0


def test_a_motion_that_another_namnd_answers_is_the_same_motion_with_a_dnr_of_its_own(varld: Varld) -> None:
    motion: dict[str, Any] = {
        "motion_nummer": "2026:51",
        "motionarer": "Per Ek (MP)",
        "attsatser": "att göra något",
    }
    assert skicka(varld, **motion).status_code == 302
    assert skicka(varld, varld.andra_registrator, organ=varld.andra_organ, **motion).status_code == 302

    m = Motion.objects.get()
    assert sorted(m.arenden.values_list("dnr", flat=True)) == ["AMN 2026-0001-1.6", "SN 2026-0001-1.6"]
    assert m.attsatser.count() == m.motionarer.count() == 1


def test_a_possible_duplicate_is_shown_while_typing_however_the_number_is_written(varld: Varld) -> None:
    finns = arende(varld)
    nummer = finns.remiss.remittentens_dnr
    klient = inloggad(varld.registrator)

    traff = klient.get(reverse("registrera_dubbletter"), {"remittentens_dnr": nummer}).content.decode()
    miss = klient.get(reverse("registrera_dubbletter"), {"remittentens_dnr": "KS 1999/1"}).content.decode()

    annorlunda = nummer.lower().replace(" ", "  ").replace("/", "/00")
    samma = klient.get(reverse("registrera_dubbletter"), {"remittentens_dnr": annorlunda}).content.decode()

    assert finns.dnr in traff
    assert finns.dnr not in miss
    assert "samma remittentnummer" in samma


def test_a_duplicate_in_another_namnd_or_in_a_secret_arende_is_not_shown(varld: Varld) -> None:
    hemligt = Vag(varld, hemlig=True).registrera(organ=varld.andra_organ, behoriga=[]).arende

    svar = inloggad(varld.registrator).get(
        reverse("registrera_dubbletter"), {"remittentens_dnr": "KS 2026/00911"}
    )

    assert hemligt.dnr not in svar.content.decode()
