"""The main menu: every room is an address, and a page marks the room it lies in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motions.visibility import omfang
from remiss.web.menu import RUM, meny
from tests.factories import Varld

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stig", "rum", "hur"),
    [
        ("/", "Skrivbord", "page"),
        ("/sammantraden/", "Sammanträden", "page"),
        ("/sammantrade/4/", "Sammanträden", "true"),
        ("/punkt/4/", "Sammanträden", "true"),
        ("/protokoll/4/", "Sammanträden", "true"),
        ("/kontrollera/", "Kontrollera handling", "page"),
    ],
)
def test_a_page_marks_the_one_room_it_lies_in(varld: Varld, stig: str, rum: str, hur: str) -> None:
    o = omfang(varld.sekreterare, varld.at.date())
    assert {v.etikett: v.aktuell for v in meny(varld.sekreterare, o, stig) if v.aktuell} == {rum: hur}


def test_every_room_has_an_address_of_its_own() -> None:
    assert len({reverse(r.namn) for r in RUM}) == len(RUM)


def test_what_belongs_to_a_demo_is_not_offered_outside_it(varld: Varld) -> None:
    klient = Client()
    klient.force_login(varld.sekreterare)
    sida = klient.get("/").content.decode()
    assert "Kontrollera handling" in sida
    assert "Utkorgen" not in sida
