"""The web server's settings beside those of its command line; gunicorn reads this file as its configuration."""

from __future__ import annotations

import gc
import os
import sys

import django
from django.urls import get_resolver

GARBAGE = (10_000, 20, 20)
"""A page makes thousands of objects that die with it: Python's own first limit, 700, looks for garbage fifteen times for each."""

limit_request_line = 8190
"""A long question in an address is the program's to cut, and not the web server's to refuse in English."""


def on_starting(server: object) -> None:
    """Read in the program, and wait with the port until the launcher says that there is something to show.

    Only what the workers can share once they are forked: each looks for itself which static files there are, since they are
    still being made.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "remiss.settings")
    django.setup()
    get_resolver().url_patterns  # noqa: B018
    # What is read in lives as long as the process: the workers need neither look through it for garbage nor copy it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    sys.stdin.read()
