"""What another system may ask of this one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motions import audit
from remiss.web.http import Request


@login_not_required
@require_safe
def vittne(request: Request) -> HttpResponse:
    """The head of the chain of seals, for another system to fetch and keep. It says nothing of any ärende."""
    sigill = audit.senaste_sigill()
    if sigill is None:
        raise Http404
    return HttpResponse(
        f"{sigill}\n{sigill.at.isoformat(timespec='seconds')}\n",
        content_type="text/plain; charset=utf-8",
    )
