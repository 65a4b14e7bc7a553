"""The file store: content-addressed, fsynced before COMMIT, never overwritten."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motions.models import LagradFil


class FilSaknasError(RuntimeError):
    """A registered file is not in the store, or is not what it was."""


@dataclass(frozen=True)
class GranskadFil:
    """A file that may be stored: its bytes, its true type, and a safe name."""

    data: bytes
    mime: str
    filnamn: str


def path_of(sha256: str) -> Path:
    """Where the bytes with this hex digest lie."""
    return Path(settings.FILE_STORE) / sha256[:2] / sha256


def save(data: bytes, *, mime: str, at: datetime) -> LagradFil:
    """Store bytes and register them, in the caller's transaction; the same bytes give the same row.

    The file is on disk (fsynced, with its folder) before the row exists, so a COMMIT never points at nothing; a rollback
    leaves an unreferenced file, which harms no one. Errors: ValueError for no bytes.
    """
    if not data:
        raise ValueError("En tom fil kan inte lagras.")
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".ny-")
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(data)
                temporary.flush()
                os.fsync(temporary.fileno())
            os.chmod(name, 0o440)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        for folder in (target.parent, target.parent.parent):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    row, _ = LagradFil.objects.get_or_create(
        sha256=sha256, defaults={"storlek": len(data), "mime": mime, "lagrad_at": at}
    )
    return row


def read(fil: LagradFil) -> bytes:
    """The stored bytes, checked against their digest. Errors: FilSaknasError when absent or altered, or no file at all."""
    return read_by(fil.sha256)


def read_by(sha256: str) -> bytes:
    """The stored bytes with this hex digest, checked against it. Errors: FilSaknasError, as of `read`."""
    try:
        # Whoever opens a pipe to read it waits for somebody to write: for ever.
        descriptor = os.open(path_of(sha256), os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as stored:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FilSaknasError(f"Filen {sha256} är ingen vanlig fil i fillagret.")
            data = stored.read()
    except OSError as error:
        raise FilSaknasError(f"Filen {sha256} finns inte i fillagret.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FilSaknasError(f"Filen {sha256} är ändrad i fillagret.")
    return data
