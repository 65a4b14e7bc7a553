"""The work that is done apart from the web: rendering, mail, sealing and cleaning.

A job is deferred in the transaction of the act that needs it, so a rollback drops it. Each may be run twice without harm.
Here the clock is read: a job has no request that carries the moment.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motions import audit, sokposter
from motions.documents import context, render, store
from motions.documents import framstall as framstallning
from motions.ingest import file_text
from motions.models import Arende, Dokument, DokumentSlag, Handling
from motions.systemet import systemet
from remiss.documents import preview
from remiss.models import Idempotens, Utskick

logger = logging.getLogger(__name__)
FORSOK = RetryStrategy(max_attempts=6, exponential_wait=4)
SVAR_MINNS_DAGAR = 7
FORE_I_KON = 10
"""Somebody sits and waits for a preview; a document is registered already and may come a little later."""


@app.task(queue="pdf", name="framstall", retry=FORSOK)
def framstall(dokument_id: int) -> None:
    """Render a frozen document to its file. A document that has its file already is left alone."""
    framstallning.framstall(Dokument.objects.get(pk=dokument_id), by=systemet(), at=timezone.now())


@app.task(queue="pdf", name="forhandsvisa", priority=FORE_I_KON)
def forhandsvisa(utlatande_id: int, sha256: str) -> None:
    """Render the preview that was ordered; nothing when it has been made or thrown away."""
    fakta = preview.fakta(utlatande_id, sha256)
    if fakta is not None:
        pdf, _ = render.render(context.ur_json(DokumentSlag.TJANSTEUTLATANDE, fakta))
        preview.lagg(utlatande_id, sha256, pdf)


@app.task(queue="sok", name="las_handling")
def las_handling(handling_id: int) -> None:
    """Read the words of an uploaded file into the index. A file that cannot be read is still found by its subject."""
    handling = Handling.objects.select_related("fil").get(pk=handling_id)
    if handling.arende_id is None:
        return
    text = filens_text(handling)
    with transaction.atomic():
        # Under the lock of the akt: its secrecy decides who may meet the text.
        handling.arende = Arende.objects.select_for_update().get(pk=handling.arende_id)
        sokposter.skriv_filtext(handling, text)


def filens_text(handling: Handling) -> str:
    """The words of a handling's file; none when it is damaged or locked, which is noted in the log."""
    if handling.fil is None:
        return ""
    try:
        return file_text.text_ur(store.read(handling.fil), handling.fil.mime)
    except file_text.OlasligFilError as error:
        logger.warning("Handling %s kan inte läsas in i sökregistret: %s", handling.pk, error)
        return ""


@app.task(queue="post", name="skicka", retry=FORSOK)
def skicka(utskick_id: int) -> None:
    """Send one mail, once: the row is locked while it is sent. A demo sends nothing and shows it in Utkorgen."""
    with transaction.atomic():
        utskick = Utskick.objects.select_for_update(of=("self",)).select_related("bilaga").get(pk=utskick_id)
        if utskick.skickat_at is not None:
            return
        if not settings.DEMO:
            _mail(utskick).send()
        utskick.skickat_at = timezone.now()
        utskick.save(update_fields=["skickat_at"])


def _mail(utskick: Utskick) -> EmailMessage:
    mail = EmailMessage(utskick.amne, utskick.text, settings.DEFAULT_FROM_EMAIL, [utskick.adress])
    if utskick.bilaga is not None:
        mail.attach(utskick.bilaga_namn, store.read(utskick.bilaga), utskick.bilaga.mime)
    return mail


@app.periodic(cron="* * * * *")
@app.task(queue="skotsel", name="forsegla", queueing_lock="forsegla", lock="forsegla")
def forsegla(timestamp: int) -> None:
    """Seal the heads of all kedjor, every minute."""
    audit.forsegla(timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(queue="skotsel", name="stada", queueing_lock="stada")
def stada(timestamp: int) -> None:
    """Throw away old previews and the answers that no one will ask for again."""
    now = timezone.now()
    preview.stada(now)
    Idempotens.objects.filter(at__lt=now - timedelta(days=SVAR_MINNS_DAGAR)).delete()


def ko(dokument: Dokument) -> None:
    """Queue the rendering of a document, in the caller's transaction."""
    _en_gang(framstall, f"framstall:{dokument.pk}", dokument_id=dokument.pk)


def ko_lasning(handling: Handling) -> None:
    """Queue the reading of an uploaded file, in the caller's transaction."""
    _en_gang(las_handling, f"las_handling:{handling.pk}", handling_id=handling.pk)


def ko_forhandsvisning(utlatande_id: int, sha256: str) -> bool:
    """Queue the rendering of an ordered preview. False when it waits already."""
    return _en_gang(
        forhandsvisa, f"forhandsvisa:{utlatande_id}:{sha256}", utlatande_id=utlatande_id, sha256=sha256
    )


def _en_gang(task: Any, las: str, **kwargs: int | str) -> bool:
    """Defer unless the same waits already. The savepoint keeps a refused lock from ending the caller's transaction."""
    try:
        with transaction.atomic():
            task.configure(queueing_lock=las).defer(**kwargs)
    except AlreadyEnqueued:
        return False
    return True
