"""Whether the stored files and the frozen texts are what their digests say."""

from __future__ import annotations

from collections.abc import Iterator

from motions import audit, versioner
from motions.documents import store
from motions.models import Dokument, LagradFil, Version


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
