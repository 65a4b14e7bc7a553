"""Where the pages of a document break: no heading ends one, and every footnote stands on the page of its call.

WeasyPrint would rather send a note to the next page than begin a paragraph there: two lines more of a new paragraph can push
away the note of an old one. Then the paragraph that took the place is made to begin the next page, and all is laid out again.
So is a heading that a table, a list or a statement has left alone at the foot of a page.
"""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML, Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from motions.documents import line_breaks, wide_tables
from motions.documents.tree import Foraldrar, foraldrarna, klasserna, markera, ovanfor

_BLOCK = {"p", "li", "tr", "blockquote", "h2", "h3", "h4", "h5", "h6"}
_YTTRE = {"td", "th", "thead", "tbody", "table", "ul", "ol", "div"}
"""What begins where the first within it begins."""
_RUBRIKER = {"h2", "h3", "h4", "h5", "h6"}
_HOR_TILL_NASTA = {"etikett-rad", "ingress", "paragraf-dnr", "undertitel"}
"""The classes of what says what follows, as a heading does."""
_NY_SIDA = "ny-sida"


def lagg_ut(html: HTML, *, stilmall: CSS, typsnitt: FontConfiguration, pdf_variant: str) -> Document:
    """The document laid out. The elements that must begin a page get the class `ny-sida` in the tree of `html`."""
    render = partial(html.render, stylesheets=[stilmall], font_config=typsnitt, pdf_variant=pdf_variant)
    dokument, _ = wide_tables.passa(render(), html.etree_element, render)
    if line_breaks.bryt(dokument, html.etree_element):
        dokument = render()
    for _ in range(2 * len(dokument.pages)):
        foraldrar = foraldrarna(html.etree_element)
        nasta = _ensam_rubrik(dokument, foraldrar)
        nasta = _tog_platsen(dokument, foraldrar) if nasta is None else nasta
        if nasta is None:
            break
        markera(nasta, _NY_SIDA)
        dokument = render()
    return dokument


def _ensam_rubrik(dokument: Document, foraldrar: Foraldrar) -> Element | None:
    """The first heading that ends a page, with the headings above it; None when none does, or it cannot be helped."""
    for sida in dokument.pages[:-1]:
        stycken = [
            box.element
            for box in sida._page_box.children[0].descendants()
            if isinstance(box, boxes.BlockContainerBox)
            and any(isinstance(r, boxes.LineBox) for r in box.children)
        ]
        if not stycken or not (sist := _hor_till_nasta(stycken[-1], foraldrar)):
            continue
        element = _hela(sist, foraldrar)
        forst = {stycken[0], *ovanfor(stycken[0], foraldrar)}
        if element not in forst and _NY_SIDA not in klasserna(element):
            return element
    return None


def _hor_till_nasta(element: Element, foraldrar: Foraldrar) -> Element | None:
    """The heading that an element is or stands in, or the table whose header it is; None for anything else."""
    for e in (element, *ovanfor(element, foraldrar)):
        if _ar_rubrik(e):
            return e
        if e.tag == "thead":
            return foraldrar[e]
    return None


def _ar_rubrik(element: Element) -> bool:
    return element.tag in _RUBRIKER or not _HOR_TILL_NASTA.isdisjoint(klasserna(element))


def _tog_platsen(dokument: Document, foraldrar: Foraldrar) -> Element | None:
    """What begins last on the first page whose note has gone to another; None when all is well or cannot be better."""
    for sida in dokument.pages:
        anrop = {mal for sort, mal, *_ in sida.links if sort == "internal" and mal.startswith("fotnot-")}
        if anrop <= sida.anchors.keys():
            continue
        borjar = [
            box.element for box in sida._page_box.children[0].descendants() if box.element_tag in _BLOCK
        ]
        element = _hela(borjar[-1], foraldrar)
        if element in borjar[1:] and _NY_SIDA not in klasserna(element):
            return element
    return None


def _hela(element: Element, foraldrar: Foraldrar) -> Element:
    """The element with what cannot be parted from it: the item or row that it begins, and the headings above it."""
    while (forald := foraldrar.get(element)) is not None:
        syskon = list(forald)
        plats = syskon.index(element)
        if plats and _ar_rubrik(syskon[plats - 1]):
            element = syskon[plats - 1]
        elif plats == 0 and (forald.tag in _BLOCK or forald.tag in _YTTRE):
            element = forald
        else:
            break
    return element
