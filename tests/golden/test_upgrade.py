"""An installation made by version 709ff88 upgrades: migrated, it is whole, is read as before, and opens for its people."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motions import privileges
from motions.bevis.baslinje import BASLINJE
from motions.bevis.kontroll import antal_bevisade, radbrott
from motions.documents import context, render, store
from motions.documents.framstall import framstall
from motions.models import Anvandare, Arende, Dokument, DokumentSlag, Handelse, LagradFil, Sammantrade
from remiss import jobs
from remiss.drift.ateruppta import ateruppta
from remiss.drift.halsa import halsan
from remiss.historik import MENINGAR, historik
from remiss.models import Filinlasning
from tests import role
from tests.golden import fingerprint, installation

pytestmark = pytest.mark.django_db
HTML = json.loads(installation.HTML.read_text())
TASKS = {
    "framstall": ["dokument_id"],
    "forhandsvisa": ["utlatande_id", "sha256"],
    "las_handling": ["handling_id"],
    "skicka": ["utskick_id"],
    "forsegla": ["timestamp"],
    "stada": ["timestamp"],
    "paminn": ["timestamp"],
    "paminn_en": ["anvandare_id", "timestamp"],
}
"""The jobs that may wait in a database of 709ff88, with what they are given."""


@dataclass(frozen=True)
class Upgraded:
    """What the upgrade left: the file store, and the digests of files that are not kept."""

    files: Path
    others: list[str]


@pytest.fixture(scope="module")
def upgraded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    """The installation, migrated once for the whole module by its owner, and then the program's own role has it."""
    files: Path = tmp_path_factory.mktemp("filer")
    installation.unpack_files(files)
    with django_db_blocker.unblock(), installation.database(), override_settings(FILE_STORE=files):
        leave_unfinished()
        with role.in_place_of_the_owner():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("migrate", check_unapplied=True, stdout=StringIO())
            yield Upgraded(files, installation.left_out())


def leave_unfinished() -> None:
    """What the workers of the old version had in hand when it was stopped: begun by nobody that lives, and never queued."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, attempts)
            SELECT 'sok', 'las_handling', 'doing'::procrastinate_job_status, jsonb_build_object('handling_id', min(id)), 1
              FROM motions_handling
             WHERE dokument_id IS NULL AND fil_id IS NOT NULL
            UNION ALL SELECT 'skotsel', 'forsegla', 'doing', '{"timestamp": 1796000000}', 0
            UNION ALL SELECT 'pdf', 'framstall', 'todo', '{"dokument_id": 999999}', 0
            """
        )


@pytest.fixture(autouse=True)
def _within(upgraded: Upgraded, _egna_filer: None, settings: Any) -> None:
    """The installation's own files and settings."""
    settings.FILE_STORE = upgraded.files
    settings.DEMO = True


def test_what_serves_owns_nothing_and_changes_nothing_that_is_only_added_to() -> None:
    assert not privileges.owned_by(role.NAME)
    for table in ("motions_handelse", "motions_historicalarende", "django_migrations"):
        assert "permission denied" in refused(f"DELETE FROM {table}")  # noqa: S608
        assert "must be owner" in refused(f"ALTER TABLE {table} DISABLE TRIGGER ALL")


def refused(statement: str) -> str:
    """What the database answers to what the program may not do."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


def faults_of_verifiera() -> str:
    """What the command says is altered; nothing when all is well."""
    try:
        call_command("verifiera", stdout=StringIO())
    except CommandError as error:
        return str(error)
    return ""


def test_the_tables_are_those_of_the_code() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=StringIO())
    call_command("check", fail_level="WARNING", databases=["default"], stderr=StringIO())


def test_nothing_is_altered(upgraded: Upgraded) -> None:
    assert LagradFil.objects.count() > 140
    assert Handelse.objects.count() > 400
    assert len(upgraded.others) < Dokument.objects.count()
    missing = [f"  Filen {sha256} finns inte i fillagret." for sha256 in sorted(upgraded.others)]
    assert faults_of_verifiera().splitlines()[1:] == missing


def test_a_file_that_is_gone_would_be_found(upgraded: Upgraded) -> None:
    fil = LagradFil.objects.exclude(pk__in=upgraded.others).earliest("pk")
    path = store.path_of(fil.sha256)
    kept = path.read_bytes()
    path.unlink()
    assert fil.sha256 in faults_of_verifiera()
    path.write_bytes(kept)


def test_a_stored_document_is_handed_out_as_that_version_made_it(upgraded: Upgraded) -> None:
    """One of each kind: the bytes that it has today would be others."""
    kept = Dokument.objects.exclude(framstallning__fil_id__in=upgraded.others).order_by("pk")
    assert {d.slag for d in kept} == set(DokumentSlag.values)
    for dokument in kept:
        stored = dokument.framstallning
        assert framstall(dokument, by=dokument.fryst_by, at=timezone.now()) == stored
        assert store.read(stored.fil).startswith(b"%PDF-")
        now, _ = render.render(context.ur_json(dokument.slag, dokument.fakta), marke=dokument.sha256)
        assert now != store.read(stored.fil)


def test_every_frozen_document_is_read_and_looks_as_before() -> None:
    now = {}
    for dokument in Dokument.objects.order_by("pk"):
        fakta = context.ur_json(dokument.slag, dokument.fakta)
        assert context.kontrollsumma(fakta) == dokument.sha256
        now[dokument.sha256] = fingerprint.of_html(fakta)
    assert len(now) >= 79
    assert now == HTML


def test_the_proof_begins_with_what_stood_there_in_the_programs_own_name() -> None:
    rader = Handelse.objects.filter(slag=BASLINJE)
    assert {h.by.username for h in rader} == {"remiss:systemet"}
    assert antal_bevisade() > 3000
    assert list(radbrott()) == []


# -- stored words that the code must still know ----------------------------------------------------------


def unknown_values() -> list[str]:
    """Values in the database that their field's choices no longer have, the histories' too."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.choices:
                known = {value for value, _ in field.flatchoices} | {"", None}
                stored = set(model._base_manager.values_list(field.attname, flat=True).distinct())
                found += [f"{model._meta.label}.{field.name}: {value}" for value in stored - known]
    return found


def test_every_stored_value_is_one_of_its_fields_choices() -> None:
    assert unknown_values() == []


def test_a_value_that_the_code_no_longer_has_would_be_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE motions_handling SET slag = 'brevduva' WHERE slag = 'svar'")
    assert unknown_values() == ["motions.Handling.slag: brevduva"]


def test_every_handelse_has_its_sentence() -> None:
    slag = set(Handelse.objects.values_list("slag", flat=True))
    assert len(slag) > 30
    assert slag - set(MENINGAR) == set()
    for kedja in ("arende:1", "organisation:1", "post:1", "sammantrade:1"):
        assert all(rad.text for rad in historik(kedja))


def broken_jobs(jobs: dict[str, list[str]]) -> list[str]:
    """Waiting jobs that no task of the code would take."""
    app.perform_import_paths()
    found = []
    for name, arguments in jobs.items():
        if name not in app.tasks:
            found.append(f"{name} finns inte")
        elif list(inspect.signature(app.tasks[name].func).parameters) != arguments:
            found.append(f"{name} tar inte {arguments}")
    return found


def test_a_job_that_waited_during_the_upgrade_is_done_after_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT task_name FROM procrastinate_jobs")
        assert {name for (name,) in cursor.fetchall()} <= set(TASKS)
    assert broken_jobs(TASKS) == []


def test_what_was_in_hand_when_the_old_version_was_stopped_is_taken_up_and_stops_nothing() -> None:
    assert ateruppta(at=timezone.now()).jobb == 2
    waiting = ProcrastinateJob.objects.filter(status="todo").values_list("task_name", "args")
    handlingar = {args["handling_id"] for name, args in waiting if name == "las_handling"}
    for handling in handlingar:
        jobs.las_handling(handling)
    lasta = Filinlasning.objects.filter(fel="").values_list("handling_id", flat=True)
    assert set(lasta) == handlingar
    jobs.forsegla(1796000000)
    with pytest.raises(Dokument.DoesNotExist):
        jobs.framstall(999999)
    assert halsan().matt["fastnade_jobb"] == 0
    assert halsan().matt["oforseglade"] == 0


def test_a_job_under_another_name_would_be_found() -> None:
    assert broken_jobs({"render": ["dokument_id"], "skicka": ["mail_id"]}) == [
        "render finns inte",
        "skicka tar inte ['mail_id']",
    ]


# -- the pages -------------------------------------------------------------------------------------------


def as_(user: Anvandare) -> Client:
    """A browser of the person's."""
    client = Client()
    client.force_login(user, backend="remiss.login.backend.AccountBackend")
    return client


def test_every_arende_opens_for_who_handles_it() -> None:
    today = timezone.localdate()
    people = list(Anvandare.objects.filter(is_active=True).order_by("pk"))
    opened = 0
    for arende in Arende.objects.select_related("handlaggare").order_by("pk"):
        first = [arende.handlaggare] if arende.handlaggare else []
        reader = next(
            p
            for p in [*first, *people]
            if Arende.objects.visible_to(p, today=today).filter(pk=arende.pk).exists()
        )
        browser = as_(reader)
        for page in ("arende", "arendehistorik"):
            answer = browser.get(reverse(page, args=[arende.pk]))
            assert answer.status_code == 200, (page, arende.dnr)
            assert arende.dnr in answer.content.decode()
        opened += 1
    assert opened == 50


def test_every_sammantrade_opens_for_its_secretary() -> None:
    for sammantrade in Sammantrade.objects.select_related("organ"):
        secretary = Anvandare.objects.filter(
            befattningar__in=sammantrade.organ.befattningar.filter(roll="namndsekreterare")
        ).earliest("pk")
        assert as_(secretary).get(reverse("sammantrade", args=[sammantrade.pk])).status_code == 200


@pytest.mark.parametrize("page", ["skrivbord", "arenden", "frister"])
def test_the_desk_and_the_lists_open_for_everyone(page: str) -> None:
    people = Anvandare.objects.filter(is_active=True)
    assert people.count() > 15
    for user in people:
        assert as_(user).get(reverse(page)).status_code == 200, user.username


def test_what_was_written_is_found_by_its_words() -> None:
    registrator = Anvandare.objects.get(username="gunnel.pahlsson")
    answer = as_(registrator).get(reverse("arenden"), {"q": "solceller"})
    assert "<mark>" in answer.content.decode()
