"""Processes of ours: each in its own session, ended with its parent, stopped with all that it started."""

# ruff: noqa: S603 (every command is built by us, and no shell sees it)

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

STOP_SECONDS = 20.0
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(signum: int) -> None:
    """Ask Linux to send `signum` to this process when its parent dies; elsewhere nothing happens."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(1, signum)  # PR_SET_PDEATHSIG, prctl(2)


def free_port(first: int | None = None, *, tries: int = 1) -> int | None:
    """Return the first free port on loopback from `first` on (any for None), or None when there is none."""
    for port in [0] if first is None else range(first, first + tries):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    return None


def start_apart(
    command: list[str],
    env: dict[str, str],
    cwd: Path,
    *,
    stdin: int | IO[bytes] | None = None,
    stdout: int | IO[bytes] | None = None,
    stderr: int | IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own: the terminal's Ctrl-C does not reach it, our end does."""
    return subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        # Not asked but killed: without its database a worker may wait for ever to end in good order.
        preexec_fn=lambda: die_with_parent(signal.SIGKILL),
    )


def stop_group(process: subprocess.Popen[bytes], signum: int) -> None:
    """Ask a process from `start_apart` to end with `signum`, wait, and kill what is left of its session."""
    if process.poll() is None:
        process.send_signal(signum)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class Child:
    """A process of ours in a session of its own, so that the terminal's Ctrl-C reaches only the launcher."""

    def __init__(
        self,
        title: str,
        command: list[str],
        log: Path,
        env: dict[str, str],
        cwd: Path,
        *,
        waits: bool = False,
    ) -> None:
        """Start it; one that `waits` reads its standard input to the end before it begins, see `go_on`."""
        self.title = title
        self.log = log
        self._what = (command, env, cwd, subprocess.PIPE if waits else subprocess.DEVNULL)
        self.start()

    def start(self) -> None:
        """Start it, also once more when it has ended by itself."""
        command, env, cwd, stdin = self._what
        with self.log.open("ab") as sink:
            self.process = start_apart(command, env, cwd, stdin=stdin, stdout=sink, stderr=sink)

    def go_on(self) -> None:
        """Let a process that waits begin."""
        if self.process.stdin is not None:
            self.process.stdin.close()

    def died(self) -> bool:
        """Say whether the process has ended."""
        return self.process.poll() is not None

    def stop(self) -> None:
        """Let it finish what it does; end it and all it has started when that takes too long."""
        stop_group(self.process, signal.SIGTERM)
        self.go_on()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as sink:
        sink.write(text)
    partial.replace(path)


_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def signals_interrupt() -> Iterator[None]:
    """Turn the signals that ask us to end into KeyboardInterrupt."""

    def interrupt(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    earlier = {signum: signal.signal(signum, interrupt) for signum in _ENDING}
    try:
        yield
    finally:
        for signum, handler in earlier.items():
            signal.signal(signum, handler)


def ignore_signals() -> None:
    """Ignore further Ctrl-C while we stop: it is under way."""
    for signum in _ENDING:
        signal.signal(signum, signal.SIG_IGN)


def status(address: str) -> tuple[int, str] | None:
    """Return the status and body of a GET on loopback, or None when nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=10) as answer:
            return answer.status, answer.read(2000).decode(errors="replace").strip()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(2000).decode(errors="replace").strip()
    except OSError:
        return None


def is_there(health: str) -> bool:
    """Whether database, workers and file store are there, by what /halsa says; the rest has its own time to get well."""
    try:
        parts = json.loads(health)
    except ValueError:
        return False
    return all(parts.get(name) is True for name in ("databas", "arbetare", "fillager"))


def sick_after(address: str, seconds: float) -> str | None:
    """Wait until /halsa says that all is there. Returns what it says when it does not within so many seconds."""
    deadline = time.monotonic() + seconds
    while (answer := status(address)) is not None and not is_there(answer[1]):
        if time.monotonic() > deadline:
            return answer[1]
        time.sleep(0.2)
    return None
