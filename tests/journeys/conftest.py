"""The whole program for each journey: its own database (cloned, then dropped), gunicorn, a worker, and Chromium."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from remiss.start.processes import is_there, start_apart, status, stop_group
from remiss.start.testrun import make_role, of_the_application
from tests.journeys.resa import VANTA_MS, Resa
from tests.journeys.skrift import Skrift, skriften

ROOT = Path(__file__).resolve().parents[2]
START_SEKUNDER = 90
expect.set_options(timeout=VANTA_MS)
NUMMER = count(1)
LYSSNAR = re.compile(r"Listening at: (http://127\.0\.0\.1:\d+)")
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://remiss@127.0.0.1:5432/remiss")
EGNA = f"{urlsplit(DATABASE_URL).path.removeprefix('/')}_resor_{os.getpid()}"
"""What the names of our databases begin with: those of another test process and another run are others."""


def _url(namn: str) -> str:
    delar = urlsplit(DATABASE_URL)
    return urlunsplit(delar._replace(path=f"/{namn}"))


def _admin(sql: str) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as connection:
        connection.execute(sql)


def _env(databas: str, mapp: Path) -> dict[str, str]:
    """For what the tests do to the database; the program itself is told less."""
    return {
        **os.environ,
        "DATABASE_URL": _url(databas),
        "REMISS_DATA": str(mapp),
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "SECRET_KEY": "hemlighet-for-resor",
        "LOG_LEVEL": "WARNING",
    }


def _programmets_env(databas: str, mapp: Path) -> dict[str, str]:
    """For the program: it owns nothing of its database."""
    return _env(databas, mapp) | {"DATABASE_URL": of_the_application(_url(databas))}


@cache
def _statiskt() -> Path:
    """Where the static files lie as they are served, gathered once for all journeys of this process."""
    mapp = Path(tempfile.mkdtemp(prefix="remiss-statiskt-"))
    atexit.register(shutil.rmtree, mapp)
    kommando = [sys.executable, "-m", "remiss.web.static_files"]
    subprocess.run(kommando, cwd=ROOT, env=_env("postgres", mapp), check=True)
    return mapp / "statiskt"


@contextmanager
def databas(namn: str, mall: str = "template1") -> Iterator[str]:
    """A clone of `mall`, dropped afterwards."""
    _admin(f'CREATE DATABASE "{namn}" TEMPLATE "{mall}"')
    try:
        yield namn
    finally:
        _admin(f'DROP DATABASE "{namn}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrerad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with its tables and nothing else: that of the whole run, or one made here where pytest runs alone."""
    if mall := os.environ.get("TEST_TEMPLATE"):
        yield mall
        return
    with databas(f"{EGNA}_tom") as namn:
        with psycopg.connect(_url(namn), autocommit=True) as connection:
            make_role(connection)
        env = _env(namn, tmp_path_factory.mktemp("tom")) | {"DATABASE_OWNER_URL": _url(namn)}
        env["DATABASE_URL"] = of_the_application(_url(namn))
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
        yield namn


@pytest.fixture(scope="session")
def malldatabas(migrerad: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the kommun of the tests, for the journeys to clone."""
    with databas(EGNA, migrerad) as namn:
        env = _env(namn, tmp_path_factory.mktemp("mall"))
        subprocess.run([sys.executable, "-m", "tests.journeys.seed"], cwd=ROOT, env=env, check=True)
        yield namn


def _sadd(modul: str, env: dict[str, str]) -> Any:
    kommando = [sys.executable, "-m", f"tests.journeys.{modul}"]
    svar = subprocess.run(kommando, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(svar.stdout)


def _vanta(processer: list[subprocess.Popen[bytes]], logg: Path) -> str:
    """The address of the web server, when it answers. It takes any free port itself, so no other can come before it."""
    slut = time.monotonic() + START_SEKUNDER
    while time.monotonic() < slut and all(p.poll() is None for p in processer):
        if lyssnar := LYSSNAR.search(logg.read_text()):
            svar = status(lyssnar[1] + "/halsa")
            if svar is not None and is_there(svar[1]):
                return lyssnar[1]
        time.sleep(0.1)
    raise AssertionError("Programmet kom inte igång:\n" + logg.read_text()[-4000:])


@contextmanager
def _program(mall: str, chromium: Browser, mapp: Path) -> Iterator[Resa]:
    with program(mall, chromium, mapp) as (r, _):
        yield r


@contextmanager
def program(mall: str, chromium: Browser, mapp: Path, seed: str = "") -> Iterator[tuple[Resa, Any]]:
    """A running program on a clone of `mall`, and what the module `seed`, run before it starts, wrote as JSON."""
    (mapp / "filer").mkdir()
    (mapp / "statiskt").symlink_to(_statiskt())
    with databas(f"{EGNA}_{next(NUMMER)}", mall) as namn:
        env = _env(namn, mapp)
        sadd = _sadd(seed, env) if seed else None
        with _processer(_programmets_env(namn, mapp), mapp / "program.log") as (bas, webb):
            r = Resa(chromium, bas, mapp, databas=namn, webb=webb)
            yield r, sadd
            r.stang()


@contextmanager
def _processer(env: dict[str, str], logg: Path) -> Iterator[tuple[str, int]]:
    """The web server and a worker, which end with us however we end; yields the address and the process group of the first."""
    serve = [sys.executable, "-m", "gunicorn", "remiss.wsgi:application", "--bind", "127.0.0.1:0"]
    with logg.open("wb") as ut:
        processer = [
            start_apart(kommando, env, ROOT, stdout=ut, stderr=ut)
            for kommando in (
                [*serve, "--worker-class", "gthread", "--threads", "4"],
                [sys.executable, "manage.py", "procrastinate", "worker"],
            )
        ]
    try:
        yield _vanta(processer, logg), processer[0].pid
        assert "Traceback" not in logg.read_text(), logg.read_text()[-4000:]
    finally:
        for process in processer:
            process.send_signal(signal.SIGTERM)
        for process in processer:
            stop_group(process, signal.SIGTERM)


@pytest.fixture
def resa(malldatabas: str, chromium: Browser, tmp_path: Path) -> Iterator[Resa]:
    """A running program on a fresh copy of the kommun, and a browser to use it with."""
    with _program(malldatabas, chromium, tmp_path) as r:
        yield r


@pytest.fixture(scope="module")
def gemensam(malldatabas: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resa]:
    """One running program for the short stories of a module, each about an ärende of its own."""
    with _program(malldatabas, chromium, tmp_path_factory.mktemp("program")) as r:
        yield r


@pytest.fixture
def skrift(gemensam: Resa, request: pytest.FixtureRequest) -> Iterator[Skrift]:
    """A draft of Anna's and Bo's."""
    yield from skriften(gemensam, request.node.name)
