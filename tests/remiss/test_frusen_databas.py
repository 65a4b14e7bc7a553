"""A database that is stopped and not gone: it takes connections and questions, and answers none. Whoever asks keeps the time."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from pytest_django import DjangoDbBlocker

from remiss.start.database import Cluster
from remiss.start.testrun import make_role
from remiss.web.postgres.base import DatabaseWrapper

LANGE = 20.0
"""So long nobody may be kept waiting for /halsa, by whom a monitor gives up after half a minute."""


class Fryst:
    """A server of one's own that can be stopped where it stands, with all its processes."""

    def __init__(self, kluster: Cluster) -> None:
        assert kluster.process is not None
        self._pid = kluster.process.pid
        self._stoppade: list[int] = []

    def frys(self) -> None:
        """It keeps its connections and answers nothing."""
        self._stoppade = [self._pid, *barnen(self._pid)]
        for pid in self._stoppade:
            os.kill(pid, signal.SIGSTOP)

    def tina(self) -> None:
        """It goes on."""
        for pid in self._stoppade:
            os.kill(pid, signal.SIGCONT)
        self._stoppade = []

    def mat(self, gor: Callable[[], Any]) -> tuple[Any, float]:
        """What came of it, and how long it took: in a thread of its own, which is waited for no longer than it may take."""
        ut: list[Any] = []

        def i_traden() -> None:
            try:
                ut.append(gor())
            except OperationalError as error:
                ut.append(error)
            finally:
                connections.close_all()

        trad, borjan = threading.Thread(target=i_traden, daemon=True), time.monotonic()
        trad.start()
        trad.join(LANGE)
        tog = time.monotonic() - borjan
        self.tina()
        trad.join(LANGE)
        return ut[0], tog


def barnen(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(barn) for barn in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture(scope="module")
def kluster() -> Iterator[Cluster]:
    """A server that may be stopped, in a folder that PostgreSQL's own user can reach."""
    with tempfile.TemporaryDirectory(prefix="remiss-") as namn:
        mapp = Path(namn)
        mapp.chmod(0o711)
        kluster = Cluster(mapp / "pg", mapp / "databas.log", durable=False)
        kluster.start()
        with psycopg.connect(kluster.url("postgres"), autocommit=True) as annan:
            make_role(annan)
        yield kluster
        kluster.stop()


@pytest.fixture
def server(
    kluster: Cluster, settings: Any, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[Fryst]:
    """Django's connection goes to it, and it is thawed whatever happens."""
    settings.FILE_STORE = tmp_path
    # The tests' own sets a role before each request, and has no patience.
    settings.MIDDLEWARE = [en for en in settings.MIDDLEWARE if not en.startswith("tests.")]
    vanlig = dict(connection.settings_dict)
    adress = psycopg.conninfo.conninfo_to_dict(kluster.url("postgres"))
    connections.close_all()
    connection.settings_dict.update(
        NAME="postgres",
        **{namn.upper(): adress[namn] for namn in ("user", "password", "host", "port")},
    )
    fryst = Fryst(kluster)
    try:
        with django_db_blocker.unblock():
            yield fryst
    finally:
        fryst.tina()
        connections.close_all()
        connection.settings_dict.update(vanlig)


@pytest.mark.parametrize("kvar", [True, False])
def test_the_monitor_is_answered(server: Fryst, *, kvar: bool) -> None:
    """With the connection that the thread has kept, and with none."""

    def fraga() -> Any:
        if kvar:
            assert Client().get("/halsa").status_code == 503
            connection.ensure_connection()
        server.frys()
        return Client().get("/halsa")

    svar, tog = server.mat(fraga)
    assert tog < LANGE
    assert svar.status_code == 503
    assert svar.json()["databas"] is False


def test_no_page_of_the_web_waits_for_ever(server: Fryst, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has asked for long looks whether the server greets anybody: the threads are needed by who asks how it is."""
    monkeypatch.setattr(DatabaseWrapper, "silent_for", 2)

    def fraga() -> Any:
        with connection.cursor() as cursor:
            server.frys()
            return cursor.execute("SELECT 1")

    fel, tog = server.mat(fraga)
    assert isinstance(fel, OperationalError)
    assert tog < LANGE


def test_a_question_that_takes_long_is_waited_for_while_the_server_greets_others(
    server: Fryst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DatabaseWrapper, "silent_for", 0.3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1.5)")
        cursor.execute("SELECT 7")
        assert cursor.fetchone() == (7,)


def test_a_question_is_waited_for_no_longer_than_the_web_waits(
    server: Fryst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DatabaseWrapper, "answer_within", 1)
    borjan = time.monotonic()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    assert time.monotonic() - borjan < 10
    connection.close_if_unusable_or_obsolete()  # as a request begins
    with connection.cursor() as cursor:
        cursor.execute("SELECT 7")


def test_a_job_waits_as_long_as_it_takes(server: Fryst) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
    assert (DatabaseWrapper.answer_within, DatabaseWrapper.silent_for) == (0, 0)
