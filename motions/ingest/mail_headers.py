"""The headers of a mail, as they were meant: eight-bit signs that nobody said anything of, encoded words that are not what they
say, names of files without quotation marks.
"""

from __future__ import annotations

import binascii
import quopri
import re
import unicodedata
from base64 import b64decode, b64encode
from email import policy
from email.message import MIMEPart
from urllib.parse import quote, unquote_to_bytes

from motions.ingest.charset import avkodad
from motions.text.signs import nfc

MAX_HUVUD = 4_000
"""Of one header. The readers of the library take a time that grows with its square."""
_SURROGAT = re.compile("[\udc80-\udcff]+")
_KODORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\s]*|[^?\r\n]{0,200})\?=", re.I)
_UTAN_CITAT = re.compile(r'\b((?:file)?name\s{0,9}=\s{0,9})([^";\s*][^";]{0,400})', re.I)
_UTVIDGAT = re.compile(
    r"\b((?:file)?name\*\s{0,9}=\s{0,9})([^'\s;]{0,60})'[^'\s;]{0,20}'([^;\s]{0,2000})", re.I
)


class Policy(policy.EmailPolicy):
    """Reads the beginning of each header, as it was meant."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        text: str = super().header_fetch_parse(name, menat(name, value) if type(value) is str else value)
        return text


def menat(namn: str, varde: str) -> str:
    """A raw header so that the library reads it right."""
    varde = las_bytes(varde[:MAX_HUVUD])
    if namn.lower() in ("content-type", "content-disposition"):
        varde = _UTVIDGAT.sub(_utvidgat, _UTAN_CITAT.sub(_citera, varde))
    return _hela_kodord(varde)


def las_bytes(text: str) -> str:
    """The text, where bytes that the library could not read have become signs."""
    return _SURROGAT.sub(lambda m: avkodad(m[0].encode("ascii", "surrogateescape")), text)


def _citera(hit: re.Match[str]) -> str:
    """A name with spaces that no quotation marks hold together ends at the next semicolon, and not at the first space."""
    namn = " ".join(hit[2].split())
    return f'{hit[1]}"{namn}"' if " " in namn and not namn.startswith("=?") else hit[0]


def _utvidgat(hit: re.Match[str]) -> str:
    """A name with its charset (RFC 8187), in the one that it is in."""
    return f"{hit[1]}utf-8''{quote(avkodad(unquote_to_bytes(hit[3]), hit[2]), safe='')}"


def _hela_kodord(text: str) -> str:
    """Each run of encoded words as one word, in UTF-8: a sign may be cut between two, and be of another charset than is said."""
    ut: list[str] = []
    slut = 0
    samlat, teckenkod = b"", ""
    for hit in _KODORD.finditer(text):
        mellan = text[slut : hit.start()]
        fortsatter = bool(samlat) and not mellan.strip() and hit[1].lower() == teckenkod
        if samlat and not fortsatter:
            ut.append(_kodord(samlat, teckenkod))
            samlat = b""
        if not fortsatter:
            ut.append(mellan)
        samlat += _ordets_bytes(hit[2], hit[3])
        teckenkod, slut = hit[1].lower(), hit.end()
    if samlat:
        ut.append(_kodord(samlat, teckenkod))
    return "".join([*ut, text[slut:]])


def _ordets_bytes(kodning: str, ord_: str) -> bytes:
    raa = ord_.encode("utf-8", "replace")
    if kodning.lower() == "q":
        return quopri.decodestring(raa, header=True)
    try:
        return b64decode(raa + b"=" * (-len(raa) % 4))
    except (binascii.Error, ValueError):
        return raa


def _kodord(data: bytes, teckenkod: str) -> str:
    return f"=?utf-8?B?{b64encode(avkodad(data, teckenkod).encode('utf-8', 'replace')).decode()}?="


def filnamn(del_: MIMEPart) -> str:
    """The name that a part has as a file, as it was written; none for one without."""
    for huvud, falt in (("content-disposition", "filename"), ("content-type", "name")):
        params = getattr(del_.get(huvud), "params", {})
        if namn := str(params.get(falt) or ""):
            return las_bytes(namn)
    return ""


def rensa(text: str, *, rader: bool) -> str:
    """Text that can be stored and shown: each sign in one form (NFC), no control or direction characters, no lone surrogates;
    one line unless `rader`.
    """
    hel = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    rent = "".join(c for c in hel if c in "\n\t" or unicodedata.category(c)[0] != "C")
    rent = nfc(rent)
    if not rader:
        return " ".join(rent.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(r.rstrip() for r in rent.splitlines())).strip()
