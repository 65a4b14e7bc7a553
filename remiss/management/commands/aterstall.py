"""An installation made of a copy: the database, the files and the key."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from remiss.drift import kopia
from remiss.management import Option


class Command(BaseCommand):
    """Restores to a data folder and a database that are new."""

    help = "Återställer en säkerhetskopia till en ny datamapp med tom databas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("mapp", type=Path, help="Mappen som sakerhetskopiera skrev till.")

    def handle(self, *args: str, mapp: Path, **options: Option) -> None:
        """Restore, and make the tables what this version wants them to be. Errors: CommandError."""
        try:
            kopia.aterstall(mapp)
        except kopia.KopiaError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"Säkerhetskopian i {mapp} är återställd. Kör verifiera, och starta sedan.")
