"""The work that is done apart from the web: rendering, mail, sealing and cleaning.

A job is deferred in the transaction of the act that needs it, so a rollback drops it. Each may be run twice without harm.
Here the clock is read: a job has no request that carries the moment.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motions import audit, sokposter
from motions.apart import AvbrottError, MinneError, TidError
from motions.documents import framstall as framstallning
from motions.documents import store
from motions.documents.typesetting import SATTNING
from motions.ingest import file_text
from motions.ingest.file_check import OKANT, slag_av
from motions.ingest.reading import LASNING
from motions.models import Arende, Dokument, Handling
from motions.systemet import systemet
from remiss.documents import preview
from remiss.drift import misslyckat
from remiss.models import Filinlasning, Idempotens, Renderingsfel, Utskick

logger = logging.getLogger(__name__)
HOGST_FORSOK = 6
HOGST_OVER_GRANS = 2
FOR_DJUPT = "Texten är nästlad i för många nivåer."
FORSOK = RetryStrategy(max_attempts=HOGST_FORSOK, exponential_wait=4)
FEL_TECKEN = 300
ALLTID = 500
"""From this code on a mail server says that it will never take the mail."""
EJ_SKICKAT = {"arende": "arende.mejl_ej_skickat", "sammantrade": "sammantrade.mejl_ej_skickat"}
"""What the chain calls it that a mail was given up, by what it belongs to."""
SVAR_MINNS_DAGAR = 7
JOBB_MINNS_DAGAR = 14
FORE_I_KON = 10
"""Somebody sits and waits for a preview; a document is registered already and may come a little later."""


@app.task(queue="pdf", name="framstall", retry=FORSOK)
def framstall(dokument_id: int) -> None:
    """Render a frozen document to its file. A document that has its file already is left alone.

    That it could not be done is noted, for whoever waits; after the last try it is given up. What exceeded its bounds twice will
    exceed them again.
    """
    dokument = Dokument.objects.get(pk=dokument_id)
    try:
        now = timezone.now()
        framstallning.framstall(dokument, by=systemet(at=now), at=now, rendera=satt)
    except (TidError, MinneError, RecursionError) as error:
        fel = FOR_DJUPT if isinstance(error, RecursionError) else str(error)
        if notera_renderingsfel(dokument.pk, fel, hogst=HOGST_OVER_GRANS):
            logger.error("Dokument %s kan inte göras: %s", dokument.pk, fel)
            return
        raise
    except Exception as error:
        notera_renderingsfel(dokument.pk, str(error) or type(error).__name__)
        raise
    Renderingsfel.objects.filter(dokument=dokument).delete()


def satt(slag: str, fakta: Any, sha256: str) -> tuple[bytes, int]:
    """The PDF of frozen facts, rendered in a process apart. Errors: OverGransError."""
    return SATTNING.gor(framstallning.rendera, slag, fakta, sha256)


def notera_renderingsfel(
    dokument_id: int, fel: str, *, ge_upp: bool = False, hogst: int = HOGST_FORSOK
) -> bool:
    """Note that a document could not be rendered; `ge_upp`: whatever is left of its tries. Returns whether it was given up."""
    now = timezone.now()
    with transaction.atomic():
        rad, _ = Renderingsfel.objects.select_for_update().get_or_create(
            dokument_id=dokument_id, defaults={"senast_at": now}
        )
        rad.forsok += 1
        rad.fel, rad.senast_at = fel[:FEL_TECKEN], now
        if ge_upp or rad.forsok >= hogst:
            rad.uppgivet_at = now
        rad.save()
    return rad.uppgivet_at is not None


@app.task(queue="pdf", name="forhandsvisa", priority=FORE_I_KON)
def forhandsvisa(utlatande_id: int, sha256: str) -> None:
    """Render the preview that was ordered; nothing when it has been made or thrown away."""
    fakta = preview.fakta(utlatande_id, sha256)
    if fakta is not None:
        pdf, sidor = SATTNING.gor(preview.satt, fakta)
        preview.lagg(utlatande_id, sha256, pdf, sidor)


@app.task(queue="sok", name="las_handling", retry=FORSOK)
def las_handling(handling_id: int) -> None:
    """Read the words of an uploaded file into the index. A file that cannot be read is still found by its subject."""
    handling = Handling.objects.select_related("fil").get(pk=handling_id)
    if handling.arende_id is None:
        return
    text, fel = _filens_text(handling)
    with transaction.atomic():
        # Under the lock of the akt: its secrecy decides who may meet the text.
        handling.arende = Arende.objects.select_for_update().get(pk=handling.arende_id)
        sokposter.skriv_filtext(handling, text)
        notera_inlasning(handling.pk, fel)


def notera_inlasning(handling_id: int, fel: str) -> None:
    """Note that a file has been read, or why it was not: nobody need try again."""
    Filinlasning.objects.update_or_create(
        handling_id=handling_id, defaults={"at": timezone.now(), "fel": fel[:FEL_TECKEN]}
    )


def filens_text(handling: Handling) -> str:
    """The words of a handling's file; none when it is damaged or locked, which is noted in the log."""
    return _filens_text(handling)[0]


def _filens_text(handling: Handling) -> tuple[str, str]:
    """The words of a handling's file, and why there are none when it is damaged or locked."""
    slag = slag_av(handling.filnamn)
    if handling.fil is None or slag == OKANT:
        return "", ""
    try:
        return LASNING.gor(file_text.text_ur, store.read(handling.fil), slag), ""
    except (file_text.OlasligFilError, TidError, MinneError, AvbrottError) as error:
        logger.warning("Handling %s kan inte läsas in i sökregistret: %s", handling.pk, error)
        return "", str(error)


class EjSkickatError(RuntimeError):
    """A mail could not be sent now. Why is told where the mail belongs."""


@app.task(queue="post", name="skicka", retry=FORSOK)
def skicka(utskick_id: int) -> None:
    """Send one mail: the row is locked while it is sent. A demo sends nothing and shows it in Utkorgen.

    What can never be sent is given up at once, what cannot be sent now after the last try; both wait for a person. That the
    database did not answer says nothing of the mail.
    """
    try:
        _skicka(utskick_id)
    except (DatabaseError, ObjectDoesNotExist):
        raise
    except Exception as error:
        if notera_sandningsfel(utskick_id, _sandningsfel(error), ge_upp=_for_alltid(error)):
            return
        # What is raised stands in the log, and such an error quotes the address or the words.
        raise EjSkickatError(f"Mejlet {utskick_id} skickades inte: {type(error).__name__}.") from None


def _skicka(utskick_id: int) -> None:
    with transaction.atomic():
        # No key of it changes: who says meanwhile that it need not be sent does not wait for the mail server.
        las = Utskick.objects.select_for_update(of=("self",), no_key=True)
        utskick = las.select_related("bilaga").get(pk=utskick_id)
        if utskick.skickat_at is not None or utskick.misslyckat_at is not None:
            return
        if not settings.DEMO:
            _mail(utskick).send()
        utskick.skickat_at = timezone.now()
        utskick.fel = ""
        utskick.save(update_fields=["skickat_at", "fel"])


def notera_sandningsfel(utskick_id: int, fel: str, *, ge_upp: bool = False) -> bool:
    """Note that a mail could not be sent. Returns whether it was given up."""
    now = timezone.now()
    with transaction.atomic():
        las = Utskick.objects.select_for_update(of=("self",), no_key=True)
        utskick = las.select_related("arende", "sammantrade").get(pk=utskick_id)
        utskick.forsok += 1
        utskick.fel = fel[:FEL_TECKEN]
        if ge_upp or utskick.forsok >= HOGST_FORSOK:
            utskick.misslyckat_at = now
            # Why is told where the mail belongs: the server's answer has the address in it.
            logger.error("Mejlet %s kunde inte skickas.", utskick.pk)
        utskick.save(update_fields=["forsok", "fel", "misslyckat_at"])
        if utskick.misslyckat_at == now:
            _sag_uppgivet(utskick, now)
    return utskick.misslyckat_at is not None


def _sag_uppgivet(utskick: Utskick, now: datetime) -> None:
    """Tell the chain of what it belongs to that the mail was given up."""
    akt = utskick.arende or utskick.sammantrade
    if akt is not None:
        slag = EJ_SKICKAT["arende" if utskick.arende else "sammantrade"]
        audit.append(akt.kedja, slag, by=systemet(at=now), at=now, data={"utskick": utskick.pk})


def _sandningsfel(error: Exception) -> str:
    """Why it could not be sent, in one line: what the mail server said, or what is wrong with the mail."""
    if isinstance(error, SMTPRecipientsRefused):
        kod, svar = next(iter(error.recipients.values()))
        return f"E-postservern tar inte emot adressen: {kod} {_text(svar)}"
    if isinstance(error, SMTPResponseException):
        return f"E-postservern svarade: {error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, OSError):
        return f"E-postservern kan inte nås: {error or type(error).__name__}"
    if isinstance(error, store.FilSaknasError):
        return "Bilagan finns inte oförändrad i fillagret."
    if isinstance(error, ValueError):
        return "Adressen eller ämnet kan inte stå i ett mejl."
    return f"Ett fel i Remiss hindrar mejlet från att skickas ({type(error).__name__})."


def _text(svar: bytes | str) -> str:
    return svar.decode("utf-8", "replace") if isinstance(svar, bytes) else svar


def _for_alltid(error: Exception) -> bool:
    """Whether it goes the same way next time: the server says so (RFC 5321 4.2.1: 5yz), or it is the mail that is wrong."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(kod >= ALLTID for kod, _ in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= ALLTID
    return isinstance(error, store.FilSaknasError | ValueError)


def _mail(utskick: Utskick) -> EmailMessage:
    mail = EmailMessage(
        utskick.amne,
        utskick.text,
        settings.DEFAULT_FROM_EMAIL,
        [utskick.adress],
        headers={"Message-ID": utskick.meddelande_id} if utskick.meddelande_id else {},
    )
    if utskick.bilaga is not None:
        mail.attach(utskick.bilaga_namn, store.read(utskick.bilaga), slag_av(utskick.bilaga_namn))
    return mail


@app.periodic(cron="* * * * *")
@app.task(queue="skotsel", name="forsegla")
def forsegla(timestamp: int) -> None:
    """Seal the heads of all kedjor, every minute. The seals have a lock of their own, which ends with its transaction."""
    audit.forsegla(timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(queue="skotsel", name="stada", queueing_lock="stada", retry=FORSOK)
def stada(timestamp: int) -> None:
    """Throw away old previews, jobs that are done, sessions that have ended, and answers that no one will ask for again.

    A job that has failed is kept for as long as it is told of.
    """
    now = timezone.now()
    preview.stada(now)
    Idempotens.objects.filter(at__lt=now - timedelta(days=SVAR_MINNS_DAGAR)).delete()
    call_command("clearsessions")
    misslyckat.glom(now - timedelta(days=JOBB_MINNS_DAGAR))


def ko(dokument: Dokument) -> bool:
    """Queue the rendering of a document, in the caller's transaction. False when it waits already."""
    return _en_gang(framstall, f"framstall:{dokument.pk}", dokument_id=dokument.pk)


def ko_mejl(utskick: Utskick) -> bool:
    """Queue the sending of a mail, in the caller's transaction. False when it waits already."""
    return _en_gang(skicka, f"skicka:{utskick.pk}", utskick_id=utskick.pk)


def ko_lasning(handling: Handling) -> bool:
    """Queue the reading of an uploaded file, in the caller's transaction. False when it waits already."""
    return _en_gang(las_handling, f"las_handling:{handling.pk}", handling_id=handling.pk)


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
