"""What belongs to no desk: the palette, the demo's outbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motions import search
from motions.models import Anvandare, Arende
from remiss.lists.arendelista import SORTERINGAR
from remiss.models import Utskick
from remiss.web.http import Request

TRAFFAR = 8
PERSONER = 4


@require_safe
def palett(request: Request) -> HttpResponse:
    """Ärenden and people for Ctrl+K: among the visible ärenden, and among those one works with."""
    q = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    arenden: list[Arende] = []
    personer: Iterable[Anvandare] = []
    if len(q) >= 2:
        arenden = _traffar(request, q)
        villkor = Q()
        for del_ in q.split():
            villkor &= Q(first_name__icontains=del_) | Q(last_name__icontains=del_)
        personer = Anvandare.objects.filter(villkor, is_active=True, befattningar__isnull=False).distinct()[
            :PERSONER
        ]
    sida = (
        "palett/rader.html"
        if request.headers.get("X-Requested-With") or request.htmx
        else "palett/palett.html"
    )
    return render(
        request, sida, {"q": q, "arenden": arenden, "personer": personer, "fler": len(arenden) == TRAFFAR}
    )


def _traffar(request: Request, q: str) -> list[Arende]:
    """The newest visible ärenden where every word stands; the last may be half typed."""
    fraga = search.fraga(q, paborjad=True)
    if fraga is None:
        return []
    synliga = Arende.objects.visible_to(request.user, today=request.today)
    funna = search.bland(synliga, fraga, request.user, request.today)
    return list(SORTERINGAR["inkommen"].ordna(funna)[:TRAFFAR])


@require_safe
def utkorgen(request: Request) -> HttpResponse:
    """The demo's outbox: the mails that would have gone to the reader, and to nobody else's eyes."""
    if not settings.DEMO:
        raise Http404
    utskick = Utskick.objects.select_related("till").filter(Q(till=request.user.pk) | Q(till__isnull=True))[
        :100
    ]
    return render(request, "utkorgen.html", {"utskick": utskick})
