"""The installation that version 709ff88 made with its demo: its database as plain SQL, and its files.

Of the files that the program made itself one of each kind is kept, as that version set it. What is made of the same facts now may
look otherwise; what is stored is never made again.
"""

from __future__ import annotations

import lzma
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from psycopg import sql

from motions.documents import store
from motions.models import Dokument

FOLDER = Path(__file__).parent / "installation"
DATABASE = FOLDER / "database.sql.xz"
FILES = FOLDER / "files.zip"
HTML = FOLDER / "html.json"
"""By the digest of its facts: the fingerprint of each frozen document."""


@contextmanager
def database() -> Iterator[None]:
    """The installation's database, as it was, in the place of the default connection's; dropped afterwards."""
    ours = connection.settings_dict["NAME"]
    name = f"{ours}_709ff88"
    connection.close()
    _execute(ours, sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    _execute(ours, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        _execute(name, lzma.decompress(DATABASE.read_bytes()))
        _use(name)
        yield
    finally:
        _use(ours)
        _execute(ours, sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _execute(name: str, script: sql.Composed | bytes) -> None:
    """Run statements in a database; psycopg sends many at once when they take no values."""
    s = connection.settings_dict
    place = {"host": s["HOST"], "port": s["PORT"], "user": s["USER"], "password": s["PASSWORD"]}
    with psycopg.connect(dbname=name, autocommit=True, **place) as raw:
        raw.execute(script)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def unpack_files(folder: Path) -> None:
    """What is kept of its files, as the file store has them."""
    with zipfile.ZipFile(FILES) as archive:
        archive.extractall(folder)


def left_out() -> list[str]:
    """The digests of the files that the program made and that are not kept here; one of each kind of document is."""
    files = Dokument.objects.order_by("pk").values_list("framstallning__fil_id", flat=True)
    return [sha256 for sha256 in files if not store.path_of(sha256).exists()]
