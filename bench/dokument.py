"""Documents: from frozen facts to a finished file, against a bare WeasyPrint call on the same HTML.

The facts are those of the demo kommun, the longest document of each kind, and one more with many footnotes. The bare call has the
same style sheet and typefaces, read once as ours are, and writes the same variant; what we add is the template, the check of the
characters, the breaks around footnotes and the tags that WeasyPrint leaves out.
"""

from __future__ import annotations

import gc
import warnings
from dataclasses import replace
from typing import Any

from django.conf import settings
from weasyprint import HTML

from bench.databas import tom_bas
from bench.kommun import NU
from bench.resultat import Matning, klocka, median
from motions.datum import day_of
from motions.documents import context, render
from motions.models import Dokument, DokumentSlag
from remiss.demo import builder

RUM = "Handlingar"
VARV = 25
HOGST = 1.1
NOTER = 15
_MENING = "Nämnden ska enligt budgeten utreda hur fler kan komma i arbete i kommunens egna verksamheter. "
_NOT = 'kommunens<span class="fotnot">Budgetens bilaga två.</span>'
RYMS, RYMS_INTE = 4, 5
"""Sentences a paragraph: with the first, each note finds room at its word; with the second, one page must be set anew for it."""


def mat(url: str) -> list[Matning]:
    """Measure the longest document of each kind in a demo kommun, and a long one with footnotes, in turns with the bare call."""
    with tom_bas(url, "bench_demo"):
        builder.bygg(day_of(NU), at=NU)
        langst = {slag: fakta for slag in DokumentSlag if (fakta := _langst(slag)) is not None}
    utlatande = langst[DokumentSlag.TJANSTEUTLATANDE]
    return [
        *(_mat(slag.label, fakta, HOGST) for slag, fakta in langst.items()),
        _mat(f"Tjänsteutlåtande med {NOTER} fotnoter", _med_noter(utlatande, RYMS), HOGST),
        # A bare call leaves the note on another page than its word: no limit can be set against what it does not do.
        _mat(f"Tjänsteutlåtande med {NOTER} fotnoter, satt om", _med_noter(utlatande, RYMS_INTE), None),
    ]


def _langst(slag: str) -> context.Fakta | None:
    dokument = max(Dokument.objects.filter(slag=slag), key=lambda d: len(str(d.fakta)), default=None)
    return context.ur_json(dokument.slag, dokument.fakta) if dokument else None


def _med_noter(fakta: Any, meningar: int) -> context.Fakta:
    """The utlåtande with a long section more, a note in every other paragraph."""
    stycke = f"<p>{_MENING * meningar}</p>"
    langt = replace(fakta.avsnitt[0], text=(stycke + stycke.replace("kommunens", _NOT, 1)) * NOTER)
    noterat: context.Fakta = replace(fakta, avsnitt=(*fakta.avsnitt, langt))
    return noterat


def _mat(namn: str, fakta: context.Fakta, grans: float | None) -> Matning:
    ark = render.ark_av(fakta)
    vara, bara = list[float](), list[float]()
    for varv in range(VARV + 1):
        gc.collect()
        tider = klocka(lambda: render.render(fakta)), klocka(lambda: _bart(ark))
        if varv:  # the first round warms the caches
            vara.append(tider[0])
            bara.append(tider[1])
    _, sidor = render.render(fakta)
    vad = f"{namn}, {sidor} {'sida' if sidor == 1 else 'sidor'}"
    return Matning(RUM, vad, None, "–", median(vara), "WeasyPrint för sig", median(bara), grans)


def _bart(ark: str) -> bytes:
    typsnitt, stil = render.stil()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"unclosed file .*sRGB", category=ResourceWarning)
        data: bytes = HTML(string=ark, url_fetcher=render.Sluten()).write_pdf(
            stylesheets=[stil], font_config=typsnitt, pdf_variant=settings.PDF_VARIANT
        )
    return data
