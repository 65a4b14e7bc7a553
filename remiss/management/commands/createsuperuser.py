"""`manage.py createsuperuser` points to the command that names the author of what it writes."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from remiss.management import Option


class Command(BaseCommand):
    """Django's own would write a row that nobody has written."""

    help = "Används inte här: kör forsta_anvandaren."

    def handle(self, *args: str, **options: Option) -> None:
        """Say which command to run. Errors: CommandError, always."""
        raise CommandError(
            "Kör manage.py forsta_anvandaren i en tom installation. Finns det redan någon som sköter inställningarna "
            "lägger den personen till fler under Inställningar."
        )
