"""Whether anything in the record changed: one digest of all its tables, before and after."""

from __future__ import annotations

from django.db import connection
from psycopg import sql


def avtryck() -> dict[str, tuple[int, int]]:
    """The rows of each table of `motions`: how many, and the sum of their digests."""
    tabeller = [t for t in connection.introspection.table_names() if t.startswith("motions_")]
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


def andrade(fore: dict[str, tuple[int, int]]) -> list[str]:
    """The tables that are otherwise than they were."""
    return sorted(namn for namn, rad in avtryck().items() if fore[namn] != rad)
