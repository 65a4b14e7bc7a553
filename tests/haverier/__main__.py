"""`make soak`: start programs of its own, do every fault to them, judge, and write docs/haverier.md.

The arguments, in any order:

- the names of faults, for those alone: `make soak ARGS="webb disk"`; without any it is all of them, in this order;
- `skala=0.1` for so much of the whole; what is less than the whole is said, and writes nothing;
- `fro=7` for another seed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster
from remiss.start.processes import signals_interrupt
from tests.haverier import arbetardod, dodande, full_disk, manipulera, planterat, sida, skrivande
from tests.haverier.dom import Dom
from tests.haverier.epost import Epost
from tests.haverier.program import Program, gor_litet, vanta
from tests.haverier.resultat import Ramar, Resultat

LOCAL = Path(__file__).resolve().parents[2] / ".data"
VILA_SEKUNDER = 900.0
VANTAR = """
select count(*) from procrastinate_jobs
 where status = 'doing' or status = 'todo' and (scheduled_at is null or scheduled_at <= now())
"""
Haveri = Callable[[Program, Epost, Ramar], list[Resultat]]
I_DEMON: dict[str, Haveri] = {
    "redaktorer": lambda p, _, r: [skrivande.redaktorer(p, r)],
    "dubbelpost": lambda p, _, r: [skrivande.dubbelpost(p, r)],
    "numrering": lambda p, _, r: [skrivande.numrering(p, r)],
    "webb": lambda p, _, r: [dodande.webben(p, r)],
    "postgres": lambda p, _, r: [dodande.postgres(p, r)],
    "arbetare": lambda p, posten, r: arbetardod.arbetare(p, posten, r),
}
"""What is done to one demo, in this order."""
FOR_SIG = ("manipulationer", "omstart", "disk", "planterat")
"""What has a program of its own."""


def main(arguments: list[str]) -> int:
    """Run it; 1 when anything was found."""
    try:
        ramar, vilka = _las(arguments)
        with signals_interrupt():
            resultaten = list(_alla(ramar, vilka))
    except StartError as error:
        complain(error)
        return 1
    except KeyboardInterrupt:
        say("\nAvbrutet.")
        return 130
    if ramar.skala >= 1 and set(vilka) == {*I_DEMON, *FOR_SIG}:
        sida.skriv(resultaten, ramar, date.today())  # noqa: DTZ011 - the day on the wall
        say(f"Skrivet i {sida.SIDA}.")
    else:
        say(sida.tabell(resultaten))
    say("\n" + (sida.felen(resultaten) or "Inga fel hittades."))
    return 0 if all(r.dom.ren for r in resultaten) else 1


def _las(arguments: Sequence[str]) -> tuple[Ramar, list[str]]:
    """Errors: StartError."""
    satta = dict(a.split("=", 1) for a in arguments if "=" in a)
    namn = [a for a in arguments if "=" not in a]
    alla = [*I_DEMON, *FOR_SIG]
    if set(namn) - set(alla) or set(satta) - {"skala", "fro"}:
        raise StartError(f"Ange haverier ({', '.join(alla)}), skala=0.1 eller fro=7.")
    mapp = LOCAL / "haverier"
    mapp.mkdir(parents=True, exist_ok=True)
    return Ramar(float(satta.get("skala", 1)), int(satta.get("fro", 1)), mapp), [
        n for n in alla if not namn or n in namn
    ]


def _alla(ramar: Ramar, vilka: Sequence[str]) -> Iterator[Resultat]:
    if i_demon := [namn for namn in vilka if namn in I_DEMON]:
        with (
            _mapp() as data,
            Epost() as posten,
            _igang(Program(data, miljo={"EMAIL_URL": posten.url})) as program,
        ):
            for namn in i_demon:
                yield from _ett(namn, lambda namn=namn: I_DEMON[namn](program, posten, ramar))  # type: ignore[misc]
    for namn, gor in zip(FOR_SIG, (_manipulera, _omstart, _disk, _planterat), strict=True):
        if namn in vilka:
            yield from _ett(namn, lambda gor=gor: gor(ramar))  # type: ignore[misc]


def _ett(namn: str, gor: Callable[[], list[Resultat]]) -> list[Resultat]:
    """One of them, also after one that fell."""
    try:
        with step(namn.capitalize()):
            resultaten = gor()
    except Exception:
        say(traceback.format_exc())
        resultaten = [Resultat(namn, 0, 1, Dom(svar=[f"Provet föll: {traceback.format_exc(limit=-1)}"]), 0.0)]
    for r in resultaten:
        say(
            f"  {r.namn}: {r.antal} av {r.hela}, {r.hoppades_over or sida.antal_fel(r.dom)} ({r.sekunder:.0f} s)"
        )
    return resultaten


@contextlib.contextmanager
def _mapp() -> Iterator[Path]:
    """A data folder that PostgreSQL's own user can reach. Its logs are kept beside the journals."""
    mapp = Path(tempfile.mkdtemp(prefix="remiss-haverier-"))
    mapp.chmod(0o711)
    try:
        yield mapp
    finally:
        with contextlib.suppress(OSError):
            shutil.copytree(mapp / "logg", LOCAL / "haverier" / mapp.name)
            shutil.copy(mapp / "utskrift.log", LOCAL / "haverier" / mapp.name)
        shutil.rmtree(mapp)


@contextlib.contextmanager
def _igang(program: Program) -> Iterator[Program]:
    """The program, at rest: what it was filled with has been rendered, sent and read."""
    try:
        with step("Programmet startar"):
            program.starta()
            if vanta(lambda: not program.tal(VANTAR), VILA_SEKUNDER, var=0.5) is None:
                raise StartError("Arbetarna blev inte klara.", program.logg)
        yield program
    finally:
        program.stoppa()


def _manipulera(ramar: Ramar) -> list[Resultat]:
    # In the demo as it is made: two thousand times everything that the faults before have written would take a night.
    with (
        _mapp() as data,
        Epost() as posten,
        _igang(Program(data, miljo={"EMAIL_URL": posten.url})) as program,
    ):
        return manipulera.manipulera(program, ramar)


def _omstart(ramar: Ramar) -> list[Resultat]:
    with _mapp() as data, Epost() as posten:
        gor_litet(data)
        kluster = Cluster(data / "pg", data / "databas.log")
        kluster.start()
        try:
            miljo = {
                "EMAIL_URL": posten.url,
                "DATABASE_URL": kluster.application_url(),
                "DATABASE_OWNER_URL": kluster.url(),
            }
            with _igang(Program(data, miljo=miljo)) as program:
                return [dodande.omstarter(program, kluster, ramar)]
        finally:
            kluster.stop()


def _disk(ramar: Ramar) -> list[Resultat]:
    mapp = Path(tempfile.mkdtemp(prefix="remiss-disk-"))
    mapp.chmod(0o711)
    try:
        with full_disk.liten_disk(mapp / "disk"), Epost() as posten:
            gor_litet(mapp / "disk" / "data")
            with _igang(Program(mapp / "disk" / "data", miljo={"EMAIL_URL": posten.url})) as program:
                return [full_disk.full(program, ramar)]
    except PermissionError as error:
        return [Resultat("Full disk", 0, full_disk.HELA, Dom(), 0.0, hoppades_over=str(error))]
    finally:
        shutil.rmtree(mapp)


def _planterat(ramar: Ramar) -> list[Resultat]:
    with _mapp() as data, Epost() as posten:
        gor_litet(data)
        miljo = {"EMAIL_URL": posten.url, "PLANTERAT": "1"}
        with _igang(Program(data, miljo=miljo)) as program:
            smatt = Ramar(0.0, ramar.fro, ramar.mapp)
            return planterat.alla(planterat.Bank(program, posten, smatt))


if __name__ == "__main__":
    os.environ.pop("DATABASE_URL", None)
    raise SystemExit(main(sys.argv[1:]))
