"""A Python newer than the one that runs, where the machine has one: tests run on it too, so that a change of it is no surprise.

Runs with the system's python3 before any environment exists, so it uses the standard library only.
"""

# ruff: noqa: S603 (every command is built by us, and no shell sees it)

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from remiss.start.console import run_logged, step

NAMES = ("python3.14", "python3.13", "python3.12")


def find(env: Mapping[str, str]) -> Path | None:
    """Return the newest Python on PATH that answers and is newer than this one."""
    for name in NAMES:
        program = shutil.which(name, path=env.get("PATH"))
        if program is None:
            continue
        asked = subprocess.run(
            [program, "-c", "import json, sys; print(json.dumps([*sys.version_info[:2], sys.executable]))"],
            env=dict(env),
            capture_output=True,
            text=True,
            check=False,
        )
        # Version managers have a program of every name, which only says that there is none.
        if asked.returncode == 0:
            *version, found = json.loads(asked.stdout)
            if tuple(version) > sys.version_info[:2]:
                return Path(found)
    return None


def prepare(
    folder: Path, program: Path, uv: list[str], lock: Path, log: Path, env: Mapping[str, str], *more: str
) -> Path:
    """Make the environment `folder` of what `lock` has, with `more` in its newest form; return its Python."""
    python = folder / "bin" / "python"
    stamp = folder / "synced"
    wanted = "\n".join([str(program), lock.read_text(), *more])
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    failure = f"Biblioteken för {program.name} gick inte att hämta; loggen säger vilket."
    with step(f"Bibliotek för {program.name}"):
        shutil.rmtree(folder, ignore_errors=True)
        run_logged([program, "-m", "venv", "--without-pip", folder], log, failure, env=env)
        install: list[str | Path] = [*uv, "pip", "install", "--python", python]
        run_logged([*install, "--require-hashes", "-r", lock], log, failure, env=env)
        for name in more:
            # Alone: that others ask for an older one is what is to be found out.
            run_logged([*install, "--upgrade", "--no-deps", name], log, failure, env=env)
        stamp.write_text(wanted)
    return python
