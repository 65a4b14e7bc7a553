"""The page of a protokoll, and its acts through the web."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from remiss.forms.sammantrade.protokoll import AnslagForm, TaNedForm
from tests.factories import Varld
from tests.remiss.sittning import Sittning, klart, sittning

pytestmark = pytest.mark.django_db


@pytest.fixture
def avslutad(varld: Varld) -> Sittning:
    s = sittning(varld)
    a = klart(varld)
    s.till_oppnat(a)
    s.enligt_forslag(a)
    s.gor("avsluta_sammantrade")
    return s


def som(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sida(s: Sittning, user: Any) -> str:
    svar = som(user).get(reverse("protokoll", args=[s.protokoll().pk]))
    return svar.content.decode() if svar.status_code == 200 else str(svar.status_code)


def test_a_protokoll_being_written_is_the_staffs_and_then_the_electeds(
    avslutad: Sittning, varld: Varld
) -> None:
    assert "Skicka för justering" in sida(avslutad, varld.sekreterare)
    assert sida(avslutad, varld.ordforande) == "404"
    assert sida(avslutad, varld.andra_registrator) == "404"
    avslutad.gor_protokoll(avslutad.protokoll(), "skicka_for_justering")
    text = sida(avslutad, varld.ordforande)
    assert "Läs texten nedan innan du justerar." in text
    assert "Arbetsmarknadsnämndens beslut" in text
    assert "KL 6:35, 5:69" in text
    assert "Har inte justerat" in text


def test_a_secret_paragraph_is_named_by_its_public_title_and_its_lagrum(
    avslutad: Sittning, varld: Varld
) -> None:
    a = avslutad.sammantrade.punkter.get(paragraf=3).arenden.get()
    a.sekretess, a.sekretess_lagrum, a.offentlig_titel = True, "OSL 19:1", "Remiss om en byggnad"
    a.sekretess_at, a.sekretess_by = avslutad.nu, varld.registrator
    a.save()
    text = sida(avslutad, varld.handlaggare)
    assert "Remiss om en byggnad" in text
    assert "OSL 19:1" in text
    assert "Förvaltningens ord" not in text


def test_the_page_follows_the_protokoll_to_the_board(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.justera(p)
    text = sida(avslutad, varld.sekreterare)
    assert "KL 8:12" in text
    assert "Anslå" in text
    avslutad.gor_protokoll(
        p, "anslag", tavla="Kommunens tavla", forvaringsplats="Registrator", anslaget_on=date(2026, 10, 7)
    )
    text = sida(avslutad, varld.sekreterare)
    for ord_ in ("Kommunens tavla", "2026-10-28", "Laga kraft tidigast", "Registrera nedtagning"):
        assert ord_ in text


def test_a_late_anslag_and_an_early_removal_ask_for_their_reason(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.justera(p)
    at = avslutad.nu + timedelta(days=9)
    data = {"tavla": "Tavlan", "forvaringsplats": "Registrator", "anslaget_on": "2026-10-16"}
    sen = AnslagForm(data, subject=p, user=varld.sekreterare, at=at)
    assert not sen.is_valid()
    assert sen.errors["skal"] == [
        "Justeringen skulle ha tillkännagetts senast 9 oktober 2026 (KL 8:12). Skriv skälet; det antecknas."
    ]
    assert AnslagForm(data | {"skal": "Glömdes."}, subject=p, user=varld.sekreterare, at=at).is_valid()
    avslutad.nu = at
    avslutad.gor_protokoll(
        p,
        "anslag",
        tavla="Tavlan",
        forvaringsplats="Registrator",
        anslaget_on=date(2026, 10, 16),
        skal="Glömdes.",
    )
    tidig = TaNedForm({"nedtaget_on": "2026-10-16"}, subject=p, user=varld.sekreterare, at=at)
    assert not tidig.is_valid()
    assert "får tas ned tidigast" in tidig.errors["skal"][0]


def test_justering_on_paper_is_registered_through_its_form(avslutad: Sittning, varld: Varld) -> None:
    p = avslutad.protokoll()
    avslutad.gor_protokoll(p, "skicka_for_justering")
    url = reverse("akt", args=["protokoll", p.pk, "registrera_justering"])
    client = som(varld.sekreterare)
    svar = client.get(url)
    assert svar.status_code == 200
    assert "Katja Lind" in svar.content.decode()
    sett = svar.context["form"]["sett"].value()
    data = {"nyckel": str(uuid.uuid4()), "satt": "papper", "justerad_on": "2026-10-07", "sett": sett}
    fel = client.post(url, data)
    assert fel.status_code == 422
    assert "Välj en fil." in fel.content.decode()
