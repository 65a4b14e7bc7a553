"""Whether anything in the record changed: by one digest of all its tables, or by what one request wrote to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import connection, transaction
from psycopg import sql

T = TypeVar("T")
Avtryck = dict[str, tuple[int, int]]

BEVISEN = "motions_radbevis"
"""The trigger's own table: it says nothing but that another was written."""
SKRIVET = r"""
SELECT relname, relfilenode, pg_stat_get_xact_tuples_inserted(oid)
    + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid)
FROM pg_class WHERE relkind = 'r' AND relname LIKE 'motions\_%' AND relname <> 'motions_radbevis'
"""
"""How many rows of each table this transaction has written, also what it has undone and what a trigger wrote; the file
that holds them, since an emptied table gets another and counts no row."""


def avtryck(tabeller: Iterable[str] | None = None) -> Avtryck:
    """The rows of each table of `motions`, or of those given: how many, and the sum of their digests."""
    if tabeller is None:
        tabeller = [
            t for t in connection.introspection.table_names() if t.startswith("motions_") and t != BEVISEN
        ]
        assert len(tabeller) > 40
    fragor = [
        sql.SQL("SELECT {}, count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} t").format(
            sql.Literal(namn), sql.Identifier(namn)
        )
        for namn in tabeller
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" UNION ALL ").join(fragor).as_string(cursor.connection))
        return {namn: (antal, int(summa)) for namn, antal, summa in cursor.fetchall()}


def andrade(fore: Avtryck) -> list[str]:
    """The tables that are otherwise than they were."""
    return _olika(fore, avtryck(fore))


def ogjort(gor: Callable[[], T]) -> tuple[T, list[str]]:
    """Do something and undo it: what it returned, and the tables that were otherwise before it was undone.

    Only what it wrote to is digested, while it stands and when it is undone: most of what is asked writes nothing, and to
    digest the whole record around each request is what most of the time went to.
    """
    with transaction.atomic():
        fore = _skrivet()
        svar = gor()
        efter = avtryck(skrivna) if (skrivna := _skrivna(fore)) else {}
        transaction.set_rollback(True)
    return svar, andrade(efter) if efter else []


def _olika(ena: Avtryck, andra: Avtryck) -> list[str]:
    return sorted(namn for namn, rad in ena.items() if andra[namn] != rad)


def _skrivet() -> Avtryck:
    with connection.cursor() as cursor:
        cursor.execute(SKRIVET)
        return {namn: (fil, antal) for namn, fil, antal in cursor.fetchall()}


def _skrivna(fore: Avtryck) -> list[str]:
    """The tables that have been written to since."""
    assert len(fore) > 40
    return _olika(fore, _skrivet())
