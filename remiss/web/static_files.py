"""What the pages load: every file under a name with its digest, brotli and gzip beside it, in STATIC_ROOT.

Run as `python -m remiss.web.static_files` to gather them, which is what the launcher does. `manage.py collectstatic` does the
same, in three times the time: it loads every app, and only those of `CARRIERS` have files. Why so: docs/adr/0012.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import brotli
from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.checks import CheckMessage, Error, register
from django.core.management import call_command
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

CARRIERS = ("remiss.web.static_files.StaticFiles", "django_htmx", "django_prose_editor")
BROTLI_QUALITY = 9
"""The highest, 11, makes the text editor 8 % smaller and takes twenty times as long, at every first start."""


class StaticFiles(StaticFilesConfig):
    """The app of static files, which leaves what no page loads where it is."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "admin",  # its pages are never shown: docs/adr/0011
        "django_htmx/ext/*",
        "django_htmx/htm*-4*",
        "django_htmx/htmx-2.js",
    ]


class StaticCompressor(Compressor):
    """Compresses quickly, and no source map: only a developer's tools read those."""

    def __init__(self) -> None:
        super().__init__(extensions=(*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"), quiet=True)  # type: ignore[no-untyped-call]

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=BROTLI_QUALITY))


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Files by names that change with their content, also where one module imports another.

    The files of earlier versions stay: a page that was open over an upgrade still finds what it loads late.
    """

    support_js_module_import_aggregation = True
    keep_only_hashed_files = True

    @cached_property
    def _urls(self) -> dict[str, str]:
        return {}

    def url(self, name: Any, force: bool = False) -> str:
        """The address of a file; what is gathered does not change while a process lives, so it is looked up once."""
        if settings.DEBUG or name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]

    def create_compressor(self, **kwargs: bool) -> Compressor:
        return StaticCompressor()


def gather() -> None:
    """Put the files of the project and of the apps that have any into STATIC_ROOT."""
    apps.populate(CARRIERS)
    call_command(Command(), interactive=False, verbosity=0)


@register(deploy=True)
def check_gathered(
    app_configs: Sequence[AppConfig] | None, **kwargs: Sequence[str] | None
) -> list[CheckMessage]:
    """remiss.E004: nothing is gathered, so that every page would be an error."""
    if settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").is_file():
        return []
    return [Error("De statiska filerna är inte samlade; kör manage.py collectstatic.", id="remiss.E004")]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
    gather()
