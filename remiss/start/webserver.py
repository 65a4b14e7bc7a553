"""The web server's settings beside those of its command line; gunicorn reads this file as its configuration."""

from __future__ import annotations

import os
import sys

import django
from django.urls import get_resolver


def on_starting(server: object) -> None:
    """Read in the program, and wait with the port until the launcher says that there is something to show.

    Only what the workers can share once they are forked: each looks for itself which static files there are, since they are
    still being made.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
    django.setup()
    get_resolver().url_patterns  # noqa: B018
    sys.stdin.read()
