"""How the proof asks the database: by what PostgreSQL itself means with its words, whatever somebody has put before that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

KATALOGEN = "pg_catalog, pg_temp"
"""No table of ours is found by its bare name, and no function or operator but PostgreSQL's own."""
TABELLERNA = "public, pg_catalog, pg_temp"


def fraga(sql: str, *varden: str | int | list[str]) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return list(cursor.fetchall())


OLASLIGT = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError)
"""What is raised of values that the program never writes."""
I_TAGET = 2000
"""So many rows are read, or said by one Handelse, at a time."""


def strom(sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a question, however many they are. Asked for as text, a value that nobody can read hides no other row."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while rader := cursor.fetchmany(I_TAGET):
            yield from rader


@contextmanager
def sokvag(vag: str) -> Iterator[None]:
    """Look for what has no schema here, and nowhere else, until the block ends."""
    with transaction.atomic():
        fore = nuvarande_sokvag()
        _satt(vag)
        yield
        _satt(fore)


def nuvarande_sokvag() -> str:
    """Where the session looks."""
    ((vag,),) = fraga("SELECT pg_catalog.current_setting('search_path')")
    return str(vag)


def _satt(vag: str) -> None:
    fraga("SELECT pg_catalog.set_config('search_path', %s, true)", vag)
