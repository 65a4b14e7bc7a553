"""A way to the database that can be cut: all of it, or just when a COMMIT is to be answered."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from tests.remiss.klon import url_till


def bryt_alla() -> None:
    """End every connection to the database of the test, as a server that stops does."""
    with psycopg.connect(url_till("postgres"), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [connection.settings_dict["NAME"]],
        )


@contextmanager
def borta() -> Iterator[None]:
    """The server is looked for where there is none."""
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port


class Vag:
    """A way to the server. The first COMMIT after `bryt` reaches it, is done, and nobody hears of it."""

    def __init__(self, host: str, port: int) -> None:
        self._till = (host, port)
        self._lyssnar = socket.create_server(("127.0.0.1", 0))
        self.port = self._lyssnar.getsockname()[1]
        self.bryt = False
        threading.Thread(target=self._ta_emot, daemon=True).start()

    def stang(self) -> None:
        """Take no more connections."""
        self._lyssnar.close()

    def _ta_emot(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                klient, _ = self._lyssnar.accept()
                threading.Thread(target=self._for_fram, args=[klient], daemon=True).start()

    def _for_fram(self, klient: socket.socket) -> None:
        with klient, socket.create_connection(self._till) as server, contextlib.suppress(OSError):
            while True:
                for fran in select.select([klient, server], [], [])[0]:
                    data = fran.recv(65536)
                    if not data:
                        return
                    (server if fran is klient else klient).sendall(data)
                    if fran is klient and self.bryt and b"COMMIT" in data:
                        self.bryt = False
                        server.recv(65536)
                        return


@contextmanager
def vag() -> Iterator[Vag]:
    """Django's connection goes by a way of its own until the block ends."""
    s = connection.settings_dict
    vanlig = s["HOST"], s["PORT"]
    vagen = Vag(s["HOST"] or "localhost", int(s["PORT"] or 5432))
    connection.close()
    s["HOST"], s["PORT"] = "127.0.0.1", str(vagen.port)
    try:
        yield vagen
    finally:
        connection.close()
        s["HOST"], s["PORT"] = vanlig
        vagen.stang()
