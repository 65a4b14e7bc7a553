"""A page asks the database as many questions for much as for little: the sitting, its §§, its protokoll, and the akt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motions.models import Anvandare
from tests.factories import Varld
from tests.remiss.sittning import Sittning, klart, sittning
from tests.vagen import Vag, en_fil

pytestmark = pytest.mark.django_db
FA, MANGA = 2, 7


def fragor(user: Anvandare, adress: str) -> int:
    """How many queries the page takes when it is asked for a second time."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    assert client.get(adress).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(adress)
    return len(queries)


def mote_med(varld: Varld, antal: int, dagar: int) -> Sittning:
    """A sitting that has decided `antal` ärenden."""
    s = sittning(varld, dagar=dagar)
    arenden = [klart(varld) for _ in range(antal)]
    s.till_oppnat(*arenden)
    for a in arenden:
        s.enligt_forslag(a)
    return s


def sammantradet(s: Sittning) -> str:
    return reverse("sammantrade", args=[s.sammantrade.pk])


def uppropet(s: Sittning) -> str:
    return reverse("sammantrade_narvaro", args=[s.sammantrade.pk])


def en_paragraf(s: Sittning) -> str:
    return reverse("punkt", args=[s.sammantrade.punkter.filter(slag="arende").earliest("pk").pk])


def protokollet(s: Sittning) -> str:
    return reverse("protokoll", args=[s.protokoll().pk])


@pytest.mark.parametrize("sida", [sammantradet, uppropet, en_paragraf])
def test_a_sitting_with_many_arenden_asks_no_more(varld: Varld, sida: Callable[[Sittning], str]) -> None:
    fa, manga = mote_med(varld, FA, 14), mote_med(varld, MANGA, 40)
    assert fragor(varld.sekreterare, sida(manga)) <= fragor(varld.sekreterare, sida(fa))


def test_a_protokoll_of_many_paragrafer_asks_no_more(varld: Varld) -> None:
    langa = []
    for antal, dagar in ((FA, 14), (MANGA, 40)):
        s = mote_med(varld, antal, dagar)
        for p in s.sammantrade.punkter.exclude(slag="arende"):
            p.text = "Som det var."
            p.save()
        s.gor("avsluta_sammantrade")
        langa.append(fragor(varld.sekreterare, protokollet(s)))
    assert langa[0] == langa[1]


def test_an_akt_with_many_handlingar_asks_no_more(varld: Varld) -> None:
    antal = []
    for nummer, handlingar in ((1, MANGA), (2, 2 * MANGA)):
        vag = Vag(varld, motion_nummer=nummer).registrera().tilldela().skriv()
        for n in range(handlingar):
            fakta = {
                "slag": "bilaga",
                "riktning": "inkommen",
                "datum_on": vag.idag,
                "motpart": f"Avsändare {n}",
                "rubrik": f"Brev {n}",
            }
            vag.gor(vag.arende, "lagg_till_handling", varld.handlaggare, fil=en_fil(f"{n}.pdf"), **fakta)
        antal.append(
            [
                fragor(varld.handlaggare, reverse(namn, args=[pk]))
                for namn, pk in (
                    ("arende", vag.arende.pk),
                    ("arendehistorik", vag.arende.pk),
                    ("utlatande", vag.utlatande.pk),
                )
            ]
        )
    assert antal[0] == antal[1]


def test_the_list_of_sammantraden_asks_no_more(varld: Varld) -> None:
    for n in range(FA):
        sittning(varld, dagar=20 + n)
    fa = fragor(varld.sekreterare, reverse("sammantraden"))
    for n in range(MANGA):
        sittning(varld, dagar=60 + n)
    assert fragor(varld.sekreterare, reverse("sammantraden")) == fa
