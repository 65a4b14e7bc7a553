"""What a day that is being typed is understood as, said beside its field before anything is sent."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from motions.datum import datum_veckodag
from motions.text.typed_day import OlasbarDagError, Tidsled, las_dag
from remiss.web.http import Request

MAX_TECKEN = 60
LEDEN = {led.value: led for led in Tidsled}


@require_safe
def dag(request: Request) -> HttpResponse:
    """«fredag 15 januari 2027», or why it is no day; nothing for nothing. The field that is not `led` holds what was typed."""
    led = LEDEN.get(request.GET.get("led", ""), Tidsled.NARMAST)
    text = next((str(v) for namn, v in request.GET.items() if namn != "led"), "").strip()[:MAX_TECKEN]
    try:
        sagt = datum_veckodag(las_dag(text, request.today, led)) if text else ""
    except OlasbarDagError as error:
        sagt = str(error)
    return HttpResponse(escape(sagt))
