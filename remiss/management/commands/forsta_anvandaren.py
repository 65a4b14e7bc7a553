"""`manage.py forsta_anvandaren`: the person who keeps the registers of an installation that has none."""

from __future__ import annotations

import sys
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motions.models import Anvandare
from remiss.facts.konto import NyttLosenord
from remiss.login import password
from remiss.management import Option
from remiss.workflow import HindradError, edit, edits

FRAGOR = {"anvandarnamn": "Användarnamn", "fornamn": "Förnamn", "efternamn": "Efternamn", "epost": "E-post"}


def lagg_upp(person: Anvandare, nytt: str, *, at: datetime) -> None:
    """Make `person` the keeper of the registers; the author of the row is the person.

    Errors: HindradError when there is one who can log in; ValidationError when name or password will not do.
    """
    edit(edits.FORSTA_ANVANDAREN, person, NyttLosenord(nytt), by=person, at=at)


class Command(BaseCommand):
    """Asks for what the options do not say."""

    help = (
        "Lägger upp den första personen, som sedan sköter inställningarna i webbläsaren. Lösenordet frågas efter två gånger, "
        "eller läses med --losenord-fran-stdin från standard in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One option per question."""
        for namn, fraga in FRAGOR.items():
            parser.add_argument(f"--{namn}", help=fraga.lower())
        password.lagg_till_val(parser)

    def handle(self, *args: str, losenord_fran_stdin: bool, **options: Option) -> None:
        """Ask, lay up, say what comes next. Errors: CommandError with the remedy."""
        svar = {namn: str(options[namn] or "") or self._fraga(fraga, namn) for namn, fraga in FRAGOR.items()}
        person = Anvandare(
            username=svar["anvandarnamn"],
            first_name=svar["fornamn"],
            last_name=svar["efternamn"],
            email=svar["epost"],
        )
        nytt = password.nytt(fran_stdin=losenord_fran_stdin)
        try:
            lagg_upp(person, nytt, at=timezone.now())
        except HindradError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.namn} är upplagd. Logga in i webbläsaren och välj «Ny kommun».")

    def _fraga(self, fraga: str, namn: str) -> str:
        if not sys.stdin.isatty():
            if namn == "epost":
                return ""
            raise CommandError(f"Ange --{namn}, eller kör kommandot i en terminal.")
        return input(f"{fraga}{' (kan lämnas tom)' if namn == 'epost' else ''}: ").strip()
