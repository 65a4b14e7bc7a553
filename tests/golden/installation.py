"""The installation that version 709ff88 made with its demo: its database as plain SQL, and the files that came from outside.

The files that the program made itself are made again from their frozen facts. Where the same libraries set them they are the
same bytes, and then their digests are those that the database holds.
"""

from __future__ import annotations

import hashlib
import lzma
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from psycopg import sql

from motions.documents import context, render, store
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
    """What came from outside, as the file store keeps it."""
    with zipfile.ZipFile(FILES) as archive:
        archive.extractall(folder)


def make_documents() -> list[str]:
    """Render every frozen document into the file store; the digests of those whose bytes are not what the database says."""
    others = []
    for dokument in Dokument.objects.select_related("framstallning").order_by("pk"):
        data, _ = render.render(context.ur_json(dokument.slag, dokument.fakta), marke=dokument.sha256)
        sha256 = hashlib.sha256(data).hexdigest()
        store.path_of(sha256).parent.mkdir(exist_ok=True)
        store.path_of(sha256).write_bytes(data)
        if sha256 != dokument.framstallning.fil_id:
            others.append(dokument.framstallning.fil_id)
    return others
