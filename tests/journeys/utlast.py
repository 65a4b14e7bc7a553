"""Rich text as one reads it, a line a paragraph: for who writes by hand what a paste should come to.

## Rubrik, ### Underrubrik        **fet** *kursiv* ^upp^ ~ned~ [^not] [ord](adress) rad / rad
- punkt, 1. a. A. i. I. nummer    two spaces a level; --- between two lists that stand together
! rubrikcell | cell
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_MARKEN = {"strong": "**", "em": "*", "sup": "^", "sub": "~"}
_ROMERSKA = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _siffra(typ: str, n: int) -> str:
    if typ in ("a", "A"):
        siffra = chr(ord("a") + n - 1)
    elif typ in ("i", "I"):
        siffra = ""
        for varde, tecken in _ROMERSKA:
            siffra += tecken * (n // varde)
            n %= varde
    else:
        return str(n)
    return siffra.upper() if typ in "AI" else siffra


@dataclass
class _Lista:
    typ: str
    nasta: int


@dataclass
class Utlast(HTMLParser):
    """Reads the HTML of the editor or of the sanitiser."""

    rader: list[str] = field(default_factory=list)
    listor: list[_Lista] = field(default_factory=list)
    marke: str = ""
    """The mark of the item that has begun, until its first words."""
    text: str = ""
    slutade: int = 0
    """How deep the list was that ended last, when nothing has been written since."""
    adress: str = ""
    i_rad: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a list, an item, a row or a mark."""
        sagt = dict(attrs)
        if tag in ("ul", "ol"):
            self.skriv()
            if self.slutade == len(self.listor) + 1:
                self.rader.append("  " * len(self.listor) + "---")
            typ = "-" if tag == "ul" else sagt.get("type") or "1"
            self.listor.append(_Lista(typ, int(sagt.get("start") or 1)))
        elif tag == "li":
            lista = self.listor[-1]
            self.marke = "- " if lista.typ == "-" else f"{_siffra(lista.typ, lista.nasta)}. "
            lista.nasta += 1
        elif tag in ("td", "th"):
            self.text += (" " if self.text else "") + ("! " if tag == "th" else "| ")
        elif tag == "tr":
            self.skriv()
            self.i_rad = True
        elif tag == "br":
            self.text += " / "
        elif tag == "a":
            self.adress = sagt.get("href") or ""
            self.text += "["
        elif tag == "span":
            self.text += "[^"
        else:
            self.text += {"h2": "## ", "h3": "### "}.get(tag, _MARKEN.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """End what was begun; a line is whole with its paragraph, or with its row."""
        if tag in ("p", "h2", "h3") and not self.i_rad:
            self.skriv()
        elif tag == "tr":
            self.i_rad = False
            self.skriv()
        elif tag in ("ul", "ol"):
            self.skriv()
            self.slutade = len(self.listor)
            self.listor.pop()
        elif tag == "a":
            self.text += f"]({self.adress})"
        elif tag == "span":
            self.text += "]"
        else:
            self.text += _MARKEN.get(tag, "")

    def handle_data(self, data: str) -> None:
        """Words, with every space alike."""
        self.text += data.replace("\u00a0", " ")

    def skriv(self) -> None:
        """End the line, if there is anything on it."""
        if self.text.strip():
            self.rader.append("  " * max(len(self.listor) - 1, 0) + self.marke + self.text.strip())
            self.marke = self.text = ""
            self.slutade = 0
        self.text = ""


def utlast(html: str) -> list[str]:
    """The lines of a text."""
    lasare = Utlast()
    lasare.feed(html)
    lasare.close()
    lasare.skriv()
    return lasare.rader
