"""The autosave of the editor: a section, a beslutssats, the answer to an att-sats. One answerer for all three.

200 after COMMIT, 404 for a part that is not there, 409 when the text is closed, 412 with both texts when it was changed by
another, 422 for what cannot be, and 428 when it is not said which text it was based on. A page for a plain form, JSON for the
script: of a save it says the new version, the digest of what is stored, what is stored where that is not what was sent, and what
the sanitiser took away. What was typed and not saved is kept beside in every case but 422, where it stands in the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from motions.datum import klockslag
from motions.models import Beslutssats, SvarPaAttSats, Tjansteutlatande
from motions.text import rich_text
from motions.text.digest import digest
from motions.text.taken_away import taken_away
from remiss.facts.utlatandetext import AndraSats, LaggUndanText, SparaAvsnitt, SvaraAttsats
from remiss.views.utlatande.atkomst import far_ligga_i_webblasaren, skrivbar, stangd_text
from remiss.web.http import Request
from remiss.web.keys import heltal
from remiss.workflow import FelLageError, HindradError, InaktuellError, edit, edits

SENASTE_VERSION = 10**9
"""No text has been saved that many times, and an Utkast could not note it."""
LAGG_UNDAN = "undan"
"""Sent in place of a digest: the text is to be kept beside, since its writer has chosen another."""
UNDAN = "Din text är undansparad under Undanlagda texter."


@dataclass(frozen=True)
class Del:
    """The part that is saved: where it stands on the page, its key and name, what was typed, and whether that is rich text."""

    ankare: str
    nyckel: str
    rubrik: str
    min_text: str
    svar: str = ""
    rikt: bool = False


@dataclass(frozen=True)
class Sparat:
    """It is stored: the new version, the digest, and the texts as they stand now by the names of their fields."""

    version: int
    bas: str
    texter: Mapping[str, str]


@dataclass(frozen=True)
class Konflikt:
    """The other text that is in force and its digest, with who wrote it and when where that is known."""

    rubrik: str
    annan_text: str
    bas: str
    version: int
    vem: str = ""
    nar: datetime | None = None
    svar: str = ""
    annat_svar: str = ""


@dataclass(frozen=True)
class Stangt:
    """The text closed meanwhile; what was typed has been kept beside it."""


@dataclass(frozen=True)
class Borta:
    """The part is not there, or no longer; what was typed has been kept beside it."""


@dataclass(frozen=True)
class Undanlagd:
    """It was kept beside, as was asked."""


Utgang = Sparat | Konflikt | Stangt | Borta | Undanlagd


def _spara(
    request: Request, pk: int, del_: Del, spara: Callable[[Tjansteutlatande, int], Utgang]
) -> HttpResponse:
    """Save one part and answer, for one of the authors."""
    if request.POST.get("skrivet_av", str(request.user.pk)) != str(request.user.pk):
        # Another has logged in in this browser since the page was opened: it is not hers to send.
        return HttpResponse(status=401)
    utlatande = skrivbar(request, pk)
    bas = _bas_version(request)
    if bas is None:
        fel = "Det framgår inte vilken text du utgick från. Kopiera din text och ladda om sidan."
        return _nekat(request, utlatande, fel, 428)
    try:
        utgang = _utgang(request, utlatande, del_, lambda: spara(utlatande, bas))
    except HindradError as error:
        tillbaka = _tillbaka(utlatande, del_.ankare)
        return _nekat(request, utlatande, str(error), 422, tillbaka=tillbaka, min_text=del_.min_text)
    if isinstance(utgang, Borta):
        return _borta(request)
    if isinstance(utgang, Undanlagd):
        return JsonResponse({"undanlagd": del_.rubrik})
    if isinstance(utgang, Stangt):
        return _stangd(request, utlatande, del_)
    if isinstance(utgang, Konflikt):
        return _konflikt(request, utlatande, del_, utgang)
    if not _vill_ha_json(request):
        return redirect(_tillbaka(utlatande, del_.ankare))
    return _sparat(request, utlatande, del_, utgang)


def _utgang(request: Request, utlatande: Tjansteutlatande, del_: Del, spara: Callable[[], Utgang]) -> Utgang:
    """What comes of a save. What was typed in a part that keeps no Utkast is laid aside. Errors: HindradError."""
    utgang: Utgang = Undanlagd()
    try:
        if del_.rikt or _bas(request) != LAGG_UNDAN:
            return spara()
    except ObjectDoesNotExist:
        utgang = Borta()
    except InaktuellError as error:
        utgang = _annan(error, del_.svar)
        del_ = replace(del_, rubrik=utgang.rubrik)
    except FelLageError:
        utgang = Stangt()
    if del_.min_text.strip() or del_.svar:
        facts = LaggUndanText(del_.nyckel, del_.rubrik, del_.min_text, del_.svar)
        edit(edits.LAGG_UNDAN_TEXT, utlatande, facts, by=request.user, at=request.at)
    return utgang


def _sparat(request: Request, utlatande: Tjansteutlatande, del_: Del, sparat: Sparat) -> JsonResponse:
    """200: what is stored now. The texts go back only where they are not what was sent."""
    svar: dict[str, int | bool | str | list[str] | dict[str, str]] = {
        "version": sparat.version,
        "sparat": f"{klockslag(request.at)}.{request.at:%S}",
        "bas": sparat.bas,
        "lokalt": far_ligga_i_webblasaren(utlatande),
    }
    sant = {falt: request.POST.get(falt, "") for falt in sparat.texter}
    if digest(*sant.values()) != digest(*sparat.texter.values()):
        svar["texter"] = dict(sparat.texter)
    if del_.rikt and (borttaget := taken_away(sant["text"], sparat.texter["text"])):
        svar["borttaget"] = borttaget
    return JsonResponse(svar)


@require_POST
def avsnitt(request: Request, pk: int, nyckel: str) -> HttpResponse:
    """Save a section."""
    text = request.POST.get("text", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        facts = SparaAvsnitt(nyckel, text, bas, _bas(request))
        sparning = edit(edits.SPARA_AVSNITT, utlatande, facts, by=request.user, at=request.at)
        nu = sparning.avsnitt
        if sparning.stangd:
            return Stangt()
        if sparning.utkast is None:
            return Sparat(nu.version, nu.bas, {"text": nu.text})
        vem = nu.andrad_by
        return Konflikt(nu.rubrik, nu.text, nu.bas, nu.version, vem.namn if vem else "", nu.andrad_at)

    brist = rich_text.brist(text)
    del_ = Del(
        nyckel, f"avsnitt:{nyckel}", "Ett avsnitt", text if brist else rich_text.sanera(text), rikt=not brist
    )
    return _spara(request, pk, del_, spara)


@require_POST
def sats(request: Request, pk: int, sats_pk: int) -> HttpResponse:
    """Save the words of a beslutssats."""
    text = request.POST.get("text", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        facts = AndraSats(sats_pk, text, bas, _bas(request))
        nu = edit(edits.ANDRA_SATS, utlatande, facts, by=request.user, at=request.at)
        return Sparat(nu.version, nu.bas, {"text": nu.text})

    del_ = Del("beslutssatser", f"beslutssats:{sats_pk}", "En beslutssats", text)
    return _spara(request, pk, del_, spara)


@require_POST
def attsats(request: Request, pk: int, attsats_pk: int) -> HttpResponse:
    """Save the answer to an att-sats."""
    svar, motivering = request.POST.get("svar", ""), request.POST.get("motivering", "")

    def spara(utlatande: Tjansteutlatande, bas: int) -> Utgang:
        facts = SvaraAttsats(attsats_pk, svar, motivering, bas, _bas(request))
        nu = edit(edits.SVARA_ATTSATS, utlatande, facts, by=request.user, at=request.at)
        return Sparat(nu.version, nu.bas, {"svar": nu.svar, "motivering": nu.motivering})

    del_ = Del("attsatser", f"attsats:{attsats_pk}", "Svaret på en att-sats", motivering, svar)
    return _spara(request, pk, del_, spara)


def _annan(error: InaktuellError, svar: str) -> Konflikt:
    """What stands in the place of what was typed; `svar` is the answer that was chosen."""
    nu = error.rad
    if isinstance(nu, Beslutssats):
        return Konflikt(f"Beslutssats {nu.nummer}", nu.text, nu.bas, nu.version)
    return Konflikt(
        f"Svaret på att-sats {nu.attsats.nummer}",
        nu.motivering,
        nu.bas,
        nu.version,
        svar=svar,
        annat_svar=nu.get_svar_display() if nu.svar else "",
    )


def _borta(request: Request) -> HttpResponse:
    """404: there is no such part, or no longer."""
    if not _vill_ha_json(request):
        raise Http404
    return JsonResponse({"fel": f"Det här har tagits bort av någon annan. {UNDAN}"}, status=404)


def _bas(request: Request) -> str:
    """The digest of the text that the editor was loaded with; "" from a form of before it was sent."""
    return request.POST.get("bas", "")


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
        kvar = "Din text är undansparad under Tidigare texter." if del_.rikt else UNDAN
        return JsonResponse({"fel": f"{fel} {kvar}"}, status=409)
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
        "mitt_svar": dict(SvarPaAttSats.choices).get(del_.svar, ""),
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
