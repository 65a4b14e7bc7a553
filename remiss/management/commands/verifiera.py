"""The proof that nothing was altered: chains, seals, stored files and frozen facts."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from motions import audit, versioner
from motions.documents import store
from motions.models import Dokument, LagradFil, Version
from remiss.management import Option


def filbrott() -> Iterator[str]:
    """The stored files whose bytes are gone or are not what they were, and whose size is not the registered one."""
    for fil in LagradFil.objects.order_by("sha256").iterator(chunk_size=500):
        try:
            storlek = len(store.read(fil))
        except store.FilSaknasError as error:
            yield str(error)
            continue
        if storlek != fil.storlek:
            yield f"Filen {fil.sha256} är {storlek} byte men registrerad som {fil.storlek}."


def faktabrott() -> Iterator[str]:
    """The frozen documents and versions whose facts no longer give their digests."""
    for dokument in Dokument.objects.order_by("pk").iterator(chunk_size=500):
        if audit.sha256({"slag": dokument.slag, "fakta": dokument.fakta}) != dokument.sha256:
            yield f"Dokument {dokument.pk} ({dokument.get_slag_display()}): fakta är ändrade."
    for version in Version.objects.order_by("pk").iterator(chunk_size=500):
        if (
            versioner.delar(version.innehall) != version.delar
            or audit.sha256(version.delar) != version.sha256
        ):
            yield f"Version {version.nummer} av tjänsteutlåtande {version.utlatande_id}: texten är ändrad."


class Command(BaseCommand):
    """Recomputes everything and says what it found; exit code 1 when anything was altered."""

    help = "Kontrollerar händelsekedjor, sigill, filer och frysta texter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The seal that was written down elsewhere."""
        parser.add_argument(
            "--vittne",
            metavar="KONTROLLSUMMA",
            help="Kontrollsumman för ett sigill som har antecknats utanför systemet. Det måste finnas kvar.",
        )

    def handle(self, *args: str, vittne: str | None, **options: Option) -> None:
        """Print the counts, the head seal and every fault. Errors: CommandError when there are any."""
        kontroll = audit.kontrollera(vittne)
        brott = [*kontroll.brott, *filbrott(), *faktabrott()]
        self.stdout.write(f"{kontroll.handelser} händelser och {kontroll.sigill} sigill är genomgångna.")
        self.stdout.write(
            f"{LagradFil.objects.count()} filer, {Dokument.objects.count()} dokument och "
            f"{Version.objects.count()} versioner är omräknade."
        )
        if kontroll.oforseglade:
            self.stdout.write(
                f"{kontroll.oforseglade} händelser är ännu inte förseglade: sigill sätts varje minut."
            )
            for kedja, (forsta, sista) in sorted(kontroll.utan_sigill.items()):
                nummer = f"händelse {forsta}" if forsta == sista else f"händelse {forsta}–{sista}"
                self.stdout.write(f"  {kedja}: {nummer} ännu inte förseglad")
        self.stdout.write(f"Senaste sigill: {kontroll.sigillhuvud}")
        if brott:
            raise CommandError("\n".join(["Något är ändrat:", *(f"  {rad}" for rad in brott)]))
        self.stdout.write("Allt stämmer.")
