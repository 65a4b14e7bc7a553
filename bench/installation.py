"""Commits side by side: each in a folder of its own, with its own demo made by its own code, started as `make run` starts it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bench.start import EGNA, ROOT, klona
from remiss.start.console import StartError, step
from remiss.start.database import Cluster
from remiss.start.processes import free_port, start_apart, stop_group

IGANG_SEKUNDER = 1800.0
VILA_SEKUNDER = 600.0
FRAGOR = Path(__file__).resolve().parent / "fragor.py"
VANTANDE = """
SELECT count(*) FROM procrastinate_jobs
WHERE status = 'doing' OR status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
"""


@dataclass(frozen=True)
class Installation:
    """A program that runs: where its code is, its launcher, what it wrote of itself and its log."""

    mapp: Path
    data: Path
    port: int
    databas: str
    process: subprocess.Popen[bytes]
    logg: Path

    @property
    def miljo(self) -> dict[str, str]:
        """What its processes read from their environment."""
        return dict(json.loads((self.data / "korning.json").read_text("utf-8"))["env"])

    def vanta(self) -> None:
        """Wait until it answers and its workers have nothing to do. Errors: StartError."""
        sist = time.monotonic() + IGANG_SEKUNDER
        while not (self.data / "korning.json").is_file():
            if self.process.poll() is not None or time.monotonic() > sist:
                raise StartError("Programmet kom inte igång; loggen säger varför.", self.logg)
            time.sleep(0.2)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/logga-in/", timeout=30):
            pass
        sist = time.monotonic() + VILA_SEKUNDER
        with psycopg.connect(self.databas, autocommit=True) as forbindelse:
            while (rad := forbindelse.execute(VANTANDE).fetchone()) and rad[0]:
                if time.monotonic() > sist:
                    raise StartError(f"Arbetarna blev inte klara: {rad[0]} jobb är kvar.", self.logg)
                time.sleep(0.5)

    def fragor(self, sidor: Sequence[tuple[str, str]]) -> list[int]:
        """How many queries its code asks for the pages, each a session and an address."""
        env = {k: v for k, v in os.environ.items() if k not in EGNA} | self.miljo
        env |= {"PYTHONPATH": str(self.mapp), "LOG_LEVEL": "ERROR"}
        svar = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-P", str(FRAGOR)],
            input=json.dumps(sidor),
            capture_output=True,
            text=True,
            cwd=self.mapp,
            env=env,
            check=False,
        )
        if svar.returncode != 0:
            raise StartError(f"Frågorna gick inte att räkna: {svar.stderr.strip()[-400:]}")
        return list(json.loads(svar.stdout))


@contextlib.contextmanager
def starta(mapp: Path, data: Path, databas: str, logg: Path, *, demo: bool) -> Iterator[Installation]:
    """The program of a folder, against a database that is there; it is not waited for, and stopped after the block."""
    port = free_port()
    if port is None:
        raise StartError("Ingen port är ledig på 127.0.0.1.")
    env = {k: v for k, v in os.environ.items() if k not in EGNA and k != "PYTHONPATH"}
    env |= {
        "DATABASE_URL": databas,
        "REMISS_DATA": str(data),
        "DEMO": "1" if demo else "0",
        "PORT": str(port),
    }
    if not demo:  # whoever fills the database makes the sessions too
        env["SECRET_KEY"] = os.environ["SECRET_KEY"]
    # Where the launcher lies, and who makes the typefaces, has changed over the years.
    ny = (mapp / "remiss" / "start" / "launcher.py").is_file()
    (data / "korning.json").unlink(missing_ok=True)
    with logg.open("wb") as sank:
        if not ny:
            typsnitt = [sys.executable, "-m", "remiss.fonts", "static/typsnitt"]
            subprocess.run(typsnitt, cwd=mapp, env=env, stdout=sank, stderr=sank, check=True)  # noqa: S603 - our own
        launcher = "remiss.start.launcher" if ny else "remiss.launcher"
        process = start_apart([sys.executable, "-m", launcher], env, mapp, stdout=sank, stderr=sank)
    try:
        yield Installation(mapp, data, port, databas, process, logg)
    finally:
        stop_group(process, signal.SIGTERM)


@contextlib.contextmanager
def sida_vid_sida(versioner: Sequence[str], cluster: Cluster, loggar: Path) -> Iterator[list[Installation]]:
    """The commits with a demo each, all at rest. Errors: StartError, CalledProcessError for a commit that is not here."""
    with contextlib.ExitStack() as hog:
        rot = Path(hog.enter_context(tempfile.TemporaryDirectory(dir=ROOT / ".data", prefix="sidor-")))
        igang = []
        for nummer, version in enumerate(versioner):
            mapp, databas = rot / str(nummer), f"sidor_{nummer}"
            klona(version, mapp)
            (mapp / ".venv").symlink_to(sys.prefix)
            with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
                admin.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(databas))
                )
            cluster.create_database(databas)
            logg = loggar / f"{databas}.log"
            igang.append(
                hog.enter_context(starta(mapp, mapp / ".data", cluster.url(databas), logg, demo=True))
            )
        for version, installation in zip(versioner, igang, strict=True):
            with step(f"{version} med sin demo"):
                installation.vanta()
        yield igang
