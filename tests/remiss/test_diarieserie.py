"""The dnr series has no gap and no number twice, however many register at once and however many of them fail."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from motions.models import Arende, Diarieserie, Organ
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.vagen import Vag

TRADAR = 20


class AvbrutenError(Exception):
    """What goes wrong after the number was issued."""


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the usual: a clone, where a commit is a commit and every thread has its own connection."""
    with django_db_blocker.unblock(), klon():
        yield


def registrera_samtidigt(varld: Varld, *, var_tredje_avbryts: bool) -> int:
    """Register in as many threads at once. Returns how many went through."""

    def en(n: int) -> bool:
        try:
            with transaction.atomic():
                Vag(varld, motion_nummer=n + 1).registrera()
                if var_tredje_avbryts and n % 3 == 0:
                    raise AvbrutenError
        except AvbrutenError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(TRADAR) as pool:
        return sum(pool.map(en, range(TRADAR)))


def luckor_och_dubbletter(organ: Organ) -> list[int]:
    """The numbers that are missing or there twice."""
    nummer = list(Arende.objects.filter(organ=organ).values_list("lopnummer", flat=True))
    ska = set(range(1, len(nummer) + 1))
    return sorted((ska ^ set(nummer)) | {n for n in nummer if nummer.count(n) > 1})


def test_twenty_at_once_get_twenty_numbers_in_a_row(varld: Varld) -> None:
    assert registrera_samtidigt(varld, var_tredje_avbryts=False) == TRADAR

    assert luckor_och_dubbletter(varld.organ) == []
    assert Arende.objects.count() == TRADAR


def test_those_that_fail_leave_no_gap(varld: Varld) -> None:
    gjorda = registrera_samtidigt(varld, var_tredje_avbryts=True)

    assert 0 < gjorda < TRADAR
    assert luckor_och_dubbletter(varld.organ) == []
    assert Diarieserie.objects.get(organ=varld.organ).senaste == gjorda


def test_a_gap_would_be_told(varld: Varld) -> None:
    registrera_samtidigt(varld, var_tredje_avbryts=False)
    serie = Diarieserie.objects.get(organ=varld.organ)
    serie.senaste += 1
    serie.save()
    Vag(varld, motion_nummer=99).registrera()

    assert luckor_och_dubbletter(varld.organ) == [TRADAR + 1, TRADAR + 2]
