"""Two ways to one schema: the squashed migrations of a new installation, and the landed ones that it replaces."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from remiss.start.database import PROGRAMS
from tests.remiss.klon import tom_databas

EGNA = ("motions", "remiss")
HALVVAGS = {"motions": "0003_registren_sok", "remiss": "0003_registren_sok"}
"""A version that landed and that somebody may still run."""


def _lang() -> MigrationLoader:
    """Every migration for itself, as if none had been squashed."""
    return MigrationLoader(connection, replace_migrations=False)


def _landade(app: str) -> list[str]:
    return sorted(namn for (a, namn), m in _lang().disk_migrations.items() if a == app and not m.replaces)


def _ersatta(app: str) -> tuple[str, set[str]]:
    """The squashed migration of an app, and what it replaces."""
    (hopslagen,) = (m for (a, _), m in _lang().disk_migrations.items() if a == app and m.replaces)
    return hopslagen.name, {namn for _, namn in hopslagen.replaces}


def _till_halvvags() -> None:
    executor = MigrationExecutor(connection)
    executor.loader = _lang()
    executor.migrate(list(HALVVAGS.items()))


def _innehall(url: str) -> str:
    """All that makes the database: tables, columns in their order, triggers, constraints, indexes, functions, extensions, rows.

    Which migrations have been run is the one thing that may differ, and the password of the dump itself.
    """
    program = [
        str(PROGRAMS / "bin" / "pg_dump"),
        "--no-owner",
        "--exclude-table-data=django_migrations*",
        url,
    ]
    dump = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    return re.sub(r"^\\(un)?restrict .*$", "", dump, flags=re.MULTILINE)


def test_the_short_way_makes_the_database_that_the_long_way_makes(
    django_db_setup: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        with tom_databas() as url:
            call_command("migrate", verbosity=0)
            kort = _innehall(url)
        with tom_databas() as url:
            _till_halvvags()
            call_command("migrate", verbosity=0)
            lang = _innehall(url)
            assert not MigrationExecutor(connection).migration_plan(_lov())
    assert kort.splitlines() == lang.splitlines()
    for vad in (
        "CREATE TRIGGER pgtrigger_endast_tillagg",
        "CREATE FUNCTION public.sv_sort",
        "USING gin (vektor)",
    ):
        assert vad in kort


def _lov() -> list[tuple[str, str]]:
    return list(MigrationExecutor(connection).loader.graph.leaf_nodes())


VERSIONER = [(m, r) for m in range(9) for r in range(5) if m or not r]
"""How many of the landed migrations of each app have been run."""


@pytest.mark.parametrize(("motions", "remiss"), VERSIONER)
def test_an_installation_of_any_landed_version_goes_on_from_where_it_is(
    db: None, motions: int, remiss: int
) -> None:
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app__in=(*EGNA, "admin", "axes")).delete()
    vantat = []
    for app, antal in zip(EGNA, (motions, remiss), strict=True):
        landade = _landade(app)
        for namn in landade[:antal]:
            recorder.record_applied(app, namn)
        hopslagen, ersatta = _ersatta(app)
        kvar = landade[antal:] if antal else [hopslagen, *(n for n in landade if n not in ersatta)]
        vantat += [(app, namn) for namn in kvar]
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = [(m.app_label, m.name) for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    assert sorted(steg for steg in plan if steg[0] in EGNA) == sorted(vantat)
