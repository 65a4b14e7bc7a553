"""A mail of no ärende that cannot be sent stands where somebody can do something about it, until a later one has gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from motions.models import Anvandare
from remiss import jobs, notify
from remiss.drift.halsa import halsan
from remiss.models import Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.remiss.utlatande_fall import inloggad

pytestmark = pytest.mark.django_db
RUBRIK = "Mejl som inte kunde skickas <small>1</small>"
ADRESS = "vittne@exempel.invalid"


@pytest.fixture
def admin(varld: Varld) -> Anvandare:
    """Who keeps the registers, and has no role."""
    return Anvandare.objects.create(username="it", first_name="Ia", last_name="Ek", is_superuser=True)


def nekat(varld: Varld, adress: str = ADRESS, till: Anvandare | None = None) -> Utskick:
    """One that the mail server will not take."""
    mejl = notify.skriv(adress, "Vittne 30 november", "Sigill 1", at=varld.at, till=till)
    jobs.notera_sandningsfel(mejl.pk, "E-postservern svarade: 550 okänd", ge_upp=True)
    ProcrastinateJob.objects.all().delete()
    mejl.refresh_from_db()
    return mejl


def skrivbord(vem: Anvandare) -> str:
    return str(inloggad(vem).get(reverse("skrivbord")).content.decode())


def igen(vem: Anvandare, mejl: Utskick) -> Any:
    return inloggad(vem).post(reverse("mejl_igen", args=[mejl.pk]), {"nyckel": ny_nyckel()}, follow=True)


def test_a_witness_stands_on_the_desks_of_the_revisor_and_of_who_keeps_the_registers(
    varld: Varld, admin: Anvandare
) -> None:
    mejl = nekat(varld)
    for vem in (varld.revisor, admin):
        text = skrivbord(vem)
        assert RUBRIK in text, vem
        assert "550 okänd" in text
        assert f'action="{reverse("mejl_igen", args=[mejl.pk])}"' in text
        assert "Inget väntar på dig" not in text
    for vem in (varld.registrator, varld.sekreterare, varld.handlaggare):
        assert "Mejl som inte kunde skickas" not in skrivbord(vem)
        assert igen(vem, mejl).status_code == 404
    mejl.refresh_from_db()
    assert mejl.misslyckat_at is not None


def test_it_is_sent_again_to_the_address_of_today(varld: Varld, settings: Any) -> None:
    mejl = nekat(varld)
    assert not halsan().delar["mejl"]
    settings.VITTNE_EPOST = "ratt@exempel.invalid"
    assert "Mejlet skickas nu till ratt@exempel.invalid." in igen(varld.revisor, mejl).content.decode()
    assert halsan().delar["mejl"]
    assert "Mejl som inte kunde skickas" not in skrivbord(varld.revisor)
    settings.DEMO = False
    jobs.skicka(mejl.pk)
    assert [m.to for m in mail.outbox] == [["ratt@exempel.invalid"]]
    assert igen(varld.revisor, mejl).status_code == 404


def test_who_sends_it_again_at_the_same_moment_as_another_is_told(varld: Varld) -> None:
    mejl = nekat(varld)

    def en_annan_hinner_fore(execute: Any, sql: str, *rest: Any) -> Any:
        if "FOR UPDATE" in sql and "remiss_utskick" in sql:
            Utskick.objects.filter(pk=mejl.pk).update(misslyckat_at=None)
        return execute(sql, *rest)

    with connection.execute_wrapper(en_annan_hinner_fore):
        svar = igen(varld.revisor, mejl).content.decode()
    assert "Mejlet är redan skickat eller på väg." in svar
    assert not ProcrastinateJob.objects.exists()


def test_it_waits_for_nobody_when_a_later_witness_has_gone(varld: Varld) -> None:
    nekat(varld)
    senare = notify.skriv(ADRESS, "Vittne 1 december", "Sigill 2", at=varld.at)
    assert RUBRIK in skrivbord(varld.revisor)
    assert not halsan().delar["mejl"]
    jobs.skicka(senare.pk)
    assert "Mejl som inte kunde skickas" not in skrivbord(varld.revisor)
    assert halsan().delar["mejl"]


def test_what_was_written_to_a_person_is_of_who_keeps_the_accounts(varld: Varld, admin: Anvandare) -> None:
    person = varld.handlaggare
    person.email = "fel@exempel.invalid"
    person.save()
    mejl = nekat(varld, person.email, person)
    assert RUBRIK in skrivbord(admin)
    assert "Mejl som inte kunde skickas" not in skrivbord(varld.revisor)
    assert igen(varld.revisor, mejl).status_code == 404
    assert "Mejlet skickas nu till fel@exempel.invalid." in igen(admin, mejl).content.decode()
    jobs.notera_sandningsfel(mejl.pk, "550", ge_upp=True)
    assert not halsan().delar["mejl"]
    person.email = "ratt@exempel.invalid"
    person.save()
    assert "Mejl som inte kunde skickas" not in skrivbord(admin)
    assert halsan().delar["mejl"]


def test_nobody_waits_for_what_was_written_to_an_account_that_is_closed(
    varld: Varld, admin: Anvandare
) -> None:
    nekat(varld, "fel@exempel.invalid", varld.handlaggare)
    Anvandare.objects.filter(pk=varld.handlaggare.pk).update(email="fel@exempel.invalid", is_active=False)
    assert "Mejl som inte kunde skickas" not in skrivbord(admin)
    assert halsan().delar["mejl"]
