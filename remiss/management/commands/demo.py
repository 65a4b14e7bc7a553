"""`manage.py demo`: set up the demo kommun, once."""

from __future__ import annotations

import argparse
import gc
import time
from datetime import date

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from motions.datum import day_of
from remiss.demo import builder
from remiss.management import Option
from remiss.start.console import NOW

BERATTAR_SEKUNDER = 0.5
GARBAGE = (50_000, 20, 50)
"""How many new objects before Python looks for garbage: its own 700 is one look for every tenth query."""


def _dag(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("Skriv dagen som ÅÅÅÅ-MM-DD.") from error


class Command(BaseCommand):
    """Sets up Norrby kommun. A second run changes nothing; a database with another kommun is left alone."""

    _berattat = 0.0
    help = "Lägger upp demokommunen Norrby, om den inte redan finns."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--today`: the day that the dates of the demo are relative to. `--migrate`: what `migrate` does, first."""
        parser.add_argument("--today", type=_dag, help="dagen som demons datum räknas från (ÅÅÅÅ-MM-DD)")
        parser.add_argument("--migrate", action="store_true", help="gör databasens tabeller först")

    def handle(self, *args: str, today: date | None, migrate: bool, **options: Option) -> None:
        """Build, or say why not. Errors: CommandError."""
        if migrate:
            # In this process: reading in the program takes as long as making the tables.
            call_command("migrate", interactive=False, stdout=self.stdout)
        if not settings.DEMO:
            raise CommandError("Det här är ingen demo. Sätt DEMO=1 om du vill lägga upp demokommunen.")
        try:
            if builder.finns():
                self.stdout.write("Demokommunen finns redan. Ingenting är ändrat.")
                return
        except builder.AnnanKommunError as error:
            raise CommandError(
                f"Databasen innehåller redan {error}. Demokommunen läggs bara upp i en tom databas."
            ) from error
        at = timezone.now()
        # A year of acts makes millions of objects; what was read in before the first of them is no garbage.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        uppgift = builder.bygg(today or day_of(at), at=at, beratta=self._beratta)
        self.stdout.write(
            f"Demokommunen är upplagd: {uppgift.arenden} ärenden och {uppgift.sammantraden} sammanträden, "
            f"genom {uppgift.akter} händelser."
        )

    def _beratta(self, vad: str) -> None:
        if time.monotonic() - self._berattat >= BERATTAR_SEKUNDER:
            self._berattat = time.monotonic()
            self.stdout.write(NOW + vad)
            self.stdout.flush()
