"""The program itself as the author of what nobody does: a file that was made by a worker, an upgrade."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motions import audit
from motions.models import Anvandare

NAMN = "remiss:systemet"
"""A name that no person can have: the forms take no colon."""
LADES_UPP = "organisation.systemet"


def systemet(*, at: datetime) -> Anvandare:
    """The program's own user, who can never log in; made, and said to be, the first time that it is asked for."""
    funnen = Anvandare.objects.filter(username=NAMN).first()
    if funnen is not None:
        return funnen
    try:
        with transaction.atomic():
            user = Anvandare(username=NAMN, first_name="Remiss", titel="Programmet självt", is_active=False)
            user.set_unusable_password()
            vars(user)["skip_history_when_saving"] = True
            user.save()
            audit.sag_raderna(LADES_UPP, by=user, at=at)
            return user
    except IntegrityError:
        # Another worker was a moment before.
        return Anvandare.objects.get(username=NAMN)
