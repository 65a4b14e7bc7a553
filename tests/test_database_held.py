"""A database that is killed while it starts again is waited for: what the killed server left holds its memory for a while."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from remiss.start.database import Cluster

HELD_SECONDS = 9.0
"""Longer than the tries of a server that will not start at all."""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A database server of the test's own, where its user can reach it."""
    folder = Path(tempfile.mkdtemp(prefix="remiss-prov-"))
    folder.chmod(0o711)
    server = Cluster(folder / "pg", folder / "databas.log", durable=True)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.home, ignore_errors=True)
    shutil.rmtree(folder)


def test_what_the_killed_server_left_is_waited_for(cluster: Cluster) -> None:
    assert cluster.process is not None
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kvar AS SELECT 1 AS ett")
        left = connection.info.backend_pid
        os.kill(left, signal.SIGSTOP)
        wakes = threading.Timer(HELD_SECONDS, os.kill, (left, signal.SIGCONT))
        wakes.start()
        cluster.process.kill()
        cluster.process.wait()

        cluster.start()

        assert wakes.finished.is_set()
        assert b"pre-existing shared memory block" in cluster.log.read_bytes()
    with psycopg.connect(cluster.url("postgres")) as connection:
        assert connection.execute("SELECT ett FROM kvar").fetchone() == (1,)
