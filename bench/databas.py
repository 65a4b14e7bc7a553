"""The databases of a run: one for each size, made from the migrations and filled, and the way to open one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from bench.kommun import Kommunen, fyll
from remiss.web import static_files


@dataclass(frozen=True)
class Bas:
    """A filled database."""

    namn: str
    antal: int
    kommunen: Kommunen


@contextmanager
def oppen(namn: str) -> Iterator[None]:
    """Django's connection leads to this database for a while."""
    vanlig = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = namn
    try:
        connection.ensure_connection()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = vanlig


@contextmanager
def tom_bas(url: str, namn: str) -> Iterator[None]:
    """A database made anew from the migrations, and Django's connection to it."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(namn)))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(namn)))
    static_files.gather()
    with oppen(namn):
        call_command("migrate", verbosity=0)
        yield


def gor(url: str, antal: int) -> Bas:
    """Make a database of this size anew."""
    namn = f"bench_{antal}"
    with tom_bas(url, namn):
        return Bas(namn, antal, fyll(antal))
