"""A worker whose database goes away and comes back goes on: what it asks meanwhile is answered later, and it listens again."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from procrastinate.contrib.django import app, django_connector
from procrastinate.psycopg_connector import PsycopgConnector

from remiss.drift.uthallig import FORSOK_SEKUNDER, UthalligConnector
from remiss.start.database import Cluster

KANAL = "haverier"


@pytest.fixture
def kluster() -> Iterator[Cluster]:
    """A database that may be killed, in a folder that PostgreSQL's own user can reach."""
    with tempfile.TemporaryDirectory(prefix="remiss-") as namn:
        mapp = Path(namn)
        mapp.chmod(0o711)
        kluster = Cluster(mapp / "pg", mapp / "databas.log", durable=False)
        kluster.start()
        yield kluster
        kluster.stop()


async def _over_ett_avbrott(
    kluster: Cluster, connector: PsycopgConnector, *, borta: float, inom: float
) -> list[Any]:
    """Listen and ask, kill the database, ask once more, start it again, and tell those who listen. Returns what came of it."""
    hort: list[Any] = []
    hordes = asyncio.Event()

    async def hor(*, channel: str, payload: str) -> None:
        hort.append(payload)
        hordes.set()

    await connector.open_async()
    lyssnar = asyncio.create_task(connector.listen_notify(hor, [KANAL]))
    try:
        await connector.execute_query_one_async("SELECT 1 AS ett")
        assert kluster.process is not None
        kluster.process.kill()
        kluster.process.wait()
        fraga = asyncio.create_task(connector.execute_query_one_async("SELECT 2 AS tva"))
        await asyncio.sleep(borta)
        await asyncio.to_thread(kluster.start)
        svar = await asyncio.wait_for(fraga, inom)
        while not hordes.is_set():
            with psycopg.connect(kluster.url("postgres"), autocommit=True) as annan:
                annan.execute("SELECT pg_notify(%s, %s)", [KANAL, "nytt"])
            if lyssnar.done():
                lyssnar.result()
            await asyncio.sleep(0.2)
        return [svar, hort[0]]
    finally:
        lyssnar.cancel()
        await asyncio.gather(lyssnar, return_exceptions=True)
        await connector.close_async()


@pytest.mark.durability
def test_it_goes_on_when_the_database_is_there_again(kluster: Cluster) -> None:
    connector = UthalligConnector(conninfo=kluster.url("postgres"))
    svar, hort = asyncio.run(_over_ett_avbrott(kluster, connector, borta=1, inom=30))
    assert svar == {"tva": 2}
    assert hort == "nytt"


@pytest.mark.durability
def test_however_long_it_was_away_it_is_asked_again_at_once(kluster: Cluster) -> None:
    connector = UthalligConnector(conninfo=kluster.url("postgres"), min_size=1, max_size=1)
    # The pool itself tries after 1, 3, 7, 15 and 31 seconds.
    svar, _ = asyncio.run(_over_ett_avbrott(kluster, connector, borta=16, inom=2 * FORSOK_SEKUNDER))
    assert svar == {"tva": 2}


def test_the_workers_have_it() -> None:
    assert isinstance(app.connector, django_connector.DjangoConnector)
    assert isinstance(app.connector.get_worker_connector(), UthalligConnector)
