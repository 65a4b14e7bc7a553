"""One line in the log for each answer that is not what was asked for, and what the handlers know of it.

No line has a query string, a body, a name or a title: they are what people have written, and stay out of logs.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from remiss.web.postgres.base import DatabaseWrapper

logger = logging.getLogger("remiss.svar")
security = logging.getLogger("remiss.sakerhet")
"""Who was not let in, and what came from elsewhere: by a name of its own, so that it can be found."""

SECURITY = {401, 403, 429}
BROKEN = 500
LONGEST_PATH = 200
TOKEN = re.compile(r"[\w-]{32,}")
"""What is so long in a path is a secret address, or a digest."""


@dataclass
class Known:
    """What is known of a request that did not go as it should."""

    referens: str = ""
    why: str = ""
    error: BaseException | None = None
    commits: int = 0
    """How many COMMITs the connection had made when the request began."""


def known(request: HttpRequest) -> Known:
    """What is known of this request."""
    found: Known = vars(request).setdefault("_known", Known())
    return found


def referens(request: HttpRequest) -> str:
    """A short code that joins what the user sees with the line in the log."""
    known(request).referens = known(request).referens or secrets.token_hex(4)
    return known(request).referens


class AnswerMiddleware:
    """The outermost: it sees every answer, whoever made it, and Django's own lines are turned off for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known(request).commits = _commits()
        response = self.get_response(request)
        if response.status_code >= 400:
            _note(request, response.status_code)
        return response


def anything_saved(request: HttpRequest) -> bool:
    """Whether the request has sent a COMMIT that was not refused: then something is saved, or may be."""
    return _commits() != known(request).commits


def _commits() -> int:
    ours = connections[DEFAULT_DB_ALIAS]
    return ours.commits if isinstance(ours, DatabaseWrapper) else 0


def _note(request: HttpRequest, status: int) -> None:
    about = known(request)
    path = TOKEN.sub("…", escape_uri_path(request.path))[:LONGEST_PATH]
    line = f"{status} {request.method} {path}"
    # Only who has been asked for already: the log asks the database nothing.
    if user := getattr(request, "_cached_user", None):
        line += f" användare {user.pk}" if user.pk else ""
    if about.referens:
        line += f" referens {about.referens}"
    if about.why:
        line += f": {about.why}"
    to = security if status in SECURITY else logger
    to.log(logging.ERROR if status >= BROKEN else logging.INFO, "%s", line, exc_info=about.error)
