"""A text that is sent anew while its chef signs what the page had named: never signed as the one before.

Two connections and real commits. The same is run with the judgement taken out, to see that the loss is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from motions import versioner
from motions.models import Anvandare, Godkannande, Tjansteutlatande, Version
from remiss import guards
from remiss.facts.utlatande import Avgor
from remiss.workflow import HindradError, perform
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.remiss.test_underskrift_namngiven import hos_chefen, namngiven
from tests.vagen import Vag

LANG_STUND = 3.0
"""Seconds that the one who came first waits for the other, which is held by the lock all that time."""


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


def medan_den_skickas_igen(vag: Vag) -> str:
    """The chef signs what the page named while the handläggare sends the text anew; what the chef's act came to."""
    sett, inne, klar = namngiven(vag, "godkann"), Event(), Event()
    vag.gor(vag.utlatande, "ta_tillbaka", vag.varld.handlaggare)
    frys = versioner.frys

    def fryser(*args: Any, **kwargs: Any) -> Version:
        version = frys(*args, **kwargs)
        inne.set()
        klar.wait(LANG_STUND)
        return version

    def skickar() -> None:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(versioner, "frys", fryser)
                vag.skicka()
        finally:
            connection.close()

    def godkanner() -> str:
        assert inne.wait(30)
        try:
            perform(
                Tjansteutlatande.objects.get(pk=vag.utlatande.pk),
                "godkann",
                by=Anvandare.objects.get(pk=vag.varld.avdelningschef.pk),
                at=vag.nu,
                facts=Avgor(**sett),
            )
        except HindradError:
            return "hindrat"
        finally:
            klar.set()
            connection.close()
        return "godkänt"

    with ThreadPoolExecutor(2) as pool:
        skickat, svar = pool.submit(skickar), pool.submit(godkanner)
        skickat.result(timeout=60)
        return svar.result(timeout=60)


def test_a_text_that_is_being_sent_anew_is_not_signed_as_the_one_before(db: str, varld: Varld) -> None:
    vag = hos_chefen(Vag(varld))
    assert medan_den_skickas_igen(vag) == "hindrat"
    assert not Godkannande.objects.exists()


def test_a_gate_that_did_not_ask_which_text_would_be_seen(
    db: str, varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    vag = hos_chefen(Vag(varld))
    monkeypatch.setattr(guards.utlatande, "_namngiven", lambda utlatande, facts: [])
    assert medan_den_skickas_igen(vag) == "godkänt"
    assert [g.version.nummer for g in Godkannande.objects.all()] == [1]
    assert vag.utlatande.versioner.latest("nummer").nummer == 2
