"""Two who keep the registers take the right from each other at the same moment: one of them keeps it.

Two connections and real commits. The first is stopped when its form has been judged and nothing is written; the same is run with
the lock taken out, to see that both would then have gone through.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from motions import register
from motions.actor import acting
from motions.models import Anvandare
from remiss import workflow
from remiss.admin import base
from tests.factories import Varld, administrator, anvandare
from tests.remiss.klon import klon
from tests.remiss.test_installningar import andra, formular
from tests.remiss.test_race_kallelse import bada
from tests.remiss.utlatande_fall import inloggad

LANG_STUND = 2.0


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


def tar_ratten(monkeypatch: pytest.MonkeyPatch, varld: Varld) -> tuple[tuple[str, str], int]:
    """Each unticks the other's «Sköter inställningarna». The two answers, and how many keep the registers afterwards."""
    en = administrator()
    with acting(varld.registrator):
        annan = anvandare("birgit", "Birgit", "Ask")
        Anvandare.objects.filter(pk=annan.pk).update(is_superuser=True)
    inne, klar = Event(), Event()
    skriv = workflow.edit

    def stannad(*args: Any, **kwargs: Any) -> Any:
        if not inne.is_set():
            inne.set()
            klar.wait(LANG_STUND)
        return skriv(*args, **kwargs)

    monkeypatch.setattr(base, "edit", stannad)

    def utan_ratt(klient: Client, vem: Anvandare) -> Any:
        falt = formular(klient, andra(vem))
        falt.pop("is_superuser")
        return lambda: str(klient.post(andra(vem), falt).status_code)

    forst, sedan = utan_ratt(inloggad(en), annan), utan_ratt(inloggad(annan), en)
    svar = bada(forst, sedan, inne, klar)
    return svar, Anvandare.objects.filter(is_superuser=True, is_active=True).count()


def test_one_of_two_who_take_the_registers_from_each_other_keeps_them(
    monkeypatch: pytest.MonkeyPatch, varld: Varld
) -> None:
    (forst, sedan), kvar = tar_ratten(monkeypatch, varld)
    assert forst == "302"
    assert sedan != "302"
    assert kvar == 1


def test_without_the_lock_nobody_would_be_left(monkeypatch: pytest.MonkeyPatch, varld: Varld) -> None:
    monkeypatch.setattr(register, "las", lambda: None)
    _, kvar = tar_ratten(monkeypatch, varld)
    assert kvar == 0
