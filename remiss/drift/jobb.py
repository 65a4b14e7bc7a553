"""The work that the program does for its own health, by the clock."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from motions.audit import KLOCKAN_GAR_FEL
from motions.ingest.brevlada import BrevladaError
from remiss.drift import verifiering, vittne
from remiss.drift.ateruppta import ateruppta as ateruppta_allt
from remiss.drift.hamtning import HamtningError, hamta_av_sig_sjalv
from remiss.jobs import FORSOK

logger = logging.getLogger(__name__)
VERIFIERAS_VAR = timedelta(hours=24)
FEL_I_LOGGEN = 20


@app.periodic(cron="*/10 * * * *")
@app.task(queue="bevis", name="verifiera", queueing_lock="verifiera", lock="verifiera")
def verifiera(timestamp: int) -> None:
    """Verify the whole record once a day, and soon after the first start; what is found is shown, and said in the log."""
    now, senast = timezone.now(), verifiering.senaste()
    if senast is not None and -KLOCKAN_GAR_FEL < now - senast.at < VERIFIERAS_VAR:
        return
    utslag = verifiering.verifiera_nu(at=now)
    for brott in utslag.brott[:FEL_I_LOGGEN]:
        logger.error("Verifieringen: %s", brott)
    if verifiering.INTE_SPARAT in utslag.brott:
        # A job that failed is told of where what was found is not.
        raise RuntimeError(verifiering.INTE_SPARAT)


@app.periodic(cron="* * * * *")
@app.task(queue="skotsel", name="ateruppta")
def ateruppta(timestamp: int) -> None:
    """Take up, every minute, what a worker that died had begun and what nobody has queued."""
    if upptaget := ateruppta_allt(at=timezone.now()):
        logger.warning("Togs upp igen: %s", upptaget)


@app.periodic(cron="5 0 * * *")
@app.task(queue="skotsel", name="vittna", queueing_lock="vittna", retry=FORSOK)
def vittna(timestamp: int) -> None:
    """Send the day's witness to the address outside."""
    with transaction.atomic():
        vittne.mejla(at=timezone.now())


@app.periodic(cron="*/3 * * * *")
@app.task(queue="post", name="hamta_post", queueing_lock="hamta_post", lock="hamta_post")
def hamta_post(timestamp: int) -> None:
    """Fetch the post every three minutes, where it is set up. What cannot be fetched now is fetched next time.

    A job that failed is told of when none has fetched it for a while.
    """
    try:
        utfall = hamta_av_sig_sjalv(at=timezone.now())
    except (HamtningError, BrevladaError) as error:
        logger.error("Posten kunde inte hämtas: %s", error)
        raise
    if utfall is not None and (utfall.nya or utfall.olasta):
        logger.info("Posten: %s nya meddelanden, %s kunde inte läsas", utfall.nya, len(utfall.olasta))
