"""What `make test` runs: style, types, migrations, unit tests and journeys, on a database cluster apart.

Called by remiss/start/bootstrap.py, which has installed all that is needed. The arguments go to pytest.
TEST_DATABASE_URL points the tests at another PostgreSQL, as its superuser: the tests make databases and a role.

The database is migrated once for the whole run; every test process and every journey clones it. All databases of a
run have its name in theirs, and the run drops them, also those of a test process that was killed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster
from remiss.start.processes import ignore_signals, signals_interrupt, start_apart, stop_group

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".data"
PYTHON = sys.executable
NO_TESTS_COLLECTED = 5
MOST_WORKERS = 4
OURS = "remissprov"
APPLICATION = "remissprov_app"
"""The role that the program has in the tests, with its own name as its password: it owns nothing, as in an installation."""
RENA = "Rena tester i en nyare Python"
# Set by whoever runs the program, and read by the settings: the tests decide these themselves.
SETTINGS = {
    *(
        "ALLOWED_HOSTS",
        "BASE_URL",
        "CSRF_TRUSTED_ORIGINS",
        "DATABASE_OWNER_URL",
        "DATABASE_URL",
        "DEBUG",
        "DEMO",
        "EMAIL_URL",
        "HTTPS",
    ),
    *("LOG_LEVEL", "MAIL_FROM", "MAX_UPLOAD_MB", "PDF_VARIANT", "PORT", "REMISS_DATA", "SECRET_KEY"),
}


@dataclass(frozen=True)
class Check:
    """One thing that must hold: its headline, its command, and what to do when it fails.

    One that is `beside` is begun before all others, since it leaves a core idle; what it says is kept until its turn.
    """

    title: str
    command: list[str]
    remedy: str
    beside: bool = False


def checks(arguments: list[str]) -> list[Check]:
    """Return the checks in the order they are run; `arguments` are pytest's."""
    workers = min(MOST_WORKERS, max(2, os.cpu_count() or 2))
    # In order, half each, and whoever is done takes from the other's end: no core is idle, and a module is seldom split.
    units = [PYTHON, "-m", "pytest", "-n", str(workers), "--dist", "worksteal", *arguments]
    # By file, those with most tests first: what a module of journeys shares takes minutes to make.
    journeys = [PYTHON, "-m", "pytest", "-n", str(workers), "--dist", "loadfile", *arguments]
    ruff = [PYTHON, "-m", "ruff"]
    ours = ["--extend-exclude", ".data", "."]
    read = "läs felen under rubriken"
    return [
        Check("Stil", [*ruff, "check", *ours], "kör «.venv/bin/ruff check --fix»"),
        Check("Form", [*ruff, "format", "--check", *ours], "kör «.venv/bin/ruff format»"),
        Check(
            "Migreringar",
            [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
            "kör «make manage ARGS=makemigrations»",
        ),
        Check("Typer", [PYTHON, "-m", "mypy", "motions", "remiss", "tests", "bench"], read, beside=True),
        *_pure(arguments),
        Check("Enhetstester", [*units, "-m", "not journey"], read),
        Check("Resor i webbläsaren", [*journeys, "-m", "journey"], read),
    ]


def _pure(arguments: list[str]) -> list[Check]:
    """The tests of the law's arithmetic, which need no database, on a newer Python where there is one."""
    python = os.environ.get("NEWER_PYTHON")
    if python is None:
        return []
    pure = [python, "-m", "pytest", "-q", "tests/motions", "-m", "not django_db and not journey", *arguments]
    return [Check(RENA, pure, "läs felen under rubriken", beside=True)]


def future(arguments: list[str]) -> list[Check]:
    """What a newer Python and the newest Django say of the program: warnings are shown, and are no errors."""
    python = os.environ["NEWER_PYTHON"]
    shown = ["-W", "default"]
    pytest = [
        python,
        *shown,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "-o",
        "filterwarnings=default",
    ]
    return [
        Check("Vad programmet säger", [python, *shown, "manage.py", "check"], "se varningarna"),
        Check(
            "Migreringar", [python, "manage.py", "makemigrations", "--check", "--dry-run"], "se skillnaden"
        ),
        Check("Enhetstester", [*pytest, "-m", "not journey", *arguments], "läs felen och varningarna"),
    ]


def main(arguments: list[str]) -> int:
    """Run every check, also after one has failed; return 0 when all hold.

    With «--future» first, what does not hold is said and the answer is 0: it is about what is to come.
    """
    ahead = arguments[:1] == ["--future"]
    if "NEWER_PYTHON" not in os.environ:
        say(f"– {RENA}: {os.environ.get('NO_NEWER_PYTHON', 'ingen är vald')}")
        if ahead:
            return 0
    wanted = future(arguments[1:]) if ahead else checks(arguments)
    with (LOCAL / "test.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            complain(StartError("Testerna körs redan i den här mappen; vänta tills de är klara."))
            return 1
        logs = LOCAL / "logg"
        logs.mkdir(mode=0o700, exist_ok=True)
        env = _environment()
        try:
            with (
                signals_interrupt(),
                _server(logs) as server,
                _beside(wanted, env) as begun,
                _databases(server, env),
            ):
                code = _run_all(wanted, begun, env, selected=bool(arguments))
                return 0 if ahead else code
        except StartError as error:
            complain(error)
            return 1
        except KeyboardInterrupt:
            say("\nAvbrutet.")
            return 130


def _environment() -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    files = LOCAL / "test-filer"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(mode=0o700)
    env["REMISS_DATA"] = str(files)
    env["SECRET_KEY"] = secrets.token_urlsafe(50)
    return env


# -- databases -------------------------------------------------------------------------------------


@contextmanager
def _server(logs: Path) -> Iterator[str]:
    """The address of the server: the one that was given, or one of our own for as long as the block runs."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    cluster = Cluster(LOCAL / "test-pg", logs / "test-databas.log", durable=False)
    try:
        with step("Databasserver"):
            cluster.start()
            _drop(cluster.url(), OURS)  # what a run that was killed has left
        yield cluster.url()
    finally:
        ignore_signals()
        cluster.stop()


@contextmanager
def _databases(server: str, env: dict[str, str]) -> Iterator[None]:
    """An empty database to be connected to and a migrated one to clone, until the block ends; `env` names them.

    They are two, since PostgreSQL clones no database that somebody is connected to.
    """
    name = f"{OURS}_{secrets.token_hex(4)}"
    template = f"{name}_mall"
    try:
        with step("Testdatabas"):
            with psycopg.connect(_address(server, "postgres"), autocommit=True) as connection:
                for database in (name, template):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
                make_role(connection)
            migrate = [PYTHON, "manage.py", "migrate", "-v", "0", "--skip-checks"]
            quietly = {
                "DATABASE_URL": of_the_application(_address(server, template)),
                "DATABASE_OWNER_URL": _address(server, template),
                "LOG_LEVEL": "WARNING",
            }
            if _run(migrate, env | quietly) != 0:
                raise StartError("Testernas databas gick inte att migrera; felet står här ovanför.")
        env |= {"DATABASE_URL": _address(server, name), "TEST_TEMPLATE": template}
        yield
    finally:
        ignore_signals()
        _drop(server, name)


def make_role(connection: psycopg.Connection) -> None:
    """Make the role of the program, unless another run or another process has."""
    statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
        sql.Identifier(APPLICATION), sql.Literal(APPLICATION)
    )
    with contextlib.suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        connection.execute(statement)


def of_the_application(address: str) -> str:
    """The same database, for the role of the program."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=f"{APPLICATION}:{APPLICATION}@{parts.netloc.rpartition('@')[2]}"))


def _address(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def _drop(server: str, name: str) -> None:
    """Drop every database that has `name` in its own."""
    with psycopg.connect(_address(server, "postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database WHERE strpos(datname, %s) > 0", [name])
        for (database,) in found.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))


# -- running ---------------------------------------------------------------------------------------


class Beside:
    """A check that runs beside the others; what it says stays in a file until it is asked for."""

    def __init__(self, check: Check, env: dict[str, str]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed by stop)
        self.process = start_apart(check.command, env, ROOT, stdout=self._said, stderr=self._said)

    def finish(self) -> int:
        """Wait for its end, print what it has said, and return its exit code."""
        code = self.process.wait()
        self._said.seek(0)
        say(self._said.read().decode(errors="replace").rstrip())
        return code

    def stop(self) -> None:
        """End it where it still runs."""
        stop_group(self.process, signal.SIGINT)
        self._said.close()


@contextmanager
def _beside(wanted: list[Check], env: dict[str, str]) -> Iterator[dict[str, Beside]]:
    """Begin what runs beside the others, by title; nothing of it is left after the block."""
    begun: dict[str, Beside] = {}
    try:
        for check in wanted:
            if check.beside:
                begun[check.title] = Beside(check, env)
        yield begun
    finally:
        for one in begun.values():
            one.stop()


def _run_all(wanted: list[Check], begun: dict[str, Beside], env: dict[str, str], *, selected: bool) -> int:
    failed = []
    for check in wanted:
        say(f"\n── {check.title} " + "─" * (96 - len(check.title)))
        code = begun[check.title].finish() if check.beside else _run(check.command, env)
        # A selection such as -k may leave one of the two kinds of test empty; a whole run may not.
        if code != 0 and not (selected and code == NO_TESTS_COLLECTED):
            failed.append(check)
    say("")
    for check in wanted:
        say(f"{'✗' if check in failed else '✓'} {check.title}")
    if not failed:
        return 0
    todo = "; ".join(f"{check.title}: {check.remedy}" for check in failed)
    complain(StartError(f"{len(failed)} av {len(wanted)} gick inte igenom. {todo}. Kör sedan om."))
    return 1


def _run(command: list[str], env: dict[str, str]) -> int:
    process = start_apart(command, env, ROOT)
    try:
        return process.wait()
    finally:
        stop_group(process, signal.SIGINT)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
