"""One answer to each refusal of the gate that a view has not answered itself.

What one may not know of is 404, what is not one's to do 403, what cannot be done from here now 409, and what is hindered 422:
the page says why in Swedish. Nothing has changed: the refusal has ended the transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from remiss.hinder import EjSynligtError, EjTillatetError, FelLageError, HindradError

Get = Callable[[HttpRequest], HttpResponse]
FEL_LAGE = "Det går inte längre: läget har ändrats sedan sidan visades. Ladda om sidan och titta igen."


class RefusalMiddleware:
    """Turns what the gate raises into the page that says so."""

    def __init__(self, get_response: Get) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The answer to a refusal; None leaves any other error to Django."""
        if isinstance(error, EjSynligtError):
            raise Http404 from error
        if isinstance(error, FelLageError):
            return render(request, "nekad.html", {"rubrik": "Det gick inte", "fel": [FEL_LAGE]}, status=409)
        if isinstance(error, EjTillatetError):
            raise PermissionDenied from error
        if isinstance(error, HindradError):
            fel = [h.text for h in error.hinder]
            return render(request, "nekad.html", {"rubrik": "Det går inte än", "fel": fel}, status=422)
        return None
