"""A connection that is kept between requests: no query to learn that it lives, and a new one when it does not."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from motions.prepared import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[BaseDatabaseWrapper]:
    """A second connection, as a web worker has kept it."""
    kept = connection.copy()
    kept.settings_dict["CONN_HEALTH_CHECKS"] = True
    kept.ensure_connection()
    kept.close_if_unusable_or_obsolete()
    yield kept
    kept.close()


def _pid(kept: BaseDatabaseWrapper) -> int:
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid: int = cursor.fetchone()[0]
    return pid


def test_a_kept_connection_that_lives_is_asked_nothing(
    kept: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = _pid(kept)
    monkeypatch.setattr(kept.connection, "cursor", None)  # a question would fail
    assert kept.is_usable()
    monkeypatch.undo()
    assert _pid(kept) == pid


def test_a_kept_connection_that_the_server_has_closed_is_made_anew(kept: BaseDatabaseWrapper) -> None:
    pid = _pid(kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    time.sleep(0.2)
    kept.close_if_unusable_or_obsolete()
    assert _pid(kept) != pid


@pytest.fixture
def instead(kept: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """The second connection in place of the test's own, which is in a transaction."""
    connections["default"], egen = kept, connections["default"]
    yield kept
    connections["default"] = egen


def test_a_prepared_query_is_asked_of_a_connection_that_lives(instead: BaseDatabaseWrapper) -> None:
    [[pid]] = asked("SELECT pg_backend_pid()", [])
    other = instead.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    time.sleep(0.2)
    instead.close_if_unusable_or_obsolete()  # as a request begins
    [[new]] = asked("SELECT pg_backend_pid()", [])
    assert new != pid


def test_a_plan_whose_column_has_got_another_type_is_made_anew(instead: BaseDatabaseWrapper) -> None:
    question, other = "SELECT ord FROM plan_prov WHERE ord = %s", instead.copy()
    with other.cursor() as cursor:
        cursor.execute("CREATE TABLE plan_prov (ord varchar(10))")
        try:
            assert asked(question, ["a"]) == []
            cursor.execute("ALTER TABLE plan_prov ALTER ord TYPE varchar(20)")
            cursor.execute("INSERT INTO plan_prov VALUES ('a')")
            assert asked(question, ["a"]) == [("a",)]
        finally:
            cursor.execute("DROP TABLE plan_prov")
    other.close()


def test_a_session_key_that_no_column_holds_is_nobodys() -> None:
    klient = Client()
    klient.cookies["sessionid"] = "\x00aaaaaaaaaaaaaaa"
    assert klient.get("/").status_code == 302
