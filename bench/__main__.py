"""`make bench`: start a database of the bench's own, let every room measure, and write docs/bench.md.

The arguments are the sizes of the kommuner: `make bench ARGS="10000 100000"`. Others measure one thing alone:

- `sidor [kort] [709ff88 HEAD]`: pages of two commits side by side, requests a second and queries;
- `anvandare [kort] [100000]`: sixty people at once, in a kommun of so many ärenden;
- `start 709ff88 HEAD`: the first start of the named commits side by side.

`kort` is a trial of the machinery, in a couple of minutes, which writes nothing. Without arguments all is measured but the
comparison of starts.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import sidor, start
from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster
from remiss.start.processes import ignore_signals, signals_interrupt, start_apart, stop_group

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".data"
LOGGAR = LOCAL / "logg"
STORLEKAR = [10_000, 100_000, 1_000_000]
ANVANDARNAS = 100_000
MINST = 1000
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
    if arguments[:1] == ["sidor"]:
        return _skyddat([lambda: _sidor(arguments[1:])])
    if arguments[:1] == ["anvandare"]:
        return _skyddat([lambda: _anvandare(arguments[1:])])
    delar: list[Callable[[], int]] = [lambda: _storlekar(arguments)]
    if not arguments:
        delar += [lambda: _sidor([]), lambda: _anvandare([])]
    return _skyddat(delar)


def _skyddat(delar: Sequence[Callable[[], int]]) -> int:
    """Measure each, also after one that did not hold its limits; the highest exit code."""
    try:
        with signals_interrupt():
            return max([gor() for gor in delar])
    except StartError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        say("\nAvbrutet.")
        return 130


def _storlekar(arguments: Sequence[str]) -> int:
    if not all(a.isdecimal() and int(a) >= MINST for a in arguments):
        raise StartError('Ange storlekar från 1000, till exempel make bench ARGS="10000 100000".')
    storlekar = sorted({int(a) for a in arguments} or STORLEKAR)
    with _databas(durable=False, settings=INSTALLNINGAR) as cluster:
        return _process("bench.korning", cluster, "bench-filer", map(str, storlekar))


def _sidor(arguments: Sequence[str]) -> int:
    with _databas(durable=True, settings={}) as cluster:  # as the launcher has it
        return sidor.mat(arguments, cluster, LOGGAR)


def _anvandare(arguments: Sequence[str]) -> int:
    antal = [a for a in arguments if a != "kort"]
    if len(antal) > 1 or not all(a.isdecimal() and int(a) >= MINST for a in antal):
        raise StartError('Ange antalet ärenden, till exempel make bench ARGS="anvandare 100000".')
    kort = ["kort"] if "kort" in arguments else []
    with _databas(durable=True, settings=INSTALLNINGAR) as cluster:
        return _process(
            "bench.anvandare", cluster, "bench-anvandare", [*(antal or [str(ANVANDARNAS)]), *kort]
        )


@contextmanager
def _databas(*, durable: bool, settings: Mapping[str, str]) -> Iterator[Cluster]:
    """The bench's own server, for as long as the block runs."""
    LOGGAR.mkdir(mode=0o700, exist_ok=True)
    cluster = Cluster(LOCAL / "bench-pg", LOGGAR / "bench-databas.log", durable=durable, settings=settings)
    try:
        with step("Mätdatabas"):
            cluster.start()
            cluster.create_database()
        yield cluster
    except BaseException:
        ignore_signals()
        raise
    finally:
        cluster.stop()


def _process(module: str, cluster: Cluster, folder: str, arguments: Iterator[str] | Sequence[str]) -> int:
    """The measuring is a process of its own, whose memory is only its own."""
    files = LOCAL / folder
    files.mkdir(mode=0o700, exist_ok=True)
    env = os.environ | {
        "DATABASE_URL": cluster.url(),
        "REMISS_DATA": str(files),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_SETTINGS_MODULE": "remiss.settings",
        "LOG_LEVEL": "WARNING",
    }
    process = start_apart([sys.executable, "-m", module, *arguments], env, ROOT)
    try:
        return process.wait()
    finally:
        stop_group(process, signal.SIGINT)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
