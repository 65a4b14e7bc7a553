"""Whether the stored files and the frozen texts are what their digests say."""

from __future__ import annotations

import json
from collections.abc import Iterator

from motions import audit, versioner
from motions.bevis.fraga import OLASLIGT, strom
from motions.documents import store
from motions.models import DokumentSlag

FILER = "SELECT sha256, storlek FROM public.motions_lagradfil ORDER BY sha256"
DOKUMENT = "SELECT id, slag, fakta::text, sha256 FROM public.motions_dokument ORDER BY id"
VERSIONER = (
    "SELECT nummer, utlatande_id, innehall::text, delar::text, sha256 FROM public.motions_version ORDER BY id"
)


def filbrott() -> Iterator[str]:
    """The stored files whose bytes are gone or are not what they were, and whose size is not the registered one."""
    for sha256, storlek in strom(FILER):
        try:
            finns = len(store.read_by(sha256))
        except store.FilSaknasError as error:
            yield str(error)
            continue
        if finns != storlek:
            yield f"Filen {sha256} är {finns} byte men registrerad som {storlek}."


def faktabrott() -> Iterator[str]:
    """The frozen documents and versions whose facts no longer give their digests."""
    for pk, slag, fakta, sha256 in strom(DOKUMENT):
        namn = dict(DokumentSlag.choices).get(slag, slag)
        try:
            if audit.sha256({"slag": slag, "fakta": json.loads(fakta)}) != sha256:
                yield f"Dokument {pk} ({namn}): fakta är ändrade."
        except OLASLIGT:
            yield f"Dokument {pk} ({namn}): fakta går inte att läsa."
    for nummer, utlatande, innehall, text, sha256 in strom(VERSIONER):
        vilken = f"Version {nummer} av tjänsteutlåtande {utlatande}"
        try:
            delar = json.loads(text)
            if versioner.delar(json.loads(innehall)) != delar or audit.sha256(delar) != sha256:
                yield f"{vilken}: texten är ändrad."
        except OLASLIGT:
            yield f"{vilken}: texten går inte att läsa."
