"""The proof where a commit is a commit: what each act, login and worker writes is said in its own transaction."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from motions import audit
from motions.bevis import kontroll
from motions.systemet import systemet
from remiss.frister.paminnelser import paminn_person
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
