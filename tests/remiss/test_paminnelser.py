"""The morning's reminder: to whom, how often, and what it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motions.actor import acting
from motions.datum import day_of
from motions.models import Anvandare
from remiss.frister import paminnelser
from remiss.models import Anvandarval, Utskick
from remiss.web.idempotency import ny_nyckel
from tests.factories import Varld, arende, motion
from tests.vagen import Vag

pytestmark = pytest.mark.django_db

DAG = timedelta(days=1)


@pytest.fixture
def today(varld: Varld) -> date:
    """A Wednesday."""
    return day_of(varld.at)


@pytest.fixture
def snart(varld: Varld, today: date) -> Vag:
    """An ärende whose remisstid ends on the Friday of the week."""
    return Vag(varld).registrera(remisstid_on=today + 2 * DAG).tilldela()


def paminnelsen(user: Anvandare, at: datetime) -> Utskick | None:
    """The reminder that is written now, if any."""
    return paminnelser.paminn_person(Anvandare.objects.get(pk=user.pk), at=at)


def stang_av(user: Anvandare) -> None:
    """What the person has chosen."""
    Anvandarval.objects.update_or_create(anvandare=user, defaults={"paminnelser": False})


def test_the_mail_says_what_falls_due_and_where(varld: Varld, snart: Vag) -> None:
    mejl = paminnelsen(varld.handlaggare, varld.at)

    assert mejl is not None
    assert (mejl.till, mejl.amne) == (varld.handlaggare, "Frister: 1 denna vecka")
    for ord_ in ("Hej Anna!", "2026-09-25 – 2 dagar kvar: Svaret ska vara hos Kommunstyrelsen.",
                 f"{snart.arende.dnr} Traineeprogram för kommunen", "Remissen", f"/arende/{snart.arende.pk}/",
                 reverse("frister_prenumerera")):  # fmt: skip
        assert ord_ in mejl.text


@pytest.mark.parametrize("dagar", [5, 20, 40])
def test_no_one_is_reminded_of_what_is_not_due_this_week(varld: Varld, today: date, dagar: int) -> None:
    Vag(varld).registrera(remisstid_on=today + dagar * DAG).tilldela()

    assert paminnelsen(varld.handlaggare, varld.at) is None


def test_the_late_come_first_in_the_subject(varld: Varld, today: date) -> None:
    for dagar in (-3, 0, 1):
        arende(
            varld, handlaggare=varld.handlaggare, enhet=varld.enhet, state="beredning",
            inkommen_on=today - 30 * DAG, frist_on=today + dagar * DAG,
        )  # fmt: skip

    mejl = paminnelsen(varld.handlaggare, varld.at)

    assert mejl is not None
    assert mejl.amne == "Frister: 1 försenad, 1 i dag, 1 denna vecka"
    assert mejl.text.index("FÖRSENAT") < mejl.text.index("I DAG") < mejl.text.index("DENNA VECKA")


def test_one_mail_a_day_however_often_it_runs(varld: Varld, snart: Vag) -> None:
    assert paminnelsen(varld.handlaggare, varld.at) is not None
    assert paminnelsen(varld.handlaggare, varld.at + timedelta(hours=3)) is None
    assert paminnelsen(varld.handlaggare, varld.at + DAG) is not None
    assert paminnelsen(varld.handlaggare, varld.at) is None  # a job of yesterday that comes late

    assert Utskick.objects.filter(till=varld.handlaggare, amne__startswith="Frister").count() == 2


def test_who_has_turned_it_off_has_an_address_or_is_gone(varld: Varld, snart: Vag) -> None:
    stang_av(varld.handlaggare)
    assert paminnelsen(varld.handlaggare, varld.at) is None
    with acting(varld.registrator):
        varld.avdelningschef.email = ""
        varld.avdelningschef.save()
        varld.forvaltningschef.is_active = False
        varld.forvaltningschef.save()
    assert paminnelsen(varld.avdelningschef, varld.at) is None
    assert paminnelsen(varld.forvaltningschef, varld.at) is None
    kvar = paminnelser.mottagare(day_of(varld.at))
    assert not {varld.handlaggare.pk, varld.avdelningschef.pk, varld.forvaltningschef.pk} & set(kvar)
    assert varld.registrator.pk in kvar


def test_a_secret_arende_is_named_by_its_number_alone(varld: Varld, today: date) -> None:
    vag = Vag(varld, hemlig=True, marke="KANARIE").registrera(remisstid_on=today + DAG).tilldela()

    mejl = paminnelsen(varld.handlaggare, varld.at)

    assert mejl is not None
    assert vag.arende.dnr in mejl.text
    assert "kanarie" not in (mejl.amne + mejl.text).lower()
    assert paminnelsen(varld.kollega, varld.at) is None


@pytest.mark.parametrize(
    ("dag", "varnas"),
    [
        ("2026-09-18", False),  # the Friday before
        ("2026-09-21", True),  # the Monday after the Saturday on which nine months had gone by
        ("2026-09-22", False),
        ("2026-11-19", True),  # eleven months
        ("2026-11-20", False),
    ],
)
def test_a_motions_year_is_warned_of_once_at_each_warning(varld: Varld, dag: str, varnas: bool) -> None:
    a = arende(
        varld, handlaggare=varld.handlaggare, enhet=varld.enhet, state="beredning", frist_on=date(2027, 3, 1)
    )
    m = motion(varld)
    m.vackt_on = date(2025, 12, 19)
    m.save()
    a.motioner.add(m)

    mejl = paminnelsen(varld.handlaggare, datetime.fromisoformat(f"{dag}T06:30:00+02:00"))

    assert (mejl is not None) is varnas
    if mejl is not None:
        assert mejl.amne == "Frister: 1 motion att bevaka"
        assert "Motion (2026:51)" in mejl.text


# the schedule


def schemalagt(at: datetime) -> int:
    """How many jobs the morning's task defers at a moment."""
    fore = ProcrastinateJob.objects.filter(task_name="paminn_en").count()
    paminnelser.paminn(int(at.timestamp()))
    return ProcrastinateJob.objects.filter(task_name="paminn_en").count() - fore


@pytest.mark.parametrize(
    ("utc", "morgon"),
    [
        ("2026-09-23T04:30", True),  # half past six in summer time
        ("2026-09-23T05:30", False),
        ("2026-12-02T05:30", True),  # half past six in winter time
        ("2026-12-02T04:30", False),
        ("2026-12-25T05:30", False),  # juldagen
        ("2026-06-19T04:30", False),  # midsommarafton
    ],
)
def test_it_goes_at_half_past_six_in_stockholm_on_vardagar(varld: Varld, utc: str, morgon: bool) -> None:
    assert bool(schemalagt(datetime.fromisoformat(f"{utc}:00+00:00"))) is morgon


def test_the_task_is_known_to_the_worker_and_scheduled_on_weekdays() -> None:
    crons = {p.task.name: p.cron for p in app.periodic_registry.periodic_tasks.values()}

    assert crons["paminn"] == "30 4,5 * * 1-5"


def test_the_job_of_one_person_writes_the_mail(varld: Varld, snart: Vag) -> None:
    paminnelser.paminn_en(varld.handlaggare.pk, int(varld.at.timestamp()))

    assert Utskick.objects.filter(till=varld.handlaggare, amne__startswith="Frister").count() == 1


def test_the_command_does_the_same_by_hand(varld: Varld) -> None:
    today = day_of(datetime.now(UTC))
    arende(
        varld, handlaggare=varld.handlaggare, enhet=varld.enhet, state="beredning",
        inkommen_on=today - 30 * DAG, frist_on=today - DAG,
    )  # fmt: skip

    for vantat in ("5 påminnelser är skrivna.", "0 påminnelser är skrivna."):
        ut = StringIO()
        call_command("paminn", stdout=ut)
        assert ut.getvalue().startswith(vantat)


# what a person chooses


def test_a_person_turns_the_mail_off_and_on(varld: Varld) -> None:
    klient = Client()
    klient.force_login(varld.handlaggare, backend="remiss.login.backend.AccountBackend")
    sida, val = reverse("frister_prenumerera"), Anvandarval.objects.filter(anvandare=varld.handlaggare)
    assert "Stäng av mejlen" in klient.get(sida).content.decode()

    for pa, knapp in (("nej", "Slå på mejlen"), ("ja", "Stäng av mejlen")):
        svar = klient.post(reverse("frister_mejl"), {"nyckel": ny_nyckel(), "pa": pa}, follow=True)
        assert knapp in svar.content.decode()
        assert val.get().paminnelser is (pa == "ja")
