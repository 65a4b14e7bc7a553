"""The same key gets the same answer, once: every POST that makes something carries `nyckel` (a UUID)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect

from remiss.models import Idempotens
from remiss.web.http import Request

View = Callable[..., HttpResponse]


def ny_nyckel() -> str:
    """A fresh key for a form."""
    return str(uuid.uuid4())


def _nyckel(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("nyckel", ""))
    except ValueError:
        return None


def idempotent(view: View) -> View:
    """Run a POST once per key, in one transaction with its act; a repeat gets the first answer again.

    The key's row is inserted first, so a second request with it waits for the first to end. An answer of 400 or above
    rolls everything back, the key too: the corrected form may be sent with it. A POST without a usable key is refused with 400.
    """

    @wraps(view)
    def once(request: Request, *args: int | str, **kwargs: int | str) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        nyckel = _nyckel(request)
        if nyckel is None:
            return HttpResponse("Formuläret saknar sin nyckel. Ladda om sidan och skicka igen.", status=400)
        with transaction.atomic():
            rad, ny = Idempotens.objects.get_or_create(
                nyckel=nyckel,
                defaults={"anvandare": request.user, "stig": request.path[:300], "at": request.at},
            )
            if not ny:
                return _igen(request, rad)
            response = view(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
                return response
            rad.status = response.status_code
            rad.plats = response.headers.get("Location", "")[:500]
            # Iterating the storage would consume the messages before the page has shown them.
            koade = getattr(messages.get_messages(request), "_queued_messages", [])
            rad.meddelande = "\n".join(str(m) for m in koade)
            if not rad.plats and not response.streaming:
                rad.innehallstyp = response.headers.get("Content-Type", "")
                rad.kropp = response.content.decode()
            rad.save(update_fields=["status", "plats", "meddelande", "innehallstyp", "kropp"])
            return response

    return once


def _igen(request: Request, rad: Idempotens) -> HttpResponse:
    """The first answer again; a key that someone else used, or for another address, is refused."""
    if rad.anvandare_id != request.user.pk or rad.stig != request.path[:300]:
        return HttpResponse(
            "Nyckeln hör till ett annat formulär. Ladda om sidan och skicka igen.", status=400
        )
    if rad.meddelande:
        messages.success(request, rad.meddelande)
    if rad.plats:
        return HttpResponseRedirect(rad.plats)
    return HttpResponse(rad.kropp, content_type=rad.innehallstyp or None, status=rad.status or 204)
