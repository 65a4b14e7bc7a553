"""The program's own role in the tests: requests are made as it, so that no page needs what it may not have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from django.db import OperationalError, connection
from django.test import override_settings
from psycopg import sql

from motions import privileges
from remiss.start.testrun import APPLICATION, make_role

NAME = APPLICATION
ROLE = sql.Identifier(NAME)


def prepare() -> None:
    """Make the role, and give it its rights in the database of the connection."""
    connection.ensure_connection()
    assert connection.connection is not None
    make_role(connection.connection)
    privileges.grant(NAME)


@contextmanager
def as_application() -> Iterator[None]:
    """What the connection is asked until the block ends is asked as the role; not counted among the queries of a page."""
    _become(sql.SQL("SET ROLE {}").format(ROLE), made=False)
    try:
        yield
    finally:
        _become(sql.SQL("RESET ROLE"), made=True)


def _become(statement: sql.SQL | sql.Composed, *, made: bool) -> None:
    """A connection that is cut has no role, and one that cannot be had needs none: the page is to meet it, and say so."""
    with suppress(OperationalError, psycopg.OperationalError):
        if not made:
            connection.ensure_connection()
        if connection.connection is not None and not connection.connection.closed:
            connection.connection.execute(statement)


@contextmanager
def in_place_of_the_owner() -> Iterator[None]:
    """The default connection is the role's, as in an installation; the address that it had is the owner's, for `migrate`."""
    mine = connection.settings_dict
    owner = dict(mine)
    connection.close()
    mine |= {"USER": NAME, "PASSWORD": NAME}
    try:
        with override_settings(DATABASE_OWNER=owner):
            yield
    finally:
        connection.close()
        mine |= {part: owner[part] for part in ("USER", "PASSWORD")}
