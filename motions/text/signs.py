"""The signs of a text: the one form that each has where texts are compared, and what nobody can see. The module is pure.

What a reader sees between letters parts words (quotation marks, dashes, bullets); what a reader does not see (a soft hyphen, a
zero-width space, a byte order mark) parts none. A database in the C locale takes every sign beyond ASCII for a letter, so what
PostgreSQL is to part must be ASCII when it comes there.
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROFER = "’‘‚‛′‵`´ʹʻʼʽˈˊˋ＇"
_CITATTECKEN = "”“„‟«»‹›″‶〝〞〟＂"
_STRECK = "−⁃﹘﹣－"
_UTAN_FORM = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters and marks by category that have no shape of their own; the others are of the category Cf."""
_SYNS_VITT = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
_RIKTNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INTE_TECKEN = "\ufdd0-\ufdef" + "".join(
    f"{chr(n * 0x10000 + 0xFFFE)}{chr(n * 0x10000 + 0xFFFF)}" for n in range(17)
)
_STYR = re.compile(f"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_RIKTNING}{_INTE_TECKEN}]")
_KLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]+|[\s\S]")
_ORD_MED_TECKEN = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:['-][^\W\d_]++)+")
"""From the beginning of a word: a long one would else be read to its end from each of its letters."""


class _Tecken(dict[int, str]):
    """The one form of each sign, worked out as it is met."""

    def __missing__(self, kod: int) -> str:
        form = self[kod] = _form(chr(kod))
        return form


def _form(tecken: str) -> str:
    if tecken.isascii():
        return "'" if tecken == "`" else tecken
    if tecken in _APOSTROFER:
        return "'"
    if tecken in _CITATTECKEN:
        return '"'
    slag = unicodedata.category(tecken)
    if slag == "Cf" or tecken in _UTAN_FORM or "VARIATION SELECTOR" in unicodedata.name(tecken, ""):
        return ""
    if slag == "Pd" or tecken in _STRECK:
        return "-"
    if slag[0] == "Z" or slag in ("Cc", "Co", "Sk"):
        return " "
    if slag[0] in "PS":
        return "/" if tecken == "⁄" else f" {tecken} "
    return tecken


_TECKEN = _Tecken()


def nfc(text: str) -> str:
    """The text as it is kept: each letter one sign (NFC), as keyboards write it and unlike the file names of some computers."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def written(text: str) -> str:
    """What somebody writes here, as it is kept: without signs that steer others, so that it reads the same wherever it is shown.

    What is seen as white (a vertical tab) is a space; what turns the order of the signs around it, and what is no sign, goes. NUL
    is left for who says that it cannot be, and the signs that are of use though unseen (a soft hyphen, a zero-width space) stay.
    """
    return _STYR.sub("", _SYNS_VITT.sub(" ", text))


def seen(text: str) -> str:
    """The text as it is kept, without the signs that nobody can see."""
    return text if text.isascii() else nfc("".join(t for t in text if _TECKEN[ord(t)]))


def one_form(text: str) -> str:
    """The text as it is compared: one apostrophe, one quotation mark, one dash, one space; ² is 2 and ﬁ is fi."""
    if text.isascii() and "`" not in text:
        return text
    return unicodedata.normalize("NFKC", text.translate(_TECKEN)).translate(_TECKEN)


def one_form_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`one_form` with single spaces, and for each of its signs where in the text the sign that gave it begins and ends."""
    form: list[str] = []
    platser: list[tuple[int, int]] = []
    for kluster in _KLUSTER.finditer(text):
        for tecken in one_form(kluster[0]):
            if tecken.isspace():
                if not form or form[-1] == " ":
                    continue
                tecken = " "
            form.append(tecken)
            platser.append(kluster.span())
    if form and form[-1] == " ":
        form.pop()
        platser.pop()
    return "".join(form), platser


def written_together(text: str) -> list[str]:
    """The words of a text in its one form that hold an apostrophe or a hyphen, without it: «D'Arcy» is darcy, «e-post» epost."""
    return list(dict.fromkeys(re.sub("['-]", "", ord_).lower() for ord_ in _ORD_MED_TECKEN.findall(text)))
