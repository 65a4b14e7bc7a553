"""The calendar: an address that is a secret, what it gives, and that it dies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from motions.actor import acting
from motions.datum import day_of
from motions.models import Anvandare, Befattning
from remiss.frister import kalender
from remiss.models import Idempotens, Kalenderadress
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

DAG = timedelta(days=1)
PRENUMERERA = "frister_prenumerera"


@pytest.fixture
def varld_i_dag(varld: Varld) -> Varld:
    """The kommun as a calendar program meets it: the acts are done today."""
    varld.at = datetime.now(UTC)
    return varld


def hamta(token: str) -> Calendar:
    """What the calendar program gets, read back."""
    svar = Client().get(reverse("kalender", args=[token]))
    assert (svar.status_code, svar.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(svar.content)


def handelser(token: str) -> list[Event]:
    """Its events."""
    return [h for h in hamta(token).walk("VEVENT") if isinstance(h, Event)]


def inloggad(user: Anvandare) -> Client:
    """The person's browser."""
    klient = Client()
    klient.force_login(user, backend="remiss.login.backend.AccountBackend")
    return klient


def skapa(klient: Client, roll: str = "handlaggare") -> str:
    """Make an address on the page; returns its token as the page shows it."""
    sida = klient.post(reverse("frister_adress"), {"nyckel": ny_nyckel(), "roll": roll}, follow=True)
    text = sida.content.decode()
    return text.split("/kalender/")[1].split(".ics")[0]


def test_the_calendar_has_a_whole_day_for_each_frist(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    vag = Vag(varld_i_dag).registrera(remisstid_on=today + 100 * DAG).tilldela()

    ics = hamta(kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at))
    (h,) = ics.walk("VEVENT")

    assert ics["VERSION"] == "2.0"
    assert str(ics["X-WR-CALNAME"]) == "Remiss: frister som handläggare"
    assert str(ics["X-WR-TIMEZONE"]) == "Europe/Stockholm"
    assert h.decoded("DTSTART") == today + 100 * DAG
    assert h.decoded("DTEND") - h.decoded("DTSTART") == DAG
    assert isinstance(h.decoded("DTSTART"), date)
    assert not isinstance(h.decoded("DTSTART"), datetime)
    assert str(h["SUMMARY"]) == f"Svaret ska vara hos Kommunstyrelsen. {vag.arende.dnr} {vag.arende.titel}"
    assert str(h["URL"]).endswith(f"/arende/{vag.arende.pk}/")
    assert abs(h.decoded("DTSTAMP") - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_id_stays_when_the_day_moves_and_is_the_only_one_of_its_kind(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    vag = Vag(varld_i_dag, motion_nummer=1).registrera(remisstid_on=today + 10 * DAG).tilldela()
    Vag(varld_i_dag, motion_nummer=2).registrera(remisstid_on=today + 10 * DAG).tilldela().planera(30)
    token = kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at)
    fore = {str(h["UID"]): h.decoded("DTSTART") for h in handelser(token)}
    with acting(varld_i_dag.registrator):
        vag.arende.refresh_from_db()
        vag.arende.frist_on = today + 40 * DAG
        vag.arende.save()

    efter = {str(h["UID"]): h.decoded("DTSTART") for h in handelser(token)}

    assert len(fore) == len(handelser(token)) == 3
    assert fore.keys() == efter.keys()
    assert {today + 40 * DAG} == set(efter.values()) - set(fore.values())


def test_nothing_of_a_secret_arende_is_in_the_calendar_of_one_who_may_know(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    vag = Vag(varld_i_dag, hemlig=True, marke="KANARIE").registrera(remisstid_on=today + DAG).tilldela()

    for vem, roll in (("handlaggare", "handlaggare"), ("registrator", "registrator")):
        token = kalender.ny_adress(varld_i_dag.alla()[vem], roll, at=varld_i_dag.at)
        ics = Client().get(reverse("kalender", args=[token])).content.decode()
        assert handelser(token) == []
        assert vag.arende.dnr not in ics
        assert "kanarie" not in ics.lower()


def test_a_title_with_line_breaks_and_commas_stays_in_its_line(varld_i_dag: Varld) -> None:
    elak = "Ett; två, tre\\fyra\r\nATTENDEE:mailto:x@y.z\nEND:VEVENT"
    Vag(varld_i_dag).registrera(titel=elak, remisstid_on=day_of(varld_i_dag.at) + DAG).tilldela()

    (h,) = handelser(kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at))

    assert "ATTENDEE" not in h
    assert "ATTENDEE:mailto:x@y.z" in str(h["SUMMARY"])


def test_the_calendar_shows_what_the_person_sees_today(varld_i_dag: Varld) -> None:
    today = day_of(varld_i_dag.at)
    Vag(varld_i_dag).registrera(remisstid_on=today + DAG).tilldela()
    token = kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at)
    assert len(handelser(token)) == 1
    with acting(varld_i_dag.registrator):
        rad = Befattning.objects.get(anvandare=varld_i_dag.handlaggare)
        rad.till_on = today - DAG
        rad.save()

    assert handelser(token) == []


# the address


def test_the_page_shows_a_new_address_once_and_keeps_only_its_digest(varld_i_dag: Varld) -> None:
    klient = inloggad(varld_i_dag.handlaggare)

    token = skapa(klient)

    assert len(token) >= 43
    assert "/kalender/" not in klient.get(reverse(PRENUMERERA)).content.decode()
    hamta(token)
    for modell in (Kalenderadress, Idempotens):
        for rad in modell.objects.values():
            assert token not in str(rad)


def test_a_renewed_or_revoked_address_is_dead(varld_i_dag: Varld) -> None:
    klient = inloggad(varld_i_dag.handlaggare)
    forst = skapa(klient)
    andra = skapa(klient)
    assert Client().get(reverse("kalender", args=[forst])).status_code == 404
    hamta(andra)

    klient.post(reverse("frister_adress_aterkalla"), {"nyckel": ny_nyckel(), "roll": "handlaggare"})

    assert Client().get(reverse("kalender", args=[andra])).status_code == 404
    assert "Ingen adress" in klient.get(reverse(PRENUMERERA)).content.decode()


def test_a_closed_account_has_no_calendar(varld_i_dag: Varld) -> None:
    token = kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at)
    with acting(varld_i_dag.registrator):
        varld_i_dag.handlaggare.is_active = False
        varld_i_dag.handlaggare.save()

    assert Client().get(reverse("kalender", args=[token])).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 64, "%00", "å" * 40, "..", "a b", "x" * 3000])
def test_an_address_that_nobody_has_is_404(db: None, token: str) -> None:
    assert Client().get(f"/kalender/{token}.ics").status_code == 404


def test_no_one_makes_or_revokes_an_address_that_is_not_the_own(varld_i_dag: Varld) -> None:
    token = kalender.ny_adress(varld_i_dag.handlaggare, "handlaggare", at=varld_i_dag.at)
    annan = inloggad(varld_i_dag.kollega)

    for adress, roll in (("frister_adress", "registrator"), ("frister_adress_aterkalla", "handlaggare")):
        assert annan.post(reverse(adress), {"nyckel": ny_nyckel(), "roll": roll}).status_code == 404

    hamta(token)


def test_the_same_form_twice_makes_one_address(varld_i_dag: Varld) -> None:
    klient, post = inloggad(varld_i_dag.handlaggare), {"nyckel": ny_nyckel(), "roll": "handlaggare"}

    for _ in range(2):
        klient.post(reverse("frister_adress"), post)

    assert Kalenderadress.objects.count() == 1


def test_the_address_of_a_role_that_has_ended_can_still_be_revoked(varld_i_dag: Varld) -> None:
    kalender.ny_adress(varld_i_dag.handlaggare, "revisor", at=varld_i_dag.at)
    klient = inloggad(varld_i_dag.handlaggare)

    assert (
        'Återkalla adressen<span class="dold"> som revisor'
        in klient.get(reverse(PRENUMERERA)).content.decode()
    )
    klient.post(reverse("frister_adress_aterkalla"), {"nyckel": ny_nyckel(), "roll": "revisor"})

    assert not Kalenderadress.objects.filter(aterkallad_at=None).exists()
