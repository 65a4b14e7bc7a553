"""The index made anew from what the record holds: after an upgrade, or when one doubts it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from motions import sokposter
from motions.models import Arende, Sokpost
from remiss import jobs


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

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every ärende, and print how many there were."""
        las = None if options["utan_filer"] else jobs.filens_text
        antal = 0
        for pk in Arende.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
            with transaction.atomic():
                arende = Arende.objects.select_for_update(of=("self",)).select_related("organ").get(pk=pk)
                sokposter.skriv_om(arende, las)
            antal += 1
            if antal % 1000 == 0:
                self.stdout.write(f"{antal} ärenden …")
        self.stdout.write(f"Sökregistret är gjort om: {antal} ärenden, {Sokpost.objects.count()} texter.")
