"""The pages for what went wrong, each with a reference that the log has too."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger(__name__)


def referens() -> str:
    """A short code that joins what the user saw with the line in the log."""
    return secrets.token_hex(4)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when the form was opened before the latest login; nothing was saved."""
    ref = referens()
    logger.warning("CSRF-skyddet stoppade %s %s: %s (%s)", request.method, request.path, reason, ref)
    return render(request, "403_csrf.html", {"referens": ref}, status=403)


def oforstadd(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read as a form at all. The template needs no context and no database."""
    ref = referens()
    logger.warning("Kunde inte läsa det som skickades till %s (%s)", request.path, ref)
    return render(None, "400.html", {"referens": ref}, status=400)


def nekad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, but not for this person."""
    ref = referens()
    logger.warning("Nekad åtkomst till %s för användare %s (%s)", request.path, request.user.pk, ref)
    return render(request, "403.html", {"referens": ref}, status=403)


def saknas(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or none that this person may know of; the two look the same."""
    return render(request, "404.html", {"referens": referens(), "request_path": request.path}, status=404)


def trasig(request: HttpRequest) -> HttpResponse:
    """500: our fault. The template needs no context and no database."""
    ref = referens()
    logger.error("Svarade 500 på %s %s (%s)", request.method, request.path, ref)
    return render(None, "500.html", {"referens": ref}, status=500)
