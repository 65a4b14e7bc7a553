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
from motions.text.long_word import for_langt_ord
from motions.text.signs import written

_LISTSLAG = {
    "decimal": "1, 2, 3 …",
    "lower-alpha": "a, b, c …",
    "upper-alpha": "A, B, C …",
    "lower-roman": "i, ii, iii …",
    "upper-roman": "I, II, III …",
}
"""The kinds of numbered lists that are offered; one of bullets would be numbers when it is saved."""

EXTENSIONS: dict[str, bool | dict[str, list[int] | list[str] | list[dict[str, str]] | bool]] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"listTypes": [{"type": slag, "label": visat} for slag, visat in _LISTSLAG.items()]},
    "ListItem": True,
    "Blockquote": True,
    "WebLink": {"protocols": ["https", "http", "mailto"], "enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "Footnote": True,
    "PastedText": True,
    "SwedishKeys": True,
}
"""What django-prose-editor offers, and thereby all that `sanera` lets through."""

MAX_TECKEN = 300_000
"""A section of some 45,000 words, a hundred pages, with its tags: more takes longer to set than a page is waited for."""
MAX_NAMNTECKEN = 100_000
"""Signs written as `&…;`: the sanitiser takes a time that grows with the square of how many they are."""
MAX_NIVAER = 10
"""Tables, lists and quotes within each other. Ten are set in no time; each one more costs twice as much."""
MAX_DJUP = 100
"""Elements within each other, of whatever kind. The sanitiser's time grows with the square of it."""
MAX_FRAMMANDE = 2_000
"""Tags of a text that no editor has written: only the sanitiser knows what a browser makes of it, and so many take it no time."""
MANGA_TAGGAR = 10_000
"""A stored text with fewer cannot be so deep that it is felt."""
FOR_MYCKET = "Texten har mer formatering än som kan tas emot. Klistra in den utan formatering."
FOR_LANG = (
    "Texten är för lång för ett avsnitt. Dela upp den i flera avsnitt, eller lägg en del av den i en bilaga."
)
_NIVAER = frozenset({"table", "ul", "ol", "blockquote"})
_UTAN_SLUT = frozenset({"br", "hr", "img", "col", "input", "meta", "link", "wbr"})

_I_STYCKEN = frozenset({"strong", "em", "sub", "sup", "a", "span", "br"})
_STYCKEN = frozenset({"p", "h2", "h3"})
_INUTI = {
    "table": frozenset({"colgroup", "thead", "tbody"}),
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    **dict.fromkeys(_I_STYCKEN | _STYCKEN, _I_STYCKEN),
}
"""What may stand directly in what, where a browser would else move, end or add elements."""

_VARDEN = {
    **dict.fromkeys(("colspan", "rowspan"), re.compile("[1-9][0-9]?")),
    "start": re.compile("0|[1-9][0-9]{0,3}"),
    "type": re.compile("[aAiI]"),
}
"""What an attribute may say; of the others the list of tags has said enough."""

_TAGGAR = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_BIT = re.compile(
    r"[^<]*<(/?)(p|br|strong|em|sub|sup|a|span|h2|h3|ul|ol|li|blockquote|table|colgroup|col|thead|tbody|tr|th|td)"
    r'(?: [a-z-]+="[^"<]*"){0,8}>'
)
_MARKE = re.compile(r"<[^<>]*>")
_I_ORDET = re.compile(rf"</?(?:{'|'.join(sorted(_I_STYCKEN - {'br'}))})(?=[\s>])[^<>]*>")
_MANGA_ATTRIBUT = re.compile(r"<[a-z](?:[^<>\"'\s/]*+(?:\"[^\"]*+\"|'[^']*+'|[\s/]++)){400}", re.IGNORECASE)
"""A tag with hundreds of attributes. The sanitiser compares each with all before it."""
_TOMT_STYCKE = re.compile(r"^(?:\s|&nbsp;|<p>|</p>|<br\s*/?>)*$")
_ANDRA_NIVAER = re.compile(r"<(/?)h(?:(1)|[4-6])(?=[ >])", re.IGNORECASE)
_HOPP = re.compile(r"<(/?)h([23])>")
_TABELL = re.compile(r"<table>.*?</table>", re.DOTALL)
_RAD = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_BORJAN_AV_TABELL = re.compile(r"<table>(?:<colgroup>(?:<col[^<>]*>)*</colgroup>)?<tbody>(?=<tr>)")
_ORD = re.compile(r"\w+(?:[-'’:/.,]\w+)*")


def _cleaner() -> nh3.Cleaner:
    """The editor's own allowlist, without what a document must not hold.

    `rel` is dropped since `rel=attachment` would ask the PDF renderer to fetch and embed. Addresses must be
    absolute: a document that has left the house has no address to be relative to.
    """
    config = allowlist_from_extensions(expand_extensions(EXTENSIONS))
    attributes = {tag: set(names) for tag, names in config["attributes"].items()}
    attributes["a"] = {"href"}
    attributes["ol"] = {"start", "type"}
    return nh3.Cleaner(
        **{**config, "attributes": attributes, "link_rel": None, "url_relative": "deny"},
        clean_content_tags={"script", "style"},
        attribute_filter=_attribut,
    )


def _attribut(tag: str, name: str, value: str) -> str | None:
    """Numbers must be small numbers: `colspan=100000` would stop the renderer."""
    ratt = _VARDEN.get(name)
    return value if ratt is None or ratt.fullmatch(value) else None


_CLEANER = _cleaner()


def brist(html: str) -> str:
    """Why a text cannot be saved, in Swedish; "" for one that can. Asked before it is sanitised.

    The tags of what the editor has written can be counted. A browser reads anything else in its own way (a closing tag in a
    comment closes nothing), so that is sanitised first, when it is so short that it can be, and what came of it is counted.
    """
    if len(html) > MAX_TECKEN or html.count("&") > MAX_NAMNTECKEN:
        return FOR_LANG
    if _MANGA_ATTRIBUT.search(html):
        return FOR_MYCKET
    if fel := _for_djup(html) or for_langt_ord(_MARKE.sub(" ", _I_ORDET.sub("", html))):
        return fel
    if _ar_redigerarens(html):
        return ""
    if html.count("<") > MAX_FRAMMANDE:
        return FOR_MYCKET
    rent = sanera(html)
    return FOR_MYCKET if len(rent) > MAX_TECKEN else _for_djup(rent)


def _for_djup(html: str) -> str:
    """Why a text has too much within each other, by its tags alone."""
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


def _ar_redigerarens(html: str) -> bool:
    """Whether a text is written as the editor writes: its own tags, each ended where it stands, in what may hold it.

    A browser reads such a text as it is written. Else it adds what was left out, moves what stands wrong, and makes a mark that
    was not ended anew in each paragraph that follows.
    """
    oppna: list[str] = []
    till = 0
    while hit := _BIT.match(html, till):
        till = hit.end()
        slut, tagg = hit.groups()
        if slut:
            if not oppna or oppna.pop() != tagg:
                return False
            continue
        if tagg == "p" and oppna[-1:] == ["p"]:
            continue
        inuti = _INUTI.get(oppna[-1]) if oppna else None
        if (inuti and tagg not in inuti) or (tagg in _I_STYCKEN and tagg in oppna):
            return False
        if tagg not in _UTAN_SLUT:
            oppna.append(tagg)
    return html.find("<", till) < 0


def sanera(html: str) -> str:
    """The text with everything removed that the editor does not offer; "" for a text without a word.

    A heading of a level that the editor does not have becomes the nearest that it has. What was stored before it was counted and
    is deeper than can be read is its words alone. A sign may come as its number (`&#8238;`): what the sanitiser made of it is
    looked through too, and sanitised again.
    """
    if html.count("<") > MANGA_TAGGAR and _for_djup(html):
        html = _utan_taggar(html)
    nara = _ANDRA_NIVAER.sub(lambda h: f"<{h[1]}h{2 if h[2] else 3}", html.replace("\x00", ""))
    rent = _CLEANER.clean(written(nara))
    if (utan_styrtecken := written(rent)) != rent:
        rent = _CLEANER.clean(utan_styrtecken)
    rent = footnote.rensa(rent)
    return "" if _TOMT_STYCKE.match(rent) else rent


def _utan_taggar(html: str) -> str:
    rader = _MARKE.sub("\n", html).replace("<", "&lt;").splitlines()
    return "".join(f"<p>{rad}</p>" for rad in rader if rad.strip())


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

    return _RAD.sub(rad, _med_huvud(tabell.group()))


def _med_huvud(tabell: str) -> str:
    """A first row of nothing but header cells is the head of the table, which is repeated on each page.

    One with a cell that goes on into the next row cannot be parted from it.
    """
    borjan = _BORJAN_AV_TABELL.match(tabell)
    rad = _RAD.match(tabell, borjan.end()) if borjan else None
    if not borjan or not rad or not tabell.startswith("<tr>", rad.end()):
        return tabell
    if "<th" not in rad[0] or any(tagg in rad[0] for tagg in ("<td", "<table", "rowspan")):
        return tabell
    return f"{tabell[: borjan.end() - len('<tbody>')]}<thead>{rad[0]}</thead><tbody>{tabell[rad.end() :]}"
