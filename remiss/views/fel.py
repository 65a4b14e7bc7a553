"""The pages for what went wrong, each with a reference that the log has too."""

from __future__ import annotations

import sys
from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from remiss.web.answers import anything_saved, known, referens
from remiss.web.http import Context
from remiss.web.idempotency import CAME_FROM, MAY_BE_SAVED, is_secret, skrivet
from remiss.web.typed import typed
from remiss.web.unavailable import is_told_by_where, said_of, why_away

FORSOK_IGEN_SEKUNDER = 30
SKRIPT_IGEN_SEKUNDER = 5
"""A script waits beside somebody who writes."""
SAMMA_IGEN = ("nyckel", "bas_version")
"""With one of them a form can be sent twice: what was done the first time is not done again."""
EJ = "Remiss svarar inte just nu. Det du skrev är inte sparat, men står kvar här. Försök igen om en stund."
OKANT = "Vi vet inte om det sparades: kontakten bröts just då. Det du skrev står kvar här. Försök igen om en stund."
LISTOR = {"post_ny": "postlada", "registrera": "arenden", "sammantrade_nytt": "sammantraden"}
"""Where what a form makes is seen: the form itself is empty again, and with a new key it would make another."""
AKTERNA = ("arende", "utlatande", "sammantrade", "protokoll")
LASNING = "Remiss svarar inte just nu. Försök igen om en stund."


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form was opened before the latest login; nothing was saved."""
    # What follows the dash is an address that somebody else has written.
    known(request).why = f"CSRF: {reason.partition(' - ')[0].rstrip('.')}"
    return render(request, "403_csrf.html", {"referens": referens(request)}, status=403)


def oforstadd(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read as a form at all. The template needs no context and no database.

    A session that could not be written for want of a database comes here too, as one that somebody else has ended.
    """
    if (away := why_away(exception)) is not None:
        return otillganglig(request, away)
    known(request).why = type(exception).__name__
    return render(None, "400.html", {"referens": referens(request)}, status=400)


def nekad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, but not for this person."""
    return render(request, "403.html", {"referens": referens(request)}, status=403)


def saknas(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or none that this person may know of; the two look the same."""
    context = {"referens": referens(request), "request_path": request.path}
    return render(request, "404.html", context, status=404)


def trasig(request: HttpRequest) -> HttpResponse:
    """500: our fault; or 503 when what we stand on is away, wherever that was noticed: in a view, a middleware, a COMMIT.

    The templates need no context, no session and no database.
    """
    error = sys.exc_info()[1]
    away = why_away(error)
    if away is not None:
        return otillganglig(request, away)
    known(request).error = error
    return render(None, "500.html", {"referens": referens(request)}, status=500)


def otillganglig(request: HttpRequest, error: BaseException) -> HttpResponse:
    """503: what is known of what was sent, and the words of it back."""
    known(request).why = said_of(error)
    known(request).error = error if is_told_by_where(error) else None
    skrev = request.method not in ("GET", "HEAD", "OPTIONS")
    okant = skrev and (anything_saved(request) or _var_okant(request))
    igen = FORSOK_IGEN_SEKUNDER
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        fel = OKANT if okant else EJ if skrev else LASNING
        igen = SKRIPT_IGEN_SEKUNDER
        svar: HttpResponse = JsonResponse({"fel": fel, "okant": okant}, status=503)
    else:
        mall = "503_okant.html" if okant else "503_inte_sparat.html" if skrev else "503.html"
        context = {"referens": referens(request)} | (_tillbaka(request, okant=okant) if skrev else {})
        svar = render(None, mall, context, status=503)
    svar.headers["Retry-After"] = str(igen)
    svar.headers["Cache-Control"] = "no-store"
    return svar


def _var_okant(request: HttpRequest) -> bool:
    """Whether it is sent again from a page that said that it may have been saved."""
    try:
        return MAY_BE_SAVED in request.POST
    except (SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError):
        return False


def _tillbaka(request: HttpRequest, *, okant: bool) -> Context:
    """What was typed, and where it came from. A form without files can be sent again as it was, its passwords apart.

    The form has the token that came with it, never one of ours: nobody has looked yet at where it came from.
    """
    try:
        falt = [(namn, varde) for namn, varden in request.POST.lists() for varde in varden]
        # A form that could not be read to its end has no fields: the disk was full before the database was asked.
        filer = bool(request.FILES) or (not falt and request.content_type == "multipart/form-data")
        orden = skrivet(request)
    except (SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError):
        sida = _sidan(request, "")
        return {"sida": sida, "titta": _titta(sida), "filer": True}
    hemliga = [namn for namn, _ in falt if is_secret(namn)]
    kan_igen = (
        bool(falt)
        and not filer
        and len(hemliga) < 2
        and (not okant or any(request.POST.get(namn) for namn in SAMMA_IGEN))
    )
    sida = _sidan(request, request.POST.get(CAME_FROM, ""))
    return {
        "skrivet": orden,
        "skrivna": [] if kan_igen else typed(request),
        "filer": filer,
        "sida": sida,
        "titta": _titta(sida),
        "igen": request.get_full_path() if kan_igen else "",
        "falt": [
            *((namn, varde) for namn, varde in falt if namn not in (*hemliga, CAME_FROM, MAY_BE_SAVED)),
            (CAME_FROM, sida),
            *([(MAY_BE_SAVED, "ja")] if okant else []),
        ],
        "hemliga": hemliga,
    }


def _titta(sida: str) -> str:
    """Where one sees whether it was saved, when the form stood on `sida`."""
    try:
        mal = resolve(urlsplit(sida).path)
    except Resolver404:
        return sida
    if mal.url_name == "akt" and mal.kwargs["slag"] in AKTERNA:
        return reverse(mal.kwargs["slag"], args=[mal.kwargs["pk"]])
    return reverse(LISTOR[mal.url_name]) if mal.url_name in LISTOR else sida


def _sidan(request: HttpRequest, sagd: str) -> str:
    """The page that the form stood on, when it is one of ours; `sagd`: as this form said when it was sent again."""
    if sagd.startswith("/") and url_has_allowed_host_and_scheme(sagd, None):
        return sagd
    fran = urlsplit(request.headers.get("Referer", ""))
    if not fran.path or fran.netloc != request.headers.get("Host"):
        return "/"
    sida = "/" + fran.path.lstrip("/") + (f"?{fran.query}" if fran.query else "")
    # A browser reads a backslash as a slash.
    return sida if url_has_allowed_host_and_scheme(sida, None) else "/"
