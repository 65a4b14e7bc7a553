"""The program itself as the author of what nobody does: a file that was made by a worker, an upgrade."""

from __future__ import annotations

from motions.models import Anvandare

NAMN = "remiss:systemet"
"""A name that no person can have: the forms take no colon."""


def systemet() -> Anvandare:
    """The program's own user, who can never log in; made the first time that it is asked for."""
    funnen = Anvandare.objects.filter(username=NAMN).first()
    if funnen is not None:
        return funnen
    user = Anvandare(username=NAMN, first_name="Remiss", titel="Programmet självt", is_active=False)
    user.set_unusable_password()
    vars(user)["skip_history_when_saving"] = True
    user.save()
    return user
