"""The request as every view meets it, after the middleware."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from motions.models import Anvandare

Context = dict[str, Any]
"""What a template is given: anything that it can print."""


class Request(HttpRequest):
    """A request with its logged-in user, its moment and its Swedish day. Only a type: Django makes the object."""

    user: Anvandare
    at: datetime
    today: date
    htmx: HtmxDetails
