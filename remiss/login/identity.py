"""Who signs confirms who it is: by the user's own login method, valid for ten minutes (settings.IDENTITY_CONFIRMED_SECONDS)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from motions.models import Anvandare
from remiss.facts.konto import Inloggning
from remiss.web.http import Request
from remiss.workflow import edit, edits

NYCKEL = "identitet_bekraftad"
DEMOBACKEND = "remiss.login.demo_login.DemoBackend"


def prova(request: HttpRequest, anvandarnamn: str, losenord: str, *, at: datetime) -> AbstractBaseUser | None:
    """The person whose name and password it is, or None. A name that is nobody's takes as long, and is counted too."""
    person = Anvandare.objects.filter(username=anvandarnamn).first()
    if person is None:
        return authenticate(request, username=anvandarnamn, password=losenord)
    return edit(edits.PROVA_LOSENORD, person, Inloggning(request, losenord), by=person, at=at)


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
        user = prova(request, request.user.get_username(), losenord, at=request.at)
        if user is None or user.pk != request.user.pk:
            return False
    request.session[NYCKEL] = request.at.timestamp()
    return True
