"""The words of HTML, ours or anyone's: the one way from formatted text to plain."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import nh3

_STYCKEN = frozenset(
    {
        "address",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
    }
    | {"pre", "table", "tr", "ul"}
)
_CELLER = frozenset({"td", "th"})
_TYSTA = frozenset({"head", "script", "style", "title"})
MAX_TECKEN = {"<": 10_000, "&": 100_000}
"""Of foreign HTML. A browser's reading of elements within elements, and of signs written as names, takes a time that grows with
the square of how many they are."""
MAX_HTML = 4_000_000
_STADARE = nh3.Cleaner(
    tags=set(_STYCKEN | _CELLER | {"br"}),
    attributes={},
    clean_content_tags={"script", "style", "title"},
    link_rel=None,
)


class _Lasare(HTMLParser):
    """What is read, in pieces: each paragraph on its line, a space between cells, nothing of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.delar: list[str] = []
        self.tyst = 0
        self.ny = False
        """Whether nothing has been written on this line."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line, or the beginning of what is not text."""
        self.tyst += tag in _TYSTA
        if tag == "br":
            self._bryt()
        elif tag in _STYCKEN:
            self._ny_rad()

    def handle_endtag(self, tag: str) -> None:
        """The end of a line, of a cell, or of what is not text."""
        if tag in _TYSTA and self.tyst:
            self.tyst -= 1
        elif tag in _STYCKEN:
            self._ny_rad()
        elif tag in _CELLER:
            self.delar.append(" ")

    def handle_data(self, data: str) -> None:
        """Words, with single spaces, also where the source is broken into lines."""
        if self.tyst:
            return
        ord_ = " ".join(data.split())
        if data[:1].isspace():
            ord_ = f" {ord_}"
        if data[-1:].isspace() and ord_ != " ":
            ord_ += " "
        self.delar.append(ord_)
        self.ny = self.ny and not ord_.strip()

    def _ny_rad(self) -> None:
        """Begin a new line, unless nothing has been written on this one."""
        if not self.ny:
            self._bryt()

    def _bryt(self) -> None:
        self.delar.append("\n")
        self.ny = True


def foreign_words(html: str) -> str:
    """The words of HTML that others have written, as a browser reads it: broken tags, comments without an end, whatever it is.

    The reader of Python's library takes minutes over such, or gives up. What comes after very many tags is left out.
    """
    bit = html[:MAX_HTML].encode("utf-8", "replace").decode()
    for tecken, hogst in MAX_TECKEN.items():
        if bit.count(tecken) > hogst:
            bit = tecken.join(bit.split(tecken, hogst)[:hogst])
    return words(_STADARE.clean(bit))


def words(html: str) -> str:
    """The words of sanitised HTML, a paragraph a line; an empty line only where the text breaks a line twice."""
    lasare = _Lasare()
    lasare.feed(html)
    lasare.close()
    return "\n".join(" ".join(rad.split()) for rad in "".join(lasare.delar).split("\n")).strip("\n")


def har_ord(text: str) -> bool:
    """Whether anything of a plain text can be seen: not spaces alone, nor signs without a shape of their own (Unicode Cf, Cc)."""
    return any(unicodedata.category(tecken)[0] not in "CZ" for tecken in text)
