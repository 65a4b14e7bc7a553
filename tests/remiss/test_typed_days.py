"""Days in forms: which year a day without year is in, and that a page that comes back shows what was understood."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms import BaseForm
from django.http import QueryDict
from django.urls import get_resolver, reverse

from motions.models import Arende
from motions.text.typed_day import Tidsled
from remiss.forms.fields import Dagruta, Datumfalt
from remiss.forms.inlasning import InlasningForm
from remiss.forms.sammantrade.sammantrade import Tidform
from tests.factories import Varld
from tests.remiss.test_registrering import ifyllt, inloggad, skicka

KOMMER = {
    "remisstid_on",
    "onskad_on",
    "ny_remisstid_on",
    "frist_on",
    "datum",
    "stopp_on",
    "kallelse_senast_on",
}
"""Frister and sittings: the next such day. The day of a validity or of an end is the nearest."""
NARMAST = {"fran_on", "till_on", "slut_on"}


def forms() -> list[type[BaseForm]]:
    """Every form of the program."""
    assert get_resolver().url_patterns

    def under(kind: type[BaseForm]) -> set[type[BaseForm]]:
        return {k for u in kind.__subclasses__() for k in (u, *under(u))}

    return sorted(
        (k for k in under(BaseForm) if k.__module__.startswith("remiss.forms")), key=lambda k: k.__name__
    )


def test_every_day_is_asked_for_in_the_box_that_says_what_is_understood() -> None:
    andra = [
        f"{form.__name__}.{namn}"
        for form in forms()
        for namn, falt in getattr(form, "base_fields", {}).items()
        if isinstance(falt, Datumfalt)
        and not (isinstance(falt.widget, Dagruta) and falt.widget.attrs["autocomplete"] == "off")
    ]
    assert andra == []


def test_a_frist_lies_ahead_and_what_has_happened_lies_behind_in_every_form() -> None:
    led = {
        (namn, falt.tidsled)
        for form in forms()
        for namn, falt in getattr(form, "base_fields", {}).items()
        if isinstance(falt, Datumfalt)
    }
    assert {n for n, _ in led} > KOMMER
    for namn, tidsled in led:
        vantat = (
            Tidsled.KOMMANDE if namn in KOMMER else Tidsled.NARMAST if namn in NARMAST else Tidsled.GANGEN
        )
        assert tidsled == vantat, namn


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "dag"),
    [
        ("15/1", "2027-01-15"),
        ("15 jan", "2027-01-15"),
        ("27-01-15", "2027-01-15"),
        ("fre 15/1", "2027-01-15"),
    ],
)
def test_a_remisstid_is_the_next_such_day(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, text: str, dag: str
) -> None:
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: varld.at))
    assert skicka(varld, remisstid_on=text, inkommen_on="i dag").status_code == 302

    arende = Arende.objects.select_related("remiss").get()
    assert (arende.frist_on.isoformat(), arende.inkommen_on) == (dag, varld.at.date())


@pytest.mark.django_db
def test_the_page_that_comes_back_shows_the_day_that_was_understood(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: varld.at))
    svar = inloggad(varld.registrator).post(
        reverse("registrera"), ifyllt(varld, titel="", remisstid_on="15/1", inkommen_on="05-03-27")
    )

    text = svar.content.decode()
    assert 'value="2027-01-15"' in text
    assert 'value="05-03-27"' in text
    assert "05-03-27 kan vara 27 mars 2005 eller 5 mars 2027" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("remisstid", "inkommen", "sagt"),
    [
        ("261131", "i dag", "Dagen 261131 finns inte i kalendern"),
        ("30-09-26", "i dag", "30-09-26 kan vara 30 september 2026 eller 26 september 2030"),
        ("2026-12-04", "24/9", "24/9 kan vara 24 september 2025 eller 24 september 2026"),
    ],
)
def test_a_day_that_would_be_guessed_is_asked_about_and_nothing_is_registered(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, remisstid: str, inkommen: str, sagt: str
) -> None:
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: varld.at))
    svar = skicka(varld, remisstid_on=remisstid, inkommen_on=inkommen)

    text = svar.content.decode()
    assert (svar.status_code, Arende.objects.count()) == (422, 0)
    assert sagt in text
    assert f'value="{inkommen if sagt.startswith(inkommen) else remisstid}"' in text


@pytest.mark.django_db
def test_the_postlista_asks_which_year_a_day_that_soon_comes_is_in(
    varld: Varld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: varld.at))
    text = inloggad(varld.registrator).get(reverse("postlista"), {"dag": "4/12"}).content.decode()

    assert "4/12 kan vara 4 december 2025 eller 4 december 2026" in text
    assert 'value="4/12"' in text


def fyllt(**falt: Any) -> QueryDict:
    """What was posted."""
    q = QueryDict(mutable=True)
    q.update(falt)
    return q


def test_a_time_of_a_sitting_is_read_and_shown_in_one_way() -> None:
    form = Tidform(fyllt(datum="4 dec 2027", klockan="kl 16:30", plats="Stora salen"))

    assert form.is_valid()
    assert form.tid()["start_at"].isoformat() == "2027-12-04T16:30:00+01:00"
    assert [form["datum"].value(), form["klockan"].value()] == ["2027-12-04", "16.30"]
    assert 'value="16.30"' in str(form["klockan"])
    assert 'value="2027-12-04"' in str(form["datum"])


def test_the_form_of_a_list_knows_the_day() -> None:
    form = InlasningForm(fyllt(slut_on="31/12"), kolumner=(), today=date(2027, 1, 10))
    form.is_valid()

    assert form.cleaned_data["slut_on"] == date(2026, 12, 31)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fraga", "sagt"),
    [
        ({"remisstid_on": "15/1", "led": "kommande"}, "fredag 15 januari 2027"),
        ({"inkommen_on": "15/7", "led": "gången"}, "onsdag 15 juli 2026"),
        (
            {"inkommen_on": "15/1", "led": "gången"},
            "15/1 kan vara 15 januari 2026 eller 15 januari 2027. Skriv",
        ),
        ({"fran_on": "2027-03-05"}, "fredag 5 mars 2027"),
        ({"fran_on": "5-3"}, "5-3 kan vara 3 maj 2026 eller 5 mars 2027. Skriv datumet med åtta siffror"),
        ({"fran_on": "<b>"}, "Skriv datumet med åtta siffror"),
        ({"fran_on": " "}, ""),
        ({}, ""),
    ],
)
def test_what_is_understood_is_said_while_one_types(
    varld: Varld, monkeypatch: pytest.MonkeyPatch, fraga: dict[str, str], sagt: str
) -> None:
    monkeypatch.setattr("remiss.web.middleware.timezone", SimpleNamespace(now=lambda: varld.at))
    svar = inloggad(varld.registrator).get(reverse("dag"), fraga).content.decode()

    assert svar.startswith(sagt)
    assert bool(svar) == bool(sagt)
