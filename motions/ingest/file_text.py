"""The words of a stored file, for the index: PDF, DOCX, ODT and plain text. Layout is lost, and nothing is fetched or run."""

from __future__ import annotations

import html
import io
import re
import zipfile

import pypdfium2

MAX_TECKEN = 100_000
"""Of one file. What comes after is not found; a tsvector holds one megabyte."""
MAX_XML = 50 * 1024 * 1024
"""Unpacked bytes of the one part that is read: a small zip can be a very large one."""

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DELAR = {DOCX: "word/document.xml", ODT: "content.xml"}
_STYCKE = re.compile(r"</(?:w:p|text:p|text:h)>|<(?:w:br|w:tab|text:tab|text:line-break)\b[^>]*>")
_TAGG = re.compile(r"<[^>]*>")
_STYRTECKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class OlasligFilError(ValueError):
    """The file cannot be read: it is damaged or locked with a password."""


def stada(text: str) -> str:
    """Without what PostgreSQL cannot hold and what no one sees, with a single space where there were many."""
    return re.sub(r"\s+", " ", _STYRTECKEN.sub(" ", text)).strip()[:MAX_TECKEN]


def text_ur(data: bytes, mime: str) -> str:
    """The words of a file; an empty text for a picture. Errors: OlasligFilError."""
    if mime == "application/pdf":
        return stada(_pdf(data))
    if mime in _DELAR:
        return stada(_zip(data, _DELAR[mime]))
    if mime == "text/plain":
        return stada(_text(data))
    return ""


def _pdf(data: bytes) -> str:
    """Page by page, until there is enough. Not safe between threads: only a job and a command may ask."""
    delar: list[str] = []
    try:
        dokument = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
        try:
            for sida in dokument:
                textsida = sida.get_textpage()
                delar.append(textsida.get_text_bounded())
                textsida.close()
                sida.close()
                if sum(map(len, delar)) > MAX_TECKEN:
                    break
        finally:
            dokument.close()  # type: ignore[no-untyped-call]
    except pypdfium2.PdfiumError as error:
        raise OlasligFilError(str(error)) from error
    # A word that was broken at the end of a line is one word; pdfium marks the hyphen with U+FFFE.
    return re.sub(r"(?:\ufffe|\xad)\s*", "", "\n".join(delar))


def _zip(data: bytes, del_: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv, arkiv.open(del_) as fil:
            xml = fil.read(MAX_XML).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise OlasligFilError(str(error)) from error
    return html.unescape(_TAGG.sub("", _STYCKE.sub("\n", xml)))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
