"""The whole program for each journey: its own database (cloned, then dropped), gunicorn, a worker, and Chromium."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
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

from tests.journeys.resa import Resa

ROOT = Path(__file__).resolve().parents[2]
START_SEKUNDER = 90
VANTA_MS = 15_000
expect.set_options(timeout=VANTA_MS)
NUMMER = count(1)
MALL = f"resor_{os.getpid()}"
DATABASE_URL = os.environ.get("DATABASE_URL", "postgresql://remiss@127.0.0.1:5432/remiss")


def _url(namn: str) -> str:
    delar = urlsplit(DATABASE_URL)
    return urlunsplit(delar._replace(path=f"/{namn}"))


def _admin(sql: str) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as connection:
        connection.execute(sql)


def _env(databas: str, mapp: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": _url(databas),
        "REMISS_DATA": str(mapp),
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "SECRET_KEY": "hemlighet-for-resor",
        "LOG_LEVEL": "WARNING",
    }


@cache
def _statiskt() -> Path:
    """Where the static files lie as they are served, gathered once for all journeys of this process."""
    mapp = Path(tempfile.mkdtemp(prefix="remiss-statiskt-"))
    atexit.register(shutil.rmtree, mapp)
    kommando = [sys.executable, "-m", "remiss.web.static_files"]
    subprocess.run(kommando, cwd=ROOT, env=_env(MALL, mapp), check=True)
    return mapp / "statiskt"


@pytest.fixture(scope="session")
def malldatabas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database with the kommun of the tests, for the journeys to clone."""
    env = _env(MALL, tmp_path_factory.mktemp("mall"))
    _admin(f'CREATE DATABASE "{MALL}"')
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
    subprocess.run([sys.executable, "-m", "tests.journeys.seed"], cwd=ROOT, env=env, check=True)
    yield MALL
    _admin(f'DROP DATABASE "{MALL}" WITH (FORCE)')


def _sadd(modul: str, env: dict[str, str]) -> Any:
    kommando = [sys.executable, "-m", f"tests.journeys.{modul}"]
    svar = subprocess.run(kommando, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(svar.stdout)


def _ledig_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _vanta(url: str, processer: list[subprocess.Popen[bytes]], logg: Path) -> None:
    slut = time.monotonic() + START_SEKUNDER
    while time.monotonic() < slut:
        if any(p.poll() is not None for p in processer):
            break
        try:
            with urllib.request.urlopen(url, timeout=2) as svar:  # noqa: S310 - our own loopback address
                if svar.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("Programmet kom inte igång:\n" + logg.read_text()[-4000:])


@contextmanager
def _program(mall: str, chromium: Browser, mapp: Path) -> Iterator[Resa]:
    with program(mall, chromium, mapp) as (r, _):
        yield r


@contextmanager
def program(mall: str, chromium: Browser, mapp: Path, seed: str = "") -> Iterator[tuple[Resa, Any]]:
    """A running program on a clone of `mall`, and what the module `seed`, run before it starts, wrote as JSON."""
    databas = f"{mall}_{next(NUMMER)}"
    _admin(f'CREATE DATABASE "{databas}" TEMPLATE "{mall}"')
    (mapp / "filer").mkdir()
    (mapp / "statiskt").symlink_to(_statiskt())
    env = _env(databas, mapp)
    sadd = _sadd(seed, env) if seed else None
    port = _ledig_port()
    logg = mapp / "program.log"
    with logg.open("wb") as ut:
        processer = [
            subprocess.Popen(argument, cwd=ROOT, env=env, stdout=ut, stderr=ut, start_new_session=True)
            for argument in (
                [
                    *(sys.executable, "-m", "gunicorn", "remiss.wsgi:application"),
                    *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4"),
                ],
                [sys.executable, "manage.py", "procrastinate", "worker"],
            )
        ]
    try:
        _vanta(f"http://127.0.0.1:{port}/halsa", processer, logg)
        r = Resa(chromium, f"http://127.0.0.1:{port}", mapp, databas=databas)
        yield r, sadd
        r.stang()
        assert "Traceback" not in logg.read_text(), logg.read_text()[-4000:]
    finally:
        for process in processer:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in processer:
            process.wait(timeout=30)
        _admin(f'DROP DATABASE "{databas}" WITH (FORCE)')


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
