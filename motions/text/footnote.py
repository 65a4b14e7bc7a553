"""Footnotes: `<span class="fotnot">…</span>` at the word that the note belongs to, holding the note's words and nothing else.

What is stored has no number: notes are numbered over the whole document in which they are shown, in their order.
"""

from __future__ import annotations

import re
from itertools import count

from django_prose_editor.config import add_allowed_classes, add_tags_and_attributes

Tillatet = set[str] | dict[str, set[str]]
"""What a sanitiser is told of tags and of attributes."""

BORJAN, SLUT = '<span class="fotnot">', "</span>"

_DELAR = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
"""Splits sanitised HTML into text and tags; a link may hold a > in its quotes."""

_INOM_ORD = re.compile(r"</?(?:strong|em|su[bp]|a)\b")
_NOT = re.compile(rf"{BORJAN}(.*?){SLUT}", re.DOTALL)
_RUBRIK = re.compile(r"<h([2-6])([^>]*)>(.*?)</h\1>", re.DOTALL)


def tillat(config: bool, shared: dict[str, Tillatet]) -> None:
    """Let the sanitiser pass a span of our class; `rensa` does the rest."""
    add_tags_and_attributes(shared, ["span"], {})
    add_allowed_classes(shared, {"span": ["fotnot"]})


def inget(config: bool, shared: dict[str, Tillatet]) -> None:
    """What is only a habit of the editor lets nothing more through."""


def rensa(html: str) -> str:
    """Sanitised HTML whose notes hold words alone, on one line; an empty note, and every other span, is only a wrapping."""
    if "<span" not in html:
        return html
    ut: list[str] = []
    note: list[str] | None = None
    spann: list[bool] = []
    for del_ in _DELAR.split(html):
        if del_.startswith("<span"):
            spann.append(del_ == BORJAN and note is None)
            if spann[-1]:
                note = []
        elif del_ == SLUT:
            if spann.pop() and note is not None:
                ord_ = " ".join("".join(note).split())
                ut.append(f"{BORJAN}{ord_}{SLUT}" if ord_ else "")
                note = None
        elif note is None:
            ut.append(del_)
        elif not del_.startswith("<"):
            note.append(del_)
        elif not _INOM_ORD.match(del_):
            note.append(" ")
    return "".join(ut)


def i_lopande_text(html: str) -> str:
    """The notes in brackets after their words, for who counts or searches the words alone."""
    return _NOT.sub(r" [\1] ", html)


def numrera(html: str) -> str:
    """A whole document with each note below a link that leads to it, by its number in the document.

    The style sheet moves the note to the foot of its page and prints the number at both places. A bookmark is its heading
    without the notes in it.
    """
    nummer = count(1)

    def satt(hit: re.Match[str]) -> str:
        n = next(nummer)
        return f'<a class="fotnotstecken" href="#fotnot-{n}"><span class="fotnot" id="fotnot-{n}">{hit[1]}</span></a>'

    def markt(hit: re.Match[str]) -> str:
        if BORJAN not in hit[3]:
            return hit[0]
        bokmarke = " ".join(re.sub("<[^>]*>", "", _NOT.sub("", hit[3])).split()).replace('"', "&quot;")
        return f'<h{hit[1]}{hit[2]} data-bokmarke="{bokmarke}">{hit[3]}</h{hit[1]}>'

    return _NOT.sub(satt, _RUBRIK.sub(markt, html)) if BORJAN in html else html
