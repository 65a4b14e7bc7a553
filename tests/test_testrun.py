"""`make test` itself: what it runs beside the others, and that it leaves nothing behind."""

from __future__ import annotations

import secrets
import signal
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from remiss.start import newer_python
from remiss.start.testrun import Beside, Check, _drop, checks
from tests.remiss.klon import url_till


def _beside(program: str) -> Beside:
    return Beside(Check("Ett", [sys.executable, "-c", program], "", beside=True), {})


def test_what_a_check_beside_the_others_says_is_kept_until_its_turn(
    capfd: pytest.CaptureFixture[str],
) -> None:
    check = _beside("import sys; print('ett'); print('två', file=sys.stderr, flush=True); sys.exit(3)")
    try:
        while check.process.poll() is None:
            time.sleep(0.02)
        assert capfd.readouterr().out == ""
        assert check.finish() == 3
        assert sorted(capfd.readouterr().out.split()) == ["ett", "två"]
    finally:
        check.stop()


def test_a_check_beside_the_others_is_ended_when_the_run_is() -> None:
    check = _beside("import time; time.sleep(60)")

    check.stop()

    assert check.process.returncode == -signal.SIGINT


def test_the_tests_begin_when_all_that_is_run_beside_has_been_read() -> None:
    titles = [check.title for check in checks([])]
    last = max(titles.index(check.title) for check in checks([]) if check.beside)

    assert last < titles.index("Enhetstester") < titles.index("Resor i webbläsaren")


@pytest.mark.django_db
def test_every_database_of_a_run_is_dropped_also_one_in_use_and_no_other() -> None:
    server, run = url_till("postgres"), f"prov_{secrets.token_hex(4)}"
    ours, other = [run, f"test_{run}_gw0", f"{run}_resor_7_1"], f"prov_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as admin:

        def left() -> set[str]:
            found = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE '%prov\\_%'")
            return {name for (name,) in found.fetchall()} & {*ours, other}

        for name in (*ours, other):
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with psycopg.connect(url_till(ours[1])):
            _drop(server, run)
        assert left() == {other}
        _drop(server, other)
        assert left() == set()


def _program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_the_newest_python_that_answers_is_found_and_none_that_is_older(tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path)}
    assert newer_python.find(env) is None
    _program(tmp_path, "python3.14", "echo 'no such version is installed' >&2; exit 127")
    _program(tmp_path, "python3.13", "echo '[3, 1, \"/ett/python\"]'")
    assert newer_python.find(env) is None
    _program(tmp_path, "python3.12", "echo '[3, 99, \"/ett/annat/python\"]'")
    assert newer_python.find(env) == Path("/ett/annat/python")


def test_the_tests_of_the_law_run_on_a_newer_python_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NEWER_PYTHON", raising=False)
    without = [check.title for check in checks([])]
    monkeypatch.setenv("NEWER_PYTHON", "/ny/python")
    added = [check for check in checks([]) if check.title not in without]

    assert [check.command[0] for check in added] == ["/ny/python"]
