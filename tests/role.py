"""The program's own role in the tests: requests are made as it, so that no page needs what it may not have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from django.db import OperationalError, connection
from django.test import override_settings
from psycopg import sql

from motions import privileges

NAME = "remissprov_app"
ROLE = sql.Identifier(NAME)


def prepare() -> None:
    """Make the role, unless another process has, and give it its rights in the database of the connection."""
    connection.ensure_connection()
    with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        _execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(ROLE, sql.Literal(NAME)))
    privileges.grant(NAME)


@contextmanager
def as_application() -> Iterator[None]:
    """What the connection is asked until the block ends is asked as the role; not counted among the queries of a page."""
    try:
        connection.ensure_connection()
    except OperationalError:
        yield  # the page is to meet it, and say so
        return
    _execute(sql.SQL("SET ROLE {}").format(ROLE))
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            _execute(sql.SQL("RESET ROLE"))


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


def _execute(statement: sql.SQL | sql.Composed) -> None:
    raw = connection.connection
    assert raw is not None
    raw.execute(statement)
