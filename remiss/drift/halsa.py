"""Whether the program is well: what a monitor is told, and what must be true for it to be."""

from __future__ import annotations

import ipaddress
import json
import os
import secrets
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.http import HttpRequest

from remiss.drift.kontrollen import FRAMTID_SEKUNDER, NAGON_GANG, UTEBLIVEN, VERIFIERAD_SEKUNDER
from remiss.drift.mejl import nagon_vantar
from remiss.drift.misslyckat import ANTAL_FOR_LANGA, ANTAL_MISSLYCKADE, far_ta
from remiss.web.postgres.base import DatabaseWrapper

HJARTSLAG_SEKUNDER = 60
"""A worker beats every tenth second, busy or not; after so long without it is dead."""
KO_SEKUNDER = 600
"""A job that waits longer waits for somebody who does not come."""
OGJORT_SEKUNDER = 715
"""A mail, a document or a file of today that nobody has got done for longer, however often it was begun. For what an upgrade
leaves to be read nobody waits."""
FAST_SEKUNDER = 180
"""Within two minutes what a dead worker left is taken up."""
SIGILL_SEKUNDER = 180
"""Seals are set every minute."""
SENASTE = 500
"""So many of the last acts are looked at: older ones were sealed when these were."""
SVAR_SEKUNDER = 6
"""Beside the time that a connection takes (`connect_timeout`): a monitor waits for ten or more. A server that is frozen answers
never."""
SKRIVPROV_SEKUNDER = 10
"""The disk is written to at most so often."""

FRAN_PROXY = {"Forwarded", "Via", "X-Real-Ip"}
"""Beside X-Forwarded-…: what comes by a proxy comes from the proxy's address, which says nothing of who asks."""

FRAGOR: dict[str, tuple[str, Callable[[], list[Any]]]] = {
    "arbetare": (
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
        lambda: [HJARTSLAG_SEKUNDER],
    ),
    "aldsta_jobb_sekunder": (
        "SELECT coalesce(extract(epoch FROM now() - min(greatest(e.at, coalesce(j.scheduled_at, e.at)))), 0)::bigint "
        "FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
        "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()",
        list,
    ),
    "fastnade_jobb": (
        "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id "
        "WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))",
        lambda: [FAST_SEKUNDER],
    ),
    "for_langa_jobb": (ANTAL_FOR_LANGA, lambda: [json.dumps(far_ta())]),
    "misslyckade_jobb": (ANTAL_MISSLYCKADE, list),
    "dokument_utan_fil": ("SELECT count(*) FROM remiss_renderingsfel WHERE uppgivet_at IS NOT NULL", list),
    "oforseglade": (
        "SELECT count(*) FROM (SELECT kedja, nummer, at FROM motions_handelse ORDER BY id DESC LIMIT %s) h "
        "WHERE h.at < now() - make_interval(secs => %s) AND h.nummer > "
        "coalesce((SELECT max(s.till_nummer) FROM motions_sigill s WHERE s.kedja = h.kedja), 0)",
        lambda: [SENASTE, SIGILL_SEKUNDER],
    ),
    "aldsta_ogjorda_sekunder": (
        "SELECT coalesce(extract(epoch FROM now() - min(o.at)), 0)::bigint FROM ("
        "SELECT skapat_at AS at FROM remiss_utskick WHERE skickat_at IS NULL AND misslyckat_at IS NULL "
        "UNION ALL SELECT d.fryst_at FROM motions_dokument d "
        "LEFT JOIN motions_framstallning f ON f.dokument_id = d.id LEFT JOIN remiss_renderingsfel r ON r.dokument_id = d.id "
        "WHERE f.dokument_id IS NULL AND r.uppgivet_at IS NULL "
        "UNION ALL SELECT h.registrerad_at FROM motions_handling h LEFT JOIN remiss_filinlasning l ON l.handling_id = h.id "
        "WHERE l.handling_id IS NULL AND h.arende_id IS NOT NULL AND h.dokument_id IS NULL AND h.fil_id IS NOT NULL "
        "AND h.makulerad_at IS NULL) o WHERE o.at > now() - interval '1 day'",
        list,
    ),
    "verifieringens_fel": (
        f"SELECT coalesce((SELECT brott FROM remiss_verifiering {NAGON_GANG} ORDER BY id DESC LIMIT 1), 0)",  # noqa: S608
        list,
    ),
    "verifierades_for_sekunder_sedan": (
        "SELECT coalesce(extract(epoch FROM now() - (SELECT at FROM remiss_verifiering "  # noqa: S608
        f"{NAGON_GANG} ORDER BY id DESC LIMIT 1))::bigint, 0)",
        list,
    ),
    "utebliven_verifiering": (UTEBLIVEN, list),
    "misslyckade_verifieringar": (
        "SELECT count(*) FROM procrastinate_jobs j WHERE j.task_name = 'verifiera' AND j.status = 'failed' AND j.id > "
        "coalesce((SELECT max(id) FROM procrastinate_jobs WHERE task_name = 'verifiera' AND status = 'succeeded'), 0)",
        list,
    ),
}
"""What is measured in the database, by name; beside it how many mails somebody waits for."""


@dataclass(frozen=True)
class Halsa:
    """The parts, each well or not, and the numbers behind them; without a database there are none."""

    delar: dict[str, bool]
    matt: dict[str, int] = field(default_factory=dict)

    @property
    def frisk(self) -> bool:
        """Whether every part is well."""
        return all(self.delar.values())


def halsan() -> Halsa:
    """How it is now."""
    matt = _matt()
    fillager = _kan_skriva()
    if matt is None:
        return Halsa({"databas": False, "arbetare": False, "fillager": fillager})
    return Halsa(
        {
            "databas": True,
            "arbetare": matt["arbetare"] >= settings.WORKERS,
            "fillager": fillager,
            "jobb": matt["aldsta_jobb_sekunder"] < KO_SEKUNDER
            and matt["aldsta_ogjorda_sekunder"] < OGJORT_SEKUNDER
            and not matt["fastnade_jobb"]
            and not matt["for_langa_jobb"]
            and not matt["misslyckade_jobb"],
            "mejl": not matt["ej_skickade_mejl"],
            "dokument": not matt["dokument_utan_fil"],
            "sigill": not matt["oforseglade"],
            "verifiering": not matt["verifieringens_fel"]
            and not matt["misslyckade_verifieringar"]
            and not matt["utebliven_verifiering"]
            and -FRAMTID_SEKUNDER < matt["verifierades_for_sekunder_sedan"] < VERIFIERAD_SEKUNDER,
        },
        matt,
    )


def _matt() -> dict[str, int] | None:
    try:
        with _inom_tiden(), connection.cursor() as cursor:
            ut: dict[str, int] = {}
            for namn, (fraga, varden) in FRAGOR.items():
                cursor.execute(fraga, varden())
                ut[namn] = int(cursor.fetchone()[0])
            ut["ej_skickade_mejl"] = nagon_vantar().count()
            return ut
    except DatabaseError:
        return None


def _inom_tiden() -> AbstractContextManager[None]:
    """The whole round of questions; the next request has a new connection."""
    ours = connections[DEFAULT_DB_ALIAS]
    return ours.all_within(SVAR_SEKUNDER) if isinstance(ours, DatabaseWrapper) else nullcontext()


class _Skrivprov:
    """The last answer, and when it was given."""

    gick = True
    at = float("-inf")


def _kan_skriva() -> bool:
    """Whether a block can be written to the file store and be on disk."""
    if time.monotonic() - _Skrivprov.at > SKRIVPROV_SEKUNDER or not _Skrivprov.gick:
        _Skrivprov.gick, _Skrivprov.at = _skrivprov(), time.monotonic()
    return _Skrivprov.gick


def _skrivprov() -> bool:
    try:
        with tempfile.TemporaryFile(dir=settings.FILE_STORE) as fil:
            fil.write(b"\0" * 4096)
            fil.flush()
            os.fsync(fil.fileno())
    except OSError:
        return False
    return True


def far_veta(request: HttpRequest) -> bool:
    """Whether the parts are for whoever asks: from the machine or its network itself, or with HALSA_TOKEN."""
    token = settings.HALSA_TOKEN
    given = request.headers.get("Authorization", "").encode("utf-8", "replace")
    if token and secrets.compare_digest(given, f"Bearer {token}".encode()):
        return True
    if any(name.startswith("X-Forwarded-") or name in FRAN_PROXY for name in request.headers):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_private
    except ValueError:
        return False


def prometheus(halsa: Halsa) -> str:
    """The same as Prometheus' text format: 1 for a part that is well."""
    rader = ["# TYPE remiss_frisk gauge", f"remiss_frisk {int(halsa.frisk)}", "# TYPE remiss_del_frisk gauge"]
    rader += [f'remiss_del_frisk{{del="{namn}"}} {int(bra)}' for namn, bra in halsa.delar.items()]
    for namn, tal in halsa.matt.items():
        rader += [f"# TYPE remiss_{namn} gauge", f"remiss_{namn} {tal}"]
    return "\n".join(rader) + "\n"
