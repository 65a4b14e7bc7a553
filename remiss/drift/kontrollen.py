"""Whether the daily verification keeps its time: the same is said by the desk, by the page of each ärende and by /halsa."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from motions.audit import KLOCKAN_GAR_FEL
from motions.bevis.baslinje import ALLA_TIDER
from remiss.models import Verifiering

VERIFIERAD_SEKUNDER = 25 * 3600
"""All is verified once a day, the first time within a day of the installation."""
FRAMTID_SEKUNDER = KLOCKAN_GAR_FEL.total_seconds()
"""A verification of tomorrow is none."""
NAGON_GANG = "WHERE at BETWEEN '{}' AND '{}'".format(*ALLA_TIDER)
"""Not a verification at no time at all."""

UTEBLIVEN = f"""
    SELECT (NOT EXISTS (SELECT FROM remiss_verifiering {NAGON_GANG}) AND (
        coalesce(pg_sequence_last_value(pg_get_serial_sequence('remiss_verifiering', 'id')::regclass), 0) > 0
        OR NOT EXISTS (SELECT FROM django_migrations WHERE app = 'remiss' AND name = '0006_verifiering'
                       AND applied > now() - make_interval(secs => {VERIFIERAD_SEKUNDER}))))::int
"""  # noqa: S608 - numbers and moments of ours
"""Whether there is none though there ought to be: the table had rows once, or was made more than a day ago."""


def drojer(senaste: Verifiering | None, *, at: datetime) -> bool:
    """Whether the last verification is too old to say anything of today, or there should have been one."""
    if senaste is not None:
        return not -FRAMTID_SEKUNDER < (at - senaste.at).total_seconds() < VERIFIERAD_SEKUNDER
    with connection.cursor() as cursor:
        cursor.execute(UTEBLIVEN)
        (utebliven,) = cursor.fetchone()
    return bool(utebliven)
