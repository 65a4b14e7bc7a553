"""The jobs, done by a real worker against a database of their own, where what is written is committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motions import audit
from motions.actor import acting
from motions.documents import context, store
from motions.documents.freeze import frys
from motions.models import Dokument, Framstallning, Sigill, Tjansteutlatande
from remiss import jobs, notify
from remiss.documents import preview
from remiss.models import Utskick
from tests.factories import Varld, bygg_varld
from tests.remiss.utlatande_fall import nytt_utlatande


def _admin(*satser: str) -> None:
    params = connection.get_connection_params()
    server = {k: params[k] for k in ("host", "port", "user", "password") if k in params}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
        for sats in satser:
            admin.execute(sats.encode())


@pytest.fixture(scope="module")
def mall(django_db_blocker: Any) -> Iterator[str]:
    """A migrated database to copy."""
    vanlig = connection.settings_dict["NAME"]
    namn = f"jobb_{os.getpid()}"
    with django_db_blocker.unblock():
        connection.close()
        _admin(f'CREATE DATABASE "{namn}"')
        connection.settings_dict["NAME"] = namn
        try:
            call_command("migrate", verbosity=0)
            connection.close()
            connection.settings_dict["NAME"] = vanlig
            yield namn
        finally:
            connection.close()
            connection.settings_dict["NAME"] = vanlig
            _admin(f'DROP DATABASE "{namn}" WITH (FORCE)')


@pytest.fixture
def egen_databas(mall: str, django_db_blocker: Any) -> Iterator[None]:
    """A database of the test's own: nothing in it is rolled back, and it is dropped whole."""
    vanlig, kopia = connection.settings_dict["NAME"], f"{mall}_kopia"
    with django_db_blocker.unblock():
        connection.close()
        _admin(f'CREATE DATABASE "{kopia}" TEMPLATE "{mall}"')
        # No connection outlives its job: the worker's thread would hold on to a database that is gone.
        behalls = connection.settings_dict["CONN_MAX_AGE"]
        connection.settings_dict |= {"NAME": kopia, "CONN_MAX_AGE": 0}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= {"NAME": vanlig, "CONN_MAX_AGE": behalls}
            _admin(f'DROP DATABASE "{kopia}" WITH (FORCE)')


@pytest.fixture
def varlden(egen_databas: None) -> Iterator[Varld]:
    """The kommun, committed."""
    with transaction.atomic():
        varld = bygg_varld(timezone.now())
    with acting(varld.handlaggare):
        yield varld


def arbeta() -> None:
    """Do everything that is queued, as the worker process does it."""
    app.with_connector(app.connector.get_worker_connector()).run_worker(  # type: ignore[attr-defined]
        wait=False, listen_notify=False, install_signal_handlers=False, concurrency=1
    )


def utkast(varld: Varld) -> Tjansteutlatande:
    with transaction.atomic():
        return nytt_utlatande(varld)


def dokument(varld: Varld) -> Dokument:
    """A frozen document and its queued rendering, in the transaction of an act."""
    with transaction.atomic():
        utlatande = nytt_utlatande(varld)
        gjort = frys(context.utkast(utlatande, today=varld.at.date()), by=varld.handlaggare, at=varld.at)
        jobs.ko(gjort)
    return gjort


def test_a_queued_document_gets_its_file(varlden: Varld) -> None:
    gjort = dokument(varlden)
    arbeta()
    framstallning = Framstallning.objects.get(dokument=gjort)
    assert store.read(framstallning.fil).startswith(b"%PDF-")
    assert framstallning.sidor >= 1


def test_queueing_the_same_document_twice_renders_it_once_and_keeps_the_act_whole(varlden: Varld) -> None:
    gjort = dokument(varlden)
    with transaction.atomic():
        jobs.ko(gjort)
        Utskick.objects.create(adress="a@exempel.invalid", amne="efter", text="x", skapat_at=varlden.at)
    assert ProcrastinateJob.objects.filter(task_name="framstall").count() == 1
    assert Utskick.objects.filter(amne="efter").exists()


def test_an_act_that_is_undone_takes_its_job_along(varlden: Varld) -> None:
    with transaction.atomic():
        jobs.ko_forhandsvisning(1, "0" * 64)
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.filter(task_name="forhandsvisa").exists()


def test_a_preview_becomes_a_pdf_and_an_image_of_every_page(varlden: Varld) -> None:
    utlatande = utkast(varlden)
    fakta = context.som_json(context.utkast(utlatande, today=varlden.at.date()))
    sha256 = preview.bestall(utlatande.pk, fakta)
    assert preview.antal_sidor(utlatande.pk, sha256) is None
    jobs.ko_forhandsvisning(utlatande.pk, sha256)
    arbeta()
    antal = preview.antal_sidor(utlatande.pk, sha256)
    assert antal
    assert preview.pdf_path(utlatande.pk, sha256).read_bytes().startswith(b"%PDF-")
    assert preview.sida_path(utlatande.pk, sha256, antal).read_bytes().startswith(b"\x89PNG")
    assert preview.bestalld_at(utlatande.pk, sha256) is None


def test_a_mail_is_sent_once_however_often_its_job_is_run(varlden: Varld) -> None:
    with transaction.atomic():
        utskick = notify.meddela(varlden.handlaggare, "Ämne", "Text", at=varlden.at)
    assert utskick is not None
    jobs.skicka.defer(utskick_id=utskick.pk)
    arbeta()
    assert [m.subject for m in mail.outbox] == ["Ämne"]
    utskick.refresh_from_db()
    assert utskick.skickat_at is not None


def test_a_demo_marks_a_mail_as_sent_and_sends_none(varlden: Varld, settings: Any) -> None:
    settings.DEMO = True
    with transaction.atomic():
        utskick = notify.meddela(varlden.handlaggare, "Ämne", "Text", at=varlden.at)
    arbeta()
    assert utskick is not None
    utskick.refresh_from_db()
    assert utskick.skickat_at is not None
    assert mail.outbox == []


def test_the_minute_job_seals_what_has_grown(varlden: Varld) -> None:
    with transaction.atomic():
        audit.append("arende:1", "prov", by=varlden.handlaggare, at=varlden.at)
    jobs.forsegla.configure(task_kwargs={"timestamp": 0}).defer()
    arbeta()
    assert Sigill.objects.filter(kedja="arende:1").count() == 1


def test_old_previews_are_thrown_away_and_fresh_ones_are_not(settings: Any, tmp_path: Path) -> None:
    settings.PREVIEW_DIR = tmp_path / "sidor"
    sha256 = preview.bestall(7, {"titel": "x"})
    nu = timezone.now()
    assert preview.stada(nu) == 0
    assert preview.fakta(7, sha256) == {"titel": "x"}
    assert preview.stada(nu + timedelta(days=2)) == 1
    assert preview.fakta(7, sha256) is None


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "x" * 64, "0" * 63])
def test_only_a_checksum_names_a_preview(sha256: str) -> None:
    with pytest.raises(ValueError, match="hexadecimala"):
        preview.pdf_path(1, sha256)
