"""Files as answers: a document of ours may be shown, what came in is saved by the browser and never opened as a page."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from urllib.parse import quote

from django.http import FileResponse

from motions.ingest.file_check import slag_av

SANDLADA = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_ENKLA = re.compile(r"[^A-Za-z0-9 ._,()+@!#$&=~\[\]{}-]")
_ATTR_CHAR = "!#$&+-.^_`|~"
"""What need not be encoded beside letters and digits (RFC 8187 3.2.1)."""


def fil_svar(data: bytes, filnamn: str, *, mime: str = "", visa: bool = False) -> FileResponse:
    """The bytes under the name that they came with, as what it says; `visa`: in the browser, which is for our own alone."""
    svar = FileResponse(BytesIO(data), content_type=mime or slag_av(filnamn))
    svar.headers["Content-Disposition"] = disposition(filnamn, spara=not visa)
    svar.headers["Content-Security-Policy"] = SANDLADA
    return svar


def disposition(filnamn: str, *, spara: bool = True) -> str:
    """The header that names a file, whatever its name (RFC 6266): as it is, and before it in signs that nobody reads wrongly.

    Django's own gives a name beyond ASCII in the extended form alone, which old programs do not read, and one with a quotation
    mark or a percent sign in a form that browsers read in their own ways.
    """
    slag = "attachment" if spara else "inline"
    grund = "".join(c for c in unicodedata.normalize("NFKD", filnamn) if not unicodedata.combining(c))
    enkelt = _ENKLA.sub("_", grund).strip(" .") or "fil"
    if enkelt == filnamn:
        return f'{slag}; filename="{filnamn}"'
    helt = quote(filnamn.encode("utf-8", "replace"), safe=_ATTR_CHAR)
    return f"{slag}; filename=\"{enkelt}\"; filename*=UTF-8''{helt}"
