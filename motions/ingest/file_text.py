"""The words of a stored file, for the index: PDF, DOCX, ODT and plain text. Layout is lost, and nothing is fetched or run.

The file is somebody else's: whoever asks does so in a process apart, see motions/ingest/reading.py. What is read of it is read
once, from its beginning to its end.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

import pypdfium2

from motions.ingest.charset import avkodad

MAX_TECKEN = 100_000
"""Of one file. What comes after is not found; a tsvector holds one megabyte."""
MAX_XML = 50 * 1024 * 1024
"""Unpacked bytes of the one part that is read: a small zip can be a very large one, whatever it says of itself."""
BIT = 1024 * 1024
"""Unpacked and read at a time. Expat begins a tag that has not ended anew with each."""
MAX_DJUP = 1000

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DELAR = {DOCX: "word/document.xml", ODT: "content.xml"}
_SLUTAR_RAD = frozenset({"p", "h"})
_MELLANRUM = frozenset({"br", "tab", "line-break", "s"})
_STYRTECKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PDF_LOSENORD = 4
"""FPDF_ERR_PASSWORD"""
_XML_MINNE = 1
"""XML_ERROR_NO_MEMORY"""
_KRYPTERAD = 1
"""In the flags of a part of a zip."""
_ZIPFEL = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(LookupError, ValueError, RuntimeError, OverflowError, AttributeError, TypeError),
)
"""What the library raises of a zip that is broken in its own way."""


class OlasligFilError(ValueError):
    """The file cannot be read: it is damaged or locked with a password. The message says so in Swedish."""


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
        return stada(avkodad(data))
    return ""


def _pdf(data: bytes) -> str:
    """Page by page, until there is enough."""
    delar: list[str] = []
    tecken = 0
    try:
        dokument = pypdfium2.PdfDocument(data)
        try:
            for sida in dokument:
                textsida = sida.get_textpage()
                delar.append(textsida.get_text_bounded())
                textsida.close()
                sida.close()
                tecken += len(delar[-1])
                if tecken > MAX_TECKEN:
                    break
        finally:
            dokument.close()
    except pypdfium2.PdfiumError as error:
        last = error.err_code == _PDF_LOSENORD
        sagt = "Filen är låst med lösenord." if last else "Filen är skadad och kan inte läsas."
        raise OlasligFilError(sagt) from error
    # A word that was broken at the end of a line is one word; pdfium marks the hyphen with U+FFFE.
    return re.sub(r"(?:\ufffe|\xad)\s*", "", "\n".join(delar))


def _zip(data: bytes, del_: str) -> str:
    lasare = _Xml()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            if arkiv.getinfo(del_).flag_bits & _KRYPTERAD:
                raise OlasligFilError("Filen är låst med lösenord.")
            with arkiv.open(del_) as fil:
                return lasare.las(_bitar(fil))
    except OlasligFilError:
        raise
    except _ZIPFEL as error:
        raise OlasligFilError("Filen är skadad och kan inte packas upp.") from error


def _bitar(fil: IO[bytes]) -> Iterator[bytes]:
    """The part as it comes, to what may be read of it at most."""
    kvar = MAX_XML
    while kvar > 0 and (bit := fil.read(min(BIT, kvar))):
        kvar -= len(bit)
        yield bit


class _Xml:
    """The words of a document's XML: a paragraph a line, a space where there is a tab or a broken line."""

    def __init__(self) -> None:
        self._delar: list[str] = []
        self._tecken = self._djup = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._borjar
        self._parser.EndElementHandler = self._slutar
        self._parser.CharacterDataHandler = self._ord

    def las(self, bitar: Iterator[bytes]) -> str:
        """The words, until there are enough. Errors: OlasligFilError."""
        try:
            for bit in bitar:
                self._parser.Parse(bit, False)
                if self._tecken > MAX_TECKEN:
                    return "".join(self._delar)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            if error.code == _XML_MINNE:
                raise MemoryError from error
            raise OlasligFilError("Filens text är skadad och kan inte läsas.") from error
        return "".join(self._delar)

    def _doctype(self, _namn: str, _system: str | None, _public: str | None, _inre: bool) -> None:
        """A document of a word processor has none, and one with entities can be made to grow without end."""
        raise OlasligFilError("Filen är inte en textfil från ett ordbehandlingsprogram (den har en DOCTYPE).")

    def _borjar(self, namn: str, _attribut: dict[str, str]) -> None:
        self._djup += 1
        if self._djup > MAX_DJUP:
            raise OlasligFilError(f"Filens text är nästlad i mer än {MAX_DJUP} nivåer och kan inte läsas.")
        if namn.rpartition(":")[2] in _MELLANRUM:
            self._delar.append(" ")

    def _slutar(self, namn: str) -> None:
        self._djup -= 1
        if namn.rpartition(":")[2] in _SLUTAR_RAD:
            self._delar.append("\n")

    def _ord(self, text: str) -> None:
        self._tecken += len(text.strip())
        self._delar.append(text)
