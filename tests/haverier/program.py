"""A Remiss that runs: started as `make run` does, started again as systemd would, and asked in its database from outside."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

from remiss.start.console import StartError
from remiss.start.database import Cluster
from remiss.start.processes import free_port, start_apart, stop_group
from tests.haverier.klient import INGET, Klient, Svar
from tests.haverier.processer import Delar, delar, miljo

ROT = Path(__file__).resolve().parents[2]
EGNA = {
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "REMISS_DATA",
    "PORT",
    "DEMO",
}
"""What whoever starts us has set for itself."""
FORSTA_START_SEKUNDER = 300.0
FRISK_SEKUNDER = 180.0
OMSTART_SEKUNDER = 1.0
"""systemd's RestartSec, shorter than docs/drift.md says so that the runs are."""
INSTALLNINGAR = "tests.haverier.installningar"


class Program:
    """One data folder and the launcher that runs in it, with Restart=always."""

    def __init__(self, data: Path, *, miljo: Mapping[str, str] | None = None) -> None:
        port = free_port()
        if port is None:
            raise StartError("Ingen port är ledig på 127.0.0.1.")
        self.data, self.port = data.absolute(), port
        self.logg = self.data / "utskrift.log"
        self.omstarter = 0
        self._miljo = {k: v for k, v in os.environ.items() if k not in EGNA}
        self._miljo |= {"REMISS_DATA": str(self.data), "PORT": str(port), "DEMO": "1"}
        self._miljo |= {"DJANGO_SETTINGS_MODULE": INSTALLNINGAR, **(miljo or {})}
        self._slut = threading.Event()
        self._vakt: threading.Thread | None = None

    # -- running ---------------------------------------------------------------------------------

    def starta(self) -> float:
        """Start it and wait until it is well. Returns the seconds. Errors: StartError."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.data.chmod(0o711)
        borjan = time.monotonic()
        self._process = self._en_gang()
        self._vakt = threading.Thread(target=self._starta_igen, daemon=True)
        self._vakt.start()
        if self.vanta_frisk(FORSTA_START_SEKUNDER) is None:
            raise StartError("Programmet blev aldrig friskt; loggen säger varför.", self.logg)
        return time.monotonic() - borjan

    def _en_gang(self) -> Any:
        with self.logg.open("ab") as sank:
            return start_apart(
                [sys.executable, "-m", "remiss.start.launcher"], self._miljo, ROT, stdout=sank, stderr=sank
            )

    def _starta_igen(self) -> None:
        while not self._slut.is_set():
            self._process.wait()
            if self._slut.wait(OMSTART_SEKUNDER):
                return
            self.omstarter += 1
            self._process = self._en_gang()

    def stoppa(self) -> None:
        """Stop it for good."""
        self._slut.set()
        while self._vakt is not None and self._vakt.is_alive():
            stop_group(self._process, signal.SIGTERM)  # it may have been started again this very moment
            self._vakt.join(OMSTART_SEKUNDER)

    def utskrivet(self, ord_: str) -> int:
        """How often the launcher has said this."""
        return self.logg.read_text("utf-8", "replace").count(ord_)

    # -- asking ----------------------------------------------------------------------------------

    @property
    def korning(self) -> dict[str, Any]:
        """What the launcher has written of itself; nothing while it starts."""
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads((self.data / "korning.json").read_text("utf-8")))
        return {}

    @property
    def url(self) -> str:
        """The database as its owner sees it. Errors: OperationalError while there is none."""
        env = self.korning.get("env", {})
        if not env:
            raise psycopg.OperationalError("Programmet startar.")
        return str(env.get("DATABASE_OWNER_URL") or env["DATABASE_URL"])

    @property
    def pid(self) -> int:
        """The launcher's own process, 0 while it starts."""
        return int(self.korning.get("pid", 0))

    @property
    def delar(self) -> Delar:
        """Its processes now."""
        return delar(self.pid or self._process.pid)

    @property
    def arbetare(self) -> int:
        """How many workers there are to be."""
        pid = next(iter(self.delar.webbmaster), 0)
        return int(miljo(pid, "WORKERS") or 0)

    @contextlib.contextmanager
    def databas(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection where each statement is its own transaction."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as forbindelse:
            yield forbindelse

    def fraga(self, sql: str, *varden: Any) -> list[tuple[Any, ...]]:
        """Read in the database."""
        with self.databas() as forbindelse:
            return forbindelse.execute(sql, varden).fetchall()

    def tal(self, sql: str, *varden: Any) -> int:
        """Read one number."""
        return int(self.fraga(sql, *varden)[0][0])

    def halsa(self, talamod: float = 8.0) -> Svar:
        """What /halsa says now."""
        return Klient(self.port, talamod).get("/halsa")

    def vanta_frisk(self, sekunder: float = FRISK_SEKUNDER) -> float | None:
        """Wait until it is well and has said where its database is. Returns the seconds, None when it never was."""
        return vanta(lambda: self.halsa().status == 200 and bool(self.korning), sekunder)

    def vanta_svar(self, sekunder: float = FRISK_SEKUNDER) -> float | None:
        """Wait until it answers, well or not."""
        return vanta(lambda: self.halsa().status != INGET and bool(self.korning), sekunder)


def gor_litet(data: Path) -> None:
    """Make a data folder with a small kommun, for a program that is to start in seconds. Errors: StartError."""
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o711)
    for mapp in ("filer", "forhandsvisning", "statiskt"):
        (data / mapp).mkdir(mode=0o700, exist_ok=True)
    kluster, logg = Cluster(data / "pg", data / "databas.log"), data / "litet.log"
    kluster.start()
    try:
        kluster.create_database()
        env = {k: v for k, v in os.environ.items() if k not in EGNA}
        env |= {"DATABASE_URL": kluster.url(), "REMISS_DATA": str(data), "DEMO": "1", "LOG_LEVEL": "WARNING"}
        env |= {"DJANGO_SETTINGS_MODULE": "remiss.settings"}
        with logg.open("ab") as sank:
            process = start_apart(
                [sys.executable, "-m", "tests.haverier.litet"], env, ROT, stdout=sank, stderr=sank
            )
            if process.wait():
                raise StartError("Den lilla kommunen gick inte att göra; loggen säger varför.", logg)
    finally:
        kluster.stop()


def vanta(hant: Any, sekunder: float, *, var: float = 0.1) -> float | None:
    """Ask until it has happened. Returns the seconds it took, None when it did not. A database that is away has not answered."""
    borjan = time.monotonic()
    while time.monotonic() - borjan < sekunder:
        with contextlib.suppress(psycopg.Error):
            if hant():
                return time.monotonic() - borjan
        time.sleep(var)
    return None
