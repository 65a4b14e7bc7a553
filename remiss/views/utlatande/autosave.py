"""The autosave of the editor: a section, a beslutssats, the answer to an att-sats. One answerer for all three.

200 after COMMIT, 404 for a part that is not there, 409 when the text is closed, 412 with both texts when it was changed by
another, 422 for what cannot be, and 428 when it is not said which text it was based on. A page for a plain form, JSON for the
script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from motions.datum import klockslag
from motions.models import Beslutssats, Tjansteutlatande
from motions.text import rich_text
from remiss.facts.utlatandetext import AndraSats, SparaAvsnitt, SvaraAttsats
from remiss.views.utlatande.atkomst import skrivbar, stangd_text
from remiss.web.http import Request
from remiss.web.keys import heltal
from remiss.workflow import FelLageError, HindradError, InaktuellError, edit, edits

SENASTE_VERSION = 10**9
"""No text has been saved that many times, and an Utkast could not note it."""


@dataclass(frozen=True)
class Del:
    """The part that is saved: where it stands on the page, what was typed, and whether that is rich text.

    A section's late text is kept among its Utkast; other text is handed back on the page.
    """

    ankare: str
    min_text: str
    rikt: bool = False


@dataclass(frozen=True)
class Konflikt:
    """The other text that is in force, with who wrote it and when where that is known."""

    rubrik: str
    annan_text: str
    version: int
    vem: str = ""
    nar: datetime | None = None
    svar: str = ""
    annat_svar: str = ""


@dataclass(frozen=True)
class Stangt:
    """The text closed meanwhile; what was typed has been kept beside it."""


Utgang = int | Konflikt | Stangt
"""The new version, or why there is none."""


def _spara(
    request: Request, pk: int, del_: Del, spara: Callable[[Tjansteutlatande, int], Utgang]
) -> HttpResponse:
    """Save one part and answer, for one of the authors."""
    utlatande = skrivbar(request, pk)
    bas = _bas_version(request)
    if bas is None:
        fel = "Det framgår inte vilken text du utgick från. Kopiera din text och ladda om sidan."
        return _nekat(request, utlatande, fel, 428)
    try:
        utgang = spara(utlatande, bas)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except FelLageError:
        utgang = Stangt()
    except HindradError as error:
        tillbaka = _tillbaka(utlatande, del_.ankare)
        return _nekat(request, utlatande, str(error), 422, tillbaka=tillbaka, min_text=del_.min_text)
    if isinstance(utgang, Stangt):
        return _stangd(request, utlatande, del_)
    if isinstance(utgang, Konflikt):
        return _konflikt(request, utlatande, del_, utgang)
    if not _vill_ha_json(request):
        return redirect(_tillbaka(utlatande, del_.ankare))
    sekund = f"{klockslag(request.at)}.{request.at:%S}"
    return JsonResponse({"version": utgang, "sparat": sekund})


@require_POST
def avsnitt(request: Request, pk: int, nyckel: str) -> HttpResponse:
    """Save a section."""
    text = request.POST.get("text", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        facts = SparaAvsnitt(nyckel, text, bas)
        sparning = edit(edits.SPARA_AVSNITT, utlatande, facts, by=request.user, at=request.at)
        nu = sparning.avsnitt
        if sparning.stangd:
            return Stangt()
        if sparning.utkast is None:
            return nu.version
        vem = nu.andrad_by
        return Konflikt(nu.rubrik, nu.text, nu.version, vem.namn if vem else "", nu.andrad_at)

    del_ = Del(nyckel, text) if rich_text.brist(text) else Del(nyckel, rich_text.sanera(text), rikt=True)
    return _spara(request, pk, del_, spara)


@require_POST
def sats(request: Request, pk: int, sats_pk: int) -> HttpResponse:
    """Save the words of a beslutssats."""
    text = request.POST.get("text", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        try:
            facts = AndraSats(sats_pk, text, bas)
            return edit(edits.ANDRA_SATS, utlatande, facts, by=request.user, at=request.at).version
        except InaktuellError as error:
            return _annan(error)

    return _spara(request, pk, Del("beslutssatser", text), spara)


@require_POST
def attsats(request: Request, pk: int, attsats_pk: int) -> HttpResponse:
    """Save the answer to an att-sats."""
    svar, motivering = request.POST.get("svar", ""), request.POST.get("motivering", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        try:
            facts = SvaraAttsats(attsats_pk, svar, motivering, bas)
            return edit(edits.SVARA_ATTSATS, utlatande, facts, by=request.user, at=request.at).version
        except InaktuellError as error:
            return _annan(error, svar)

    return _spara(request, pk, Del("attsatser", motivering), spara)


def _annan(error: InaktuellError, svar: str = "") -> Konflikt:
    """What stands in the place of what was typed; `svar` is the answer that was chosen."""
    nu = error.rad
    if isinstance(nu, Beslutssats):
        return Konflikt(f"Beslutssats {nu.nummer}", nu.text, nu.version)
    annat = nu.get_svar_display() if nu.svar else ""
    return Konflikt(
        f"Svaret på att-sats {nu.attsats.nummer}", nu.motivering, nu.version, svar=svar, annat_svar=annat
    )


def _bas_version(request: Request) -> int | None:
    """The version that the text was based on, as the form or the header If-Match says; None when neither does."""
    given = request.POST.get("bas_version") or request.headers.get("If-Match", "").strip('"')
    version = heltal(given)
    return version if version is not None and version < SENASTE_VERSION else None


def _vill_ha_json(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _tillbaka(utlatande: Tjansteutlatande, ankare: str) -> str:
    return f"{reverse('utlatande', args=[utlatande.pk])}#{ankare}"


def _nekat(
    request: Request,
    utlatande: Tjansteutlatande,
    fel: str,
    status: int,
    tillbaka: str = "",
    min_text: str = "",
) -> HttpResponse:
    if _vill_ha_json(request):
        return JsonResponse({"fel": fel}, status=status)
    context = {"utlatande": utlatande, "fel": fel, "min_text": min_text}
    context |= {"tillbaka": tillbaka} if tillbaka else {}
    return render(request, "utlatande/ej_sparat.html", context, status=status)


def _stangd(request: Request, utlatande: Tjansteutlatande, del_: Del) -> HttpResponse:
    """409: the text is closed."""
    utlatande.refresh_from_db()
    fel = stangd_text(utlatande)
    if _vill_ha_json(request):
        kvar = "Din text är undansparad under Tidigare texter."
        slut = kvar if del_.rikt else "Kopiera din text om du vill ha den kvar."
        return JsonResponse({"fel": f"{fel} {slut}"}, status=409)
    context = {"utlatande": utlatande, "fel": fel, "min_text": del_.min_text, "rikt": del_.rikt}
    return render(request, "utlatande/ej_sparat.html", context, status=409)


def _konflikt(request: Request, utlatande: Tjansteutlatande, del_: Del, annan: Konflikt) -> HttpResponse:
    """412: both texts, and a choice. A fragment for the autosave, a page for a plain form."""
    som_html = _rikt if del_.rikt else _enkel
    context = {
        **vars(del_),
        **vars(annan),
        "utlatande": utlatande,
        "min_html": som_html(del_.min_text),
        "annan_html": som_html(annan.annan_text),
        "url": request.path,
        "tillbaka": _tillbaka(utlatande, del_.ankare),
    }
    mall = "utlatande/konflikt.html#lada" if _vill_ha_json(request) else "utlatande/konflikt.html"
    return render(request, mall, context, status=412)


def _rikt(text: str) -> SafeString:
    return mark_safe(rich_text.sanera(text))  # noqa: S308 - sanitised here


def _enkel(text: str) -> SafeString:
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped here
