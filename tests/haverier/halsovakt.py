"""Whoever watches /halsa through a fault: each answer is kept with what was true right before and right after it."""

from __future__ import annotations

import json
import os
import threading
import time
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

from tests.haverier import lage
from tests.haverier.dom import FRISK, OVISS, SJUK, Halsoprov
from tests.haverier.program import Program

HJARTA = 60
FAST = 180
NASTA = 180
"""What is done anew each minute may fail for so long."""
KO = 600
SIGILL = 180
TOLERANS = 12
"""Seconds around each limit where either answer is right."""
SKRIVPROV = 12.0
"""A full disk may be unseen for so long: it is written to every tenth second."""
STRANDAT = KO + lage.TVA_MINUTER

MATT = f"""
with jobben as (select j.*, (select max(e.at) from procrastinate_events e where e.job_id = j.id) as sist
                  from procrastinate_jobs j where exists (
                       select 1 from procrastinate_jobs f where f.task_name = j.task_name and f.status = 'failed')),
     fallna as (select * from jobben where status = 'failed')
select (select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => {HJARTA} - {TOLERANS})),
       (select count(*) from procrastinate_workers where last_heartbeat > now() - make_interval(secs => {HJARTA} + {TOLERANS})),
       (select coalesce(max(extract(epoch from now() - coalesce(w.last_heartbeat, 'epoch'))), 0)
          from procrastinate_jobs j left join procrastinate_workers w on w.id = j.worker_id
         where j.status = 'doing' and (w.id is null or w.last_heartbeat < now() - make_interval(secs => {HJARTA} - {TOLERANS}))),
       (select coalesce(max(extract(epoch from now() - greatest(e.at, coalesce(j.scheduled_at, e.at)))), 0)
          from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
         where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()),
       (select coalesce(max(extract(epoch from now() - h.at)), 0)
          from (select * from motions_handelse order by id desc limit 500) h
         where h.nummer > coalesce((select max(s.till_nummer) from motions_sigill s where s.kedja = h.kedja), 0)),
       (select count(*) from remiss_utskick where misslyckat_at is not null)
     + (select count(*) from remiss_renderingsfel where uppgivet_at is not null)
     + coalesce((select brott from remiss_verifiering order by at desc limit 1), 0),
       (select count(*) from fallna f where f.sist < now() - make_interval(secs => {NASTA} + {TOLERANS})
           and not exists (select 1 from jobben o where o.task_name = f.task_name and o.id <> f.id
                           and (o.id > f.id or o.sist > f.sist))),
       (select count(*) from fallna f where not exists (
           select 1 from jobben o where o.task_name = f.task_name and o.status = 'succeeded'
              and o.args - 'timestamp' = f.args - 'timestamp' and (o.id > f.id or o.sist > f.sist)))
"""


class Halsovakt:
    """Asks as long as its block lasts; `proven` is what it saw, and stands in a file beside the journal too."""

    def __init__(self, program: Program, fil: Path | None = None, *, var: float = 1.0) -> None:
        self._fil = fil
        self.proven: list[Halsoprov] = []
        self._program, self._var = program, var
        self._slut = threading.Event()
        self._trad = threading.Thread(target=self._fraga, daemon=True)
        self._forbindelse: psycopg.Connection[Any] | None = None
        self._full_sedan: float | None = None

    def __enter__(self) -> Halsovakt:
        self._trad.start()
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._slut.set()
        self._trad.join()
        if self._forbindelse is not None:
            self._forbindelse.close()
        if self._fil is not None:
            rader = (json.dumps(asdict(prov), ensure_ascii=False) for prov in self.proven)
            self._fil.write_text("\n".join(rader), "utf-8")

    def _fraga(self) -> None:
        while not self._slut.wait(self._var):
            t, fore = time.time(), self.sanningen()
            svar = self._program.halsa(15.0)
            self.proven.append(Halsoprov(t, svar.status, svar.text, fore, self.sanningen()))

    def sanningen(self) -> tuple[str, str]:
        """How it is now, and why it is not well."""
        if self._disken_ar_full():
            return SJUK, "disken var full"
        hade = self._forbindelse is not None
        try:
            if self._forbindelse is None:
                self._forbindelse = psycopg.connect(self._program.url, autocommit=True, connect_timeout=3)
            rad = self._forbindelse.execute(MATT).fetchone()
            strandat = lage.strandat(self._forbindelse, STRANDAT)
            kanske_strandat = lage.strandat(self._forbindelse, STRANDAT - TOLERANS)
        except psycopg.Error:
            if self._forbindelse is not None:
                self._forbindelse.close()
            self._forbindelse = None
            # A connection that is lost says that the database was away, not that it still is.
            return OVISS if hade or not self._program.korning else SJUK, "databasen var borta"
        assert rad is not None
        return self._av(rad, strandat, any(kanske_strandat.values()))

    def _av(self, rad: tuple[Any, ...], strandat: dict[str, int], kanske_strandat: bool) -> tuple[str, str]:
        sakert_levande, kanske_levande, fast, ko, osatt, uppgivna, fallna, kanske_fallna = map(float, rad)
        ska_vara = self._program.arbetare
        sjukt = {
            f"{kanske_levande:.0f} av {ska_vara} arbetare levde": kanske_levande < ska_vara,
            f"ett jobb hade varit hos en död arbetare i {fast:.0f} s": fast > FAST + TOLERANS,
            f"ett jobb hade väntat i {ko:.0f} s": ko > KO + TOLERANS,
            f"en händelse hade varit oförseglad i {osatt:.0f} s": osatt > SIGILL + TOLERANS,
            f"{uppgivna:.0f} var uppgivet eller ändrat": uppgivna > 0,
            f"{fallna:.0f} jobb hade misslyckats": fallna > 0,
            f"det fanns strandat: {strandat}": any(strandat.values()),
        }
        if sjuka := [vad for vad, ar_sant in sjukt.items() if ar_sant]:
            return SJUK, ", ".join(sjuka)
        bra = (
            sakert_levande >= ska_vara > 0
            and fast == kanske_fallna == 0
            and ko < KO - TOLERANS
            and osatt < SIGILL - TOLERANS
            and not kanske_strandat
        )
        return (FRISK, "") if bra and self._full_sedan is None else (OVISS, "")

    def _disken_ar_full(self) -> bool:
        """Whether not a block has been left for so long that it must have been noticed."""
        if os.statvfs(self._program.data).f_bavail > 0:
            self._full_sedan = None
            return False
        self._full_sedan = self._full_sedan or time.monotonic()
        return time.monotonic() - self._full_sedan > SKRIVPROV
