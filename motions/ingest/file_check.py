"""Files from outside. What comes in is kept as it came, whatever it is (TF 2 kap., OSL 5:1); what is to be read, indexed or sent
on with a text of ours is of a few kinds, and is what its name says.
"""

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
from motions.text.signs import nfc

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
}
"""The kinds that are read: by the ending of the name that a file has where it came, since the same bytes may come as two."""
OKANT = "application/octet-stream"
MB = 1024 * 1024
MAX_NAMN = 255
_MAPP = re.compile(r"^[\\/]|^[A-Za-z]:[\\/]|\\|(?:^|/)\.{1,2}/")
"""What only a path has; a single stroke between numbers is part of a name."""


def slag_av(filnamn: str) -> str:
    """What a file of this name is: one of the kinds that are read, else bytes and nothing more."""
    return MIME.get(_slut(filnamn), OKANT)


def _slut(filnamn: str) -> str:
    return filnamn.rpartition(".")[2].lower()


def sakert_namn(namn: str) -> str:
    """A received name as it was, in NFC: without the folder, without signs that no one sees (control, direction), at most 255
    characters with its ending kept.
    """
    helt = nfc(namn)
    helt = re.split(r"[\\/]", helt)[-1] if _MAPP.search(helt) else helt.replace("/", "_")
    rent = "".join(c for c in helt if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029").strip()
    rent = rent if rent.strip(" .") else "fil"
    stam, punkt, slut = rent.rpartition(".")
    if len(rent) <= MAX_NAMN:
        return rent
    return (
        f"{stam[: MAX_NAMN - 1 - len(slut)]}.{slut}" if punkt and stam and len(slut) < 20 else rent[:MAX_NAMN]
    )


def ta_emot(namn: str, data: bytes) -> GranskadFil:
    """A file that came in, kept as it came and never opened. Errors: ValidationError for one that is empty or too large."""
    namn = sakert_namn(namn)
    _storlek(namn, len(data), settings.MAX_UPLOAD_MB)
    return GranskadFil(data, slag_av(namn), namn)


def mottagen(fil: UploadedFile[bytes]) -> GranskadFil:
    """An upload that came in: see ta_emot. Errors: ValidationError."""
    _storlek(sakert_namn(fil.name or ""), fil.size or 0, settings.MAX_UPLOAD_MB)
    return ta_emot(fil.name or "", _las(fil))


def granska_fil(fil: UploadedFile[bytes], *, max_mb: int | None = None) -> GranskadFil:
    """Read and judge an upload that must be read. Errors: ValidationError that says in Swedish what is wrong and what to do."""
    namn = sakert_namn(fil.name or "")
    slut = _slut(namn)
    if slut not in MIME:
        raise ValidationError(
            f"Filen «{namn}» är av ett slag som inte tas emot. Spara den som PDF, DOCX, ODT, PNG, JPG eller TXT."
        )
    _storlek(namn, fil.size or 0, max_mb or settings.MAX_UPLOAD_MB)
    data = _las(fil)
    funnet = _innehall(namn, slut, data)
    if funnet == Fynd.LAST:
        raise ValidationError(_last(namn))
    if funnet == Fynd.ANNAT:
        raise ValidationError(
            f"Filen «{namn}» innehåller inte det som namnet säger ({slut.upper()}). Öppna den, spara om den och försök igen."
        )
    return GranskadFil(data, MIME[slut], namn)


def brist_som_bilaga(fil: GranskadFil) -> str:
    """Why a file that came in, and is kept whatever it is, cannot be sent on with a text of ours; "" when it can."""
    namn, slut = fil.filnamn, _slut(fil.filnamn)
    if slut not in MIME or not fil.data.startswith(BORJAR.get(slut, b"")):
        return f"Filen «{namn}» är av ett slag som inte alla kan läsa. Gör en PDF av den och bifoga den."
    try:
        return _last(namn) if slut == "pdf" and _innehall(namn, slut, fil.data) == Fynd.LAST else ""
    except ValidationError as error:
        return str(error.messages[0])


def _last(namn: str) -> str:
    return f"Filen «{namn}» är låst med lösenord, så att ingen annan kan läsa den. Spara den utan lösenord och försök igen."


def for_stor(storlek: int, grans: int) -> bool:
    """Whether a file has more bytes than `grans` megabytes."""
    return storlek > grans * MB


def _storlek(namn: str, storlek: int, grans: int) -> None:
    if not storlek:
        raise ValidationError(f"Filen «{namn}» är tom. Välj en fil med innehåll.")
    if for_stor(storlek, grans):
        raise ValidationError(f"Filen «{namn}» är större än {grans} MB. Dela upp eller komprimera den.")


def _las(fil: UploadedFile[bytes]) -> bytes:
    # A form that is judged once more reads it once more.
    fil.seek(0)
    data: bytes = fil.read()
    return data


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
