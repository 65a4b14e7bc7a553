"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from motions import visibility
from motions.models import Roll
from remiss import rundtur
from remiss.http import Request


def omgivning(request: Request) -> dict[str, Any]:
    """Whether this is a demo, the day, and the words for what the user is, and the guided tour."""
    roll = ""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        roll = roll_i_ord(request)
    return {
        "demo": settings.DEMO,
        "today": getattr(request, "today", None),
        "roll_text": roll,
        "rundtur": rundtur.rad(request) if roll else None,
    }


def roll_i_ord(request: Request) -> str:
    """The user's first role in lower case, «förtroendevald» for one who only has a mandate, or nothing."""
    o = visibility.omfang(request.user, request.today)
    if o.uppdrag:
        return str(Roll(o.uppdrag[0].roll).label).lower()
    return "förtroendevald" if o.mandat_organ else ""
