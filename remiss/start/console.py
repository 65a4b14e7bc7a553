"""What the person at the terminal sees during set-up and start: one line per step, in Swedish.

Standard library only: it runs before any environment exists.
"""

# ruff: noqa: S603 (every command is built by us, and no shell sees it)

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

NOW = "… "
"""How a line begins that says what is happening now."""


class StartError(Exception):
    """The set-up or the start cannot go on.

    `message` is one Swedish sentence that says what to do; `log` is where the details are, if anywhere.
    """

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.log = log


def say(line: str) -> None:
    """Print one line at once, also when the output is a pipe."""
    print(line, flush=True)


def complain(error: StartError) -> None:
    """Print what went wrong on standard error, and where the log is."""
    print(f"✗ {error.message}", file=sys.stderr, flush=True)
    if error.log is not None:
        print(f"  Loggen: {error.log}", file=sys.stderr, flush=True)


class _Line:
    """The last line of a terminal, which may be written over; where there is none every line is a new one."""

    def __init__(self) -> None:
        self.open = ""
        self._lock = threading.RLock()

    def show(self, text: str) -> None:
        """Write `text` in place of the line that is open, and leave it open."""
        with self._lock:
            if _interactive():
                print(f"\r{text}{CLEAR}", end="", flush=True)
            else:
                say(text)
            self.open = text

    def finish(self, text: str, *, keep: bool) -> None:
        """Write `text` for good in place of the open line; with `keep` that one goes on below it."""
        with self._lock:
            say(f"\r{text}{CLEAR}" if _interactive() else text)
            left, self.open = self.open, ""
            if keep and left and _interactive():
                self.show(left)

    def leave(self) -> None:
        """End the open line as it stands."""
        with self._lock:
            if self.open and _interactive():
                print(flush=True)
            self.open = ""


def _interactive() -> bool:
    return sys.stdout.isatty()


CLEAR = "\x1b[K"
TELL_SECONDS = 10.0
"""How often a step tells how far it has come where the line cannot be written over."""
_line = _Line()


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Show `title` while the block runs and ✓ with the time it took, in seconds, when it is done.

    The block may tell what is happening now. A step of another thread (see `beside`) shows only that it is done.
    """
    aside = threading.current_thread() is not threading.main_thread()
    began = told = time.monotonic()

    def now(what: str) -> None:
        nonlocal told
        if _interactive() or time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            _line.show(f"… {title}: {what}")

    if not aside:
        _line.show(f"… {title}")
    try:
        yield now
    except BaseException:
        if not aside:
            _line.leave()
        raise
    seconds = time.monotonic() - began
    took = f" ({seconds:.1f} s)".replace(".", ",") if seconds >= 0.05 else ""
    _line.finish(f"✓ {title}{took}", keep=aside)


@contextmanager
def beside(title: str, work: Callable[[], None]) -> Iterator[None]:
    """Let `work` go on while the block runs; wait for it at the end, and raise what it raised."""
    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        yield
        if not working.done():
            _line.show(f"… {title}")
        try:
            working.result()
        finally:
            _line.leave()


def run_logged(
    command: Sequence[str | Path],
    log: Path,
    failure: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Run a command with its output appended to `log`; raise StartError(`failure`) when it fails.

    `tell` is given the words of each line that begins with `NOW`: what the command is doing.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        sink.write(("\n$ " + " ".join(str(part) for part in command) + "\n").encode())
        sink.flush()
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if tell else sink,
                stderr=sink,
                env=None if env is None else dict(env),
                cwd=cwd,
            )
        except OSError as error:
            sink.write(f"{error}\n".encode())
            raise StartError(failure, log) from error
        with process:
            for line in process.stdout or ():
                sink.write(line)
                words = line.decode(errors="replace").strip()
                if tell and words.startswith(NOW):
                    tell(words.removeprefix(NOW))
    if process.returncode != 0:
        raise StartError(failure, log)
