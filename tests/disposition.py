"""The outline of a document, as lines: headings by level, footnotes at their words, lists with their items.

From the facts it is read off the HTML, from a finished PDF off its structure tree. The two look alike:

    2 Bakgrund
    [1] «hög»: Kommunens budget 2026, s. 12.
    - första punkten | andra punkten        (1. for a numbered list)
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pypdfium2

from motions.documents import context, render

pdfium: Any = pypdfium2.raw
RUBRIK = re.compile(r"/?[Hh]([1-6])$")
ORD = re.compile(r"[\w-]+")
DELAT = "\u00ad"
"""Where a line break has divided a word."""


def platt(text: str) -> str:
    """One line, every space one space."""
    return " ".join(text.replace(DELAT, "").split())


def jamforbara(rader: list[str]) -> list[str]:
    """Lines that can be compared: a line break of a page leaves out a space, or puts in a hyphen."""
    return [re.sub(r"[\s-]+", "", rad) for rad in rader]


class _Ur(HTMLParser):
    """Reads headings, notes and lists of the HTML of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.rader: list[str] = []
        self.text = ""
        self.fore_not = ""
        self.nivaer: list[str] = []
        self.listor: list[tuple[str, int, list[str]]] = []
        self.noter = 0
        self.rubrik = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        klass = dict(attrs).get("class") or ""
        if tag == "span":
            self.nivaer.append(klass)
        if klass == "fotnot":
            self.fore_not, self.text = self.text, ""
        elif RUBRIK.match(tag):
            self.text = ""
            self.rubrik = len(self.rader)
            self.rader.append("")
        elif tag in ("p", "li", "td", "th"):
            self.text = ""
        elif tag in ("ul", "ol"):
            self.rader.append("")
            self.listor.append((tag, len(self.rader) - 1, []))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.nivaer.pop() == "fotnot":
            self.noter += 1
            ord_ = ORD.findall(self.fore_not)[-1]
            self.rader.append(f"[{self.noter}] «{ord_}»: {platt(self.text)}")
            self.text = self.fore_not
        elif hit := RUBRIK.match(tag):
            self.rader[self.rubrik] = f"{hit[1]} {platt(self.text)}"
        elif tag == "li":
            self.listor[-1][2].append(platt(self.text))
        elif tag in ("ul", "ol"):
            slag, plats, punkter = self.listor.pop()
            self.rader[plats] = f"{'-' if slag == 'ul' else '1.'} {' | '.join(punkter)}"


def ur_fakta(fakta: context.Fakta) -> list[str]:
    """The outline of the facts of a document."""
    ur = _Ur()
    ur.feed(render.html(fakta))
    return ur.rader


def ur_pdf(data: bytes) -> list[str]:
    """The outline of a PDF, from its structure tree alone."""
    ord_ = _mcid(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sidor = {sida.objgen: n for n, sida in enumerate(pdf.pages)}

        def las(element: Any, *, utan: tuple[str, ...] = ()) -> str:
            delar = []
            for k in element.get("/K", []):
                if isinstance(k, int):
                    delar.append(ord_.get((sidor[element.Pg.objgen], k), ""))
                elif isinstance(k, pikepdf.Dictionary) and "/S" in k and str(k.S) not in utan:
                    delar.append(las(k, utan=utan))
            return " ".join(delar) if str(element.S) in ("/LI", "/LBody") else "".join(delar)

        return list(_rader(pdf.Root.StructTreeRoot.K[0], las, [""]))


def _rader(element: Any, las: Any, fore: list[str]) -> Iterator[str]:
    """`fore` holds the text of the block so far, up to a note."""
    sort = str(element.S)
    if (sort in ("/P", "/LI", "/TD", "/TH") or RUBRIK.match(sort)) and not fore[0].endswith(DELAT):
        fore[0] = ""  # a word that is broken over two pages goes on in another element
    if hit := RUBRIK.match(sort):
        yield f"{hit[1]} {platt(las(element, utan=('/Reference', '/Note')))}"
    if sort == "/Note":
        nummer, text = (platt(las(k)) for k in (element.K[0], element))
        yield f"[{nummer}] «{ORD.findall(fore[0])[-1]}»: {platt(text.removeprefix(nummer))}"
        return
    if sort == "/L":
        punkter = [platt(las(k, utan=("/Lbl", "/Reference", "/Note"))) for k in element.K]
        etikett = platt(las(element.K[0].K[0]))
        yield f"{'1.' if etikett[:1].isdigit() else '-'} {' | '.join(punkter)}"
    for k in element.get("/K", []):
        if isinstance(k, pikepdf.Dictionary) and "/S" in k:
            if str(k.S) == "/Span":
                ihop = fore[0].endswith((DELAT, "-"))
                fore[0] = f"{fore[0].removesuffix(DELAT)}{'' if ihop else ' '}{las(k)}"
            elif str(k.S) not in ("/Reference", "/Lbl"):
                yield from _rader(k, las, fore)


def _mcid(data: bytes) -> dict[tuple[int, int], str]:
    """The text of each piece of marked content, by page and number."""
    ut: dict[tuple[int, int], str] = {}
    dokument = pypdfium2.PdfDocument(data)
    try:
        for n, sida in enumerate(dokument):
            textsida = sida.get_textpage()
            for objekt in sida.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mcid = pdfium.FPDFPageObj_GetMarkedContentID(objekt.raw)
                langd = pdfium.FPDFTextObj_GetText(objekt.raw, textsida.raw, None, 0)
                buffert = (pdfium.FPDF_WCHAR * (langd // 2 + 1))()
                pdfium.FPDFTextObj_GetText(objekt.raw, textsida.raw, buffert, langd)
                text = bytes(buffert)[:langd].decode("utf-16-le").rstrip("\x00").replace("\x02", DELAT)
                ut[n, mcid] = ut.get((n, mcid), "") + text
    finally:
        dokument.close()
    return ut
