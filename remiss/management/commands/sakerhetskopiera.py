"""A copy of the database, the files and the key, to a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from remiss.drift import kopia
from remiss.management import Option


class Command(BaseCommand):
    """Takes the copy while the program runs."""

    help = "Tar en säkerhetskopia av databasen, filerna och nyckeln till en tom mapp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("mapp", type=Path, help="En mapp som är ny eller tom.")

    def handle(self, *args: str, mapp: Path, **options: Option) -> None:
        """Take it. Errors: CommandError."""
        try:
            kopia.ta(mapp)
        except kopia.KopiaError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Säkerhetskopian är tagen till {mapp}. Allt i den är hemligt: förvara den som du förvarar akterna."
        )
