"""Uploaded files: allowed kinds only, content that is what the name claims, and a name that harms no one."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, UnidentifiedImageError

from motions.documents.store import GranskadFil

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
}
PDF_FEL = (pikepdf.PdfError, pikepdf.PasswordError, RuntimeError)
"""What pikepdf raises of a file that is broken or locked: qpdf's own faults are bare RuntimeErrors."""
MAX_UPPACKAT = 500 * 1024 * 1024
MAX_DELAR = 2000
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
    if not _ar(slut, data):
        raise ValidationError(
            f"Filen «{namn}» innehåller inte det som namnet säger ({slut.upper()}). Öppna den, spara om den och försök igen."
        )
    return GranskadFil(data, MIME[slut], namn)


def _ar(slut: str, data: bytes) -> bool:
    if slut == "pdf":
        return _ar_pdf(data)
    if slut in ("docx", "odt"):
        return _ar_kontorsfil(slut, data)
    if slut == "txt":
        return _ar_text(data)
    return _ar_bild(slut, data)


def _ar_pdf(data: bytes) -> bool:
    if not data.startswith(b"%PDF-"):
        return False
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages) > 0
    except pikepdf.PasswordError as error:
        raise ValidationError(
            "Filen är låst med lösenord, så att ingen annan kan läsa den. Spara den utan lösenord och försök igen."
        ) from error
    except PDF_FEL:
        return False


def _ar_kontorsfil(slut: str, data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            delar = arkiv.infolist()
            if len(delar) > MAX_DELAR or sum(d.file_size for d in delar) > MAX_UPPACKAT:
                return False
            namn = {d.filename for d in delar}
            if slut == "docx":
                return "[Content_Types].xml" in namn and "word/document.xml" in namn
            return "content.xml" in namn and "mimetype" in namn
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _ar_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text


def _ar_bild(slut: str, data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data)) as bild:
            bild.verify()
            return bild.format == {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}[slut]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
