"""Who may enter the rooms of the registers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from remiss.admin.plats import ar_superanvandare
from remiss.web.http import Request

View = Callable[..., HttpResponse]


def for_superanvandare(view: View) -> View:
    """The view for those who keep the registers; 403 for other users."""

    @wraps(view)
    def prova(request: Request, *args: int | str, **kwargs: int | str) -> HttpResponse:
        if not ar_superanvandare(request):
            raise PermissionDenied("Bara den som sköter inställningarna kommer hit.")
        return view(request, *args, **kwargs)

    return prova
