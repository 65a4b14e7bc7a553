"""A job that has failed for good, or does not come to an end, is told of until it has been done or somebody has looked."""

from __future__ import annotations

import logging
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from remiss import jobs
from remiss.drift import misslyckat
from remiss.drift.ateruppta import ateruppta
from remiss.drift.halsa import halsan

pytestmark = pytest.mark.django_db
ARBETAREN = 4711


@pytest.fixture(autouse=True)
def arbetare(settings: Any, tmp_path: Any) -> None:
    """One that lives."""
    settings.FILE_STORE = tmp_path
    kor(
        "INSERT INTO procrastinate_workers (id, last_heartbeat) OVERRIDING SYSTEM VALUE VALUES (%s, now())",
        ARBETAREN,
    )


def kor(fraga: str, *varden: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(fraga, varden)


def nytt(task: str, args: str = '{"timestamp": 1}', *, slut: str = "", for_sekunder: int = 0) -> int:
    """A job as the queue keeps it: it waits, was begun, or ended somehow, all so many seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('skotsel', %s, %s) RETURNING id",
            [task, args],
        )
        (pk,) = cursor.fetchone()
    if slut:
        kor("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", ARBETAREN, pk)
    if slut not in ("", "doing"):
        kor("SELECT procrastinate_finish_job_v1(%s, %s::procrastinate_job_status, false)", pk, slut)
    kor(
        "UPDATE procrastinate_events SET at = at - make_interval(secs => %s) WHERE job_id = %s",
        for_sekunder,
        pk,
    )
    return int(pk)


def sjukt() -> bool:
    return not halsan().delar["jobb"]


@pytest.mark.parametrize(
    ("task", "args"),
    [
        ("vittna", '{"timestamp": 1}'),
        ("stada", '{"timestamp": 1}'),
        ("paminn_en", '{"timestamp": 1, "anvandare_id": 7}'),
        ("las_handling", '{"handling_id": 7}'),
        ("skicka", '{"utskick_id": 7}'),
        ("en_okand", "{}"),
        ("stada", "[]"),
        ("framstall", "{}"),
        ("forhandsvisa", '{"utlatande_id": 1, "sha256": "ab"}'),
    ],
)
def test_a_job_that_has_failed_makes_it_sick(task: str, args: str) -> None:
    assert not sjukt()
    nytt(task, args, slut="failed")
    assert sjukt()


@pytest.mark.parametrize(
    ("task", "args", "senare", "bra"),
    [
        ("vittna", '{"timestamp": 1}', '{"timestamp": 2}', True),
        ("skicka", '{"utskick_id": 7}', '{"utskick_id": 7}', True),
        ("skicka", '{"utskick_id": 7}', '{"utskick_id": 8}', False),
        ("paminn_en", '{"anvandare_id": 7, "timestamp": 1}', '{"anvandare_id": 7, "timestamp": 2}', True),
        ("paminn_en", '{"anvandare_id": 7, "timestamp": 1}', '{"anvandare_id": 8, "timestamp": 2}', False),
        ("forhandsvisa", '{"utlatande_id": 1, "sha256": "a"}', '{"utlatande_id": 1, "sha256": "b"}', True),
        ("stada", "[]", '{"timestamp": 2}', False),
        ("framstall", "{}", '{"dokument_id": 2}', False),
    ],
)
def test_it_is_well_again_when_the_same_has_been_done(
    task: str, args: str, senare: str, *, bra: bool
) -> None:
    nytt(task, args, slut="failed")
    nytt(task, senare, slut="succeeded")
    assert sjukt() is not bra


def test_what_was_begun_before_and_done_after_counts_too() -> None:
    fore = nytt("skicka", '{"utskick_id": 7}', slut="doing")
    nytt("skicka", '{"utskick_id": 7}', slut="failed", for_sekunder=30)
    kor("SELECT procrastinate_finish_job_v1(%s, 'succeeded', false)", fore)
    assert not sjukt()


@pytest.mark.parametrize(("for_sekunder", "sjuk"), [(30, False), (1200, True)])
def test_what_is_tried_again_is_in_hand_for_a_while_and_not_for_ever(
    for_sekunder: int, *, sjuk: bool
) -> None:
    nytt("las_handling", '{"handling_id": 7}', slut="failed", for_sekunder=for_sekunder)
    nytt("las_handling", '{"handling_id": 7}')
    assert sjukt() is sjuk


@pytest.mark.parametrize(("for_sekunder", "sjuk"), [(30, False), (400, True)])
def test_what_is_done_each_minute_has_three_of_them(for_sekunder: int, *, sjuk: bool) -> None:
    nytt("forsegla", slut="failed", for_sekunder=for_sekunder)
    assert sjukt() is sjuk


@pytest.mark.parametrize(("for_sekunder", "sjuk"), [(30, False), (400, False), (700, True)])
def test_a_mailbox_that_cannot_be_read_is_told_of_after_ten_minutes(for_sekunder: int, *, sjuk: bool) -> None:
    nytt("hamta_post", slut="failed", for_sekunder=for_sekunder)
    assert sjukt() is sjuk
    nytt("hamta_post", '{"timestamp": 2}', slut="succeeded")
    assert not sjukt()


@pytest.mark.parametrize(
    ("sedan", "visas"),
    [("2026-07-01 22:30+00", "2026-07-02 00:30"), ("2026-01-31 23:30+00", "2026-02-01 00:30")],
)
def test_the_command_tells_the_time_of_the_clocks_of_sweden(sedan: str, visas: str) -> None:
    kor("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", sedan, nytt("vittna", slut="failed"))
    assert f"misslyckades {visas}" in visat()


@pytest.mark.parametrize("task", sorted({t.name for t in app.tasks.values() if "builtin" not in t.name}))
def test_a_job_that_takes_longer_than_its_kind_may_makes_it_sick_though_its_worker_lives(task: str) -> None:
    far_ta = misslyckat.far_ta()[task]
    pk = nytt(task, '{"nagot": 1}', slut="doing", for_sekunder=far_ta - 60)
    assert not sjukt()
    kor("UPDATE procrastinate_events SET at = at - interval '2 minutes' WHERE job_id = %s", pk)
    assert sjukt()


@pytest.mark.parametrize("lage", ["", "doing"])
@pytest.mark.parametrize(
    "args", ["[]", '"x"', "7", "null", "[" * 1500 + "]" * 1500, '{"x": "%s"}' % ("y" * 3000)]
)
def test_a_job_whose_arguments_cannot_be_read_fails_and_is_said_once(
    args: str, lage: str, caplog: pytest.LogCaptureFixture
) -> None:
    pk = nytt("framstall", args, slut=lage)
    efter = timezone.now() + timedelta(minutes=5)
    with caplog.at_level(logging.ERROR, "remiss.drift.ateruppta"):
        ateruppta(at=efter)
        ateruppta(at=efter)
    assert [rad for rad in caplog.messages if f"Jobb {pk} (framstall)" in rad] == [
        f"Jobb {pk} (framstall) har argument som inte går att läsa, och är avslutat."
    ]
    assert ProcrastinateJob.objects.values_list("status", flat=True).get(pk=pk) == "failed"
    assert sjukt()
    call_command("jobb", "--avfor", str(pk), stdout=StringIO())
    assert not sjukt()


def test_what_is_told_is_not_cleaned_away() -> None:
    gammalt = 30 * 24 * 3600
    kvar = nytt("las_handling", '{"handling_id": 7}', slut="failed", for_sekunder=gammalt)
    gjort = nytt("skicka", '{"utskick_id": 7}', slut="failed", for_sekunder=gammalt)
    nytt("skicka", '{"utskick_id": 7}', slut="succeeded", for_sekunder=gammalt - 60)
    nytt("forhandsvisa", '{"utlatande_id": 1, "sha256": "ab"}', slut="failed", for_sekunder=gammalt)
    jobs.stada(0)
    assert list(ProcrastinateJob.objects.values_list("pk", flat=True)) == [kvar], gjort
    jobs.stada(0)
    assert sjukt()


def visat(*args: str) -> str:
    ut = StringIO()
    call_command("jobb", *args, stdout=ut)
    return ut.getvalue()


def test_the_command_shows_tries_again_and_throws_away() -> None:
    assert visat() == "Inget jobb har misslyckats eller fastnat.\n"
    okant, mejl = nytt("en_okand", "[]", slut="failed"), nytt("skicka", '{"utskick_id": 7}', slut="failed")
    for_lange = nytt("stada", slut="doing", for_sekunder=100_000)
    rader = visat().splitlines()
    assert [rad.split(" ")[:2] for rad in rader] == [
        [str(okant), "en_okand"], [str(mejl), "skicka"], [str(for_lange), "stada"],
    ]  # fmt: skip
    assert "misslyckades" in rader[1]
    assert "inte blivit klart" in rader[2]
    assert f"Jobb {mejl} står i kön igen." in visat("--igen", str(mejl))
    assert ProcrastinateJob.objects.get(pk=mejl).status == "todo"
    for arg, pk in (("--igen", mejl), ("--igen", okant), ("--avfor", for_lange), ("--avfor", 999_999)):
        with pytest.raises(CommandError, match=f"Jobb {pk} har inte misslyckats"):
            visat(arg, str(pk))
    assert f"Jobb {okant} är avfört." in visat("--avfor", str(okant))
    assert str(okant) not in visat()
