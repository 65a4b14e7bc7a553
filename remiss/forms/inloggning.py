"""The login form, in words that help."""

from __future__ import annotations

from contextlib import nullcontext

from django.contrib.auth.forms import AuthenticationForm

from motions.actor import acting
from motions.models import Anvandare
from remiss.forms.fields import Cleaned


class LoggaInForm(AuthenticationForm):
    """User name and password; the same answer whichever of them is wrong."""

    error_messages = {
        "invalid_login": "Användarnamnet och lösenordet hör inte ihop. Kontrollera dem och försök igen.",
        "inactive": "Kontot är avstängt. Kontakta den som sköter Remiss hos er.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = "Användarnamn"
        self.fields["username"].error_messages = {"required": "Fyll i ditt användarnamn."}
        self.fields["password"].error_messages = {"required": "Fyll i ditt lösenord."}

    def clean(self) -> Cleaned:
        """The right person, or an error. A password that is rehashed on the way is that person's own change."""
        user = Anvandare.objects.filter(username=self.cleaned_data.get("username", "")).first()
        with acting(user) if user else nullcontext():
            data: Cleaned = super().clean()
            return data
