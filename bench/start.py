"""From a clone to the first page: `make run` in an empty folder, and once more when everything is there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from remiss.start.console import StartError
from remiss.start.processes import STOP_SECONDS, free_port, start_apart, stop_group

ROOT = Path(__file__).resolve().parent.parent
VANTA_SEKUNDER = 600
EGNA = ("DATABASE_URL", "REMISS_DATA", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL", "VIRTUAL_ENV")
"""What the bench sets for itself, and a new user has not."""


def mat() -> str:
    """A sentence with the two times, in whole seconds, or with why there are none."""
    if not (ROOT / ".git").exists():
        return "Första starten mättes inte: mappen är ingen git-klon, så det finns inget att klona."
    with tempfile.TemporaryDirectory(dir=ROOT / ".data", prefix="start-") as mapp:
        # As a folder of a new user's: the database server goes in as a user of its own.
        Path(mapp).chmod(0o755)
        klon = Path(mapp) / "remiss"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(klon)], check=True)  # noqa: S603, S607
        try:
            forsta, andra = _starta(klon), _starta(klon)
        finally:
            _stada(klon / ".data" / "pg.json")
    return (
        f"Från en ny klon till första sidan med demokommunen: {forsta:.0f} s, Pythonpaketens hämtning inräknad men inte Debians. "
        f"Nästa start: {andra:.0f} s."
    )


def _starta(klon: Path) -> float:
    """Seconds from `make run` to an answered first page. Errors: StartError when it does not come."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if k not in EGNA} | {"PORT": str(port)}
    borjan = time.monotonic()
    process = start_apart(["make", "run"], env, klon)
    try:
        while time.monotonic() < borjan + VANTA_SEKUNDER and process.poll() is None:
            if _svarar(f"http://127.0.0.1:{port}/logga-in/"):
                return time.monotonic() - borjan
            time.sleep(0.1)
        raise StartError("Programmet kom inte igång; se utskriften ovan.")
    finally:
        # Ctrl-C of a terminal reaches all of the group: make waits for what it has started.
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal.SIGINT)
            process.wait(STOP_SECONDS)
        stop_group(process, signal.SIGTERM)


def _stada(uppgifter: Path) -> None:
    """Remove the database, which stands outside the clone where the clone is out of its user's reach."""
    if uppgifter.exists():
        shutil.rmtree(json.loads(uppgifter.read_text("utf-8"))["home"])


def _svarar(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as svar:  # noqa: S310 - our own loopback address
            return bool(svar.status == 200)
    except (urllib.error.URLError, OSError):
        return False
