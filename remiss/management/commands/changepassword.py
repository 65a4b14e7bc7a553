"""`manage.py changepassword`: a way back for whoever has forgotten the password and has nobody else to give a new one."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motions.models import Anvandare
from remiss.facts.konto import NyttLosenord
from remiss.login import password
from remiss.management import Option
from remiss.workflow import edit, edits


def byt(anvandarnamn: str, nytt: str, *, at: datetime) -> Anvandare:
    """Give the person a new password; the author of the row is the person, and sessions that were open end.

    Errors: Anvandare.DoesNotExist; ValidationError when the password will not do.
    """
    person = Anvandare.objects.get(username=anvandarnamn)
    return edit(edits.BYT_LOSENORD, person, NyttLosenord(nytt), by=person, at=at)


class Command(BaseCommand):
    """In the place of Django's own, which would write a row that nobody has written."""

    help = (
        "Ger en person ett nytt lösenord och loggar ut den överallt. Lösenordet frågas efter två gånger, eller läses med "
        "--losenord-fran-stdin från standard in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Who."""
        parser.add_argument("anvandarnamn", help="personens användarnamn")
        password.lagg_till_val(parser)

    def handle(self, *args: str, anvandarnamn: str, losenord_fran_stdin: bool, **options: Option) -> None:
        """Ask, change, say so. Errors: CommandError with the remedy."""
        try:
            person = byt(anvandarnamn, password.nytt(fran_stdin=losenord_fran_stdin), at=timezone.now())
        except Anvandare.DoesNotExist as error:
            raise CommandError(f"Ingen har användarnamnet «{anvandarnamn}».") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.namn} har ett nytt lösenord.")
