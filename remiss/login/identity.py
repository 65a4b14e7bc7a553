"""Who signs confirms who it is: by the user's own login method, valid for ten minutes (settings.IDENTITY_CONFIRMED_SECONDS)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate

from remiss.web.http import Request

NYCKEL = "identitet_bekraftad"
DEMOBACKEND = "remiss.login.demo_login.DemoBackend"


def bekraftad(request: Request) -> bool:
    """Whether the identity was confirmed within the last ten minutes."""
    nar = request.session.get(NYCKEL, 0)
    alder = request.at.timestamp() - nar
    return bool(0 <= alder <= settings.IDENTITY_CONFIRMED_SECONDS)


def med_losenord(request: Request) -> bool:
    """Whether the user's login method is a password; the demo's one-click people confirm with one press."""
    return request.session.get(BACKEND_SESSION_KEY) != DEMOBACKEND


def bekrafta(request: Request, losenord: str) -> bool:
    """Try to confirm. A wrong password is counted like one at login."""
    if med_losenord(request):
        user = authenticate(request, username=request.user.get_username(), password=losenord)
        if user is None or user.pk != request.user.pk:
            return False
    request.session[NYCKEL] = request.at.timestamp()
    return True
