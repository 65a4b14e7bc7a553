"""Where the pages of a document break, so that every footnote stands on the page of its call.

WeasyPrint would rather send a note to the next page than begin a paragraph there: two lines more of a new paragraph can push
away the note of an old one. Then the paragraph that took the place is made to begin the next page, and all is laid out again.
"""

from __future__ import annotations

from functools import partial
from xml.etree.ElementTree import Element

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

_BLOCK = {"p", "li", "tr", "blockquote", "h2", "h3", "h4", "h5", "h6"}
_RUBRIKER = {"h2", "h3", "h4", "h5", "h6"}
_NY_SIDA = "ny-sida"


def lagg_ut(html: HTML, *, stilmall: CSS, typsnitt: FontConfiguration, pdf_variant: str) -> Document:
    """The document laid out. The elements that must begin a page get the class `ny-sida` in the tree of `html`."""
    render = partial(html.render, stylesheets=[stilmall], font_config=typsnitt, pdf_variant=pdf_variant)
    dokument: Document = render()
    for _ in range(2 * len(dokument.pages)):
        tog_platsen = _tog_platsen(dokument, html.etree_element)
        if tog_platsen is None:
            break
        tog_platsen.set("class", f"{tog_platsen.get('class', '')} {_NY_SIDA}".strip())
        dokument = render()
    return dokument


def _tog_platsen(dokument: Document, rot: Element) -> Element | None:
    """What begins last on the first page whose note has gone to another; None when all is well or cannot be better."""
    foraldrar = {barn: element for element in rot.iter() for barn in element}
    for sida in dokument.pages:
        anrop = {mal for sort, mal, *_ in sida.links if sort == "internal" and mal.startswith("fotnot-")}
        if anrop <= sida.anchors.keys():
            continue
        borjar = [
            box.element for box in sida._page_box.children[0].descendants() if box.element_tag in _BLOCK
        ]
        element = _hela(borjar[-1], foraldrar)
        if element in borjar[1:] and _NY_SIDA not in element.get("class", ""):
            return element
    return None


def _hela(element: Element, foraldrar: dict[Element, Element]) -> Element:
    """The element with what cannot be parted from it: the item or row that it begins, and the headings above it."""
    while (forald := foraldrar.get(element)) is not None:
        syskon = list(forald)
        plats = syskon.index(element)
        if plats and syskon[plats - 1].tag in _RUBRIKER:
            element = syskon[plats - 1]
        elif plats == 0 and (forald.tag in _BLOCK or forald.tag in ("td", "th")):
            element = forald
        else:
            break
    return element
