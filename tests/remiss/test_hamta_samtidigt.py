"""Two who fetch the same letters at once keep each once, and say so."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django import DjangoDbBlocker

from motions.models import Post
from remiss.drift import hamtning
from tests.factories import Varld
from tests.remiss.klon import klon
from tests.remiss.test_hamta_post import hamta, lagg, mejl


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the usual: a clone, where a commit is a commit and every thread has its own connection."""
    with django_db_blocker.unblock(), klon():
        yield


def hamta_samtidigt(mapp: Path, varld: Varld, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What two say who have both read each letter before one of them keeps it."""
    mote, las = threading.Barrier(2), hamtning._last

    def last(*args: Any, **val: Any) -> Any:
        brev = las(*args, **val)
        mote.wait(60)
        return brev

    def en(_: int) -> str:
        try:
            return hamta(mapp, varld)
        except CommandError as error:
            return str(error)
        finally:
            connection.close()

    monkeypatch.setattr(hamtning, "_last", last)
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(en, range(2)))


@pytest.mark.parametrize("antal", [1, 12])
def test_two_at_once_count_each_letter_once(
    varld: Varld, tmp_path: Path, antal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(antal):
        lagg(tmp_path, f"{n}.eml", mejl(f"Brev {n}"))

    sagt = "".join(hamta_samtidigt(tmp_path, varld, monkeypatch))

    raknat = re.findall(r"Nya meddelanden: (\d+)\. Fanns redan: (\d+)\.", sagt)
    assert [sum(map(int, tal)) for tal in zip(*raknat, strict=True)] == [antal, antal]
    assert sagt.count("fanns redan, som post") == antal
    assert Post.objects.count() == antal


def test_two_at_once_with_a_letter_that_cannot_be_read_and_two_that_are_the_same(
    varld: Varld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lagg(tmp_path, "1.eml", b"skrap")
    lagg(tmp_path, "2.eml", mejl())
    lagg(tmp_path, "3.eml", (tmp_path / "2.eml").read_bytes())

    sagt = hamta_samtidigt(tmp_path, varld, monkeypatch)

    assert sum("ligger i «Kunde inte läsas»" in s for s in sagt) == 1
    assert Post.objects.count() == 2
