"""The kommun's vapen: a PNG that is judged, and drawn anew, so that what stands in our documents is an image and nothing else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from motions.apart import OverGransError
from motions.documents.store import GranskadFil
from motions.ingest.file_check import MIME, granska_fil
from motions.ingest.reading import LASNING
from motions.ingest.redrawn import rita_om

MAX_MB = 2


def granska_vapen(fil: UploadedFile[bytes]) -> GranskadFil:
    """Judge an uploaded vapen. Errors: ValidationError that says in Swedish what is wrong and what to do."""
    if not (fil.name or "").lower().endswith(".png"):
        raise ValidationError("Vapnet tas emot som PNG. Spara bilden i det formatet och försök igen.")
    granskad = granska_fil(fil, max_mb=MAX_MB)
    try:
        ritad = LASNING.gor(rita_om, granskad.data)
    except OverGransError as error:
        raise ValidationError(f"Bilden kunde inte öppnas. {error}") from error
    if isinstance(ritad, str):
        raise ValidationError(ritad)
    return GranskadFil(ritad, MIME["png"], granskad.filnamn)
