"""`make bench`: start a database of the bench's own, let every room measure, and write docs/bench.md.

The arguments are the sizes of the kommuner: `make bench ARGS="10000 100000"`. `make bench ARGS="start 709ff88 HEAD"` measures
only the first start, of the named commits side by side.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
from pathlib import Path

from bench import start
from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster
from remiss.start.processes import ignore_signals, signals_interrupt, start_apart, stop_group

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".data"
STORLEKAR = [10_000, 100_000, 1_000_000]
INSTALLNINGAR = {
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
}
"""A small server with an SSD."""


def main(arguments: list[str]) -> int:
    """Run it; return the exit code."""
    if arguments[:1] == ["start"]:
        return start.jamfor(arguments[1:] or ["HEAD"])
    if not all(a.isdecimal() and int(a) >= 1000 for a in arguments):
        complain(StartError('Ange storlekar från 1000, till exempel make bench ARGS="10000 100000".'))
        return 1
    storlekar = sorted({int(a) for a in arguments} or STORLEKAR)
    logs = LOCAL / "logg"
    logs.mkdir(mode=0o700, exist_ok=True)
    cluster = Cluster(LOCAL / "bench-pg", logs / "bench-databas.log", durable=False, settings=INSTALLNINGAR)
    try:
        with signals_interrupt():
            try:
                with step("Mätdatabas"):
                    cluster.start()
                    cluster.create_database()
                return _mat(cluster.url(), storlekar)
            finally:
                ignore_signals()
                cluster.stop()
    except StartError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        say("\nAvbrutet.")
        return 130


def _mat(url: str, storlekar: list[int]) -> int:
    """The measuring is a process of its own, whose memory is only its own."""
    files = LOCAL / "bench-filer"
    files.mkdir(mode=0o700, exist_ok=True)
    env = os.environ | {
        "DATABASE_URL": url,
        "REMISS_DATA": str(files),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "remiss.settings",
        "LOG_LEVEL": "WARNING",
    }
    process = start_apart([sys.executable, "-m", "bench.korning", *map(str, storlekar)], env, ROOT)
    try:
        return process.wait()
    finally:
        stop_group(process, signal.SIGINT)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
