"""The headers of a mail, as they were meant: eight-bit signs that nobody said anything of, encoded words that are not what they
say, names of files without quotation marks.
"""

from __future__ import annotations

import binascii
import quopri
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from email import policy
from email.message import MIMEPart
from urllib.parse import quote, unquote_to_bytes

from motions.ingest.charset import avkodad
from motions.text.signs import nfc

MAX_HUVUD = 4_000
"""Of one header. The readers of the library take a time that grows with its square."""
_SURROGAT = re.compile("[\udc80-\udcff]+")
_KODORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\s]*|[^?\r\n]{0,200})\?=", re.I)
_KODNINGAR = {"base64": "base64", "quoted-printable": "quotedprintable"}
"""What a body may be encoded as (RFC 2045), and the letters by which it is known, whatever stands around and between them."""


class Policy(policy.EmailPolicy):
    """Reads the beginning of each header, as it was meant."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        text: str = super().header_fetch_parse(name, menat(name, value) if type(value) is str else value)
        return text


def menat(namn: str, varde: str) -> str:
    """A raw header so that the library reads it right."""
    varde = _hela_kodord(las_bytes(varde[:MAX_HUVUD]), _kodord)
    match namn.lower():
        case "content-type" | "content-disposition":
            for monster, menat_ in _FILNAMN:
                varde = monster.sub(menat_, varde)
        case "content-transfer-encoding":
            bokstaver = re.sub(r"\([^)]*\)|[^a-z0-9]", "", i_klartext(varde).lower())
            return next((k for k, kort in _KODNINGAR.items() if kort in bokstaver), varde)
    return varde


def i_klartext(varde: str) -> str:
    """A raw header in plain words."""
    return _hela_kodord(las_bytes(varde[:MAX_HUVUD]), avkodad)


def las_bytes(text: str) -> str:
    """The text, where bytes that the library could not read have become signs."""
    return _SURROGAT.sub(lambda m: avkodad(m[0].encode("ascii", "surrogateescape")), text)


def _citera(hit: re.Match[str]) -> str:
    """A name that no quotation marks hold together ends at the next semicolon, and not at its first space or sign."""
    namn = " ".join(hit[2].split())
    return f'{hit[1]}"{namn}"' if " " in namn or "=?" in namn else hit[0]


def _utvidgat(hit: re.Match[str]) -> str:
    """A name with its charset (RFC 8187), in the one that it is in."""
    data = unquote_to_bytes(hit["namn"].strip('" '))
    return f"{hit['falt']}*=utf-8''{quote(avkodad(data, hit['kod']), safe='')}"


_FILNAMN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"\b((?:file)?name\s{0,9}=\s{0,9})'([^\"\r\n]{1,400}?)'(?=\s{0,9}(?:;|$))", re.I),
        lambda hit: f'{hit[1]}"{hit[2]}"',
    ),
    (
        re.compile(
            r"\b(?P<falt>(?:file)?name)"
            r"(?:\*|(?=\s{0,9}=\s{0,9}\"?(?:utf-8|iso-8859-1|windows-1252)(?:'|%27)))"
            r"\s{0,9}=\s{0,9}(?P<citat>\")?(?P<kod>[^'\"%\s;]{0,60})(?:'|%27)[^'\"%\s;]{0,20}(?:'|%27)"
            r"(?P<namn>(?(citat)[^\"]{0,2000}\"|[^;\"]{0,2000}))",
            re.I,
        ),
        _utvidgat,
    ),
    (re.compile(r'\b((?:file)?name\s{0,9}=\s{0,9})([^";\s*][^";]{0,400})', re.I), _citera),
)
"""How the name of a file is written when it is not as it should be, and what is meant."""


def _hela_kodord(text: str, skriv: Callable[[bytes, str], str]) -> str:
    """Each run of encoded words written as one: a sign may be cut between two, and be of another charset than is said."""
    ut: list[str] = []
    slut = 0
    samlat, teckenkod = b"", ""
    for hit in _KODORD.finditer(text):
        mellan = text[slut : hit.start()]
        fortsatter = bool(samlat) and not mellan.strip() and hit[1].lower() == teckenkod
        if samlat and not fortsatter:
            ut.append(skriv(samlat, teckenkod))
            samlat = b""
        if not fortsatter:
            ut.append(mellan)
        samlat += _ordets_bytes(hit[2], hit[3])
        teckenkod, slut = hit[1].lower(), hit.end()
    if samlat:
        ut.append(skriv(samlat, teckenkod))
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
