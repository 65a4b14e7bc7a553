"""Small real PDFs for what comes in to the demo from outside: a remiss, a motion, a letter, a signed page."""

from __future__ import annotations

from functools import cache
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from motions.documents.store import GranskadFil
from remiss.demo.texts import html

STIL = """
@page { size: A4; margin: 28mm 25mm; @bottom-right { content: counter(page) " (" counter(pages) ")"; font: 9pt serif } }
body { font: 11pt/1.45 serif } h1 { font-size: 17pt; line-height: 1.2 } .huvud { font-size: 9.5pt; margin-bottom: 14mm }
"""


@cache
def _stil() -> tuple[FontConfiguration, CSS]:
    fonter = FontConfiguration()
    return fonter, CSS(string=STIL, font_config=fonter)


def brev(avsandare: str, rubrik: str, prosa: str, *, datum: str, dnr: str = "", filnamn: str) -> GranskadFil:
    """A page from `avsandare`, with the prose as its text; different words make different bytes."""
    fonter, stil = _stil()
    huvud = "<br>".join(escape(rad) for rad in (avsandare, datum, f"Dnr {dnr}" if dnr else "") if rad)
    sida = (
        f'<html lang="sv"><head><title>{escape(rubrik)}</title></head><body><p class="huvud">{huvud}</p>'
        f"<h1>{escape(rubrik)}</h1>{html(prosa)}</body></html>"
    )
    data: bytes = HTML(string=sida).write_pdf(stylesheets=[stil], font_config=fonter)
    return GranskadFil(data, "application/pdf", filnamn)
