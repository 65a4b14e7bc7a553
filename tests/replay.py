"""What many tests begin with is made once: its rows are kept as one script, and put in again for each test that asks."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from django.db import connection
from psycopg import sql

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"
WITH_TRIGGERS = "SET LOCAL session_replication_role = origin"
PUT_IN = """
SELECT relname, pg_stat_get_xact_tuples_inserted(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
"""How many rows have been put into each table, as PostgreSQL counts them, with those of the last transaction for a while."""
COLUMNS = """
SELECT attname, pg_get_serial_sequence(attrelid::regclass::text, attname)
FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
ORDER BY attnum
"""


@dataclass(frozen=True)
class _Kept:
    """A script that puts the rows in, and the objects that go with them."""

    script: str
    made: bytes


class Replay(Generic[K, T]):
    """Makes something in an empty database the first time, and puts the same rows in every time after that.

    A test gets objects of its own. What the triggers made is among the rows, so they do not run again; and the rows have the keys
    that they had: whoever counts on another test having used them up counts wrong.
    """

    def __init__(self, make: Callable[[K], T]) -> None:
        self._make = make
        self._kept: dict[K, _Kept] = {}

    def __call__(self, key: K) -> T:
        """What is made of `key`. The database must be empty, but for what the migrations left."""
        if key not in self._kept:
            before = _put_in()
            made = self._make(key)
            tables = [table for table, rows in _put_in().items() if rows > before[table]]
            self._kept[key] = _Kept("".join(map(_script, tables)), pickle.dumps(made))
            return made
        kept = self._kept[key]
        with connection.cursor() as cursor:
            cursor.execute(f"{WITHOUT_TRIGGERS};\n{kept.script}{WITH_TRIGGERS}")
        made_before: T = pickle.loads(kept.made)  # noqa: S301 - our own
        return made_before


def _put_in() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(PUT_IN)
        return dict(cursor.fetchall())


@cache
def _columns(table: str) -> list[tuple[str, str | None]]:
    """The columns of a table that are written, and the sequence that numbers each, if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        return list(cursor.fetchall())


def _script(table: str) -> str:
    """Put the rows in that a table now holds, and number later ones after them, in a clone of an older database too."""
    name, columns = sql.Identifier(table), _columns(table)
    written = sql.SQL(", ").join(sql.Identifier(column) for column, _ in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT array_agg(t)::text FROM {} t").format(name).as_string(cursor.connection)
        )
        (rows,) = cursor.fetchone()
        script = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM unnest({}::{}[]);\n").format(
            name, written, written, sql.Literal(rows), name
        )
        for column, sequence in columns:
            if sequence is not None:
                script += sql.SQL("SELECT setval({0}, greatest(nextval({0}), max({1}))) FROM {2};\n").format(
                    sql.Literal(sequence), sql.Identifier(column), name
                )
        return script.as_string(cursor.connection)
