"""What the person at the terminal sees during set-up and start: one line per step, in Swedish.

Standard library only: it runs before any environment exists.
"""

# ruff: noqa: S603 (every command is built by us, and no shell sees it)

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


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


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show `title` while the block runs and ✓ with the time it took, in seconds, when it is done."""
    interactive = sys.stdout.isatty()
    print(f"… {title}", end="" if interactive else "\n", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        if interactive:
            print(flush=True)
        raise
    seconds = time.monotonic() - began
    took = f" ({seconds:.1f} s)".replace(".", ",") if seconds >= 0.05 else ""
    print(f"\r✓ {title}{took}" if interactive else f"✓ {title}{took}", flush=True)


def run_logged(
    command: Sequence[str | Path],
    log: Path,
    failure: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a command with its output appended to `log`; raise StartError(`failure`) when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as sink:
        sink.write(("\n$ " + " ".join(str(part) for part in command) + "\n").encode())
        sink.flush()
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=None if env is None else dict(env),
                cwd=cwd,
                check=False,
            )
        except OSError as error:
            sink.write(f"{error}\n".encode())
            raise StartError(failure, log) from error
    if done.returncode != 0:
        raise StartError(failure, log)
