"""The accounts, and who a session belongs to: what every page asks first."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet

from motions.models import Anvandare
from motions.prepared import Slot, prepared


@prepared
def aktiv(*, pk: Slot) -> QuerySet[Anvandare]:
    """The account with the key, while it is active."""
    return Anvandare.objects.filter(pk=pk, is_active=True)


class AccountBackend(ModelBackend):
    """Django's accounts with password; the user of a session is asked for with a prepared query."""

    def get_user(self, user_id: int) -> Anvandare | None:
        """The user of a session, as long as the account is active."""
        return aktiv.first(pk=user_id)
