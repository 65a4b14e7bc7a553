"""The jobs that have failed for good, and those that take too long: told until it has been done, or somebody has looked."""

# ruff: noqa: S608 (each part of the questions is written here)

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from motions.datum import local

OKAND_SEKUNDER = 900
STYCK = 5
"""By the clock, what is read or made in a process apart may take several times its bound, and waits for its turn before that."""
FORSOKS_IGEN_SEKUNDER = 715
"""So long what failed is in hand when the same is queued or begun again; whatever fails again and again is not."""
GORS_SNART_OM = {"forsegla": 180, "ateruppta": 180, "hamta_post": 600}
"""What the clock begins anew each minute, or every third, has failed when it has not been done for so many seconds."""
GLOMS = {"forhandsvisa": 24 * 3600}
"""Whoever waits is told on the page, and what was ordered is thrown away after a day: then this is too."""
HOGST_TECKEN = 2000
"""Of arguments, which are keys and moments: what is longer no job of ours was given."""


def far_ta() -> dict[str, int]:
    """Seconds that a job of each kind may take, as long as it is begun."""
    pdf, lasning = (600 + STYCK * s for s in (settings.RENDER_SECONDS, settings.READ_SECONDS))
    return {
        "framstall": pdf,
        "forhandsvisa": pdf,
        "las_handling": lasning,
        "skicka": 600 + STYCK * settings.EMAIL_TIMEOUT,
        "hamta_post": 1800,
        "forsegla": 300,
        "ateruppta": 600,
        "vittna": 600,
        "paminn": 600,
        "paminn_en": 600,
        "stada": 3600,
        "verifiera": 3 * 3600,
    }


_SENAST = "(SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = {}.id)"
_DETSAMMA = """
    o.task_name = j.task_name AND o.id <> j.id AND CASE
        WHEN jsonb_typeof(j.args) <> 'object' OR j.args = '{}' THEN false
        ELSE o.args @> (j.args - 'timestamp' - 'sha256') END
"""
"""Whatever is done by the clock is the same each time; a preview is of its text. What has lost its arguments is like no other."""


def _sekunder(per_slag: Mapping[str, int]) -> str:
    """How long, of a job `j`, as SQL; NULL of any other kind."""
    fallen = " ".join(f"WHEN '{slag}' THEN {sekunder}" for slag, sekunder in per_slag.items())
    return f"make_interval(secs => CASE j.task_name {fallen} END)"


KVAR = f"""
    j.status = 'failed' AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs o WHERE {_DETSAMMA} AND (
            (o.status = 'succeeded' AND (o.id > j.id OR {_SENAST.format("o")} > {_SENAST.format("j")}))
            OR (o.status IN ('todo', 'doing')
                AND {_SENAST.format("j")} > now() - make_interval(secs => {FORSOKS_IGEN_SEKUNDER}))))
    AND NOT coalesce({_SENAST.format("j")} > now() - {_sekunder(GORS_SNART_OM)}, false)
    AND NOT coalesce({_SENAST.format("j")} < now() - {_sekunder(GLOMS)}, false)
"""
"""Of a job `j`: it has failed, and nothing has been done about it."""

FOR_LANGE = f"""
    j.status = 'doing' AND coalesce(
        (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started'), '-infinity')
    < now() - make_interval(secs => coalesce((%s::jsonb ->> j.task_name)::int, {OKAND_SEKUNDER}))
"""
"""Of a job `j`: it was begun longer ago than its kind may take, whether its worker lives or not."""

OLASLIGT = f"(jsonb_typeof(j.args) <> 'object' OR octet_length(j.args::text) > {HOGST_TECKEN})"
"""Of a job `j`: no worker can read its arguments. It stops at them, and the job would be «doing» for ever."""

ANTAL_FOR_LANGA = f"SELECT count(*) FROM procrastinate_jobs j WHERE {FOR_LANGE}"
ANTAL_MISSLYCKADE = f"""
    SELECT count(*) FROM (SELECT FROM procrastinate_jobs j WHERE j.task_name <> 'verifiera' AND {KVAR} LIMIT 500) m
"""
"""A verification that failed is counted with the others of its kind."""


@dataclass(frozen=True)
class Jobb:
    """A job that is told of: its number, what it was to do and with what, since when, and what is wrong."""

    pk: int
    uppgift: str
    argument: str
    sedan: datetime | None
    misslyckat: bool

    def __str__(self) -> str:
        hur = "misslyckades" if self.misslyckat else "har inte blivit klart, påbörjat"
        nar = f"{local(self.sedan):%Y-%m-%d %H:%M}" if self.sedan else "okänt när"
        return f"{self.pk} {self.uppgift} {self.argument}: {hur} {nar}"


def jobben() -> list[Jobb]:
    """Those that make /halsa sick, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT j.id, j.task_name, left(j.args::text, 100), {_SENAST.format('j')}, j.status = 'failed' "
            f"FROM procrastinate_jobs j WHERE ({KVAR}) OR ({FOR_LANGE}) ORDER BY j.id",
            [json.dumps(far_ta())],
        )
        return [Jobb(*rad) for rad in cursor.fetchall()]


def igen(pk: int) -> bool:
    """Queue once more a job that has failed. False when there is none, or the same waits already."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT procrastinate_retry_job_v2(j.id, now(), NULL, NULL, NULL) FROM procrastinate_jobs j "
            f"WHERE j.id = %s AND j.status = 'failed' AND NOT {OLASLIGT} AND NOT EXISTS (SELECT 1 "
            "FROM procrastinate_jobs o WHERE o.queueing_lock = j.queueing_lock AND o.status = 'todo')",
            [pk],
        )
        return bool(cursor.rowcount)


def avfor(pk: int) -> bool:
    """Throw away a job that has failed: somebody has looked. What the record itself says is undone is queued again by itself."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s AND status = 'failed'", [pk])
        return bool(cursor.rowcount)


def avsluta_olasliga() -> list[tuple[int, str]]:
    """End those that wait, or were begun, and cannot be read. Returns their numbers and what they were to do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT j.id, j.task_name, procrastinate_finish_job_v1(j.id, 'failed', false) "
            f"FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing') AND {OLASLIGT} ORDER BY j.id"
        )
        return [(pk, uppgift) for pk, uppgift, _ in cursor.fetchall()]


def glom(fore: datetime) -> None:
    """Throw away the jobs that ended before a moment, but not those that are told of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs j WHERE j.status IN ('succeeded', 'failed', 'aborted', 'cancelled') "
            "AND j.id IN (SELECT job_id FROM procrastinate_events GROUP BY job_id HAVING max(at) < %s) "
            f"AND NOT ({KVAR})",
            [fore],
        )
