"""What changed between two texts, word by word: the new text whole, with what is new and what is gone marked in it.

Built on difflib over words and tags. The tags of the new text are kept as they are, so the result is as well-formed as it;
what is gone is set where it stood, in a place where words may stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from motions.text import footnote

_TOKEN = re.compile(r"<[^>]+>|&[#\w]+;\s*|\w+(?:[-'’]\w+)*\s*|[^\w<\s]\s*|\s+")
"""A tag, an entity, a word, a mark, or white space alone; each with the white space after it."""

_ORD = re.compile(r"\w")
_MELLANRUM = re.compile(r"\s+")
_TAGG = re.compile(r"<(/?)([a-z0-9]+)")
_BLOCK = {"p", "h2", "h3", "h4", "li", "td", "th", "blockquote"}
_HALLARE = {"ul", "ol", "table", "tbody", "thead", "tr", "colgroup"}
_TOMMA = {"br", "hr", "col"}
_KLAMMER = {footnote.BORJAN: " [", footnote.SLUT: "] "}
"""A footnote that is gone stands in brackets among the words that are gone with it."""


@dataclass(frozen=True)
class Skillnad:
    """The marked text, and how many words came and went."""

    html: str
    nya: int
    borttagna: int

    @property
    def andrad(self) -> bool:
        """Whether any word differs; formatting alone does not count."""
        return bool(self.nya or self.borttagna)


def skillnad(fore: str, efter: str) -> Skillnad:
    """Compare two sanitised HTML texts."""
    gamla, nya = _tokens(fore), _tokens(efter)
    marke = _Markning()
    for slag, a1, a2, b1, b2 in SequenceMatcher(
        None, _nycklar(gamla), _nycklar(nya), autojunk=False
    ).get_opcodes():
        if slag in ("delete", "replace"):
            marke.borta(gamla[a1:a2])
        if slag in ("insert", "replace"):
            marke.nytt(nya[b1:b2])
        if slag == "equal":
            marke.lika(nya[b1:b2])
    return marke.klar()


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
        text = _MELLANRUM.sub(
            " ", "".join(_KLAMMER.get(t, " ") if _ar_tagg(t) else t for t in tokens)
        ).lstrip()
        if not _ORD.search(text) and not text.strip(" []"):
            return
        self.antal_borta += _antal(tokens)
        self.vantar.append(f"<del>{text.rstrip()}</del>{text[len(text.rstrip()) :]}")
        self._lagg_ner()

    def klar(self) -> Skillnad:
        if self.vantar:
            self.ut.append(f"<p>{''.join(self.vantar).rstrip()}</p>")
        return Skillnad("".join(self.ut).strip(), self.antal_nya, self.antal_borta)

    def _skriv(self, token: str, *, taggar: bool = True) -> None:
        if taggar and (tagg := _TAGG.match(token)):
            self._tagg(token, bool(tagg[1]), tagg[2])
        else:
            self._lagg_ner()
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
