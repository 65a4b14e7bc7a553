"""`manage.py hamta_post [MAPP]`: every mail of a folder, or of the mailbox that is set up, becomes unregistered post, once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motions.ingest.brevlada import BrevladaError
from remiss.drift.hamtning import HamtningError, Mottagare, hamta, stallet


class Command(BaseCommand):
    """Reads what lies in a folder or a mailbox, and removes nothing there; a mail that is here is known by its bytes."""

    help = "Hämtar e-post ur en mapp med .eml, eller ur brevlådan i POST_URL, till förvaltningens oregistrerade post."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, to whom, and in whose name."""
        parser.add_argument(
            "mapp", nargs="?", default="", help="mappen med meddelanden (.eml); utelämnad: POST_URL"
        )
        parser.add_argument(
            "--forvaltning",
            metavar="NAMN",
            default=settings.POST_FORVALTNING or None,
            help="förvaltningens namn, om det finns flera",
        )
        parser.add_argument(
            "--som",
            metavar="ANVÄNDARE",
            default=settings.POST_SOM,
            help="användarnamnet för den som lägger in posten",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay in each mail in a transaction of its own. Errors: CommandError, also when one could not be understood."""
        fran = str(options["mapp"] or settings.POST_URL)
        if not fran:
            raise CommandError("Ange en mapp, eller ställ in POST_URL.")
        if not options["som"]:
            raise CommandError("Ange --som med användarnamnet för den som lägger in posten.")
        try:
            till = Mottagare.ur(options["som"], options["forvaltning"])
            with stallet(fran) as meddelanden:
                utfall = hamta(meddelanden, till, at=timezone.now())
        except (HamtningError, BrevladaError) as error:
            raise CommandError(str(error)) from error
        for rad in utfall.sagt:
            self.stdout.write(rad)
        self.stdout.write(f"Nya meddelanden: {utfall.nya}. Fanns redan: {utfall.fanns}.")
        if utfall.olasta:
            rader = (f"  {rad}" for rad in utfall.olasta)
            raise CommandError("\n".join(["De här meddelandena kunde inte läsas:", *rader]))
