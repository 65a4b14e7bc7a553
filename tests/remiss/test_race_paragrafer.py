"""Two sittings of one organ opened at the same moment: their §§ follow one another through the year (domain 9.14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from motions.actor import acting
from motions.models import Organ, Paragrafnumrering, Paragrafserie, Punkt, Sammantrade
from remiss.effects import sammantrade
from remiss.workflow import TABLE, perform
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.remiss.test_race_kallelse import LANG_STUND, bada
from tests.vagen import Vag


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """In place of the usual: a clone, where a commit is a commit."""
    with django_db_blocker.unblock(), klon() as url:
        yield url


def _klart(varld: Varld, nummer: int) -> Vag:
    return Vag(varld, motion_nummer=nummer).registrera().tilldela().skriv().skicka().godkann()


@pytest.fixture
def tva(db: str, varld: Varld) -> list[Sammantrade]:
    """Two called sittings of a nämnd that numbers its §§ through the year, with the upprop taken."""
    Organ.objects.filter(pk=varld.organ.pk).update(paragrafnumrering=Paragrafnumrering.AR)
    moten = []
    for n, dagar in enumerate((14, 21), start=20):
        vag = _klart(varld, n).planera(dagar).satt_upp().kalla()
        vag.nu = vag.sammantrade.start_at
        moten.append(vag.upprop().sammantrade)
    return moten


def oppnas_samtidigt(monkeypatch: pytest.MonkeyPatch, varld: Varld, moten: list[Sammantrade]) -> list[int]:
    """The §§ of both when the second is opened while the first has taken its numbers and not yet ended."""
    inne, klar = Event(), Event()
    oppna = sammantrade.oppna

    def stannad(subject: Any, facts: Any, *, by: Any, at: Any) -> Any:
        utfall = oppna(subject, facts, by=by, at=at)
        if not inne.is_set():
            inne.set()
            klar.wait(LANG_STUND)
        return utfall

    rader = [replace(r, effect=stannad) if r.action == "oppna" else r for r in TABLE["sammantrade"]]
    monkeypatch.setitem(TABLE, "sammantrade", rader)

    def oppnar(mote: Sammantrade) -> Any:
        s = Sammantrade.objects.get(pk=mote.pk)
        at = moten[1].start_at + timedelta(minutes=1)
        return lambda: str(perform(s, "oppna", by=varld.sekreterare, at=at).state)

    assert bada(oppnar(moten[0]), oppnar(moten[1]), inne, klar) == ("pagar", "pagar")
    return sorted(n for mote in moten for n in _paragrafer(mote))


def _paragrafer(mote: Sammantrade) -> list[int]:
    numrerade = Punkt.objects.filter(sammantrade=mote, paragraf__isnull=False)
    return [n for n in numrerade.values_list("paragraf", flat=True) if n is not None]


def test_the_paragrafer_of_both_follow_one_another(
    monkeypatch: pytest.MonkeyPatch, varld: Varld, tva: list[Sammantrade]
) -> None:
    assert oppnas_samtidigt(monkeypatch, varld, tva) == [1, 2, 3, 4, 5, 6]


def test_without_the_counter_both_would_begin_with_the_same(
    monkeypatch: pytest.MonkeyPatch, varld: Varld, tva: list[Sammantrade]
) -> None:
    monkeypatch.setattr(
        type(Paragrafserie.objects), "las", lambda self, organ, ar: Paragrafserie(organ=organ, ar=ar)
    )
    monkeypatch.setattr(Paragrafserie, "save", lambda self, **kwargs: None)
    assert oppnas_samtidigt(monkeypatch, varld, tva) == [1, 1, 2, 2, 3, 3]


def test_a_counter_that_is_new_goes_on_after_the_highest_of_the_year(db: str, varld: Varld) -> None:
    Organ.objects.filter(pk=varld.organ.pk).update(paragrafnumrering=Paragrafnumrering.AR)
    forsta = Vag(varld).till_oppet()
    sist = max(_paragrafer(forsta.sammantrade))
    with acting(varld.sekreterare), connection.cursor() as cursor:
        cursor.execute("DELETE FROM motions_paragrafserie")
    andra = _klart(varld, 20).planera(28).satt_upp().kalla().oppna()
    assert min(_paragrafer(andra.sammantrade)) == sist + 1
