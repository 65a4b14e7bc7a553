"""Whether a request writes to the record outside the gate: seen in the SQL itself, so that nothing gets past it.

History alone would not tell: many-to-many rows, bulk writes and raw SQL name no author.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

from motions import actor
from tests import role

WRITES = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)\s+(?:ONLY\s+)?\"?motions_", re.I)

_request: ContextVar[bool] = ContextVar("request", default=False)


class WroteOutsideError(AssertionError):
    """A view wrote to the record without going through perform() or edit()."""


class RequestMiddleware:
    """Notes that a request runs, in which nobody acts until the gate says who: a test may have named somebody around it.

    What it asks of the database it asks as the program's own role, which owns nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_token, actor_token = _request.set(True), actor._actor.set(None)
        try:
            with role.as_application():
                return self.get_response(request)
        finally:
            actor._actor.reset(actor_token)
            _request.reset(request_token)


def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Run the statement, unless it writes to the record while a request runs and the gate has named nobody."""
    if _request.get() and actor._actor.get() is None and WRITES.search(sql):
        raise WroteOutsideError(sql)
    return execute(sql, params, many, context)
