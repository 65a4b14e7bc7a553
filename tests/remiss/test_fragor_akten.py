"""What each page of the ärende side asks of the database: fragor_akten.txt is the table, in every state, for every role.

The session and the user are counted too. The numbers hold for two of everything and for seven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motions.models import Arende
from motions.states import ArendeState
from remiss.models import Verifiering
from tests.factories import Varld
from tests.remiss.mycket import MycketVag, vagar

pytestmark = pytest.mark.django_db

FIL = Path(__file__).parent / "fragor_akten.txt"
BACKEND = "remiss.login.backend.AccountBackend"
VEM = ("handlaggare", "kollega", "registrator", "avdelningschef", "forvaltningschef", "sekreterare", "revisor",
       "ordforande", "justerare")  # fmt: skip
"""The columns."""
HOGST = {
    "arende": 28,
    "utlatande": 22,
    "utlatande_granska": 22,
    "skrivbord": 14,
    "arenden": 10,
    "frister": 12,
    "kontrollera": 3,
}
HOGST_FOR_CHEF = {"skrivbord": 22}
"""What a page may ask at the most, whoever reads it; a chef's desk holds a handläggare's too."""
CHEFER = ("avdelningschef", "forvaltningschef")
UTAN_LAGE = ("skrivbord", "arenden", "frister", "kontrollera")

Tabell = dict[tuple[str, str], list[int | None]]
"""The numbers of each page and state, by column; None for who is not shown the page."""


def tabellen(text: str) -> Tabell:
    """The table as it is written."""
    ut: Tabell = {}
    for rad in text.splitlines():
        if rad.strip() and not rad.startswith("#"):
            sida, lage, *tal = rad.split()
            ut[sida, lage] = [None if t == "–" else int(t) for t in tal]
    return ut


def sidorna(vagar_: dict[str, MycketVag]) -> Iterator[tuple[str, str, str]]:
    """Name, state and address of every page."""
    for lage, vag in vagar_.items():
        yield "arende", lage, reverse("arende", args=[vag.arende.pk])
    for lage, vag in vagar_.items():
        for u in Arende.objects.get(pk=vag.arende.pk).utlatanden.all():
            for namn in ("utlatande", "utlatande_granska"):
                yield namn, lage, reverse(namn, args=[u.pk])
    for namn in UTAN_LAGE:
        yield namn, "–", reverse(namn)


def _raknare(antal: Counter[str]) -> Callable[..., Any]:
    """Counts what is asked: Django's own log of queries holds nine thousand, and would then count none."""

    def ask(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        antal[sql] += 1
        return execute(sql, params, many, context)

    return ask


def fragor(varld: Varld, vagar_: dict[str, MycketVag]) -> Tabell:
    """What each page asks, of a record that has been verified: an installation's is, from its first minutes."""
    Verifiering.objects.create(at=varld.at, handelser=1, rader=1, brott=0, fel="", sigill="0" * 64)
    ut: Tabell = {}
    for vem in VEM:
        klient = Client()
        klient.force_login(getattr(varld, vem), backend=BACKEND)
        for namn, lage, adress in sidorna(vagar_):
            antal = Counter[str]()
            with connection.execute_wrapper(_raknare(antal)):
                svar = klient.get(adress)
            ut.setdefault((namn, lage), []).append(antal.total() if svar.status_code == 200 else None)
    return ut


def brister(tabell: Tabell, matt: Tabell) -> list[str]:
    """Where the pages and the table differ: a page without a row, a row without a page, too many questions."""
    ut = [f"{' '.join(rad)}: saknas i tabellen" for rad in matt.keys() - tabell.keys()]
    ut += [f"{' '.join(rad)}: ingen sådan sida" for rad in tabell.keys() - matt.keys()]
    for rad in tabell.keys() & matt.keys():
        for vem, hogst, antal in zip(VEM, tabell[rad], matt[rad], strict=True):
            if (hogst is None) != (antal is None) or (antal or 0) > (hogst or 0):
                ut.append(f"{' '.join(rad)}, {vem}: {antal}, i tabellen {hogst}")
    return sorted(ut)


@pytest.mark.parametrize("antal", [2, 7])
def test_no_page_asks_more_than_the_table_says_of_few_or_of_many(varld: Varld, antal: int) -> None:
    assert brister(tabellen(FIL.read_text("utf-8")), fragor(varld, vagar(varld, antal))) == []


def test_the_table_has_every_state_and_stays_within_what_a_page_may_ask() -> None:
    tabell = tabellen(FIL.read_text("utf-8"))
    assert {lage for sida, lage in tabell if sida == "arende"} == set(ArendeState.values)
    assert {sida for sida, _ in tabell} == HOGST.keys()
    for (sida, lage), tal in tabell.items():
        for vem, antal in zip(VEM, tal, strict=True):
            hogst = HOGST_FOR_CHEF.get(sida, HOGST[sida]) if vem in CHEFER else HOGST[sida]
            assert antal is None or antal <= hogst, (sida, lage, vem)


def test_a_question_too_many_and_a_page_without_a_row_are_found() -> None:
    lika: Tabell = {("arende", "beredning"): [25] * len(VEM)}
    en_till: Tabell = {("arende", "beredning"): [*[25] * (len(VEM) - 1), 26]}
    assert brister(lika, lika) == []
    assert brister(lika, en_till) == [f"arende beredning, {VEM[-1]}: 26, i tabellen 25"]
    assert brister(lika, lika | {("ny", "–"): [1] * len(VEM)}) == ["ny –: saknas i tabellen"]
    assert brister(lika | {("ny", "–"): [1] * len(VEM)}, lika) == ["ny –: ingen sådan sida"]
