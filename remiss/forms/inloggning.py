"""The login form, in words that help."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator

from motions.models import Anvandare
from remiss.forms.fields import Cleaned
from remiss.login import identity

LANGSTA_NAMN = Anvandare._meta.get_field("username").max_length
"""No user name is longer, so a longer one is nobody's; the log of attempts could not note it either."""


class LoggaInForm(AuthenticationForm):
    """User name and password; the same answer whichever of them is wrong."""

    error_messages = {
        "invalid_login": "Användarnamnet och lösenordet hör inte ihop. Kontrollera dem och försök igen.",
        "inactive": "Kontot är avstängt. Kontakta den som sköter Remiss hos er.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        namn = self.fields["username"]
        namn.label = "Användarnamn"
        namn.validators.append(MaxLengthValidator(LANGSTA_NAMN, self.error_messages["invalid_login"]))
        namn.error_messages = {"required": "Fyll i ditt användarnamn."}
        self.fields["password"].error_messages = {"required": "Fyll i ditt lösenord."}

    def clean(self) -> Cleaned:
        """The right person, or an error. The attempt is made through the gate: a password that is kept anew is a write."""
        data: Cleaned = self.cleaned_data
        if not self.errors:
            request: Any = self.request
            user: Any = identity.prova(request, data["username"], data["password"], at=request.at)
            if user is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(user)
            self.user_cache = user
        return data
