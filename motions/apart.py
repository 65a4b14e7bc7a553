"""Work that may go wrong in any way, done in a process apart: bounded in time and memory, and kept warm.

Files from outside are read there, and documents rendered. The processes are started when there is something to do, never
before a fork, and end with the process that started them, however that ends. What goes in and comes out is data alone.
"""

from __future__ import annotations

import atexit
import os
import pickle
import resource
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from math import ceil
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from queue import Empty, LifoQueue
from typing import NoReturn, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

MB = 1024 * 1024
UPPGIFTER = 200
"""So many tasks a process does before it is replaced: what the libraries leak never grows large."""
START_SEKUNDER = 120
"""A process may take so long to start on a busy machine."""
KO_SEKUNDER = 30
"""So much longer than one task may take does whoever finds nobody free wait."""
VANTA = 2
"""By the clock on the wall a task may take so many times its bound, which is counted in the time of the processor."""
UTAN_MINNE = 77
"""What a process ends with when its memory did not suffice."""
_STATM = Path("/proc/self/statm")
"""Where Linux says how much memory a process has; elsewhere only its time is bounded."""
AVBROTS = "Programmet som gör det avbröts."


class OverGransError(Exception):
    """The work could not be done within its bounds; the message says why, in Swedish."""


class TidError(OverGransError):
    """It took too long."""


class MinneError(OverGransError):
    """It took too much memory."""


class AvbrottError(OverGransError):
    """Its process ended: a library fell down, or the machine had no memory left."""


class UpptagetError(OverGransError):
    """Nobody was free to do it: it was not begun."""


@dataclass(frozen=True)
class Granser:
    """What a task may take: seconds of the processor, and memory over what its process has at rest; and how many at once."""

    sekunder: int
    mb: int
    antal: int


class Apart:
    """Processes for one kind of work, as many as its bounds say, each started when it is first needed."""

    def __init__(self, granser: Callable[[], Granser], *, varm: Sequence[str] = ()) -> None:
        """`varm`: the full names of what makes a new process ready, called in this order, once in each."""
        self._granser, self._varm = granser, varm
        self._mutex = threading.Lock()
        self._pid = 0
        self._platser: LifoQueue[ProcessPool | None] = LifoQueue()
        self._alla: set[ProcessPool] = set()

    def gor(self, funktion: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `funktion` gives, done apart. Errors: those of `funktion`, OverGransError."""
        granser = self._granser()
        platser = self._vara_platser(granser.antal)
        try:
            pool = platser.get(timeout=VANTA * granser.sekunder + KO_SEKUNDER)
        except Empty as error:
            raise UpptagetError("Alla som gör sådant är upptagna. Försök igen om en stund.") from error
        try:
            for forsok in (1, 2):
                pool = pool or self._ny()
                try:
                    return self._svar(pool, granser, partial(funktion, *args, **kwargs))
                except BrokenProcessPool as error:
                    # It may have ended while nobody asked anything of it: a new one is asked once.
                    self._slut(pool)
                    pool = None
                    if forsok == 2:
                        raise AvbrottError(AVBROTS) from error
            raise AssertionError(forsok)
        finally:
            platser.put(pool)

    def _vara_platser(self, antal: int) -> LifoQueue[ProcessPool | None]:
        """The places of this process; a fork has none of its parent's."""
        with self._mutex:
            if self._pid != os.getpid():
                self._pid, self._platser, self._alla = os.getpid(), LifoQueue(), set()
                for _ in range(antal):
                    self._platser.put(None)
                atexit.register(self.stang)
            return self._platser

    def _ny(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=1,
            max_tasks=UPPGIFTER,
            initializer=_borja,
            initargs=(tuple(self._varm),),
            context=get_context("spawn"),
        )
        self._alla.add(pool)
        return pool

    def _svar(self, pool: ProcessPool, granser: Granser, arbete: Callable[[], T]) -> T:
        vagg = VANTA * granser.sekunder
        try:
            fraga: ProcessFuture[T] = pool.schedule(_utfor, (granser, arbete), timeout=vagg)
        except RuntimeError as error:
            raise BrokenProcessPool from error
        try:
            return fraga.result(timeout=vagg + START_SEKUNDER)
        except TimeoutError as error:
            if not fraga.done():
                raise BrokenProcessPool from error
            raise TidError(_for_lange(granser)) from error
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGXCPU:
                raise TidError(_for_lange(granser)) from error
            if error.exitcode == UTAN_MINNE:
                raise MinneError(f"Det tog mer än {granser.mb} MB minne och avbröts.") from error
            raise AvbrottError(AVBROTS) from error

    def _slut(self, pool: ProcessPool) -> None:
        self._alla.discard(pool)
        pool.stop()
        pool.join()

    def stang(self) -> None:
        """End the processes. Nothing may be asked meanwhile."""
        if self._pid == os.getpid():
            for pool in tuple(self._alla):
                self._slut(pool)
            self._pid = 0


def _for_lange(granser: Granser) -> str:
    return f"Det tog mer än {granser.sekunder} sekunder och avbröts."


def _borja(varm: Sequence[str]) -> None:
    """Make a new process ready: it ends at once when asked, with its parent, and without a core file."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for hela in varm:
        modul, _, namn = hela.rpartition(".")
        getattr(import_module(modul), namn)()
    threading.Thread(target=_folj_med, daemon=True).start()


def _folj_med() -> NoReturn:
    """End when the parent has ended. Linux's own signal for it would come when the thread that started us ends."""
    foralder = parent_process()
    if foralder is not None:
        connection.wait([foralder.sentinel])
    os._exit(0)


def _utfor(granser: Granser, arbete: Callable[[], T]) -> T:
    """Do the work within its bounds. A process whose memory did not suffice ends: nobody knows what it lacks."""
    _satt(resource.RLIMIT_CPU, ceil(sum(os.times()[:2])) + granser.sekunder)
    if _STATM.exists():
        _satt(resource.RLIMIT_AS, _minne() + granser.mb * MB)
    try:
        return arbete()
    except (MemoryError, SystemError):
        # What is written in C, and lacks the memory to say so, returns without an error.
        os._exit(UTAN_MINNE)
    except Exception as error:
        _kan_flyttas(error)
        raise
    finally:
        _satt(resource.RLIMIT_CPU, resource.RLIM_INFINITY)
        _satt(resource.RLIMIT_AS, resource.RLIM_INFINITY)


def _satt(vad: int, grans: int) -> None:
    _, hogst = resource.getrlimit(vad)
    resource.setrlimit(vad, (grans if hogst == resource.RLIM_INFINITY else min(grans, hogst), hogst))


def _minne() -> int:
    return int(_STATM.read_text().split()[0]) * resource.getpagesize()


def _kan_flyttas(error: Exception) -> None:
    """Errors: RuntimeError that says the same, for one that cannot be handed over."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except (pickle.PickleError, TypeError, AttributeError, ValueError) as varfor:
        raise RuntimeError(f"{type(error).__name__}: {error}") from varfor
