"""Tables that are wider than the text: set smaller, then on a lying page; and whether that is enough.

What is not enough is refused before the text is frozen (`table_check`). What was frozen before that was asked is set with its
words broken anywhere: nothing stands outside the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML, Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from motions.documents.tree import MM, Foraldrar, foraldrarna, klasserna, markera, ovanfor

_MINDRE, _MINST, _BRUTEN, _LIGGANDE = "tabell-mindre", "tabell-minst", "tabell-bruten", "liggande"
_STEG = (
    (),
    (_MINDRE,),
    (_LIGGANDE,),
    (_MINDRE, _LIGGANDE),
    (_MINST, _LIGGANDE),
    (_MINST, _BRUTEN, _LIGGANDE),
)
"""The classes of a table, each step narrower than the one before."""
SISTA = len(_STEG) - 1
"""The step at which a table is no longer what was meant."""

_RUBRIKER = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MARGINAL, _EGNAS_UTHANG = 1.0, 16 * MM
"""Pixels: what nobody sees, and how far to the right of the text our own tables may go."""


def passa(
    dokument: Document, rot: Element, render: Callable[[], Document]
) -> tuple[Document, dict[Element, int]]:
    """The document laid out with its tables within their pages, and the step to which each had to go."""
    foraldrar = foraldrarna(rot)
    steg: dict[Element, int] = {}
    while breda := [t for t in dict.fromkeys(_for_breda(dokument, foraldrar)) if steg.get(t, 0) < SISTA]:
        for tabell in breda:
            steg[tabell] = SISTA if _ar_egen(tabell) else steg.get(tabell, 0) + 1
            _satt(tabell, steg[tabell], foraldrar)
        dokument = render()
    return dokument, steg


def steg(html: HTML, *, stilmall: CSS, typsnitt: FontConfiguration) -> dict[Element, int]:
    """The step to which each table that is too wide has to go."""
    render = partial(html.render, stylesheets=[stilmall], font_config=typsnitt)
    return passa(render(), html.etree_element, render)[1]


def yttersta(element: Element) -> Iterator[Element]:
    """The tables below an element that stand in no other, in order."""
    for barn in element:
        if barn.tag == "table":
            yield barn
        else:
            yield from yttersta(barn)


def _for_breda(dokument: Document, foraldrar: Foraldrar) -> Iterator[Element]:
    """The outermost tables that go outside what they stand in."""
    for sida in dokument.pages:
        for box, utanfor in _tabeller(sida._page_box):
            if utanfor > (_EGNAS_UTHANG if _ar_egen(box.element) else _MARGINAL):
                tabell = box.element
                for yttre in ovanfor(box.element, foraldrar):
                    tabell = yttre if yttre.tag == "table" else tabell
                yield tabell


def _tabeller(box: boxes.Box) -> Iterator[tuple[boxes.TableBox, float]]:
    """Every table below a box, and how far to the right of what it stands in it goes."""
    for barn in getattr(box, "children", ()):
        if isinstance(barn, boxes.BlockBox) and barn.is_table_wrapper:
            tabell = barn.get_wrapped_table()
            slut = box.content_box_x() + float(vars(box)["width"])
            yield tabell, tabell.position_x + tabell.border_width() - slut
        yield from _tabeller(barn)


def _ar_egen(tabell: Element) -> bool:
    """Whether the table is one of the templates'; those that people write have no class but ours."""
    return "tabell" in klasserna(tabell)


def _satt(tabell: Element, steg: int, foraldrar: Foraldrar) -> None:
    """Give a table the classes of a step. What lies down is all that stands with it in the text, and the headings above it."""
    klasser = [k for k in klasserna(tabell) if k not in (_MINDRE, _MINST, _BRUTEN)]
    tabell.set("class", " ".join([*klasser, *(k for k in _STEG[steg] if k != _LIGGANDE)]))
    if _LIGGANDE not in _STEG[steg] or _ar_egen(tabell):
        return
    element = tabell
    for yttre in ovanfor(tabell, foraldrar):
        if "text" in klasserna(yttre):
            break
        element = yttre
    markera(element, _LIGGANDE)
    while (forald := foraldrar.get(element)) is not None:
        syskon = list(forald)
        plats = syskon.index(element)
        if plats and syskon[plats - 1].tag in _RUBRIKER:
            element = syskon[plats - 1]
            markera(element, _LIGGANDE)
        elif plats == 0 and forald.tag == "div":
            element = forald
        else:
            break
