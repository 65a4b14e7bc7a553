"""What was left behind is taken up again: each minute, whatever a worker that died had begun, and whatever nobody has queued.

A job is lost between its begin and its end when its worker is killed: it stays «doing» for ever, and what waits behind its
lock with it. What its heart has stopped beating for is nobody's; a slow worker still beats.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motions.models import Dokument, Handling
from remiss import jobs
from remiss.drift.halsa import HJARTSLAG_SEKUNDER
from remiss.drift.misslyckat import avsluta_olasliga
from remiss.models import Filinlasning, Renderingsfel, Utskick

logger = logging.getLogger(__name__)
EFTER = timedelta(minutes=1)
"""What is younger may still be in the hands of whoever made it."""
HOGST_FORSOK = 12
"""A job that has been taken up so often kills its workers, and is given up."""
I_TAGET = 500
VANTAR = ("todo", "doing")


@dataclass(frozen=True)
class Upptaget:
    """How much was taken up again, of each kind."""

    jobb: int = 0
    uppgivna: int = 0
    olasliga: int = 0
    dokument: int = 0
    mejl: int = 0
    filer: int = 0

    def __bool__(self) -> bool:
        return any((self.jobb, self.uppgivna, self.olasliga, self.dokument, self.mejl, self.filer))


def ateruppta(*, at: datetime) -> Upptaget:
    """Take up all that has been left behind. Twice at the same time is harmless."""
    olasliga = _olasliga()
    jobb, uppgivna = _doda_arbetares()
    return Upptaget(jobb, uppgivna, olasliga, _utan_fil(at), _oskickade(at), _olasta(at))


def _olasliga() -> int:
    """End the jobs whose arguments no worker can read. That is said once, and /halsa tells it until somebody has looked."""
    olasliga = avsluta_olasliga()
    for pk, uppgift in olasliga:
        logger.error("Jobb %s (%s) har argument som inte går att läsa, och är avslutat.", pk, uppgift)
    return len(olasliga)


def _doda_arbetares() -> tuple[int, int]:
    """The jobs of workers whose hearts have stopped: queued again, or given up."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT j.id, j.attempts FROM procrastinate_jobs j
            LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
            WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))
            ORDER BY j.id
            """,
            [HJARTSLAG_SEKUNDER],
        )
        rader = cursor.fetchall()
    igen = [pk for pk, forsok in rader if forsok < HOGST_FORSOK and _i_kon_igen(pk)]
    for pk in {pk for pk, _ in rader} - set(igen):
        _ge_upp(pk)
    return len(igen), len(rader) - len(igen)


def _i_kon_igen(pk: int) -> bool:
    """Queue a job once more. False when the same waits already, and then this one is not needed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM procrastinate_jobs j JOIN procrastinate_jobs o ON o.queueing_lock = j.queueing_lock
                WHERE j.id = %s AND o.status = 'todo')
            """,
            [pk],
        )
        (finns,) = cursor.fetchone()
        if not finns:
            cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [pk])
        return not finns


def _ge_upp(pk: int) -> None:
    """End a job that only kills its workers, and say so where somebody waits for it."""
    jobb = ProcrastinateJob.objects.get(pk=pk)
    with transaction.atomic():
        if jobb.attempts >= HOGST_FORSOK and jobb.task_name in GES_UPP:
            _sag_uppgivet(jobb)
        with connection.cursor() as cursor:
            cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [pk])


def _sag_uppgivet(jobb: ProcrastinateJob) -> None:
    argument, notera = GES_UPP[jobb.task_name]
    try:
        with transaction.atomic():
            notera(int(jobb.args[argument]))
    except (KeyError, ValueError, TypeError, ObjectDoesNotExist, IntegrityError):
        # What it was about is gone: nobody waits for it, and what else was left behind is taken up all the same.
        logger.exception("Jobb %s (%s) gäller något som inte finns.", jobb.pk, jobb.task_name)


DODAR = "Arbetaren dog varje gång det försöktes."
GES_UPP: dict[str, tuple[str, Callable[[int], Any]]] = {
    "framstall": ("dokument_id", partial(jobs.notera_renderingsfel, fel=DODAR, ge_upp=True)),
    "skicka": ("utskick_id", partial(jobs.notera_sandningsfel, fel=DODAR, ge_upp=True)),
    "las_handling": ("handling_id", partial(jobs.notera_inlasning, fel=DODAR)),
}
"""By task: its argument, and how it is told that it was given up."""


def _utan_fil(at: datetime) -> int:
    """The documents without a file that nobody is going to make, and that have not been found impossible."""
    utan = Dokument.objects.filter(framstallning=None, fryst_at__lt=at - EFTER)
    utan = utan.exclude(pk__in=Renderingsfel.objects.filter(uppgivet_at__isnull=False).values("dokument"))
    utan = utan.exclude(pk__in=_i_kon("framstall", "dokument_id"))
    return sum(jobs.ko(dokument) for dokument in utan.order_by("pk")[:I_TAGET])


def _oskickade(at: datetime) -> int:
    """The mails that are not sent, that nobody is going to send, and that have not been given up."""
    utan = Utskick.objects.filter(skickat_at=None, misslyckat_at=None, skapat_at__lt=at - EFTER)
    utan = utan.exclude(pk__in=_i_kon("skicka", "utskick_id"))
    return sum(jobs.ko_mejl(utskick) for utskick in utan.order_by("pk")[:I_TAGET])


def _olasta(at: datetime) -> int:
    """The files whose words nobody has read into the index, or tried to."""
    olasta = Handling.objects.gallande().filter(
        arende__isnull=False, dokument=None, fil__isnull=False, registrerad_at__lt=at - EFTER
    )
    olasta = olasta.exclude(pk__in=Filinlasning.objects.values("handling"))
    olasta = olasta.exclude(pk__in=_i_kon("las_handling", "handling_id"))
    return sum(jobs.ko_lasning(handling) for handling in olasta.order_by("pk")[:I_TAGET])


def _i_kon(uppgift: str, argument: str) -> list[int]:
    """The keys of what waits or is being done."""
    jobb = ProcrastinateJob.objects.filter(task_name=uppgift, status__in=VANTAR)
    alla = jobb.values_list(f"args__{argument}", flat=True)
    return [pk for pk in alla if isinstance(pk, int)]
