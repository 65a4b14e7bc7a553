"""The job workers that are started together: which queues each serves, and how many jobs it does at once."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    """A worker process."""

    queues: tuple[str, ...]
    concurrency: int


WORKERS = (
    Worker(("skotsel",), 1),
    Worker(("post",), 2),
    Worker(("pdf",), 2),
    Worker(("sok", "bevis"), 2),
)
"""Sealing waits for nothing that takes long: not for a mail server, documents, files from outside, or the proof of it all."""


def command(name: str, worker: Worker) -> list[str]:
    """The command line of a worker."""
    job = [sys.executable, "manage.py", "procrastinate", "worker", "--name", name]
    job += ["--queues", ",".join(worker.queues), "--concurrency", str(worker.concurrency)]
    return [*job, "--shutdown-graceful-timeout", "10"]
