"""The proof that nothing was altered: chains, seals, rows, stored files and frozen facts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motions.bevis.vittnen import vittnen_i, vittnen_i_fil
from motions.datum import datum_text
from remiss.drift.verifiering import verifiera_nu
from remiss.drift.versionen import AnnanVersionError
from remiss.management import Option


def vittnen(angivet: list[str]) -> list[str]:
    """The seals that were given, or that stand in the files that were. Errors: CommandError for what holds none."""
    alla: list[str] = []
    for vad in angivet:
        funna = vittnen_i(vad) or vittnen_i_fil(_filen(vad))
        if not funna:
            raise CommandError(
                f"«{vad[:80]}» är inget vittne: där står ingen kontrollsumma med 64 tecken (0–9, a–f)."
            )
        alla += funna
    return alla


def _filen(namn: str) -> bytes:
    """What stands in a file; nothing when it is none, or nobody may read it. Errors: none: the caller says what it holds."""
    try:
        return Path(namn).read_bytes() if Path(namn).is_file() else b""
    except (OSError, ValueError):
        return b""


class Command(BaseCommand):
    """Recomputes everything and says what it found; exit code 1 when anything was altered."""

    help = "Kontrollerar händelsekedjor, sigill, rader, filer och frysta texter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seals that were written down elsewhere."""
        parser.add_argument(
            "--vittne",
            metavar="VITTNE",
            action="append",
            default=[],
            help="Ett sigill som finns utanför systemet: kontrollsumman, raden ur ett protokoll, eller en fil med mejlet. "
            "Det måste finnas kvar. Kan anges flera gånger.",
        )

    def handle(self, *args: str, vittne: list[str], **options: Option) -> None:
        """Print the counts, the head seal and every fault. Errors: CommandError when there are any."""
        at = timezone.now()
        try:
            utslag = verifiera_nu(at=at, vittnen=vittnen(vittne))
        except AnnanVersionError as fel:
            raise CommandError(str(fel)) from fel
        kontroll = utslag.kontroll
        self.stdout.write(f"{kontroll.handelser} händelser och {kontroll.sigill} sigill är genomgångna.")
        self.stdout.write(
            f"{utslag.filer} filer, {utslag.dokument} dokument och {utslag.versioner} versioner är omräknade, "
            f"{utslag.rader} rader är jämförda."
        )
        if kontroll.oforseglade:
            self.stdout.write(
                f"{kontroll.oforseglade} händelser är ännu inte förseglade: sigill sätts varje minut."
            )
            for kedja, (forsta, sista) in sorted(kontroll.utan_sigill.items()):
                nummer = f"händelse {forsta}" if forsta == sista else f"händelse {forsta}–{sista}"
                self.stdout.write(f"  {kedja}: {nummer} ännu inte förseglad")
        for dag in utslag.uppgraderingar:
            self.stdout.write(f"En uppgradering sade {datum_text(dag)} rader i programmets eget namn.")
        self.stdout.write(f"Senaste sigill: {kontroll.sigillhuvud}")
        if utslag.brott:
            raise CommandError("\n".join(["Något är ändrat:", *(f"  {rad}" for rad in utslag.brott)]))
        self.stdout.write("Allt stämmer.")
