"""A connection that is kept between requests: no query to learn that it lives, and a new one when it does not."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

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
