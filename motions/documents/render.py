"""Facts to paper: the templates and the style sheet, through WeasyPrint, to tagged PDF/A that is PDF/UA too.

Nothing is fetched: the typefaces come from memory and every other address stops the render. The same facts give the
same bytes, since no clock is read and the identifier of the file is a digest of its content.
"""

from __future__ import annotations

import re
import threading
import unicodedata
import warnings
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import BinaryIO, NoReturn

import font_source_sans_pro
import font_source_serif_pro
import pydyf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from motions.documents import context, page_breaks, pdf_footnote, store, wide_tables
from motions.documents.characters import Teckenbyte
from motions.text import footnote, rich_text

_LISTSTART = re.compile(r'<ol\b[^<>]*? start="(\d{1,4})"')
_TYPSNITT = {
    f"typsnitt:{namn}": Path(mapp) / f"{namn}.ttf"
    for mapp, namnen in (
        (
            font_source_serif_pro.font_directory,
            (
                "SourceSerifPro-Regular",
                "SourceSerifPro-It",
                "SourceSerifPro-Semibold",
                "SourceSerifPro-SemiboldIt",
            ),
        ),
        (
            font_source_sans_pro.font_directory,
            ("SourceSansPro-Regular", "SourceSansPro-It", "SourceSansPro-Semibold", "SourceSansPro-Bold"),
        ),
    )
    for namn in namnen
}
_PDFUA = (
    b'<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""'
    b' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b'<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""'
    b' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    b' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    b' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description></rdf:li>"
    b"</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_VAPEN = re.compile(r"vapen:([0-9a-f]{64})")
_LAS = threading.Lock()


class ForbjudenHamtningError(RuntimeError):
    """A document asked for something outside itself; nothing was fetched and no file was made."""


class Sluten(URLFetcher):
    """A fetcher that knows the typefaces, and the vapen by its digest, and refuses everything else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False, fail_on_errors=True)  # type: ignore[no-untyped-call]

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if vapen := _VAPEN.fullmatch(url):
            return URLFetcherResponse(url, store.read_by(vapen[1]), {"Content-Type": "image/png"})
        if (typsnitt := _TYPSNITT.get(url)) is None:
            _neka(url)
        return URLFetcherResponse(url, typsnitt.read_bytes(), {"Content-Type": "font/ttf"})


def _neka(url: str) -> NoReturn:
    raise FatalURLFetchingError(f"Dokumentet begärde {url[:80]!r}.")


def html(fakta: context.Fakta) -> str:
    """The document as an <article>, for the screen and for the paper."""
    with translation.override("sv"):
        return footnote.numrera(render_to_string(f"documents/{fakta.slag}.html", {"d": fakta}))


def render(fakta: context.Fakta, *, marke: str = "") -> tuple[bytes, int]:
    """The PDF of the facts, and its number of pages. Errors: ForbjudenHamtningError, FilSaknasError for the vapen.

    `marke`: the digest that was kept when the facts were frozen; they may have been written by an older version, that knew fewer.
    """
    return rendera_html(html(fakta), **_huvud(fakta, marke))


def ark_av(fakta: context.Fakta) -> str:
    """The whole HTML page that is set for the facts: what `render` gives to WeasyPrint."""
    return _ark(html(fakta), **_huvud(fakta))


def _huvud(fakta: context.Fakta, marke: str = "") -> dict[str, str]:
    """What the file says of itself."""
    return {
        "titel": fakta.titel,
        "forfattare": fakta.avsandare.forvaltning,
        "marke": marke or context.kontrollsumma(fakta),
    }


def _ark(artikel: str, *, titel: str, forfattare: str, marke: str) -> str:
    satt = _LISTSTART.sub(_rakna_fran, unicodedata.normalize("NFC", artikel).translate(_tecken()))
    return render_to_string(
        "documents/ark.html", {"artikel": satt, "titel": titel, "forfattare": forfattare, "marke": marke}
    )


def _rakna_fran(lista: re.Match[str]) -> str:
    """A numbered list that says from where it counts in the one way that WeasyPrint reads without its presentational hints."""
    return f'{lista[0]} style="counter-reset:list-item {int(lista[1]) - 1}"'


def breda_tabeller(avsnitt: Sequence[tuple[str, str]]) -> list[tuple[str, int]]:
    """The tables that no page of ours can hold: the key of the section, and which table of it. To be asked apart.

    `avsnitt`: key and formatted text of each.
    """
    artikel = "".join(f'<div class="text">{rich_text.for_dokument(text)}</div>' for _, text in avsnitt)
    ark = _ark(f'<article class="dokument">{artikel}</article>', titel="", forfattare="", marke="")
    with _LAS:
        typsnitt, stilmall = stil()
        html_ = HTML(string=ark, url_fetcher=Sluten())
        steg = wide_tables.steg(html_, stilmall=stilmall, typsnitt=typsnitt)
    delar = [d for d in html_.etree_element.iter("div") if d.get("class") == "text"]
    return [
        (nyckel, nummer)
        for (nyckel, _), del_ in zip(avsnitt, delar, strict=True)
        for nummer, tabell in enumerate(wide_tables.yttersta(del_), start=1)
        if steg.get(tabell) == wide_tables.SISTA
    ]


def rendera_html(artikel: str, *, titel: str, forfattare: str, marke: str = "") -> tuple[bytes, int]:
    """The PDF of one <article> of ours. One render at a time in a process: Pango shares its fonts.

    `marke`: the digest of the facts, kept among the file's keywords, so that a changed copy is known for what it claims to be.
    """
    ark = _ark(artikel, titel=titel, forfattare=forfattare, marke=marke)
    with _LAS:
        typsnitt, stilmall = stil()
        try:
            dokument = page_breaks.lagg_ut(
                HTML(string=ark, url_fetcher=Sluten()),
                stilmall=stilmall,
                typsnitt=typsnitt,
                pdf_variant=settings.PDF_VARIANT,
            )
            with warnings.catch_warnings():
                # WeasyPrint leaves its colour profile to be closed by the garbage collector.
                warnings.filterwarnings("ignore", message=r"unclosed file .*sRGB", category=ResourceWarning)
                data = dokument.write_pdf(finisher=_fullborda, pdf_variant=settings.PDF_VARIANT)
        except FatalURLFetchingError as error:
            if isinstance(error.__cause__, store.FilSaknasError):
                raise error.__cause__ from error
            raise ForbjudenHamtningError(str(error)) from error
    return data, len(dokument.pages)


@cache
def _tecken() -> Teckenbyte:
    return Teckenbyte(_TYPSNITT.values())


@cache
def stil() -> tuple[FontConfiguration, CSS]:
    """The typefaces and the parsed style sheet, once in a process: a quarter of the time of a short document."""
    typsnitt = FontConfiguration()
    sokvag = finders.find("css/print.css")
    return typsnitt, CSS(string=Path(str(sokvag)).read_text(), font_config=typsnitt, url_fetcher=Sluten())


def _fullborda(document: object, pdf: pydyf.PDF) -> None:
    """What WeasyPrint leaves to do before the file is written."""
    pdf_footnote.marka(pdf)
    _samla_punkter(pdf)
    _ange_rubrikceller(pdf)
    _markera_ua(pdf)
    _hall_isar_radslut(pdf)


def _hall_isar_radslut(pdf: pydyf.PDF) -> None:
    """Let a compressed stream that happens to end with a CR keep it.

    With the LF that follows, a reader that looks for the end of line before `endstream` would count the CR as part
    of it and find the stream one byte short. One stream of 256 ends so; here CR LF is written after it.
    """
    skriv = pdf.write_line

    def skriv_rad(rad: bytes, ut: BinaryIO) -> None:
        slut = b"\r\nendstream\nendobj"
        skriv(rad.removesuffix(slut) + b"\r" + slut if rad.endswith(slut) else rad, ut)  # type: ignore[no-untyped-call]

    pdf.write_line = skriv_rad  # type: ignore[method-assign]


def _samla_punkter(pdf: pydyf.PDF) -> None:
    """Put all of a list item but its label in one body: PDF/UA lets an LI hold Lbl and LBody alone."""
    punkter: list[pydyf.Dictionary] = [
        o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("S") == "/LI"
    ]
    for punkt in punkter:
        barn = [pdf.objects[int(ref.split()[0])] for ref in punkt["K"]]
        if all(o["S"] in ("/Lbl", "/LBody") for o in barn):
            continue
        kropp = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": "/LBody",
                "K": pydyf.Array(),
                "Pg": punkt["Pg"],
                "P": punkt.reference,
            }
        )
        pdf.add_object(kropp)
        etiketter = [o for o in barn if o["S"] == "/Lbl"]
        for o in barn:
            if o["S"] == "/LBody":
                o["S"] = "/Div"
            if o["S"] != "/Lbl":
                o["P"] = kropp.reference
                kropp["K"].append(o.reference)
        punkt["K"] = pydyf.Array([*(o.reference for o in etiketter), kropp.reference])


def _ange_rubrikceller(pdf: pydyf.PDF) -> None:
    """Say of every header cell what it heads, by the rule of `rikttext`: a table may be too irregular to tell."""
    element: list[pydyf.Dictionary] = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary)]
    for rad in [o for o in element if o.get("S") == "/TR"]:
        celler = [pdf.objects[int(ref.split()[0])] for ref in rad["K"]]
        scope = "/Row" if any(c["S"] == "/TD" for c in celler) else "/Column"
        for cell in celler:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


def _markera_ua(pdf: pydyf.PDF) -> None:
    """Say in the metadata that PDF/UA-1 is met too, with the schema that PDF/A asks for the word.

    The stream is left uncompressed, so that whoever looks for it finds it without a PDF reader.
    """
    strom = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    fore, slut, efter = b"\n".join(strom.stream).rpartition(b"</rdf:RDF>")
    strom.stream = [fore + _PDFUA + slut + efter]
    strom.compress = False
