"""Formatted text: the one declaration that drives the editor, the sanitiser and the documents.

Text is sanitised when it is saved and again when it goes into a document. The list is short on purpose: no
svg, math, style, title, textarea or iframe, hence none of the known ways around the sanitiser.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3
from django_prose_editor.config import allowlist_from_extensions, expand_extensions

from motions.text import footnote, plain_text

EXTENSIONS: dict[str, bool | dict[str, list[int] | list[str] | bool]] = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"protocols": ["https", "mailto"], "enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "Footnote": True,
    "PastedText": True,
}
"""What django-prose-editor offers, and thereby all that `sanera` lets through."""

MAX_TECKEN = 1_000_000
"""A section of some 150,000 words, with its tags."""
MAX_NAMNTECKEN = 100_000
"""Signs written as `&…;`: the sanitiser takes a time that grows with the square of how many they are."""
MAX_NIVAER = 10
"""Tables, lists and quotes within each other. Ten are set in no time; each one more costs twice as much."""
MAX_DJUP = 100
"""Elements within each other, of whatever kind. The sanitiser's time grows with the square of it."""
_NIVAER = frozenset({"table", "ul", "ol", "blockquote"})
_UTAN_SLUT = frozenset({"br", "hr", "img", "col", "input", "meta", "link", "wbr"})

_TAGGAR = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_TOMT_STYCKE = re.compile(r"^(?:\s|&nbsp;|<p>|</p>|<br\s*/?>)*$")
_ANDRA_NIVAER = re.compile(r"<(/?)h(?:(1)|[4-6])(?=[ >])", re.IGNORECASE)
_HOPP = re.compile(r"<(/?)h([23])>")
_TABELL = re.compile(r"<table>.*?</table>", re.DOTALL)
_RAD = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_ORD = re.compile(r"\w+(?:[-'’:/.,]\w+)*")


def _cleaner() -> nh3.Cleaner:
    """The editor's own allowlist, without what a document must not hold.

    `rel` is dropped since `rel=attachment` would ask the PDF renderer to fetch and embed. Addresses must be
    absolute: a document that has left the house has no address to be relative to.
    """
    config = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    attributes = {tag: set(names) for tag, names in config["attributes"].items()}
    attributes["a"] = {"href"}
    attributes["ol"] = {"start"}
    return nh3.Cleaner(
        **{**config, "attributes": attributes, "link_rel": None, "url_relative": "deny"},
        clean_content_tags={"script", "style"},
        attribute_filter=_attribut,
    )


def _attribut(tag: str, name: str, value: str) -> str | None:
    """Numbers must be small numbers: `colspan=100000` would stop the renderer."""
    if name in {"colspan", "rowspan", "start"}:
        return value if re.fullmatch(r"[1-9][0-9]?", value) else None
    return value


_CLEANER = _cleaner()


def brist(html: str) -> str:
    """Why a text cannot be saved, in Swedish; "" for one that can. Asked before it is sanitised."""
    if len(html) > MAX_TECKEN or html.count("&") > MAX_NAMNTECKEN:
        return "Texten är för lång för ett avsnitt. Dela upp den i flera avsnitt, eller lägg en del av den i en bilaga."
    oppna: list[str] = []
    nivaer = 0
    for slut, stavat in _TAGGAR.findall(html):
        tagg = stavat.lower()
        if slut:
            if oppna[-1:] == [tagg]:
                oppna.pop()
                nivaer -= tagg in _NIVAER
        elif tagg not in _UTAN_SLUT and not (tagg == "p" and oppna[-1:] == ["p"]):
            oppna.append(tagg)
            nivaer += tagg in _NIVAER
        if nivaer > MAX_NIVAER:
            return f"Texten har tabeller, listor eller citat i mer än {MAX_NIVAER} nivåer. Flytta ut de innersta."
        if len(oppna) > MAX_DJUP:
            return f"Texten är formaterad i mer än {MAX_DJUP} nivåer. Klistra in den utan formatering."
    return ""


def sanera(html: str) -> str:
    """The text with everything removed that the editor does not offer; "" for a text without a word.

    A heading of a level that the editor does not have becomes the nearest that it has.
    """
    nara = _ANDRA_NIVAER.sub(lambda h: f"<{h[1]}h{2 if h[2] else 3}", html.replace("\x00", ""))
    rent = footnote.rensa(_CLEANER.clean(nara))
    return "" if _TOMT_STYCKE.match(rent) else rent


def som_text(html: str) -> str:
    """The words alone, one block per line."""
    rader = plain_text.words(footnote.i_lopande_text(sanera(html))).splitlines()
    return "\n".join(rad for rad in rader if rad)


def ar_tom(html: str) -> bool:
    """Whether nothing is left to read."""
    return not som_text(html)


def ord(html: str) -> int:
    """How many words the text has."""
    return len(_ORD.findall(som_text(html)))


def for_dokument(html: str, *, under: int = 2) -> str:
    """The text as it stands in a document, below a heading of level `under`.

    Headings follow without a gap in level, since a reader by ear navigates by them; header cells say what
    they head.
    """
    return _TABELL.sub(_tabell, _rubriker(under)(sanera(html)))


def _rubriker(under: int) -> Callable[[str], str]:
    def flytta(html: str) -> str:
        sedd = False

        def niva(tagg: re.Match[str]) -> str:
            nonlocal sedd
            sedd = sedd or tagg[2] == "2"
            djup = under + (2 if tagg[2] == "3" and sedd else 1)
            return f"<{tagg[1]}h{djup}>"

        return _HOPP.sub(niva, html)

    return flytta


def _tabell(tabell: re.Match[str]) -> str:
    """Header cells beside data head their row; a row of nothing but header cells heads the columns."""

    def rad(tr: re.Match[str]) -> str:
        scope = "row" if "<td" in tr.group() else "col"
        return re.sub(r"<th(?=[ >])", f'<th scope="{scope}"', tr.group())

    return _RAD.sub(rad, tabell.group())
