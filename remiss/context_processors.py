"""What every page knows."""

from __future__ import annotations

from django.conf import settings

from motions import visibility
from motions.models import Roll
from remiss.web.http import Context, Request
from remiss.web.menu import Menyval, meny


def omgivning(request: Request) -> Context:
    """Whether this is a demo, the day, the words for what the user is, and the main menu."""
    roll, val = "", list[Menyval]()
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        roll = roll_i_ord(request)
        val = meny(user, visibility.omfang(user, request.today), request.path)
    return {
        "demo": settings.DEMO,
        "today": getattr(request, "today", None),
        "roll_text": roll,
        "meny": {
            "framme": [v for v in val if not v.mer],
            "mer": [v for v in val if v.mer],
            "inne_i_mer": any(v.mer and v.aktuell for v in val),
        },
    }


def roll_i_ord(request: Request) -> str:
    """The user's first role in lower case, «förtroendevald» for one who only has a mandate, or nothing."""
    o = visibility.omfang(request.user, request.today)
    if o.uppdrag:
        return str(Roll(o.uppdrag[0].roll).label).lower()
    return "förtroendevald" if o.mandat_organ else ""
