"""The desks: what waits on whom, and that a longer list asks the database no more questions."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motions.models import Anvandare
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db


@pytest.fixture
def varld_i_dag(varld: Varld) -> Varld:
    """The kommun as the browser meets it: the acts are done today."""
    varld.at = datetime.now(varld.at.tzinfo)
    return varld


def fragor(user: Anvandare) -> tuple[int, str]:
    """How many queries the user's desk takes, and its text."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        svar = client.get("/")
    assert svar.status_code == 200
    return len(queries), svar.content.decode()


@pytest.mark.parametrize(
    ("vem", "steg"),
    [
        ("handlaggare", "tilldela"),
        ("registrator", "registrera"),
        ("avdelningschef", "skicka"),
        ("sekreterare", "klart"),
    ],
)
def test_a_longer_list_asks_no_more_questions(varld_i_dag: Varld, vem: str, steg: str) -> None:
    def ett_till(nummer: int) -> None:
        vag = Vag(varld_i_dag, motion_nummer=nummer)
        if steg == "klart":
            vag.till_klart()
        else:
            vag.registrera()
            if steg != "registrera":
                vag.tilldela()
            if steg == "skicka":
                vag.skriv().skicka()

    user = getattr(varld_i_dag, vem)
    ett_till(1)
    ett_till(2)
    fa, _ = fragor(user)
    for nummer in range(3, 6):
        ett_till(nummer)
    manga, _ = fragor(user)
    assert manga == fa


def test_a_returned_text_stands_first_with_the_chefs_name_and_words(varld_i_dag: Varld) -> None:
    vag = Vag(varld_i_dag).registrera().tilldela().skriv().skicka()
    vag.gor(vag.utlatande, "aterlamna", varld_i_dag.avdelningschef, kommentar="Skriv vad vi föreslår.")
    _, text = fragor(varld_i_dag.handlaggare)
    assert "Återlämnat till dig" in text
    assert "Karin Ek: «Skriv vad vi föreslår.»" in text
