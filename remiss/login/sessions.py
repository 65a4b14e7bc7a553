"""Django's sessions in the database, read with a prepared query: every page begins with that."""

from __future__ import annotations

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from motions.prepared import Slot, prepared


@prepared
def _levande(*, nyckel: Slot, nu: Slot) -> QuerySet[Session]:
    return Session.objects.filter(session_key=nyckel, expire_date__gt=nu)


class SessionStore(db.SessionStore):
    """A session as Django keeps it."""

    def _get_session_from_db(self) -> Session | None:
        session = _levande.first(nyckel=self.session_key, nu=timezone.now())
        if session is None:
            self._session_key = None
        return session
