"""The chef's reading: the frozen version, with what has changed since the version that this reader last had on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from motions.akten import texten
from motions.models import (
    Godkannande,
    Godkannandesteg,
    GodkannandeUtfall,
    SvarPaAttSats,
    Tjansteutlatande,
)
from motions.text import rich_text
from motions.text.word_diff import skillnad
from motions.versioner import Innehall
from remiss import roles
from remiss.underskrift import lasning
from remiss.views.akt import knappar
from remiss.views.utlatande.atkomst import hamta
from remiss.web.http import Context, Request
from remiss.web.idempotency import ny_nyckel

NY, ANDRAD, BORTTAGEN, LIKA = "ny", "andrad", "borttagen", "lika"


@dataclass(frozen=True)
class Textdel:
    """A part to read. `html` is clean, with <ins> and <del> where it has changed. `tillstand`: ny, andrad, borttagen, lika."""

    nyckel: str
    rubrik: str
    html: SafeString
    tillstand: str
    nya: int
    borttagna: int

    @property
    def bara_form(self) -> bool:
        """Whether the part differs without a word of it doing so."""
        return self.tillstand == ANDRAD and not (self.nya or self.borttagna)


@dataclass(frozen=True)
class Kedjesteg:
    """A step of the chain, and who has signed it."""

    steg: Godkannandesteg
    godkannande: Godkannande | None


@require_safe
def granska(request: Request, pk: int) -> HttpResponse:
    """Read the version that awaits or has its signatures; `?visa=ren` leaves the marks out. A draft never sent has none."""
    utlatande = hamta(request, pk)
    version = utlatande.versioner.select_related("fryst_by").first()
    if version is None:
        return redirect("utlatande", pk=pk)
    texten(utlatande).version = version
    arende = roles.arende_for(request.user, utlatande, request.today)
    last = lasning.forelasning(request.user, version)
    fore = last.fore
    delar = list(textdelar(version.innehall, fore.innehall if fore else None))
    andrade = [d for d in delar if d.tillstand != LIKA] if fore else []
    ren = request.GET.get("visa") == "ren"
    context: Context = {
        "utlatande": utlatande,
        "arende": arende,
        "version": version,
        "fore": fore,
        "sedan": last.hur,
        "delar": list(textdelar(version.innehall, None)) if ren or not fore else delar,
        "andrade": andrade,
        "nya": sum(d.nya for d in andrade),
        "borttagna": sum(d.borttagna for d in andrade),
        "ord": sum(rich_text.ord(a["text"]) for a in version.innehall["avsnitt"]),
        "ren": ren,
        "steg": _steg(utlatande),
        "aterlamnat": _senaste_aterlamnande(utlatande),
        "handlingar": knappar(utlatande, request),
        "nyckel": ny_nyckel,
    }
    sidan = render(request, "utlatande/granska.html", context)
    if last.ny and request.method == "GET" and not request.htmx:
        # What was shown has been read; a page that could not be made has not.
        lasning.noterad(version, arende, request.user, at=request.at)
    return sidan


def _senaste_aterlamnande(utlatande: Tjansteutlatande) -> Godkannande | None:
    return (
        Godkannande.objects.filter(version__utlatande=utlatande, utfall=GodkannandeUtfall.ATERLAMNAT)
        .select_related("avgjord_by", "version")
        .order_by("avgjord_at")
        .last()
    )


def _steg(utlatande: Tjansteutlatande) -> list[Kedjesteg]:
    gjorda = {
        (g.organ_id, g.steg): g
        for g in texten(utlatande).godkannanden
        if g.utfall == GodkannandeUtfall.GODKANT
    }
    return [Kedjesteg(s, gjorda.get((s.organ_id, s.ordning))) for s in roles.kedjan(utlatande)]


def textdelar(nu: Innehall, fore: Innehall | None) -> Iterator[Textdel]:
    """The parts of a version, compared with those of an older; with no older nothing is marked. Parts that are gone come last.

    The title heads the page, so it is a part only when it has changed. A text that is the same in both is cleaned once.
    """
    rent = cache(rich_text.for_dokument)
    nya = dict(_delar(nu, rent))
    gamla = dict(_delar(fore, rent)) if fore else {}
    if gamla.get("titel", nya["titel"]) == nya["titel"]:
        del nya["titel"]
        gamla.pop("titel", None)
    for nyckel, (rubrik, html) in nya.items():
        if fore is None:
            yield Textdel(nyckel, rubrik, mark_safe(html), LIKA, 0, 0)  # noqa: S308 - sanitised or escaped in _delar
            continue
        fanns = nyckel in gamla
        jamfort = skillnad(gamla[nyckel][1] if fanns else "", html)
        lika = fanns and gamla[nyckel] == (rubrik, html)
        yield Textdel(
            nyckel,
            rubrik,
            mark_safe(jamfort.html),  # noqa: S308 - tags of clean text, and words escaped before the comparison
            LIKA if lika else ANDRAD if fanns else NY,
            jamfort.nya,
            jamfort.borttagna,
        )
    for nyckel in [n for n in gamla if n not in nya]:
        rubrik, html = gamla[nyckel]
        borta = skillnad(html, "")
        yield Textdel(nyckel, rubrik, mark_safe(borta.html), BORTTAGEN, 0, borta.borttagna)  # noqa: S308 - as above


def _delar(innehall: Innehall, rent: Callable[[str], str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Key, heading and clean HTML of each part, in the order of the document."""
    yield "titel", ("Rubrik", format_html("<p>{}</p>", innehall["titel"]))
    if innehall.get("forvaltningsgrupp"):
        yield (
            "forvaltningsgrupp",
            ("Behandlat i förvaltningsgruppen", format_html("<p>{}</p>", innehall["forvaltningsgrupp"])),
        )
    satser = format_html_join("", "<li>{}</li>", ((s["text"],) for s in innehall["beslutssatser"]))
    yield "beslut", ("Förslag till beslut", format_html("<ol>{}</ol>", satser) if satser else "")
    for a in innehall["avsnitt"]:
        yield f"avsnitt:{a['nyckel']}", (a["rubrik"], rent(a["text"]))
    etiketter = dict(SvarPaAttSats.choices)
    for s in innehall["attsatser"]:
        html = format_html(
            "<p>{}</p><p><strong>{}</strong></p>", s["text"], etiketter.get(s["svar"], s["svar"])
        )
        html += format_html_join(
            "", "<p>{}</p>", ((rad,) for rad in s["motivering"].splitlines() if rad.strip())
        )
        yield f"attsats:{s['id']}", (f"{s['motion']}, att-sats {s['nummer']}", html)
    if innehall["bilagor"]:
        rader = format_html_join("", "<li>{}</li>", ((b["rubrik"],) for b in innehall["bilagor"]))
        yield "bilagor", ("Bilagor", format_html("<ol>{}</ol>", rader))
