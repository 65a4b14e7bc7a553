"""The demo's login: one click, no password. Only in AUTHENTICATION_BACKENDS when settings.DEMO is on."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from motions.models import Anvandare
from remiss.login.backend import aktiv


class DemoBackend(BaseBackend):
    """Lets a demo installation's people in by their key."""

    def authenticate(
        self, request: HttpRequest | None, demo_anvandare: int | None = None, **kwargs: str
    ) -> Anvandare | None:
        """The active user with the key, in a demo installation alone."""
        if not settings.DEMO or demo_anvandare is None:
            return None
        return aktiv.first(pk=demo_anvandare)

    def get_user(self, user_id: int) -> Anvandare | None:
        """The user of a session, as long as it is active."""
        return aktiv.first(pk=user_id) if settings.DEMO else None
