"""Django's PostgreSQL, but for how a kept connection is asked whether it lives, what COMMIT came to, and what an error tells."""

from __future__ import annotations

import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, ClassVar

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper
from django.utils.functional import cached_property
from psycopg.abc import RV, PQGen

KEPT_PLANS = 500
"""Prepared statements of one connection: more than there are, so that none is thrown away to be made again."""

OUR_SCHEMA = "search_path=public"
"""Where the tables are: a role may set another for itself, and then finds none."""
PROBE_SECONDS = 3
"""So long a server that has been silent has to greet somebody new."""

QUOTING = ("22", "42601")
"""Data that is wrong, and syntax that is: the server's first line quotes what it was sent."""


def without_words(error: psycopg.Error) -> str:
    """What a database error may say where it is logged or kept: its code and the server's first line, which names columns.

    The rest (DETAIL, CONTEXT, the statement with a caret) prints whole rows and what people have written.
    """
    if error.sqlstate is None:
        return str(error)
    line = type(error).__name__
    if not error.sqlstate.startswith(QUOTING):
        line = error.diag.message_primary or line
    return f"{line} (SQLSTATE {error.sqlstate})"


class ErrorWrapper(DatabaseErrorWrapper):
    """Makes Django's errors of the driver's, and takes the words of people out of both."""

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(exc_value, psycopg.Error):
            exc_value.args = (without_words(exc_value),)
        super().__exit__(exc_type, exc_value, traceback)


class DatabaseWrapper(base.DatabaseWrapper):
    """A server that goes says so, or hangs up, and both can be read of the socket: a request need not begin with a query.

    What has something to be read is asked as Django asks, with a query, and is made anew when it does not answer.

    `commits` counts the COMMITs that were sent and not refused: when it has not grown, nothing was saved; when it has, something
    was, or nobody knows.
    """

    commits = 0
    waits: ClassVar[dict[str, int]] = {}
    """Seconds that the server waits, by the name of its setting, on each connection that is made; 0 is for ever."""
    answer_within: ClassVar[float] = 0
    """Seconds that whoever asks waits, whatever the server says: one that is stopped keeps no time. 0 is for ever."""
    silent_for: ClassVar[float] = 0
    """Seconds of silence after which it is tried, again and again, whether the server greets anybody; 0 is never."""
    _until: float | None = None

    @cached_property
    def wrap_database_errors(self) -> ErrorWrapper:
        """What every call of the driver is made in."""
        return ErrorWrapper(self)

    def commit(self) -> None:
        """Send COMMIT, and count it unless it is refused."""
        self.commits += 1
        try:
            super().commit()
        except Exception as error:
            if _refused(error.__cause__):
                self.commits -= 1
            raise

    def is_usable(self) -> bool:
        """Whether the connection can be used."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that keeps the plans of the prepared queries, and waits no longer than it may.

        One plan for each: their constants stand in their SQL, so that another for each value would cost more than it saves. A
        pooler that knows no prepared statements takes no settings either.
        """
        if conn_params.get("prepare_threshold") is not None:
            ours = [
                OUR_SCHEMA,
                "plan_cache_mode=force_generic_plan",
                *(f"{name}={s}s" for name, s in self.waits.items()),
            ]
            given = conn_params.get("options", "")
            conn_params = {
                **conn_params,
                "options": " ".join([given, *(f"-c {one}" for one in ours)]).strip(),
            }
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = KEPT_PLANS
        wait = connection.wait
        connection.wait = lambda gen, *how, **named: wait(self._bounded(connection.close, gen), *how, **named)
        return connection

    @contextmanager
    def all_within(self, seconds: float) -> Iterator[None]:
        """Whatever is asked meanwhile is answered in so long, all of it, or the connection is given up."""
        before, self._until = self._until, time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = before

    def _bounded(self, close: Callable[[], None], gen: PQGen[RV]) -> PQGen[RV]:
        """The driver's talk with the server, ended when nobody waits any longer."""
        if self._until is None and not self.answer_within and not self.silent_for:
            return gen
        return self._talk(close, gen)

    def _talk(self, close: Callable[[], None], gen: PQGen[RV]) -> PQGen[RV]:
        # The driver comes by ten times a second while it waits. To cancel would be to ask the server, which is what is silent.
        began = time.monotonic()
        until = self._until or (began + self.answer_within if self.answer_within else float("inf"))
        probe = began + self.silent_for if self._until is None and self.silent_for else float("inf")
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                now = time.monotonic()
                if not ready and (now > until or (now > probe and not self._greets())):
                    close()
                    raise psycopg.OperationalError(f"Databasen svarade inte på {now - began:.0f} sekunder.")
                if now > probe:
                    probe = time.monotonic() + self.silent_for
                wanted = gen.send(ready)
        except StopIteration as end:
            came: RV = end.value
            return came

    def _greets(self) -> bool:
        """Whether the server answers somebody new at all, if only to refuse."""
        try:
            psycopg.connect(**{**self.get_connection_params(), "connect_timeout": PROBE_SECONDS}).close()
        except psycopg.Error as error:
            return not isinstance(error, psycopg.errors.ConnectionTimeout)
        return True


def _refused(error: BaseException | None) -> bool:
    """Whether the server has answered a COMMIT with an error, which undoes all.

    With FATAL it ends the connection instead, and that can be after what was to be saved is on disk.
    """
    return isinstance(error, psycopg.Error) and error.diag.severity_nonlocalized == "ERROR"
