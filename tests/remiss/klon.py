"""A database of one's own for tests that need real commits: a clone of the test database, or an empty one; dropped afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from urllib.parse import quote

import psycopg
from django.db import connection, connections
from psycopg import sql


def url_till(namn: str) -> str:
    """The address of another database on the server of the tests."""
    s = connection.settings_dict
    konto = quote(s["USER"], safe="") + (f":{quote(s['PASSWORD'], safe='')}" if s["PASSWORD"] else "")
    vard = quote(s["HOST"] or "localhost", safe="")
    return f"postgresql://{konto}@{vard}:{s['PORT'] or 5432}/{namn}"


def klon() -> AbstractContextManager[str]:
    """Clone the test database and point Django's connection at the clone. Yields the clone's DATABASE_URL.

    The caller has lifted pytest-django's block. Nothing is flushed and no trigger is disabled: the clone is dropped whole.
    """
    return _egen(connection.settings_dict["NAME"])


def tom_databas() -> AbstractContextManager[str]:
    """The same with a database in which nothing has been migrated."""
    return _egen("template0")


@contextmanager
def _egen(mall: str) -> Iterator[str]:
    vanlig = connection.settings_dict["NAME"]
    namn = f"{vanlig}_klon_{secrets.token_hex(4)}"
    connections.close_all()
    with psycopg.connect(url_till("postgres"), autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(namn), sql.Identifier(mall))
        )
        connection.settings_dict["NAME"] = namn
        try:
            yield url_till(namn)
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = vanlig
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(namn)))
