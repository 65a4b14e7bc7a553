"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from motions import visibility
from motions.models import Roll


def omgivning(request: HttpRequest) -> dict[str, Any]:
    """Whether this is a demo, the day, and the words for what the user is."""
    roll = ""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        roll = roll_i_ord(request)
    return {"demo": settings.DEMO, "today": getattr(request, "today", None), "roll_text": roll}


def roll_i_ord(request: HttpRequest) -> str:
    """The user's first role in lower case, «förtroendevald» for one who only has a mandate, or nothing."""
    o = visibility.omfang(request.user, request.today)  # type: ignore[arg-type,attr-defined]
    if o.uppdrag:
        return str(Roll(o.uppdrag[0].roll).label).lower()
    return "förtroendevald" if o.mandat_organ else ""
