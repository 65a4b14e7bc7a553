"""The index made anew from what the record holds: after an upgrade, or when one doubts it."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from motions import search_index
from motions.models import Arende, Sokpost
from remiss import jobs
from remiss.management import Option


class Command(BaseCommand):
    """Rebuilds each ärende's rows in a transaction of its own, so that the program may run meanwhile; twice gives the same."""

    help = "Gör om sökregistret från ärenden, handlingar, beslut och uttalanden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether the files are read again."""
        parser.add_argument(
            "--utan-filer",
            action="store_true",
            help="Behåll den text som redan är läst ur uppladdade filer i stället för att läsa dem igen.",
        )

    def handle(self, *args: str, utan_filer: bool, **options: Option) -> None:
        """Go through every ärende, and print how many there were."""
        las = None if utan_filer else jobs.filens_text
        antal = search_index.rebuild(Arende.objects.all(), las, say=self.stdout.write)
        self.stdout.write(f"Sökregistret är gjort om: {antal} ärenden, {Sokpost.objects.count()} texter.")
