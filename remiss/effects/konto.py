"""An account: its password is tried and changed, and the first of them is made."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password

from motions.models import Anvandare
from remiss.effects.register import skriv
from remiss.facts.konto import Inloggning, NyttLosenord
from remiss.hinder import Gjort


def prova_losenord(
    person: Anvandare, facts: Inloggning, *, by: Anvandare, at: datetime
) -> Gjort[AbstractBaseUser | None]:
    """The person when the password is right. One that is kept by an older method is kept anew by today's."""
    return Gjort(authenticate(facts.request, username=person.get_username(), password=facts.losenord))


def byt_losenord(person: Anvandare, facts: NyttLosenord, *, by: Anvandare, at: datetime) -> Gjort[Anvandare]:
    """A new password; sessions that were open end. Errors: ValidationError when it will not do."""
    validate_password(facts.losenord, person)
    person.set_password(facts.losenord)
    person.full_clean()
    return Gjort(person, (skriv(person),))


def lagg_upp_forsta(
    person: Anvandare, facts: NyttLosenord, *, by: Anvandare, at: datetime
) -> Gjort[Anvandare]:
    """Make `person` the keeper of the registers. Errors: ValidationError when name or password will not do."""
    person.is_superuser = True
    person.set_password(facts.losenord)
    person.full_clean()
    validate_password(facts.losenord, person)
    return Gjort(person, (skriv(person),))
