"""When what the program stands on is away: which errors say so, and whether anything was saved before."""

from __future__ import annotations

import errno

import psycopg

PASSING = ("40", "55P03", "57014")
"""Others were in the way: a deadlock, a lock that was waited for too long, a time limit."""
AWAY = ("08", "25006", "25P03", "53", "57P", "58030")
"""The connection, a server that only reads or is stopping, its disk, its memory, its connections (PostgreSQL, appendix A)."""
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}


def why_away(error: BaseException | None) -> BaseException | None:
    """The error that says it, of this one and those behind it; None when the fault is our own."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        if _says_away(error):
            return error
        seen.add(id(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return None


def _says_away(error: BaseException) -> bool:
    if isinstance(error, psycopg.Error) and error.sqlstate is not None:
        return error.sqlstate.startswith(AWAY + PASSING)
    # Without a code nobody answered: a connection that could not be made, or was cut.
    return isinstance(error, psycopg.OperationalError) or (isinstance(error, OSError) and error.errno in DISK)


def is_told_by_where(error: BaseException) -> bool:
    """Whether the place in the code helps whoever reads the log: where it was locked, or which file it was.

    A database that is away is away wherever it was asked, and says so for every request until it is back.
    """
    return isinstance(error, OSError) or str(getattr(error, "sqlstate", None)).startswith(PASSING)


def said_of(error: BaseException) -> str:
    """What the log says of it, in one line: the server's own words are without those of people."""
    words = error.strerror if isinstance(error, OSError) else str(error)
    return f"{type(error).__name__}: {' '.join(str(words).split())}"
