"""The proof where a commit is a commit: what each act, login and worker writes is said in its own transaction."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from motions import audit
from motions.bevis import kontroll
from motions.models import Arende, Handelse, Handelserader, Remittent
from motions.systemet import systemet
from remiss.facts import Motivering
from remiss.frister.paminnelser import paminn_person
from remiss.workflow import perform
from tests.factories import LOSENORD, bygg_varld
from tests.motions.test_bevis import verifierat
from tests.remiss.klon import klon
from tests.vagen import Vag


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, in which each act ends its transaction."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


def test_nothing_is_unsaid_when_each_act_is_a_transaction_of_its_own(db: str, at: datetime) -> None:
    with transaction.atomic():
        varld = bygg_varld(at)
    hemligt = Vag(varld, hemlig=True, motion_nummer=3).till_justerat()
    vag = Vag(varld).till_justerat().anslag().expediera().avsluta()
    vag.framstall()
    assert (
        Client()
        .post("/logga-in/", {"username": varld.handlaggare.username, "password": LOSENORD})
        .status_code
        == 302
    )
    paminn_person(varld.registrator, at=hemligt.nu + timedelta(days=70))
    audit.forsegla(vag.nu)

    assert list(kontroll.radbrott()) == []
    assert "Allt stämmer." in verifierat()


def test_of_two_workers_that_are_the_first_one_makes_the_programs_user(db: str, at: datetime) -> None:
    def gor() -> int:
        try:
            return systemet(at=at).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        pk = {f.result(30) for f in [pool.submit(gor) for _ in range(8)]}
    assert len(pk) == 1
    assert list(kontroll.radbrott()) == []


def _titeln_utanfor(pk: int, titel: str, transaktion: str) -> None:
    """A title written beside the program in a transaction of its own, whose number is then said to be another."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE motions_arende SET titel = %s WHERE id = %s", [titel, pk])
        cursor.execute(f"UPDATE motions_radbevis SET transaktion = {transaktion} WHERE NOT bunden")  # noqa: S608


@pytest.mark.parametrize("raden", ["aktens egen", "en annans"])
@pytest.mark.parametrize("savepoint", [False, True], ids=["rakt", "med savepoint"])
def test_what_was_written_beside_the_program_is_in_no_act_that_gets_its_number(
    db: str, at: datetime, raden: str, savepoint: bool
) -> None:
    """Numbers come again when a copy is restored, and whoever owns the table can write any."""
    with transaction.atomic():
        varld = bygg_varld(at)
    annans = Vag(varld, hemlig=True, motion_nummer=3).registrera().tilldela().arende
    vag = Vag(varld).till_justerat().anslag().expediera().avsluta()
    skriven = annans if raden == "en annans" else vag.arende
    _titeln_utanfor(skriven.pk, "En annan", "1")
    sist = Handelse.objects.latest("pk").pk
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            (nummer,) = cursor.fetchone()
        # Beside it, another connection says that its rows are of the transaction that is under way.
        with psycopg.connect(db, autocommit=True) as superanvandare:
            superanvandare.execute("UPDATE motions_radbevis SET transaktion = %s WHERE NOT bunden", [nummer])
        with transaction.atomic() if savepoint else nullcontext():
            perform(Arende.objects.get(pk=vag.arende.pk), "ateroppna", by=varld.registrator, at=vag.nu,
                    facts=Motivering("Nya uppgifter."))  # fmt: skip
    sagda = [r.rader.get("motions_arende", {}) for r in Handelserader.objects.filter(handelse_id__gt=sist)]
    assert {str(vag.arende.pk)} == {nyckel for rader in sagda for nyckel in rader}
    assert f"Ärende {skriven.pk} (motions_arende): raden" in "".join(kontroll.radbrott())


def test_what_an_act_writes_in_savepoints_is_all_said_by_it(db: str, at: datetime) -> None:
    with transaction.atomic():
        varld = bygg_varld(at)
    with transaction.atomic():
        with transaction.atomic(), transaction.atomic():
            Remittent.objects.filter(pk=varld.remittent.pk).update(adress="A")
        with suppress(ZeroDivisionError), transaction.atomic():
            Remittent.objects.filter(pk=varld.remittent.pk).update(adress="B")
            raise ZeroDivisionError
        Remittent.objects.filter(pk=varld.remittent.pk).update(adress="C")
        with transaction.atomic():
            audit.sag_raderna("arende.ratta", by=varld.registrator, at=at)
            Remittent.objects.filter(pk=varld.remittent.pk).update(adress="D")
        audit.sag_raderna("arende.ratta", by=varld.registrator, at=at)
    assert list(kontroll.radbrott()) == []
