"""The processes of a running launcher, found from outside: who is whose child, and whose connection a port is."""

from __future__ import annotations

import contextlib
import os
import re
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ARBETARE = re.compile(r"arbetare-\d+")


@dataclass(frozen=True)
class Delar:
    """The parts of a launcher, by process id; the workers by name."""

    postgres: tuple[int, ...]
    webbmaster: tuple[int, ...]
    webb: tuple[int, ...]
    arbetare: dict[str, int]


def barn(pid: int) -> list[int]:
    """The children of a process, those that live."""
    funna = []
    for mapp in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            lage, foralder = (mapp / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(foralder) == pid and lage != "Z":
                funna.append(int(mapp.name))
    return sorted(funna)


def kommando(pid: int) -> str:
    """The command line, nothing for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def miljo(pid: int, namn: str) -> str:
    """A variable of the environment that a process was started with."""
    with contextlib.suppress(OSError):
        for del_ in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            if del_.startswith(namn.encode() + b"="):
                return del_.partition(b"=")[2].decode()
    return ""


def delar(launcher: int) -> Delar:
    """What a launcher has started and still runs."""
    postgres, master, webb, arbetare = [], [], [], {}
    for pid in barn(launcher):
        rad = kommando(pid)
        if "gunicorn" in rad:
            master.append(pid)
            webb += barn(pid)
        elif traff := ARBETARE.search(rad):
            arbetare[traff[0]] = pid
        elif "postgres" in rad:
            postgres.append(pid)
    return Delar(tuple(postgres), tuple(master), tuple(webb), arbetare)


def doda(pid: int, signum: int = signal.SIGKILL) -> bool:
    """Send a signal, by default the one that nobody can answer. False when there is no such process."""
    try:
        os.kill(pid, signum)
    except ProcessLookupError:
        return False
    return True


def finns(pid: int) -> bool:
    """Whether it runs still, and is not only waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def vems_port(port: int, bland: Iterable[int]) -> int | None:
    """Which of the processes, or of their children, has this local TCP port."""
    sockets = {f"socket:[{inod}]" for inod in _inoder(port)}
    for pid in bland:
        for en in (pid, *barn(pid)):
            with contextlib.suppress(OSError):
                for fd in Path(f"/proc/{en}/fd").iterdir():
                    if os.readlink(fd) in sockets:
                        return pid
    return None


def _inoder(port: int) -> list[str]:
    funna = []
    for tabell in ("tcp", "tcp6"):
        for rad in Path(f"/proc/net/{tabell}").read_text().splitlines()[1:]:
            falt = rad.split()
            if int(falt[1].rpartition(":")[2], 16) == port:
                funna.append(falt[9])
    return funna
