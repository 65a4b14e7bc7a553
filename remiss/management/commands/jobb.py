"""The jobs that have failed for good or do not come to an end: shown, tried again, or thrown away."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError

from remiss.drift import misslyckat
from remiss.management import Option


class Command(BaseCommand):
    """Shows what makes /halsa sick, each job on a line with its number."""

    help = "Visar jobb som har misslyckats eller inte blir klara, och försöker igen eller avför dem."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The numbers of those that something is to be done about."""
        parser.add_argument("--igen", nargs="+", type=int, default=[], metavar="NUMMER", help="Försök igen.")
        parser.add_argument(
            "--avfor", nargs="+", type=int, default=[], metavar="NUMMER", help="Sluta berätta om det."
        )

    def handle(self, *args: str, igen: list[int], avfor: list[int], **options: Option) -> None:
        """Do what was asked, then show what is left. Errors: CommandError for a number that it could not be done to."""
        self._gor(
            igen, misslyckat.igen, "står i kön igen", "inte misslyckats, väntar redan eller kan inte läsas"
        )
        self._gor(avfor, misslyckat.avfor, "är avfört", "inte misslyckats")
        kvar = misslyckat.jobben()
        for jobb in kvar:
            self.stdout.write(str(jobb))
        if not kvar:
            self.stdout.write("Inget jobb har misslyckats eller fastnat.")

    def _gor(self, nummer: list[int], hur: Callable[[int], bool], gjort: str, inte: str) -> None:
        for pk in nummer:
            if not hur(pk):
                raise CommandError(f"Jobb {pk} har {inte}.")
            self.stdout.write(f"Jobb {pk} {gjort}.")
