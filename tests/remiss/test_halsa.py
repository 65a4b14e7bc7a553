"""What a monitor is told is true: each fault makes /halsa sick and says which part, and only who may know is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from motions import audit
from remiss import jobs, notify
from remiss.drift import halsa
from remiss.models import Renderingsfel, Utskick, Verifiering
from tests.factories import Varld
from tests.motions.test_audit import som_superanvandare
from tests.remiss.klon import klon
from tests.vagen import Vag


def kor(fraga: str, *varden: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(fraga, varden)


@pytest.fixture
def frisk(varld: Varld, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Varld:
    """A program that is well: two workers, a file store, all sealed and verified."""
    settings.WORKERS = 2
    Path(settings.FILE_STORE).mkdir(parents=True)
    monkeypatch.setattr(halsa._Skrivprov, "gick", False)
    kor("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), (now())")
    Verifiering.objects.create(at=timezone.now(), handelser=1, rader=1, brott=0, sigill="0" * 64)
    audit.forsegla(varld.at)
    return varld


def _ett_jobb(varld: Varld, fraga: str) -> None:
    notify.skriv("ks@exempel.invalid", "Svar", "Hej!", at=varld.at)
    kor(fraga)


def _ej_skickat(varld: Varld) -> None:
    notify.skriv("ks@exempel.invalid", "Svar", "Hej!", at=varld.at)
    jobs.notera_sandningsfel(Utskick.objects.get().pk, "550", ge_upp=True)


def _vittne_nekat(varld: Varld) -> None:
    """One of an ärende that has gone, and one to a person, are no witness."""
    nekat = notify.skriv("vittne@exempel.invalid", "Vittne", "Hej!", at=varld.at)
    jobs.notera_sandningsfel(nekat.pk, "550", ge_upp=True)
    for annat in ({"arende": Vag(varld).registrera().arende}, {"till": varld.registrator}):
        jobs.skicka(notify.skriv("ks@exempel.invalid", "Svar", "Hej!", at=varld.at, **annat).pk)
    audit.forsegla(varld.at)


def _persons_nekat(varld: Varld) -> None:
    """And others have been told."""
    varld.handlaggare.email = "fel@exempel.invalid"
    varld.handlaggare.save()
    jobs.notera_sandningsfel(
        notify.skriv("fel@exempel.invalid", "Frister", "Hej!", at=varld.at, till=varld.handlaggare).pk,
        "550",
        ge_upp=True,
    )
    jobs.skicka(notify.skriv("b@exempel.invalid", "Frister", "Hej!", at=varld.at, till=varld.registrator).pk)
    audit.forsegla(varld.at)


def _utan_fil(varld: Varld) -> None:
    dokument = Vag(varld).till_oppet().besluta().avsluta_sammantrade().till_justering().protokoll.dokument
    assert dokument is not None
    audit.forsegla(varld.at)
    Renderingsfel.objects.create(dokument=dokument, fel="x", senast_at=varld.at, uppgivet_at=varld.at)


def _som_agaren(fraga: str) -> None:
    with som_superanvandare() as cursor:
        cursor.execute(fraga)


FEL: dict[str, tuple[str, Callable[[Varld], Any]]] = {
    "ingen arbetare": ("arbetare", lambda v: kor("DELETE FROM procrastinate_workers")),
    "en arbetare av två": (
        "arbetare",
        lambda v: kor(
            "DELETE FROM procrastinate_workers WHERE id = (SELECT min(id) FROM procrastinate_workers)"
        ),
    ),
    "arbetare utan hjärtslag": (
        "arbetare",
        lambda v: kor("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'"),
    ),
    "ett gammalt jobb": (
        "jobb",
        lambda v: _ett_jobb(v, "UPDATE procrastinate_events SET at = now() - interval '1 hour'"),
    ),
    "ett fastnat jobb": ("jobb", lambda v: _ett_jobb(v, "UPDATE procrastinate_jobs SET status = 'doing'")),
    "ett jobb som har misslyckats": (
        "jobb",
        lambda v: kor(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
            "VALUES ('skotsel', 'vittna', 'failed', '{\"timestamp\": 1}')"
        ),
    ),
    "ett jobb som ingen kan göra": (
        "jobb",
        lambda v: kor(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) VALUES ('skotsel', 'en_okand', 'failed', '[]')"
        ),
    ),
    "ett jobb som aldrig blir klart": (
        "jobb",
        lambda v: _ett_jobb(
            v,
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT min(id) FROM procrastinate_workers); "
            "UPDATE procrastinate_events SET at = now() - interval '1 day'",
        ),
    ),
    "ett mejl som försöks om och om igen": (
        "jobb",
        lambda v: _ett_jobb(v, "UPDATE remiss_utskick SET skapat_at = now() - interval '13 minutes'"),
    ),
    "ett mejl": ("mejl", _ej_skickat),
    "ett vittne": ("mejl", _vittne_nekat),
    "ett mejl till en person": ("mejl", _persons_nekat),
    "ett dokument": ("dokument", _utan_fil),
    "utan sigill": (
        "sigill",
        lambda v: audit.append("arende:1", "arende.avsluta", by=v.registrator, at=v.at),
    ),
    "verifieringen": (
        "verifiering",
        lambda v: Verifiering.objects.create(
            at=timezone.now(), handelser=1, rader=1, brott=2, sigill="0" * 64
        ),
    ),
    "en verifiering från i förrgår": (
        "verifiering",
        lambda v: Verifiering.objects.create(
            at=timezone.now() - timedelta(days=2), handelser=1, rader=1, brott=0, sigill="0" * 64
        ),
    ),
    "en verifiering från i morgon": (
        "verifiering",
        lambda v: Verifiering.objects.create(
            at=timezone.now() + timedelta(days=1), handelser=1, rader=1, brott=0, sigill="0" * 64
        ),
    ),
    "ingen annan verifiering än en av ingen tid": (
        "verifiering",
        lambda v: _som_agaren("UPDATE remiss_verifiering SET at = 'infinity'"),
    ),
    "ingen annan verifiering än en före tiden": (
        "verifiering",
        lambda v: _som_agaren("UPDATE remiss_verifiering SET at = '4000-01-01 BC'"),
    ),
    "utan verifiering fast det har funnits": ("verifiering", lambda v: Verifiering.objects.all().delete()),
    "en verifiering som föll": (
        "verifiering",
        lambda v: kor(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) VALUES ('bevis', 'verifiera', 'failed', '{}')"
        ),
    ),
}


@pytest.mark.django_db
def test_a_program_that_is_well_says_so(frisk: Varld) -> None:
    svar = Client().get("/halsa")
    assert (svar.status_code, svar.json()["status"]) == (200, "frisk"), svar.json()


@pytest.mark.django_db
@pytest.mark.parametrize("vad", FEL)
def test_each_fault_makes_it_sick_and_names_its_part(frisk: Varld, vad: str) -> None:
    del_, gor = FEL[vad]
    gor(frisk)
    svar = Client().get("/halsa")
    assert svar.status_code == 503
    sjuka = [namn for namn, bra in svar.json().items() if bra is False]
    assert sjuka == [del_]


@pytest.mark.django_db
@pytest.mark.parametrize(("timmar", "bra"), [(1, True), (26, False)])
def test_a_new_installation_has_a_day_to_be_verified(frisk: Varld, timmar: int, *, bra: bool) -> None:
    Verifiering.objects.all().delete()
    with som_superanvandare() as cursor:
        cursor.execute("ALTER TABLE remiss_verifiering ALTER COLUMN id RESTART")
        cursor.execute(
            "UPDATE django_migrations SET applied = now() - make_interval(hours => %s) WHERE app = 'remiss'",
            [timmar],
        )
    assert Client().get("/halsa").json()["verifiering"] is bra


@pytest.mark.django_db
def test_a_job_that_is_to_be_tried_later_is_not_late(frisk: Varld) -> None:
    _ett_jobb(frisk, "UPDATE procrastinate_events SET at = now() - interval '1 hour'")
    kor("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '10 minutes'")
    assert Client().get("/halsa").status_code == 200


@pytest.mark.django_db
def test_a_file_store_that_cannot_be_written_to_is_told(frisk: Varld, settings: Any) -> None:
    settings.FILE_STORE = Path("/proc/finns-inte")
    assert Client().get("/halsa").json()["fillager"] is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("huvuden", "adress", "far"),
    [
        ({}, "127.0.0.1", True),
        ({}, "10.4.5.6", True),
        ({}, "193.10.1.1", False),
        ({}, "", False),
        ({"X-Forwarded-For": "10.1.1.1"}, "127.0.0.1", False),
        ({"X-Forwarded-Proto": "https"}, "127.0.0.1", False),
        ({"X-Forwarded-Host": "remiss.example"}, "127.0.0.1", False),
        ({"X-Real-IP": "193.10.1.1"}, "127.0.0.1", False),
        ({"X-Real-IP": ""}, "127.0.0.1", False),
        ({"Forwarded": "for=193.10.1.1"}, "127.0.0.1", False),
        ({"Via": "1.1 proxy"}, "127.0.0.1", False),
        ({"X-Forwarded-Proto": "https", "Authorization": "Bearer hemligt"}, "127.0.0.1", True),
        ({"X-Forwarded-For": "193.10.1.1", "Authorization": "Bearer rätt-hemlighet"}, "127.0.0.1", False),
        ({"X-Forwarded-For": "193.10.1.1", "Authorization": "Bearer hemligt"}, "127.0.0.1", True),
        ({"Authorization": "Bearer "}, "193.10.1.1", False),
    ],
)
def test_the_parts_are_for_the_local_network_and_the_token(
    frisk: Varld, settings: Any, huvuden: dict[str, str], adress: str, far: bool
) -> None:
    settings.HALSA_TOKEN = "hemligt"
    klient = Client(headers=huvuden, REMOTE_ADDR=adress)
    assert ("databas" in klient.get("/halsa").json()) is far
    assert klient.get("/halsa/matt").status_code == (200 if far else 403)


@pytest.mark.django_db
def test_prometheus_is_told_the_same(frisk: Varld) -> None:
    rader = Client().get("/halsa/matt").content.decode().splitlines()
    assert "remiss_frisk 1" in rader
    assert 'remiss_del_frisk{del="sigill"} 1' in rader
    assert "remiss_arbetare 2" in rader


class TestWithoutADatabase:
    @pytest.fixture
    def db(self, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
        """A clone whose server is then looked for where there is none."""
        with django_db_blocker.unblock(), klon() as url:
            yield url

    @pytest.mark.parametrize("kakor", [False, True])
    def test_it_is_said_with_a_cookie_and_without(
        self, db: str, varld: Varld, settings: Any, *, kakor: bool
    ) -> None:
        Path(settings.FILE_STORE).mkdir(parents=True)
        klient = Client(raise_request_exception=False)
        if kakor:
            klient.force_login(varld.handlaggare, backend="remiss.login.backend.AccountBackend")
        port = connection.settings_dict["PORT"]
        connection.close()
        connection.settings_dict["PORT"] = "1"
        try:
            svar = klient.get("/halsa")
        finally:
            connection.close()
            connection.settings_dict["PORT"] = port
        assert svar.status_code == 503
        assert svar.json()["databas"] is False
