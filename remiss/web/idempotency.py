"""The same key gets the same answer, once: every POST that makes something carries `nyckel` (a UUID)."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.files import File
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from remiss.hinder import AndratError
from remiss.models import Idempotens
from remiss.web.http import Request

View = Callable[..., HttpResponse]

SECRETS = frozenset({"losenord", "password", "nytt", "igen"})
"""The last part of the names of fields that hold a password: a digest of one could be guessed from a stolen table."""
CAME_FROM = "oppnad_fran"
"""Where a form stood that is sent again from the page that says it was not saved."""
MAY_BE_SAVED = "kanske_sparat"
"""In such a form: that it may have been saved the first time, which a second try that fails does not undo."""
NO_CONTENT = SECRETS | {"csrfmiddlewaretoken", "nyckel", CAME_FROM, MAY_BE_SAVED}


def is_secret(field: str) -> bool:
    """Whether a field holds a password, by its name."""
    last = re.split("[-_]", field)[-1]
    return last in SECRETS or "losenord" in field or "password" in field


def ny_nyckel() -> str:
    """A fresh key for a form."""
    return str(uuid.uuid4())


def _nyckel(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("nyckel", ""))
    except ValueError:
        return None


def _content(request: HttpRequest) -> list[tuple[str, list[str]]]:
    """What was typed and chosen, by field; the files are apart."""
    return sorted(
        (field, [str(v) for v in values])
        for field, values in request.POST.lists()
        if field.rpartition("-")[2] not in NO_CONTENT and not is_secret(field)
    )


def digest(request: Request) -> str:
    """The digest of what a POST says, whatever the order of its fields: not its token, its key or any password."""
    files = sorted(
        (field, [(f.name, _file_digest(f)) for f in given]) for field, given in request.FILES.lists()
    )
    return hashlib.sha256(json.dumps([_content(request), files]).encode()).hexdigest()


def _file_digest(given: File[bytes]) -> str:
    """The digest of an upload, which is left as it was, to be read again."""
    sha256 = hashlib.sha256()
    for chunk in given.chunks():
        sha256.update(chunk)
    given.seek(0)
    return sha256.hexdigest()


def idempotent(view: View) -> View:
    """Run a POST once per key, in one transaction with its act; a repeat gets the first answer again.

    A repeat with other content (a form that was sent, gone back to and changed) is told that nothing was saved: 409.

    The key's row is inserted first, so a second request with it waits for the first to end. An answer of 400 or above
    rolls everything back, the key too: the corrected form may be sent with it. A POST without a usable key is refused with 428.
    """

    @wraps(view)
    def once(request: Request, *args: int | str, **kwargs: int | str) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        nyckel = _nyckel(request)
        if nyckel is None:
            return _nekad(request, "Formuläret saknar sin nyckel. Ladda om sidan och skicka igen.", 428)
        innehall = digest(request)
        with transaction.atomic():
            rad, ny = Idempotens.objects.get_or_create(
                nyckel=nyckel,
                defaults={
                    "anvandare": request.user,
                    "stig": request.path[:300],
                    "at": request.at,
                    "innehall_sha256": innehall,
                },
            )
            if not ny:
                return _igen(request, rad, innehall)
            response = _as_seen(view, request, *args, **kwargs)
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


def _as_seen(view: View, request: Request, *args: int | str, **kwargs: int | str) -> HttpResponse:
    """The answer of the view. When another wrote between its judging of the form and the lock it looks again, and says so."""
    try:
        return view(request, *args, **kwargs)
    except AndratError:
        return _once_more(view, request, *args, **kwargs)


def _once_more(view: View, request: Request, *args: int | str, **kwargs: int | str) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except AndratError:
        return _nekad(
            request,
            "Det ändras av någon annan just nu. Inget har sparats. Vänta en stund och skicka igen.",
            409,
        )


def _igen(request: Request, rad: Idempotens, innehall: str) -> HttpResponse:
    """The first answer again; a key that someone else used, for another address or with other content, is refused.

    Of a form that was answered before digests were kept nothing is known, and it gets its answer.
    """
    if rad.anvandare_id != request.user.pk or rad.stig != request.path[:300]:
        return _nekad(request, "Nyckeln hör till ett annat formulär. Ladda om sidan och skicka igen.", 409)
    if rad.innehall_sha256 not in ("", innehall):
        return _annat_innehall(request, rad)
    if rad.meddelande:
        messages.success(request, rad.meddelande)
    if rad.plats:
        return HttpResponseRedirect(rad.plats)
    return HttpResponse(rad.kropp, content_type=rad.innehallstyp or None, status=rad.status or 204)


def _nekad(request: Request, skal: str, status: int) -> HttpResponse:
    """The page that says why nothing was done, and what to do."""
    return render(request, "nekad.html", {"rubrik": "Det gick inte", "fel": [skal]}, status=status)


def skrivet(request: HttpRequest) -> list[str]:
    """What was typed, to be handed back when it could not be saved: whatever has more than one word in it."""
    return [v for _, values in _content(request) for v in values if len(v.split()) > 1]


def _annat_innehall(request: Request, rad: Idempotens) -> HttpResponse:
    """409: what was sent first stands. What was typed now is handed back."""
    context = {"tillbaka": rad.plats, "skrivet": skrivet(request), "filer": bool(request.FILES)}
    return render(request, "redan_skickat.html", context, status=409)
