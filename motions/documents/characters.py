"""The characters that our typefaces can set.

A character that none of them has would be set in whatever the machine happens to have, or as an empty box that
breaks PDF/A. It is written as its code instead, so that the reader sees that something stands there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont

_LIKA = {
    **dict.fromkeys("\u2010\u2011\u2212", "-"),
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000", " "),
    **dict.fromkeys("\u2007\u202f", "\u00a0"),
    **dict.fromkeys("\u2028\u2029\v\f", "\n"),
    **dict.fromkeys("◦▪●○■□◾", "•"),
    **dict.fromkeys("☒✔✗✘", "×"),
    "\u00ad": "",
}
"""What is written in place of a character that differs from it in look or width alone.

A soft hyphen is nothing that one reads: it would stand within the word for whoever copies it or looks for it.
"""


class Teckenbyte:
    """Replaces, for `str.translate`, what the given typefaces lack; remembers each answer."""

    def __init__(self, typsnitt: Iterable[Path]) -> None:
        self._finns: set[int] = {9, 10}
        for fil in typsnitt:
            with TTFont(fil, lazy=True) as font:
                self._finns |= set(font.getBestCmap() or {})
        self._bytta: dict[int, str] = {}

    def __getitem__(self, kod: int) -> str:
        if kod not in self._bytta:
            self._bytta[kod] = self._byt(kod)
        return self._bytta[kod]

    def _byt(self, kod: int) -> str:
        tecken = chr(kod)
        if tecken in _LIKA:
            return _LIKA[tecken]
        if kod in self._finns:
            return tecken
        if unicodedata.category(tecken) in ("Cc", "Cf"):
            return ""
        upplost = unicodedata.normalize("NFKC", tecken)
        if upplost != tecken and all(ord(t) in self._finns for t in upplost):
            return upplost
        return f"[U+{kod:04X}]"
