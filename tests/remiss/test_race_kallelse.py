"""A kallelse against a punkt that is taken away at the same moment: what was sent never names what then vanishes.

Two connections and real commits. One is stopped in the middle of its write, so that the other would have time to finish if
nothing held it; the same is run with the lock taken out, to see that the loss is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from motions.models import Handelse, Punkt
from remiss.effects import foredragningslista, sammantrade
from remiss.facts.foredragningslista import NyPunkt, Punktval
from remiss.workflow import TABLE, HindradError, edit, edits, perform
from remiss.workflow.step import EditRow
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.vagen import Vag

LANG_STUND = 3.0
"""Seconds that the one who came first waits for the other, which is held by the lock all that time."""


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


@pytest.fixture
def listan(db: str, varld: Varld) -> tuple[Vag, Punkt]:
    """An unsent list with an ärende and a punkt in words."""
    vag = Vag(varld).till_klart().satt_upp()
    facts = NyPunkt("Förvaltningen informerar", "ovrigt")
    punkt = edit(edits.NY_PUNKT, vag.sammantrade, facts, by=varld.sekreterare, at=vag.nu)
    return vag, punkt


def bada(forst: Callable[[], str], sedan: Callable[[], str], inne: Event, klar: Event) -> tuple[str, str]:
    """Run `sedan` when `forst` is in the middle of its write. What each came to."""

    def sist() -> str:
        assert inne.wait(30)
        try:
            return sedan()
        finally:
            klar.set()
            connection.close()

    def ett() -> str:
        try:
            return forst()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        a, b = pool.submit(ett), pool.submit(sist)
        return a.result(timeout=60), b.result(timeout=60)


def stannar(effekt: Any, inne: Event, klar: Event) -> Any:
    """The effect, which waits in its middle for the other."""

    def stannad(subject: Any, facts: Any, *, by: Any, at: Any) -> Any:
        inne.set()
        klar.wait(LANG_STUND)
        return effekt(subject, facts, by=by, at=at)

    return stannad


def ta_bort(vag: Vag, punkt: Punkt, rad: EditRow) -> str:
    """Take the punkt off the list."""
    try:
        edit(rad, vag.sammantrade, Punktval(punkt), by=vag.varld.sekreterare, at=vag.nu)
    except HindradError:
        return "hindrat"
    return "borttagen"


def kalla(vag: Vag) -> str:
    """Send the kallelse."""
    perform(vag.sammantrade, "kalla", by=vag.varld.sekreterare, at=vag.nu)
    return "kallat"


def forsvunna() -> list[int]:
    """The punkter that a kallelse has named and that are not there."""
    namngivna = [
        pk
        for h in Handelse.objects.filter(slag__in=["sammantrade.kalla", "sammantrade.komplettera_kallelse"])
        for pk in h.data["punkter"]
    ]
    assert namngivna, "ingen kallelse har skickats"
    return sorted(set(namngivna) - set(Punkt.objects.values_list("pk", flat=True)))


def nar_punkten_tas_bort_forst(vag: Vag, punkt: Punkt, **andring: Any) -> tuple[str, str]:
    """The kallelse is sent while the punkt is being taken away."""
    inne, klar = Event(), Event()
    effekt = stannar(foredragningslista.ta_bort_punkt, inne, klar)
    rad = replace(edits.TA_BORT_PUNKT, effect=effekt, **andring)
    return bada(lambda: ta_bort(vag, punkt, rad), lambda: kalla(vag), inne, klar)


def test_a_punkt_that_is_being_taken_away_is_not_named_by_the_kallelse(listan: tuple[Vag, Punkt]) -> None:
    vag, punkt = listan

    assert nar_punkten_tas_bort_forst(vag, punkt) == ("borttagen", "kallat")
    assert forsvunna() == []
    assert not Punkt.objects.filter(pk=punkt.pk).exists()


def test_a_punkt_that_is_being_called_is_not_taken_away(
    listan: tuple[Vag, Punkt], monkeypatch: pytest.MonkeyPatch
) -> None:
    vag, punkt = listan
    inne, klar = Event(), Event()
    effekt = stannar(sammantrade.kalla, inne, klar)
    rader = [replace(r, effect=effekt) if r.action == "kalla" else r for r in TABLE["sammantrade"]]
    monkeypatch.setitem(TABLE, "sammantrade", rader)

    svar = bada(lambda: kalla(vag), lambda: ta_bort(vag, punkt, edits.TA_BORT_PUNKT), inne, klar)

    assert svar == ("kallat", "hindrat")
    assert forsvunna() == []
    assert Punkt.objects.get(pk=punkt.pk).kallad


def test_without_the_lock_the_loss_is_told(listan: tuple[Vag, Punkt]) -> None:
    vag, punkt = listan

    assert nar_punkten_tas_bort_forst(vag, punkt, locks=()) == ("borttagen", "kallat")
    assert forsvunna() == [punkt.pk]
