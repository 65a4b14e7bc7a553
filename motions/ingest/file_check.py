"""Uploaded files: allowed kinds only, content that is what the name claims, and a name that harms no one."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from motions.apart import OverGransError
from motions.documents.store import GranskadFil
from motions.ingest.content import BORJAR, Fynd, innehall
from motions.ingest.reading import LASNING

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
}
_TECKEN = re.compile(r"[^\w .,()\-+–]", re.UNICODE)


def sakert_namn(namn: str) -> str:
    """The last part of a name, without control or direction characters, at most 120 characters with its ending kept."""
    sista = re.split(r"[\\/]", unicodedata.normalize("NFC", namn))[-1]
    rent = "".join(c for c in sista if unicodedata.category(c)[0] != "C")
    rent = _TECKEN.sub("_", rent).strip(" .") or "fil"
    stam, punkt, slut = rent.rpartition(".")
    return f"{stam[: 119 - len(slut)]}.{slut}" if punkt and stam else rent[:120]


def granska_fil(fil: UploadedFile[bytes], *, max_mb: int | None = None) -> GranskadFil:
    """Read and judge an upload. Errors: ValidationError that says in Swedish what is wrong and what to do."""
    grans = max_mb or settings.MAX_UPLOAD_MB
    namn = sakert_namn(fil.name or "")
    slut = namn.rpartition(".")[2].lower()
    if slut not in MIME:
        raise ValidationError(
            f"Filen «{namn}» är av ett slag som inte tas emot. Spara den som PDF, DOCX, ODT, PNG, JPG eller TXT."
        )
    if not fil.size:
        raise ValidationError(f"Filen «{namn}» är tom. Välj en fil med innehåll.")
    if fil.size > grans * 1024 * 1024:
        raise ValidationError(f"Filen «{namn}» är större än {grans} MB. Dela upp eller komprimera den.")
    # A form that is judged once more reads it once more.
    fil.seek(0)
    data = fil.read()
    funnet = _innehall(namn, slut, data)
    if funnet == Fynd.LAST:
        raise ValidationError(
            f"Filen «{namn}» är låst med lösenord, så att ingen annan kan läsa den. Spara den utan lösenord och försök igen."
        )
    if funnet == Fynd.ANNAT:
        raise ValidationError(
            f"Filen «{namn}» innehåller inte det som namnet säger ({slut.upper()}). Öppna den, spara om den och försök igen."
        )
    return GranskadFil(data, MIME[slut], namn)


def _innehall(namn: str, slut: str, data: bytes) -> Fynd:
    """What the bytes are. Errors: ValidationError for a file that cannot be opened within the bounds."""
    if slut == "txt":
        return Fynd.RATT if _ar_text(data) else Fynd.ANNAT
    if not data.startswith(BORJAR[slut]):
        return Fynd.ANNAT
    try:
        return LASNING.gor(innehall, slut, data)
    except OverGransError as error:
        raise ValidationError(f"Filen «{namn}» kunde inte öppnas. {error}") from error


def _ar_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text
