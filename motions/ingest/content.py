"""What the bytes of a file are, whatever its name says. Asked in a process apart, see motions/ingest/reading.py."""

from __future__ import annotations

import io
import struct
import zipfile
from enum import Enum

import pikepdf
from PIL import Image, UnidentifiedImageError

PDF_FEL = (
    *(pikepdf.PdfError, pikepdf.PasswordError, RuntimeError),
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError, OSError, EOFError),
)
"""What pikepdf raises of a file that is broken or locked: qpdf's own faults are bare RuntimeErrors."""
MAX_UPPACKAT = 500 * 1024 * 1024
MAX_DELAR = 2000
BORJAR = {
    "pdf": b"%PDF-",
    "docx": b"PK",
    "odt": b"PK",
    "png": b"\x89PNG",
    "jpg": b"\xff\xd8",
    "jpeg": b"\xff\xd8",
}
"""What a file of each kind begins with; one that does not need not be opened."""
_BILDER = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}


class Fynd(Enum):
    """What was found of a file."""

    RATT = "rätt"
    LAST = "låst med lösenord"
    ANNAT = "något annat"


def innehall(slut: str, data: bytes) -> Fynd:
    """Whether the bytes are what the ending of the name says."""
    if slut == "pdf":
        return _pdf(data)
    if slut in _BILDER:
        return _rattat(_ar_bild(slut, data))
    return _rattat(_ar_kontorsfil(slut, data))


def _rattat(ratt: bool) -> Fynd:
    return Fynd.RATT if ratt else Fynd.ANNAT


def _pdf(data: bytes) -> Fynd:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _rattat(len(pdf.pages) > 0)
    except pikepdf.PasswordError:
        return Fynd.LAST
    except PDF_FEL:
        return Fynd.ANNAT


def nyckelord(data: bytes) -> str:
    """The key words of a PDF; none of one that cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return str(pdf.docinfo.get("/Keywords", ""))
    except PDF_FEL:
        return ""


def _ar_kontorsfil(slut: str, data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            delar = arkiv.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        RuntimeError,
        LookupError,
        OSError,
        EOFError,
        struct.error,
        OverflowError,
    ):
        return False
    if len(delar) > MAX_DELAR or sum(d.file_size for d in delar) > MAX_UPPACKAT:
        return False
    namn = {d.filename for d in delar}
    if slut == "docx":
        return "[Content_Types].xml" in namn and "word/document.xml" in namn
    return "content.xml" in namn and "mimetype" in namn


def _ar_bild(slut: str, data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as bild:
            bild.verify()
            return bild.format == _BILDER[slut]
    except (
        *(UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError),
        *(TypeError, LookupError, AttributeError, OverflowError, RuntimeError, struct.error),
    ):
        return False
