"""The fingerprints of documents: of their HTML, of what a reader of the PDF meets, and of its bytes.

The bytes are the same wherever the same libraries set the text; `environment` says which those are. Elsewhere a
document is known by its HTML, and by the words and the structure of each page.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import platform
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from motions.documents import context, render, store

FOLDER = Path(__file__).parent / "documents"
VAPEN = FOLDER / "vapen.png"
RECORD = Path(__file__).parent / "documents.json"
INLINE = {"a", "br", "em", "span", "strong", "sub", "sup"}
"""Elements beside which a space can be seen."""
LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "tinyhtml5", "cssselect2", "pillow")
SYSTEM_LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
}


@dataclass(frozen=True)
class Example:
    """The frozen facts of one document, as the database held them."""

    name: str
    slag: str
    sha256: str
    fakta: dict[str, Any]


@dataclass(frozen=True)
class Fingerprint:
    """How a document is known again."""

    html: str
    content: str
    pdf: str


def examples() -> list[Example]:
    """Every kept document."""
    return [Example(p.stem, **json.loads(p.read_text())) for p in sorted(FOLDER.glob("*.json"))]


def environment() -> dict[str, str]:
    """The libraries that decide the bytes of a PDF."""
    found = {name: version(name) for name in LIBRARIES}
    for name, (file, function) in SYSTEM_LIBRARIES.items():
        ask = getattr(ctypes.CDLL(file), function)
        ask.restype = ctypes.c_char_p
        found[name] = ask().decode()
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION, "machine": platform.machine()}


def take(example: Example) -> Fingerprint:
    """Render the document of the facts, and take its fingerprints."""
    fakta = context.ur_json(example.slag, example.fakta)
    if fakta.avsandare.vapen:
        place = store.path_of(fakta.avsandare.vapen)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(VAPEN.read_bytes())
    data, _ = render.render(fakta, marke=example.sha256)
    return Fingerprint(
        html=of_html(fakta),
        content=digest(json.dumps(content(data), ensure_ascii=False)),
        pdf=hashlib.sha256(data).hexdigest(),
    )


def of_html(fakta: context.Fakta) -> str:
    """The fingerprint of a document on the screen."""
    return digest(normalised(render.html(fakta)))


def digest(text: str) -> str:
    """The SHA-256 of a text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def normalised(html: str) -> str:
    """HTML without what changes no byte of the paper: the order of attributes, and how it is broken into lines.

    A space that ends a block stays: it is set as an invisible glyph.
    """
    parser = _Tokens()
    parser.feed(html)
    parser.close()
    text = re.sub(r"[ \t\r\n]+", " ", "".join(parser.tokens))
    return re.sub(r"(\x00[^\x01]*\x01) ", r"\1", text)


class _Tokens(HTMLParser):
    """Writes HTML anew, with each tag of a block between NUL and SOH to tell it by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.tokens: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The tag with its attributes in order."""
        self._tag(tag, f"<{tag}{''.join(f' {name}={value!r}' for name, value in sorted(attrs))}>")

    def handle_endtag(self, tag: str) -> None:
        """The end of an element."""
        self._tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words."""
        self.tokens.append(data)

    def handle_entityref(self, name: str) -> None:
        """A character that has a name."""
        self.tokens.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self.tokens.append(f"&#{name};")

    def _tag(self, tag: str, text: str) -> None:
        self.tokens.append(text if tag in INLINE else f"\x00{text}\x01")


def content(data: bytes) -> dict[str, Any]:
    """What a reader of the PDF meets: its pages with their size and words, its structure, and what it says of itself."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        about = {str(key): str(value) for key, value in sorted(pdf.docinfo.items())}
        structure = list(_structure(pdf.Root.StructTreeRoot.K[0], pages, 0))
    return {"about": about, "pages": list(_pages(data)), "structure": structure}


def _pages(data: bytes) -> Iterator[list[Any]]:
    document: Any = pypdfium2.PdfDocument(data)
    for page in document:
        words = page.get_textpage()
        yield [[round(side) for side in page.get_size()], " ".join(words.get_text_bounded().split())]
        words.close()
        page.close()
    document.close()


def _structure(element: Any, pages: dict[Any, int], depth: int) -> Iterator[str]:
    """One line for each element: its depth, its role, its page, and what it says to a screen reader."""
    said = [f"{key}={element[key]}" for key in ("/Alt", "/ActualText", "/Lang") if key in element]
    if "/A" in element and "/Scope" in element.A:
        said.append(f"scope={element.A.Scope}")
    page = pages[element.Pg.objgen] if "/Pg" in element else 0
    yield " ".join([str(depth), str(element.S), str(page), *said])
    for child in element.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _structure(child, pages, depth + 1)
