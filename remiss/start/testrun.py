"""What `make test` runs: style, types, migrations, unit tests and journeys, on a database cluster apart.

Called by remiss/start/bootstrap.py, which has installed all that is needed. The arguments go to pytest.
TEST_DATABASE_URL points the tests at another PostgreSQL, whose user may create databases.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster
from remiss.start.processes import ignore_signals, signals_interrupt, start_apart, stop_group

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".data"
PYTHON = sys.executable
NO_TESTS_COLLECTED = 5
# Set by whoever runs the program, and read by the settings: the tests decide these themselves.
SETTINGS = {
    *(
        "ALLOWED_HOSTS",
        "BASE_URL",
        "CSRF_TRUSTED_ORIGINS",
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
    """One thing that must hold: its headline, its command, and what to do when it fails."""

    title: str
    command: list[str]
    remedy: str


def checks(arguments: list[str]) -> list[Check]:
    """Return the checks in the order they are run; `arguments` are pytest's."""
    pytest = [PYTHON, "-m", "pytest", *arguments]
    ruff = [PYTHON, "-m", "ruff"]
    ours = ["--extend-exclude", ".data", "."]
    read = "läs felen under rubriken"
    return [
        Check("Stil", [*ruff, "check", *ours], "kör «.venv/bin/ruff check --fix»"),
        Check("Form", [*ruff, "format", "--check", *ours], "kör «.venv/bin/ruff format»"),
        Check("Typer", [PYTHON, "-m", "mypy", "motions", "remiss", "tests", "bench"], read),
        Check(
            "Migreringar",
            [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
            "kör «make manage ARGS=makemigrations»",
        ),
        Check("Enhetstester", [*pytest, "-m", "not journey", "-n", "2", "--dist", "loadfile"], read),
        Check("Resor i webbläsaren", [*pytest, "-m", "journey"], read),
    ]


def main(arguments: list[str]) -> int:
    """Run every check, also after one has failed; return 0 when all hold."""
    with (LOCAL / "test.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            complain(StartError("Testerna körs redan i den här mappen; vänta tills de är klara."))
            return 1
        logs = LOCAL / "logg"
        logs.mkdir(mode=0o700, exist_ok=True)
        cluster = None
        try:
            with signals_interrupt():
                try:
                    env = _environment()
                    if not env.get("DATABASE_URL"):
                        cluster = Cluster(LOCAL / "test-pg", logs / "test-databas.log", durable=False)
                        with step("Testdatabas"):
                            cluster.start()
                            cluster.create_database()
                        env["DATABASE_URL"] = cluster.url()
                    return _run_all(checks(arguments), env, selected=bool(arguments))
                finally:
                    ignore_signals()
                    if cluster is not None:
                        cluster.stop()
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
    if os.environ.get("TEST_DATABASE_URL"):
        env["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
    return env


def _run_all(wanted: list[Check], env: dict[str, str], *, selected: bool) -> int:
    failed = []
    for check in wanted:
        say(f"\n── {check.title} " + "─" * (96 - len(check.title)))
        code = _run(check, env)
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


def _run(check: Check, env: dict[str, str]) -> int:
    process = start_apart(check.command, env, ROOT)
    try:
        return process.wait()
    finally:
        stop_group(process, signal.SIGINT)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
