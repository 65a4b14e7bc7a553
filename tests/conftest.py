"""Shared fixtures: a named actor, a fixed moment, a small kommun, and a file store of the test's own."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.template import Context, Template
from django.test.signals import template_rendered
from django.utils.safestring import SafeString
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from motions.actor import acting
from remiss.start.system_packages import BROWSERS, CHROMIUM
from tests import outside_the_gate, role
from tests.factories import Varld, bygg_varld
from tests.replay import Replay

VARLDEN = Replay(bygg_varld)
"""Half of all tests begin with it, and to make it takes longer than most of them do."""

# By the clock on the wall, which says nothing of a test where two run at once on busy cores.
hypothesis.settings.register_profile("remiss", deadline=None)
hypothesis.settings.load_profile("remiss")


def pytest_addoption(parser: pytest.Parser) -> None:
    """What takes too long for every run."""
    parser.addoption(
        "--alla-strangar",
        action="store_true",
        help="send every naughty string into every field by request (an hour)",
    )


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage is not looked for in it every other moment."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def _fields_are_not_told_of(django_test_environment: None) -> None:
    """Django keeps a copy of all that each template was given, for the tests: here of pages, not of each option of a field."""

    def render(self: Template, context: Context) -> SafeString:
        if not str(self.name).startswith("django/forms/"):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The usual, and the role that requests are made as."""
    with django_db_blocker.unblock():
        role.prepare()


def chromium_program() -> str:
    """The browser that the tests run."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert program, f"Chromium saknas: apt-get install {' '.join(CHROMIUM)}"
    return program


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium, from CHROMIUM or the system; one for the whole run, since Playwright's loop is one to a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_program(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def at() -> datetime:
    """A Wednesday morning well away from holidays: 23 September 2026, 09:00 in Stockholm."""
    return datetime(2026, 9, 23, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _egna_filer(tmp_path: Path, settings: object) -> None:
    settings.FILE_STORE = tmp_path / "filer"  # type: ignore[attr-defined]
    settings.PREVIEW_DIR = tmp_path / "forhandsvisning"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _through_the_gate() -> Iterator[None]:
    """No request writes to the record but through the gate."""
    with connection.execute_wrapper(outside_the_gate.refuse):
        yield


@pytest.fixture
def varld(db: None, at: datetime) -> Iterator[Varld]:
    """A kommun with two nämnder and a person in every role, with the registrator as the acting user."""
    v = VARLDEN(at)
    with acting(v.registrator):
        yield v
