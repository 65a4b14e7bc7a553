"""What people have written is never in PostgreSQL's log, whatever goes wrong; an own database that would is told of."""

# ruff: noqa: S608 (the words stand in the statements, as Django sends them)

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core import checks

from remiss.drift.databaslogg import kontrollera_databasens_logg
from remiss.start import database
from remiss.start.database import Cluster, ask
from remiss.start.database_log import ALLOWED, QUIET, loud

CANARY = "Kanariekvitter"
"""Plain letters: what a crashed process was doing is told with others as question marks."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A data folder that PostgreSQL's own user can reach: one cluster, which each test starts with its own settings."""
    path = Path(tempfile.mkdtemp(prefix="remiss-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    one = Cluster(folder / "pg", folder / "databas.log", durable=False)
    one.start()
    try:
        yield one
    finally:
        one.stop()


WRONG = [
    "INSERT INTO ord VALUES ('{0}'), ('{0}')",
    "INSERT INTO kort VALUES ('{0}')",
    "INSERT INTO pekar VALUES ('{0}')",
    "SELECT '{0}'::integer",
    "SELECT to_tsquery('{0} &&& :')",
    "SELECT '{0}', finns_inte",
    "SELEC '{0}'",
    "DO $$ BEGIN RAISE EXCEPTION '{0}'; END $$",
    "DO $$ BEGIN RAISE WARNING '{0}'; END $$",
    "SET statement_timeout = 30; SELECT '{0}', pg_sleep(1)",
]


def make_every_mistake(url: str) -> None:
    """Send the server words in every way that it has to say them back."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS ord, kort, pekar")
        connection.execute("CREATE TABLE ord (ord text UNIQUE)")
        connection.execute("CREATE TABLE kort (ord text CHECK (length(ord) < 3))")
        connection.execute("CREATE TABLE pekar (ord text REFERENCES ord (ord))")
        connection.execute("SET lock_timeout = 50")
        for wrong in WRONG:
            with contextlib.suppress(psycopg.Error):
                connection.execute(wrong.format(CANARY).encode())
        connection.execute("SET statement_timeout = 0")
        for wrong in ("INSERT INTO kort VALUES (%s)", "SELECT %s::integer"):
            with contextlib.suppress(psycopg.Error):
                connection.execute(wrong, [CANARY])
        connection.execute(f"SELECT '{CANARY}', pg_sleep(0.01)".encode())
    deadlock(url)
    kill(url)


def deadlock(url: str) -> None:
    """Two who wait for each other with words in their hands."""
    with psycopg.connect(url) as one, psycopg.connect(url) as other:
        with one.transaction():
            one.execute("INSERT INTO ord VALUES ('a'), ('b')")
        one.execute(f"UPDATE ord SET ord = 'a{CANARY}' WHERE ord = 'a'".encode())
        other.execute(f"UPDATE ord SET ord = 'b{CANARY}' WHERE ord = 'b'".encode())

        def wait() -> None:
            with contextlib.suppress(psycopg.Error):
                one.execute(f"UPDATE ord SET ord = '1{CANARY}' WHERE ord = 'b'".encode())

        waiting = threading.Thread(target=wait)
        waiting.start()
        time.sleep(0.1)
        with contextlib.suppress(psycopg.Error):
            other.execute(f"UPDATE ord SET ord = '2{CANARY}' WHERE ord = 'a'".encode())
        other.rollback()
        waiting.join()
        one.rollback()


def kill(url: str) -> None:
    """The server tells what a process that crashed was doing."""
    with psycopg.connect(url, autocommit=True) as connection:
        end = threading.Timer(0.2, os.kill, [connection.info.backend_pid, signal.SIGKILL])
        end.start()
        with contextlib.suppress(psycopg.Error):
            connection.execute(f"SELECT '{CANARY}', pg_sleep(5)".encode())
        end.join()
    for _ in range(200):  # until it has recovered
        with contextlib.suppress(psycopg.Error):
            psycopg.connect(url).close()
            return
        time.sleep(0.1)


def test_no_mistake_leaves_words_in_the_log_of_our_own_database(folder: Path) -> None:
    with cluster(folder) as one:
        make_every_mistake(one.url("postgres"))
    written = one.log.read_text()
    assert "was terminated by signal 9" in written, "the log still tells of what happens to the server"
    assert CANARY not in written


@pytest.mark.parametrize("name", ["log_min_messages", "log_error_verbosity"])
def test_without_a_protection_the_words_are_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(database, "QUIET", {k: v for k, v in QUIET.items() if k != name})
    with cluster(folder) as one:
        before = len(one.log.read_text())
        make_every_mistake(one.url("postgres"))
    assert CANARY in one.log.read_text()[before:]


def test_an_own_database_is_told_which_settings_to_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "QUIET", {"log_statement": "mod"})
    with cluster(folder) as one:
        ask(one.url("postgres"), folder / "logg")
    said = capsys.readouterr().out
    assert "log_statement = none" in said
    assert "log_error_verbosity = terse" in said


def test_our_own_database_is_quiet_about_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with cluster(folder) as one:
        ask(one.url("postgres"), folder / "logg")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_the_start_up_check_warns_of_each_setting_and_only_when_the_database_is_asked_about() -> None:
    assert kontrollera_databasens_logg(None) == []
    warned = kontrollera_databasens_logg(None, databases=["default"])
    assert all(w.id == "remiss.W002" and w.level == checks.WARNING and w.hint for w in warned)


def test_a_setting_that_lets_words_in_is_found() -> None:
    assert loud(QUIET) == {}
    assert loud({**QUIET, "auto_explain.log_min_duration": "250"}) == {
        "auto_explain.log_min_duration": ("250", "-1")
    }
    for name, allowed in ALLOWED.items():
        assert loud({**QUIET, name: "annat"}) == {name: ("annat", allowed[0])}
