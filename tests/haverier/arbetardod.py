"""The worker that is killed while it does something: renders, sends, seals, reads a file, or has taken a job and not begun.

Each moment is held from beside (a lock of the database, a mail server that keeps its answer), so that the worker is surely in it.
Much is queued and many are killed before the two minutes are waited for, once for all of them.
"""

from __future__ import annotations

import contextlib
import random
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg

from tests.haverier import dom, folk, lage
from tests.haverier.dodande import IGEN, inget_strandat
from tests.haverier.dom import Dom
from tests.haverier.epost import Epost
from tests.haverier.halsovakt import Halsovakt
from tests.haverier.journal import Fraga, Journal
from tests.haverier.klient import Klient, logga_in
from tests.haverier.processer import doda, finns, vems_port
from tests.haverier.program import Program, vanta
from tests.haverier.resultat import Ramar, Resultat

HELA = 40
SIGILLENS_LAS = 4711
STUND = 60.0
"""So long a moment is waited for."""
STARTAR = re.compile(r"Starting job (\w+)\[(\d+)\]")
BLOCKERAS = """
select client_port from pg_stat_activity
 where client_port > 0 and cardinality(pg_blocking_pids(pid)) > 0 and query ilike %s
"""


@dataclass
class Arbetsplats:
    """What the moments need: the program, its mail server, whoever makes work for it, and what was answered."""

    program: Program
    posten: Epost
    journal: Journal
    slump: random.Random
    stampel: str
    registrator: Klient
    falt: dict[str, str]
    gjort: int = 0

    def arende(self) -> int:
        """One more ärende with a file to be read, and a handläggare who is told by mail. Returns its key."""
        token = self._ny()
        falt = {**self.falt, "titel": token, "nyckel": folk.ny_nyckel()}
        fraga = Fraga(self.journal, "registrera", token)
        svar = fraga.besvarad(self.registrator.post_filer("/registrera/", falt, folk.remissen(token)))
        if not svar.kvitterat:
            raise RuntimeError(f"Registreringen svarade {svar.status}.")
        return self.program.tal("select id from motions_arende where titel = %s", token)

    def mejl(self) -> int:
        """One more mail: an ärende that somebody gets. Returns who."""
        arende = self.arende()
        sida = self.registrator.get(f"/gor/arende/{arende}/tilldela/").text
        person = int(folk.val(sida, "handlaggare")[0])
        self.registrator.post(
            f"/gor/arende/{arende}/tilldela/", {"handlaggare": str(person), "nyckel": folk.ny_nyckel()}
        )
        return arende

    def dokument(self) -> None:
        """One more document to be rendered: the letter that asks for more time."""
        arende = self.mejl()
        person = self.program.tal("select handlaggare_id from motions_arende where id = %s", arende)
        senare = date.today() + timedelta(days=90)  # noqa: DTZ011 - as the person at the desk reads it
        logga_in(self.program.port, person).post(
            f"/gor/arende/{arende}/begar_anstand/",
            {"onskad_on": senare.isoformat(), "skal": "Fler måste höras.", "nyckel": folk.ny_nyckel()},
        )

    def _ny(self) -> str:
        self.gjort += 1
        return f"t{self.stampel}g7n{self.gjort}z"

    def arbetaren_bakom(self, port: int) -> int | None:
        """The worker whose connection this is."""
        return vems_port(port, self.program.delar.arbetare.values())


Ogonblick = Callable[[Arbetsplats], Iterator[int]]
"""Makes work and yields, while it holds the moment, each worker that stands in it."""


@contextmanager
def _las(program: Program, sql: str, *varden: Any) -> Iterator[psycopg.Connection[Any]]:
    """A lock of the database, held from beside."""
    with psycopg.connect(program.url) as forbindelse:
        forbindelse.execute(sql, varden)
        try:
            yield forbindelse
        finally:
            forbindelse.rollback()


def _blockerade(plats: Arbetsplats, monster: str, hur_manga: int = 1) -> list[int]:
    """The workers that wait for our lock with such a statement."""
    funna: set[int] = set()

    def nagon() -> bool:
        for (port,) in plats.program.fraga(BLOCKERAS, monster):
            if (pid := plats.arbetaren_bakom(port)) is not None:
                funna.add(pid)
        return len(funna) >= hur_manga

    vanta(nagon, STUND, var=0.05)
    return sorted(funna)


def framstaller(plats: Arbetsplats) -> Iterator[int]:
    """While a document is rendered: no lock, it takes its time; who does it stands in the workers' logs."""
    plats.dokument()
    plats.dokument()
    pagar: list[tuple[int, str]] = []

    def nagon() -> bool:
        pagar[:] = [
            (int(jobb), namn)
            for (jobb,) in plats.program.fraga(
                "select id from procrastinate_jobs where task_name = 'framstall' and status = 'doing'"
            )
            if (namn := _vem_gor(plats.program, int(jobb)))
        ]
        return bool(pagar)

    vanta(nagon, STUND, var=0.02)
    time.sleep(plats.slump.uniform(0, 0.3))
    arbetare = plats.program.delar.arbetare
    for jobb, namn in pagar:
        ((status,),) = plats.program.fraga("select status::text from procrastinate_jobs where id = %s", jobb)
        if status == "doing" and namn in arbetare:
            yield arbetare[namn]


def _vem_gor(program: Program, jobb: int) -> str | None:
    """The worker whose log ends with the begin of this job."""
    for fil in sorted((program.data / "logg").glob("arbetare-*.log")):
        with fil.open("rb") as logg:
            logg.seek(max(0, fil.stat().st_size - 20_000))
            borjade = STARTAR.findall(logg.read().decode(errors="replace"))
        if borjade and int(borjade[-1][1]) == jobb:
            return fil.stem
    return None


def skickar(plats: Arbetsplats) -> Iterator[int]:
    """While the mail server has the mail and has not answered."""
    plats.posten.vanta_med_svaren()
    try:
        plats.mejl()
        vanta(lambda: plats.posten.haller, STUND, var=0.02)
        for port in sorted(plats.posten.haller):
            if (pid := plats.arbetaren_bakom(port)) is not None:
                yield pid
    finally:
        plats.posten.svara()


def forseglar(plats: Arbetsplats) -> Iterator[int]:
    """While it waits for the lock of the seals, in the transaction that is to make them."""
    with _las(plats.program, "select pg_advisory_xact_lock(%s)", SIGILLENS_LAS):
        _ko(plats.program, "skotsel", "forsegla", '{"timestamp": 0}')
        yield from _blockerade(plats, "%pg_advisory_xact_lock%")


def laser(plats: Arbetsplats) -> Iterator[int]:
    """While it has read a file and is to write what it says: the row of the ärende is held."""
    arende = plats.program.tal(
        "select arende_id from motions_handling where id = (select max(h.id) from motions_handling h "
        "join motions_arende a on a.id = h.arende_id where a.state = 'registrerat')"
    )
    with _las(plats.program, "select 1 from motions_arende where id = %s for update", arende):
        _ko(plats.program, "sok", "las_handling", _olast(plats.program))
        yield from _blockerade(plats, "%motions_arende%for %update%")


def tar(plats: Arbetsplats) -> Iterator[int]:
    """Between the taking of a job and its begin: stopped while the database takes it, the worker never hears that it did."""
    stoppade: list[int] = []
    with _las(plats.program, "lock table procrastinate_events in share mode"):
        ko, uppgift, argument = plats.slump.choice(
            [("skotsel", "ateruppta", '{"timestamp": 0}'), ("sok", "las_handling", _olast(plats.program))]
        )
        with psycopg.connect(plats.program.url) as koande:
            # The triggers of the queue would wait for our lock: what they tell the workers is told by hand.
            koande.execute("set session_replication_role = replica")
            koande.execute(
                "insert into procrastinate_jobs (queue_name, task_name, args) values (%s, %s, %s)",
                [ko, uppgift, argument],
            )
            for kanal in ("procrastinate_any_queue_v1", f"procrastinate_queue_v1#{ko}"):
                koande.execute("select pg_notify(%s, %s)", [kanal, '{"type": "job_inserted", "job_id": 0}'])
        for pid in _blockerade(plats, "%procrastinate_fetch_job%"):
            if doda(pid, signal.SIGSTOP):
                stoppade.append(pid)
    time.sleep(0.3)
    yield from stoppade


def _olast(program: Program) -> str:
    """The arguments of the job that reads the newest file, which nobody has read then."""
    handling = program.tal(
        "select max(h.id) from motions_handling h join motions_arende a on a.id = h.arende_id where a.state = 'registrerat'"
    )
    with program.databas() as forbindelse:
        forbindelse.execute("delete from remiss_filinlasning where handling_id = %s", [handling])
    return f'{{"handling_id": {handling}}}'


def _ko(program: Program, ko: str, uppgift: str, argument: str) -> None:
    with program.databas() as forbindelse:
        forbindelse.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args) values (%s, %s, %s)",
            [ko, uppgift, argument],
        )


OGONBLICK: dict[str, Ogonblick] = {
    "framställer ett dokument": framstaller,
    "skickar ett mejl": skickar,
    "förseglar": forseglar,
    "läser en fil": laser,
    "har tagit ett jobb men inte börjat": tar,
}


def arbetare(
    program: Program, posten: Epost, ramar: Ramar, *, vilka: list[str] | None = None, skynda: bool = False
) -> list[Resultat]:
    """Kill at each moment so many times, wait two minutes once, and judge what is left.

    One result for each moment, and last the judgement of all. `skynda`: the wait is cut short, see `inget_strandat`.
    """
    fore, fore_halva = lage.strandade(program), lage.halva(program)
    igen, omstarter, borjan = program.utskrivet(IGEN), program.omstarter, time.monotonic()
    resultaten = []
    with platsen(program, posten, ramar) as plats, Halsovakt(program, ramar.mapp / "arbetare.halsa") as vakt:
        plats.arende()
        for namn in vilka or list(OGONBLICK):
            resultaten.append(_ett(plats, namn, ramar.antal(HELA, 1)))
        program.vanta_svar()
        utslag = inget_strandat(program, fore, skynda=skynda)
    utslag += dom.halva(lage.halva(program), fore_halva) + dom.halsofel(vakt.proven) + mejlen(program, posten)
    utslag += dom.gjorda(plats.journal.rader, "registrera", lage.antal(program, "registrera", plats.stampel))
    alla, olika = len(posten.mottagna), len({brev.meddelande_id for brev in posten.mottagna})
    matt: dict[str, str | int | float] = {
        "arbetare startade igen": program.utskrivet(IGEN) - igen,
        "hela programmet startat igen": program.omstarter - omstarter,
        "mejl": alla,
        "varav igen med samma Message-ID": alla - olika,
        "svar av /halsa": len(vakt.proven),
    }
    dodade, hela = sum(r.antal for r in resultaten), sum(r.hela for r in resultaten)
    return [
        *resultaten,
        Resultat(
            "Det som de lämnade, två minuter efter", dodade, hela, utslag, time.monotonic() - borjan, matt
        ),
    ]


def _ett(plats: Arbetsplats, namn: str, antal: int) -> Resultat:
    borjan = time.monotonic()
    gjorda = _doda_i(plats, OGONBLICK[namn], antal)
    utslag = Dom(svar=[] if gjorda >= antal else [f"Bara {gjorda} av {antal} gick att göra."])
    return Resultat(f"kill -9 av den som {namn}", gjorda, HELA, utslag, time.monotonic() - borjan)


def _doda_i(plats: Arbetsplats, ogonblick: Ogonblick, antal: int) -> int:
    """Kill in the moment until it has been done so many times, or has not come for too long."""
    gjorda, misslyckade = 0, 0
    while gjorda < antal and misslyckade < 3:
        fore = gjorda
        # After its five restarts the launcher closes all in the middle of it: it is started again, and so is this.
        with contextlib.suppress(psycopg.Error, OSError, RuntimeError):
            for pid in ogonblick(plats):
                gjorda += doda(pid)
                vanta(lambda pid=pid: not finns(pid), 5)
        misslyckade = misslyckade + 1 if gjorda == fore else 0
        plats.program.vanta_svar()
        vanta(lambda: len(plats.program.delar.arbetare) >= plats.program.arbetare > 0, STUND)
    return gjorda


@contextmanager
def platsen(program: Program, posten: Epost, ramar: Ramar) -> Iterator[Arbetsplats]:
    """Where work is made."""
    registrator = logga_in(program.port, folk.med_roll(program, "registrator"))
    stampel = f"{time.time_ns() // 1_000_000 % 10**9}"
    with Journal(ramar.mapp / f"arbetare-{ramar.fro}-{stampel}.jsonl") as journal:
        yield Arbetsplats(
            program, posten, journal, ramar.slump(), stampel, registrator, folk.registrering(registrator)
        )


def mejlen(program: Program, posten: Epost) -> Dom:
    """What the database says is sent against what the mail server took; what the demo says was sent long ago it never saw."""
    rader = program.fraga(
        "select meddelande_id, amne, coalesce(skickat_at > %s, false) from remiss_utskick", posten.sedan
    )
    return dom.mejl({id_: (amne, skickat) for id_, amne, skickat in rader}, posten.mottagna)
