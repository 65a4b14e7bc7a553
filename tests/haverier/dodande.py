"""What is killed under people who work: web workers, the embedded PostgreSQL, and a database beside the program that restarts."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable

from remiss.start.database import Cluster
from tests.haverier import dom, lage
from tests.haverier.dom import Dom
from tests.haverier.halsovakt import Halsovakt
from tests.haverier.last import Last
from tests.haverier.processer import doda
from tests.haverier.program import Program, vanta
from tests.haverier.resultat import Ramar, Resultat

WEBB = 200
POSTGRES = 40
OMSTARTER = 20
KVITTENSER = 3
"""So many acknowledgements between two kills: somebody must have something to lose."""
SLAG_SEKUNDER = 11
"""A living worker has beaten within so many."""
STANG = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
"""How a database is stopped: fast, at once, or not at all."""
IGEN = "avslutades oväntat och startas igen"


def webben(program: Program, ramar: Ramar) -> Resultat:
    """kill -9 of the web workers, at random moments; gunicorn's master starts new ones."""
    slump = ramar.slump()

    def en() -> bool:
        time.sleep(slump.uniform(0, 0.4))
        webb = program.delar.webb
        return bool(webb) and doda(slump.choice(webb))

    return _under_arbete(program, ramar, "kill -9 av webbarbetare", en, ramar.antal(WEBB, 3), WEBB, paus=0.0)


def postgres(program: Program, ramar: Ramar) -> Resultat:
    """kill -9 of the embedded PostgreSQL. The launcher starts it again five times in five minutes, then closes and is started."""
    slump = ramar.slump()

    def en() -> bool:
        time.sleep(slump.uniform(0.2, 1.5))
        if program.vanta_svar() is None:
            return False
        return max(map(doda, program.delar.postgres), default=False)

    return _under_arbete(
        program, ramar, "kill -9 av PostgreSQL", en, ramar.antal(POSTGRES, 1), POSTGRES, paus=0.5
    )


def omstarter(program: Program, kluster: Cluster, ramar: Ramar) -> Resultat:
    """A database beside the program is stopped and started, fast or as in a crash; web and workers are left running."""
    slump = ramar.slump()
    fore = program.pid

    def en() -> bool:
        time.sleep(slump.uniform(1.0, 4.0))
        process = kluster.process
        assert process is not None
        doda(process.pid, slump.choice(STANG))
        process.wait()
        kluster.start()
        return True

    resultat = _under_arbete(
        program,
        ramar,
        "Databasen startas om, webben kvar",
        en,
        ramar.antal(OMSTARTER, 1),
        OMSTARTER,
        paus=0.5,
    )
    if program.pid != fore:
        resultat.dom.svar.append("Programmet stängdes när databasen startades om.")
    return resultat


def _under_arbete(
    program: Program, ramar: Ramar, namn: str, en: Callable[[], bool], antal: int, hela: int, *, paus: float
) -> Resultat:
    """Do it so many times while people work and somebody watches /halsa; then judge all of it."""
    borjan, fore, omstarter, igen = (
        time.monotonic(),
        lage.halva(program),
        program.omstarter,
        program.utskrivet(IGEN),
    )
    gjorda, tillbaka = 0, list[float]()
    fil = ramar.mapp / f"{namn.replace(' ', '-').replace(',', '')}-{ramar.fro}.jsonl"
    with Halsovakt(program, fil.with_suffix(".halsa")) as vakt, Last(program, fil) as last:
        last.sov_till(KVITTENSER)
        while gjorda < antal and en():
            gjorda += 1
            if paus:
                sekunder = program.vanta_frisk()
                tillbaka.append(float("inf") if sekunder is None else sekunder)
            last.sov_till(KVITTENSER)
    program.vanta_frisk()
    utslag = last.dom() + dom.halva(lage.halva(program), fore) + dom.halsofel(vakt.proven)
    utslag += Dom(svar=[f"Bara {gjorda} av {antal} gick att göra."] if gjorda < antal else [])
    matt: dict[str, str | int | float] = {
        **last.matt(),
        "omstarter av hela programmet": program.omstarter - omstarter,
        "omstarter av startprogrammet": program.utskrivet(IGEN) - igen,
        "svar av /halsa": len(vakt.proven),
    }
    if tillbaka:
        matt["friskt igen efter, median (s)"] = round(sorted(tillbaka)[len(tillbaka) // 2], 1)
        matt["friskt igen efter, längst (s)"] = round(max(tillbaka), 1)
        if max(tillbaka) == float("inf"):
            utslag.strandade.append("Programmet blev inte friskt igen.")
    return Resultat(namn, gjorda, hela, utslag, time.monotonic() - borjan, matt)


def inget_strandat(program: Program, fore: dict[str, int], *, skynda: bool) -> Dom:
    """Wait the time that is promised, counted from now, and find what nobody has taken up.

    `skynda`: the hearts that have stopped are said to have stopped long ago, so that what they left is taken up at once.
    """
    if not skynda:
        time.sleep(lage.TVA_MINUTER)
        return dom.strandade(lage.strandade(program), fore)
    time.sleep(SLAG_SEKUNDER)
    with program.databas() as forbindelse:
        forbindelse.execute(
            "update procrastinate_workers set last_heartbeat = now() - interval '2 minutes' "
            "where last_heartbeat < now() - make_interval(secs => %s)",
            [SLAG_SEKUNDER],
        )
        forbindelse.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args) values ('skotsel', 'ateruppta', %s)",
            ['{"timestamp": 0}'],
        )
    vanta(lambda: dom.strandade(lage.strandade(program, 0), fore).ren, lage.TVA_MINUTER, var=0.3)
    return dom.strandade(lage.strandade(program, 0), fore)
