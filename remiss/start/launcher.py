"""Starts PostgreSQL, the web server and the job workers together, watches them, and stops them together.

`python -m remiss.start.launcher` serves until Ctrl-C; `python -m remiss.start.launcher manage …` runs a manage.py
command against the same database, whether the program is running or not. remiss/start/bootstrap.py makes the
environment first.
"""

# ruff: noqa: S603 (every command is built here, and no shell sees it)

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypedDict

import psycopg

from remiss.start.bootstrap import prepare_typefaces
from remiss.start.console import StartError, beside, complain, run_logged, say, step
from remiss.start.database import Cluster, ask
from remiss.start.processes import (
    Child,
    free_port,
    ignore_signals,
    sick_after,
    signals_interrupt,
    status,
    write_private,
)
from remiss.start.restarts import MOST, Restarts
from remiss.start.sources import static_sources
from remiss.start.workers import WORKERS, command

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
PORTS_TRIED = 100
WEB_WORKERS = 2
WEB_THREADS = 8
LET_GO_SECONDS = 5.0
READY_SECONDS = 60.0
HEALTH_SECONDS = 20.0
WEB = "Webbservern"
OWNER = "DATABASE_OWNER_URL"
LARGEST_LOG = 5 * 1024 * 1024


class Run(TypedDict):
    """What a launcher writes of itself: where it answers, its process, and its settings."""

    address: str
    pid: int
    env: dict[str, str]


class Launcher:
    """One running program: its folder, its database, its processes."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.env = dict(environ)
        # For `migrate` alone: what serves does not own what it writes to.
        self.owner = {name: self.env.pop(name) for name in [OWNER] if name in self.env}
        self.data = Path(environ.get("REMISS_DATA") or ROOT / ".data").absolute()
        self.logs = self.data / "logg"
        self.run_file = self.data / "korning.json"
        self.external = bool(environ.get("DATABASE_URL"))
        self.cluster: Cluster | None = None
        self.children: list[Child] = []
        self.log = self.logs / "start.log"

    # -- run ---------------------------------------------------------------------------------------

    def run(self) -> int:
        """Serve until a signal comes or a process dies; return the exit code."""
        self._prepare_folder()
        try:
            with self._only_one(), signals_interrupt():
                try:
                    self._start()
                    return self._watch()
                except KeyboardInterrupt:
                    say("\nStänger …")
                    return 0
                finally:
                    ignore_signals()
                    self._stop()
        except StartError as error:
            complain(error)
            return 1

    def manage(self, arguments: list[str]) -> int:
        """Run manage.py with `arguments` against the database of `run`, started if need be."""
        self._prepare_folder()
        command = [sys.executable, "manage.py", *arguments]
        try:
            running = self._running()
            if running is not None:
                self.env |= running["env"]
                return subprocess.run(command, cwd=ROOT, env=self.env, check=False).returncode
            with self._only_one(), signals_interrupt():
                try:
                    self._start_database()
                    self._settle_environment()
                    return subprocess.run(
                        command, cwd=ROOT, env=self.env | self.owner, check=False
                    ).returncode
                except KeyboardInterrupt:
                    return 130
                finally:
                    ignore_signals()
                    self._stop()
        except StartError as error:
            complain(error)
            return 1

    def _start(self) -> None:
        port = self._choose_port()
        address = f"http://127.0.0.1:{port}/"
        self.env.setdefault("BASE_URL", address.rstrip("/"))
        with beside("Typsnitt, stilmallar och skript", self._prepare_pages):
            self._open_database()
            self._fill_database(port)
        with step("Webbserver"):
            self.children[0].go_on()
            self._wait_until_ready(address)
        # Only now: the first page is not to wait for what they do.
        self._start_workers()
        self._write_run_file(address, port)
        self._wait_until_well(address)
        say(f"\nRemiss körs på {address}\nStäng med Ctrl-C. Loggar: {self.logs}")

    def _open_database(self) -> None:
        with step("Databas"):
            self._start_database()
        if self.cluster is not None and self.cluster.home != self.cluster.directory:
            home = self.cluster.home
            say(f"  Databasen ligger i {home}: PostgreSQL körs inte som root och når inte {self.data}.")
        self._settle_environment()

    def _fill_database(self, port: int) -> None:
        """Make the tables, and the demo where it is wanted, and start the web server beside that.

        Beside the demo it is started when the tables are there: two processes that read in a new program at the same time both
        compile all of it.
        """
        if self._demo_is_missing():
            with step("Databasens tabeller och demokommun") as now:

                def tell(what: str) -> None:
                    self._start_web(port)
                    now(what)

                failure = "Databasens tabeller och demokommunen gick inte att skapa; se loggen."
                self._manage("demo", "--migrate", failure=failure, tell=tell)
                self._start_web(port)  # nothing is told of a demo that is there already
                self._demo_file.write_text("klar")
        else:
            self._start_web(port)
            with step("Databasens tabeller"):
                failure = "Databasens tabeller gick inte att skapa; se loggen."
                self._manage("migrate", "--noinput", failure=failure)

    def _watch(self) -> int:
        """Wait; start a worker or the database again when it has ended by itself, and close when that is too often."""
        restarts = Restarts()
        while True:
            time.sleep(0.5)
            for title, log, died, again in self._watched():
                if died():
                    which = restarts.allows(title) if again is not None else None
                    if again is None or which is None:
                        raise StartError(
                            f"{title} avslutades oväntat, så allt stängs; loggen säger varför.", log
                        )
                    say(f"  {title} avslutades oväntat och startas igen ({which} av {MOST}). Logg: {log}")
                    again()

    def _watched(self) -> Iterator[tuple[str, Path, Callable[[], bool], Callable[[], None] | None]]:
        """What runs, the database first: a worker cannot start without it. The web server is not started again."""
        if self.cluster is not None and (process := self.cluster.process) is not None:
            yield "Databasen", self.cluster.log, lambda: process.poll() is not None, self.cluster.start
        for child in self.children:
            yield child.title, child.log, child.died, None if child.title == WEB else child.start

    def _stop(self) -> None:
        """Stop web, workers and database in that order: nobody loses the one they depend on."""
        while self.children:
            self.children.pop(0).stop()
        if self.cluster is not None:
            self.cluster.stop()
        self.run_file.unlink(missing_ok=True)

    # -- the folder --------------------------------------------------------------------------------

    def _prepare_folder(self) -> None:
        try:
            if not self.data.is_dir():
                self.data.mkdir(parents=True)
                self.data.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.logs, self.data / "filer", self.data / "forhandsvisning"):
                folder.mkdir(mode=0o700, exist_ok=True)
            for log in self.logs.glob("*.log"):
                if log.stat().st_size > LARGEST_LOG:
                    log.replace(log.with_suffix(".log.1"))
            self.log.open("ab").close()
        except OSError as error:
            raise SystemExit(
                f"✗ Du får inte skriva i {error.filename}; kör som den användare som äger mappen, eller ange "
                "en annan med REMISS_DATA."
            ) from error

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[None]:
        """Hold the lock of the data folder; it is released by the system however this process ends."""
        with (self.data / "korning.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                running = self._running()
                where = f" på {running['address']}" if running else ""
                stop = f", eller med «kill {running['pid']}»" if running else ""
                raise StartError(f"Remiss körs redan{where}; stäng det med Ctrl-C där{stop}.") from error
            yield

    def _running(self) -> Run | None:
        """Return what the launcher that holds the lock has written of itself, or None."""
        with contextlib.suppress(OSError), (self.data / "korning.lock").open() as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                with contextlib.suppress(OSError, ValueError):
                    run: Run = json.loads(self.run_file.read_text())
                    return run
        return None

    def _write_run_file(self, address: str, port: int) -> None:
        names = ("DATABASE_URL", "SECRET_KEY", "DEMO", "REMISS_DATA", "BASE_URL")
        env = {name: self.env[name] for name in names} | self.owner
        facts = {"pid": os.getpid(), "address": address, "port": port, "env": env}
        write_private(self.run_file, json.dumps(facts))

    def _choose_port(self) -> int:
        wanted = self.env.get("PORT", "").strip()
        self._wait_for_left_over_port()
        if not wanted:
            port = free_port(DEFAULT_PORT, tries=PORTS_TRIED)
            if port is None:
                raise StartError(
                    "Ingen port från 8000 till 8099 är ledig; välj en annan med «make run PORT=9000»."
                )
            if port != DEFAULT_PORT:
                say(f"  Port {DEFAULT_PORT} är upptagen, tar {port} i stället.")
            return port
        if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
            raise StartError(f"PORT ska vara ett tal mellan 1 och 65535, inte «{wanted}».")
        if free_port(int(wanted)) is None:
            raise StartError(
                f"Port {wanted} är upptagen eller otillåten; välj en annan med «make run PORT=9000»."
            )
        return int(wanted)

    def _wait_for_left_over_port(self) -> None:
        """After a start that was killed its web server needs a moment to notice and let go of the port."""
        if self.run_file.is_file():
            port = int(json.loads(self.run_file.read_text())["port"])
            deadline = time.monotonic() + LET_GO_SECONDS
            while free_port(port) is None and time.monotonic() < deadline:
                time.sleep(0.1)

    # -- the database ------------------------------------------------------------------------------

    def _start_database(self) -> None:
        if self.external:
            ask(self.env["DATABASE_URL"], self.log)
            return
        self.cluster = Cluster(self.data / "pg", self.logs / "databas.log")
        self.cluster.start()
        self.cluster.create_database()
        self.owner[OWNER] = self.cluster.url()
        self.env["DATABASE_URL"] = self.cluster.application_url()

    def _settle_environment(self) -> None:
        """Settle what the program reads from its environment and nobody has set."""
        self.env["REMISS_DATA"] = str(self.data)
        self.env["WORKERS"] = str(len(WORKERS))
        if "DEMO" not in self.env:
            demo = not self.external and (self._demo_file.is_file() or self._database_is_empty())
            self.env["DEMO"] = "1" if demo else "0"
        if not self.env.get("SECRET_KEY"):
            key_file = self.data / "hemlig-nyckel"
            if not key_file.is_file():
                write_private(key_file, secrets.token_urlsafe(50))
            self.env["SECRET_KEY"] = key_file.read_text()
        if self._demo_wanted and not self._demo_file.is_file() and self._database_is_empty():
            # Written before the tables are: an interrupted first start is taken up where it stopped.
            self._demo_file.write_text("påbörjad")

    @property
    def _demo_file(self) -> Path:
        """The mark that this database was made as a demo; one that was not is never filled with it."""
        return self.data / ("demo-extern" if self.external else "demo")

    @property
    def _demo_wanted(self) -> bool:
        return self.env["DEMO"].strip().lower() in {"1", "true", "yes", "on", "y", "t"}

    def _database_is_empty(self) -> bool:
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            found = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        return found is None or found[0] is None

    def _demo_is_missing(self) -> bool:
        return self._demo_wanted and self._demo_file.is_file() and self._demo_file.read_text() == "påbörjad"

    def _prepare_pages(self) -> None:
        """What the pages load; the web server reads what was gathered when it lets its workers go on."""
        prepare_typefaces(self.env)
        self.gather_static_files()

    def gather_static_files(self) -> None:
        """Gather what the pages load, when anything of it is new since the last start."""
        done = self.data / "statiskt.sha256"
        sources = static_sources()
        manifest = self.data / "statiskt" / "staticfiles.json"
        if manifest.is_file() and done.is_file() and done.read_text() == sources:
            return
        with step("Stilmallar, skript och typsnitt"):
            run_logged(
                [sys.executable, "-m", "remiss.web.static_files"],
                self.log,
                "Filerna som webbsidorna läser in gick inte att samla; se loggen.",
                env=self.env,
                cwd=ROOT,
            )
            done.write_text(sources)

    def _manage(self, *arguments: str, failure: str, tell: Callable[[str], None] | None = None) -> None:
        command = [sys.executable, "manage.py", *arguments]
        run_logged(command, self.log, failure, env=self.env | self.owner, cwd=ROOT, tell=tell)

    # -- the processes -----------------------------------------------------------------------------

    def _start_web(self, port: int) -> None:
        """Start the web server, unless it is: it reads in the program and then waits to be told to answer."""
        if self.children:
            return
        web = [sys.executable, "-m", "gunicorn", "remiss.wsgi:application", "--bind", f"127.0.0.1:{port}"]
        web += ["--worker-class", "gthread", "--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)]
        web += [
            "--graceful-timeout",
            "10",
            "--no-control-socket",
            "--config",
            "python:remiss.start.webserver",
        ]
        self.children.append(Child(WEB, web, self.logs / "webb.log", self.env, ROOT, waits=True))

    def _start_workers(self) -> None:
        for number, worker in enumerate(WORKERS, start=1):
            job, log = command(f"arbetare-{number}", worker), self.logs / f"arbetare-{number}.log"
            self.children.append(Child(f"Arbetare {number}", job, log, self.env, ROOT))

    def _wait_until_ready(self, address: str) -> None:
        """Wait until the web server answers anything at all."""
        deadline = time.monotonic() + READY_SECONDS
        while status(address + "halsa") is None:
            for title, log, died, _ in self._watched():
                if died():
                    raise StartError(f"{title} startade inte; loggen säger varför.", log)
            if time.monotonic() > deadline:
                raise StartError("Webbservern svarar inte; loggen säger varför.", self.logs / "webb.log")
            time.sleep(0.1)

    def _wait_until_well(self, address: str) -> None:
        """Wait a while for database, workers and file store to be well; say so when they are not."""
        if sick := sick_after(address + "halsa", HEALTH_SECONDS):
            say(f"  Allt är inte bra ännu: {sick}")


def main(arguments: list[str]) -> int:
    """Run `manage ARGUMENT…`, or without arguments serve."""
    launcher = Launcher(dict(os.environ))
    if arguments[:1] == ["manage"]:
        return launcher.manage(arguments[1:])
    return launcher.run()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
