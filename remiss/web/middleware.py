"""What every request carries: its moment, that no page of a case lies in a cache, and that it travels light."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

from motions.datum import day_of

Get = Callable[[HttpRequest], HttpResponse]


class ClockMiddleware:
    """Reads the clock once: `request.at` is the moment and `request.today` the Swedish day of the whole request."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        request.today = day_of(request.at)  # type: ignore[attr-defined]
        return self.get_response(request)


class CacheControlMiddleware:
    """Pages of the record are never stored by a browser or a proxy, unless a view says otherwise."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class LoginMiddleware(LoginRequiredMiddleware):
    """Whoever is not logged in is sent to do it; a page that asks for no login does not ask who it is either.

    A script that asks for a part of a page is told so (401), and the page asks for the login (static/js/autosave/login.js).
    A monitor that carries a cookie is so told of a database that is away, in which the session lies.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Django's own, but for the order of its two questions."""
        if not getattr(view_func, "login_required", True):
            return None
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        # A script would follow to the login page, and put it where the preview or the rows should be.
        if refusal is not None and request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401)
        return refusal


class PageCompressionMiddleware(GZipMiddleware):
    """Pages travel compressed; documents, images and archives are so already, and would lose their length.

    Compression can betray a secret to one who sees lengths and has the page repeat guesses of his (BREACH). Our token is
    masked anew in every answer, the session goes with no request that another site has made in the background (SameSite),
    and each answer gets a name of random length, which Django puts into it. See docs/adr/0012.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
