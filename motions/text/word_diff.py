"""What changed between two texts, word by word: the new text whole, with what is new and what is gone marked in it.

Blocks are paired first, then the words and tags of those that changed, so what is equal costs next to nothing. The tags
of the new text are kept as they are, so the result is as well-formed as it; what is gone is set where it stood, in a place
where words may stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from motions.text import footnote
from motions.text.pairing import Par, Parning, tyngsta

_TOKEN = re.compile(r"<[^>]+>|&[#\w]+;\s*|\w+(?:[-'’]\w+)*\s*|[^\w<\s]\s*|\s+")
"""A tag, an entity, a word, a mark, or white space alone; each with the white space after it."""

_ORD = re.compile(r"\w")
_MELLANRUM = re.compile(r"\s+")
_TAGG = re.compile(r"<(/?)([a-z0-9]+)")
_BLOCK = {"p", "h2", "h3", "h4", "li", "td", "th", "blockquote"}
_HALLARE = {"ul", "ol", "table", "tbody", "thead", "tr", "colgroup"}
_TOMMA = {"br", "hr", "col"}
_SOM_TEXT = {
    footnote.BORJAN: " [",
    footnote.SLUT: "] ",
    **dict.fromkeys(("<sup>", "</sup>", "<sub>", "</sub>"), ""),
}
"""Among words that are gone a footnote stands in brackets, and a raised or lowered sign joins its word."""


@dataclass(frozen=True)
class Skillnad:
    """The marked text, how many words came and went, and the steps it took to tell: none for a text that is the same."""

    html: str
    nya: int
    borttagna: int
    steg: int = field(default=0, compare=False)

    @property
    def andrad(self) -> bool:
        """Whether any word differs; formatting alone does not count."""
        return bool(self.nya or self.borttagna)


def skillnad(fore: str, efter: str) -> Skillnad:
    """Compare two sanitised HTML texts."""
    if fore == efter:
        return Skillnad(efter.strip(), 0, 0)
    gamla, nya = _tokens(fore), _tokens(efter)
    par, steg = _para_ihop(_nycklar(gamla), _nycklar(nya))
    marke = _Markning()
    a = b = 0
    for i, j, langd in [*par, (len(gamla), len(nya), 0)]:
        marke.borta(gamla[a:i])
        marke.nytt(nya[b:j])
        a, b = i + langd, j + langd
        marke.lika(nya[j:b])
    return marke.klar(steg)


def skillnad_text(fore: str, efter: str) -> Skillnad:
    """Compare two plain texts; the answer is HTML, one paragraph with its line breaks."""
    return skillnad(_stycke(fore), _stycke(efter))


def _stycke(text: str) -> str:
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if text else ""


def _tokens(html: str) -> list[str]:
    return _TOKEN.findall(html)


def _ar_tagg(token: str) -> bool:
    return token.startswith("<")


def _antal(tokens: Sequence[str]) -> int:
    """How many of them are words."""
    return sum(1 for t in tokens if not _ar_tagg(t) and not t.startswith("&") and _ORD.search(t))


def _nycklar(tokens: Sequence[str]) -> list[str]:
    """What is compared: the white space after a word does not make it another word."""
    return [t if _ar_tagg(t) else t.strip() for t in tokens]


def _para_ihop(gamla: Sequence[str], nya: Sequence[str]) -> tuple[list[Par], int]:
    """The runs that are kept, in order, and the steps that it took: whole blocks first, then what lies between them."""
    g, n = _granser(gamla), _granser(nya)
    ord = Parning(gamla, nya)
    ord.steg = len(gamla) + len(nya)
    lika = [(g[i], n[j], g[i + 1] - g[i]) for i, j in _lika_block(gamla, nya, g, n)]
    ord.par += lika
    a = b = 0
    for i, j, langd in [*lika, (len(gamla), len(nya), 0)]:
        ord.lucka(a, i, b, j)
        a, b = i + langd, j + langd
    return ord.klar(), ord.steg


def _granser(nycklar: Sequence[str]) -> list[int]:
    """Where each block begins, and the end: at the first tag of a block after words."""
    granser, har_ord = [0], False
    for i, nyckel in enumerate(nycklar):
        if not _ar_tagg(nyckel):
            har_ord = har_ord or bool(nyckel)
        elif har_ord and (tagg := _TAGG.match(nyckel)) and not tagg[1] and tagg[2] in _BLOCK | _HALLARE:
            granser.append(i)
            har_ord = False
    return [*granser, len(nycklar)] if nycklar else [0]


def _lika_block(
    gamla: Sequence[str], nya: Sequence[str], g: Sequence[int], n: Sequence[int]
) -> list[tuple[int, int]]:
    """The blocks that are kept as they were.

    A block is known again by what stands once in each text: itself, and three words in a row. The changed ones are weighed
    with the others, so that a short block that has moved does not part long ones from what they were.
    """
    fore, efter = _kannetecken(gamla, g), _kannetecken(nya, n)
    vikter: Counter[tuple[int, int]] = Counter()
    for tecken, i in fore.items():
        if (j := efter.get(tecken, -1)) >= 0 <= i:
            vikter[i, j] += len(tecken)
    platser = sorted(((i, j, vikt) for (i, j), vikt in vikter.items()), key=lambda p: (p[0], -p[1]))
    return [(i, j) for i, j in tyngsta(platser) if gamla[g[i] : g[i + 1]] == nya[n[j] : n[j + 1]]]


def _kannetecken(nycklar: Sequence[str], granser: Sequence[int]) -> dict[tuple[str, ...], int]:
    """In which block each block and each three words in a row stand; -1 for what stands in several."""
    var: dict[tuple[str, ...], int] = {}
    for nr, (a, b) in enumerate(pairwise(granser)):
        block = tuple(nycklar[a:b])
        for tecken in (block, *zip(block, block[1:], block[2:], strict=False)):
            var[tecken] = nr if var.get(tecken, nr) == nr else -1
    return var


class _Markning:
    """Writes the marked text, keeping account of which elements are open."""

    def __init__(self) -> None:
        self.ut: list[str] = []
        self.oppna: list[str] = []
        self.vantar: list[str] = []
        self.antal_nya = 0
        self.antal_borta = 0

    def lika(self, tokens: Sequence[str]) -> None:
        for token in tokens:
            self._skriv(token)

    def nytt(self, tokens: Sequence[str]) -> None:
        ord: list[str] = []
        for token in [*tokens, ""]:
            if token and not _ar_tagg(token):
                ord.append(token)
                continue
            text = "".join(ord)
            if text.strip():
                self.antal_nya += _antal(ord)
                self._skriv(f"<ins>{text.rstrip()}</ins>{text[len(text.rstrip()) :]}", taggar=False)
            elif text:
                self._skriv(text, taggar=False)
            ord = []
            if token:
                self._skriv(token)

    def borta(self, tokens: Sequence[str]) -> None:
        if all(_ar_tagg(t) or not t.strip() for t in tokens):
            return
        text = _MELLANRUM.sub(
            " ", "".join(_SOM_TEXT.get(t, " ") if _ar_tagg(t) else t for t in tokens)
        ).lstrip()
        self.antal_borta += _antal(tokens)
        self.vantar.append(f"<del>{text.rstrip()}</del>{text[len(text.rstrip()) :]}")
        self._lagg_ner()

    def klar(self, steg: int) -> Skillnad:
        if self.vantar:
            self.ut.append(f"<p>{''.join(self.vantar).rstrip()}</p>")
        return Skillnad("".join(self.ut).strip(), self.antal_nya, self.antal_borta, steg)

    def _skriv(self, token: str, *, taggar: bool = True) -> None:
        if taggar and (tagg := _TAGG.match(token)):
            self._tagg(token, bool(tagg[1]), tagg[2])
        else:
            self._lagg_ner()
            if self.vantar and not self.oppna and token.strip():
                self.ut += self.vantar
                self.vantar = []
            self.ut.append(token)

    def _tagg(self, token: str, slut: bool, namn: str) -> None:
        if namn in _TOMMA:
            self.ut.append(token)
        elif slut:
            if self.oppna and self.oppna[-1] == namn:
                self.oppna.pop()
            self.ut.append(token)
        else:
            if not self.oppna and namn in _BLOCK | _HALLARE and self.vantar:
                self.ut.append(f"<p>{''.join(self.vantar).rstrip()}</p>")
                self.vantar = []
            self.oppna.append(namn)
            self.ut.append(token)
            if namn in _BLOCK:
                self._lagg_ner()

    def _lagg_ner(self) -> None:
        """Set down what is gone, where words may stand: in a block, or in a list as a row of its own; else it waits."""
        if not self.vantar or not self.oppna:
            return
        if self.oppna[-1] in ("ul", "ol"):
            self.ut.append(f"<li>{''.join(self.vantar).rstrip()}</li>")
        elif self.oppna[-1] in _HALLARE:
            return
        else:
            self.ut.append("".join(self.vantar))
        self.vantar = []
