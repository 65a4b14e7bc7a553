"""`manage.py hamta_post MAPP`: every mail of a folder becomes unregistered post, once."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError
from django.utils import timezone

from motions.ingest import mail
from motions.ingest.mail_parts import OlasligtError
from motions.models import Anvandare, Forvaltning, Post
from motions.sortering import svenskt
from remiss.facts.post import LaggIn
from remiss.hinder import NekadError
from remiss.workflow import EjTillatetError, edit, edits

logger = logging.getLogger(__name__)
ANDELSER = (".eml",)


class Command(BaseCommand):
    """Reads the .eml files of a folder. They are left where they lie; a mail that has been read is known by its message id."""

    help = "Hämtar e-post (.eml) ur en mapp till förvaltningens oregistrerade post."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, to whom, and in whose name."""
        parser.add_argument("mapp", type=Path, help="mappen med meddelanden (.eml)")
        parser.add_argument("--forvaltning", metavar="NAMN", help="förvaltningens namn, om det finns flera")
        parser.add_argument(
            "--som", metavar="ANVÄNDARE", required=True, help="användarnamnet för den som lägger in posten"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Lay in each mail in a transaction of its own. Errors: CommandError, also when a file could not be read."""
        mapp: Path = options["mapp"]
        if not mapp.is_dir():
            raise CommandError(f"Mappen {mapp} finns inte.")
        by = Anvandare.objects.filter(username=options["som"], is_active=True).first()
        if by is None:
            raise CommandError(f"Det finns ingen aktiv användare som heter {options['som']}.")
        forvaltning = _forvaltning(options["forvaltning"])
        nya, fanns, fel = 0, 0, []
        at = timezone.now()
        for fil in sorted(f for f in mapp.iterdir() if f.suffix.lower() in ANDELSER and f.is_file()):
            try:
                brev = mail.las(_bytes(fil), forvaltning, at=at)
            except OlasligtError as error:
                fel.append(f"{fil.name}: {error}")
                continue
            if Post.objects.filter(forvaltning=forvaltning, meddelande_id=brev.meddelande_id).exists():
                fanns += 1
                continue
            try:
                edit(edits.LAGG_IN, forvaltning, LaggIn(brev), by=by, at=at)
            except EjTillatetError as error:
                raise CommandError(f"{by.namn} är inte registrator i {forvaltning}.") from error
            except (NekadError, DataError, IntegrityError, ValueError, OSError):
                # Whatever it is that cannot be kept of it, the letters after it are read.
                logger.exception("%s kunde inte läggas in", fil.name)
                fel.append(f"{fil.name}: Meddelandet kunde inte läggas in; loggen säger varför.")
                continue
            nya += 1
            for avvisad in brev.avvisade:
                self.stdout.write(f"{fil.name}: «{avvisad.filnamn}» togs inte emot. {avvisad.skal}")
        self.stdout.write(f"Nya meddelanden: {nya}. Fanns redan: {fanns}.")
        if fel:
            raise CommandError("\n".join(["De här filerna kunde inte läsas:", *(f"  {rad}" for rad in fel)]))


def _bytes(fil: Path) -> bytes:
    """The file, if it is no larger than what may be uploaded with its base64. Errors: OlasligtError."""
    grans = settings.MAX_UPLOAD_MB * 4 * 1024 * 1024
    try:
        if fil.stat().st_size > grans:
            raise OlasligtError(f"Filen är större än {grans // 1024 // 1024} MB.")
        return fil.read_bytes()
    except OSError as error:
        raise OlasligtError("Filen i mappen gick inte att läsa.") from error


def _forvaltning(namn: str | None) -> Forvaltning:
    """The one that is named, or the only one. Errors: CommandError."""
    alla = list(Forvaltning.objects.order_by(*svenskt("namn")))
    valda = [f for f in alla if f.namn == namn] if namn else alla
    if len(valda) == 1:
        return valda[0]
    raise CommandError(
        "Ange --forvaltning med ett av namnen: " + ", ".join(f.namn for f in alla) + "."
        if alla
        else "Det finns ingen förvaltning."
    )
