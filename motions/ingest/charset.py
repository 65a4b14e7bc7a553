"""Text that others have encoded, and said of it what they liked.

What is valid UTF-8 and more than ASCII is UTF-8, whatever was said: no other text comes out so by chance. So is what is so for
the greater part: it was cut, or somebody set a foot to it. Else it is what was said, by the part or by the html itself, and else
Windows-1252, which is what a Swedish program means by Latin-1 and by nothing.
"""

from __future__ import annotations

import codecs
import re

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.I)
_META_STAR_INOM = 4096
_ENKLA = re.compile(r"ascii|utf-8(?:-sig)?|iso8859-1|latin-1|cp1252")
"""What is decoded the same way whether it was said or not."""
_EN_BYTE = re.compile(r"iso8859-|cp(?:037|4\d\d|8\d\d|125\d)|koi8|mac|kz1048|ptcp154|hp-roman8|tis-620")
_FLERA_BYTES = re.compile(r"utf-(?:16|32|7)|gb|hz|big5|euc|shift|iso2022|johab|cp9\d\d")
_FEL = re.compile("[\udc80-\udcff]")
"""A byte that is no part of UTF-8."""
_AVHUGGET = re.compile(
    "(?:[\udcc2-\udcdf]|[\udce0-\udcef][\udc80-\udcbf]?|[\udcf0-\udcf4][\udc80-\udcbf]{0,2})\\Z"
)


def avkodad(data: bytes, *angivna: str) -> str:
    """The text of some bytes. `angivna`: what has been said of how it is encoded, the most trusted first."""
    if data.startswith(UTF16):
        return data.decode("utf-16", "replace")
    kod = next((k for k in map(_kod, angivna) if k and not _ENKLA.fullmatch(k)), "")
    if _FLERA_BYTES.match(kod):
        try:
            return data.decode(kod)
        except UnicodeError:
            kod = ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mest_utf8(data) or data.decode(kod or "cp1252", "replace")


def _mest_utf8(data: bytes) -> str:
    """UTF-8 where the signs of more bytes than one outnumber the bytes that are wrong, which are read as Windows-1252; else
    nothing. A sign that is cut where the text ends speaks for UTF-8 rather than against it.
    """
    text = data.decode("utf-8-sig", "surrogateescape")
    fel, avhugget = len(_FEL.findall(text)), _AVHUGGET.search(text.rstrip()[-3:])
    if sum(c > "\x7f" for c in text) - fel <= fel - len(avhugget[0] if avhugget else ""):
        return ""
    return _FEL.sub(lambda m: m[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def avkodad_html(data: bytes, angiven: str) -> str:
    """The text of html, which may say itself how it is encoded. That it could be read so far says that it is not UTF-16."""
    borjan = data[:_META_STAR_INOM]
    funnen = _META.search(borjan) or _XML.search(borjan)
    eget = funnen[1].decode("ascii", "ignore") if funnen else ""
    return avkodad(data, angiven, "" if eget.lower().startswith("utf-") else eget)


def _kod(namn: str) -> str:
    """Python's own name of an encoding of text; none for one that nobody has heard of."""
    try:
        kod = codecs.lookup(namn).name
    except (LookupError, ValueError):
        return ""
    kant = _ENKLA.fullmatch(kod) or _EN_BYTE.match(kod) or _FLERA_BYTES.match(kod)
    return kod if kant else ""
