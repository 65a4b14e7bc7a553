"""What the log says of a login that failed: where it came from, and none of what was typed or sent with it."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.http import HttpRequest

from remiss.web.answers import security


def client(username: str, ip_address: str, user_agent: str, path_info: str, request: HttpRequest) -> str:
    """Who is meant in the lines of axes: names, and headers with what somebody has put in them, are no part of it."""
    return _address(ip_address)


def _address(given: str | None) -> str:
    try:
        return str(ipaddress.ip_address(given or ""))
    except ValueError:
        return "okänd adress"


def note(sender: str, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """One line for each: Django's signal comes also when the name has been tried too often."""
    came_from = _address(request.META.get("REMOTE_ADDR")) if request else "kommandoraden"
    security.info("inloggning misslyckades från %s", came_from)
