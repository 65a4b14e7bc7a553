"""Whether the judge finds what is wrong: a fault is planted, the same is done as always, and the judge must say so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.haverier import arbetardod, dom, lage, manipulera, skrivande
from tests.haverier.dom import Dom
from tests.haverier.epost import Epost, Lage
from tests.haverier.halsovakt import Halsovakt
from tests.haverier.program import Program, vanta
from tests.haverier.resultat import Ramar, Resultat

FIL = "planterat"
VAKTEN_SEKUNDER = 2.0
UNIKA = """
select conrelid::regclass::text, conname from pg_constraint
 where contype = 'u' and conrelid in ('motions_arende'::regclass, 'motions_handling'::regclass)
"""


@dataclass(frozen=True)
class Bank:
    """Where it is done: a program that faults can be planted in, and its mail server."""

    program: Program
    posten: Epost
    ramar: Ramar


@dataclass(frozen=True)
class Fel:
    """A fault to plant: its name, what it is, the kind of the judgement that must not be empty, and how it is done.

    One that is not `snabb` takes minutes. One that is about the monitor of a program that is `frisk` comes before those that
    leave a job that failed: then the judge cannot know that all is well.
    """

    namn: str
    vad: str
    slag: str
    gor: Callable[[Bank], Dom]
    snabb: bool = True
    frisk: bool = False


@contextmanager
def planterat(program: Program, namn: str) -> Iterator[None]:
    """The fault is there until the block ends."""
    fil = program.data / FIL
    fil.write_text(namn, "utf-8")
    try:
        yield
    finally:
        fil.unlink()


def _skriv(bank: Bank) -> Dom:
    return skrivande.redaktorer(bank.program, bank.ramar).dom


def _dubbla(bank: Bank) -> Dom:
    return skrivande.dubbelpost(bank.program, bank.ramar).dom


def _numrera(bank: Bank) -> Dom:
    """Without the constraints that would have refused the double."""
    with bank.program.databas() as forbindelse:
        for tabell, namn in forbindelse.execute(UNIKA).fetchall():
            forbindelse.execute(f'alter table {tabell} drop constraint "{namn}" cascade')
    return skrivande.numrering(bank.program, bank.ramar).dom


def _mejla(bank: Bank) -> Dom:
    """Somebody gets an ärende, and is told by mail."""
    bank.posten.mottagna.clear()
    with arbetardod.platsen(bank.program, bank.posten, bank.ramar) as plats:
        plats.mejl()
    vanta(lambda: bool(bank.posten.mottagna), 30)
    utslag = arbetardod.mejlen(bank.program, bank.posten)
    return Dom(dubbla=utslag.dubbla)


def _mejla_utan_svar(bank: Bank) -> Dom:
    """The mail server takes it and hangs up before it has said so: it is sent once more."""
    bank.posten.lage = Lage.LAGG_PA
    try:
        return _mejla(bank)
    finally:
        bank.posten.lage = Lage.TA_EMOT


def _uppgivet_mejl(bank: Bank) -> Dom:
    """A mail has been given up, which /halsa is to say."""
    with bank.program.databas() as forbindelse:
        forbindelse.execute(
            "update remiss_utskick set misslyckat_at = now() where id = (select min(id) from remiss_utskick)"
        )
    try:
        return _vakta(bank)
    finally:
        with bank.program.databas() as forbindelse:
            forbindelse.execute("update remiss_utskick set misslyckat_at = null")


def _vakta(bank: Bank) -> Dom:
    with Halsovakt(bank.program, var=0.3) as vakt:
        time.sleep(VAKTEN_SEKUNDER)
    return dom.halsofel(vakt.proven)


def _arbetaren_dor(bank: Bank) -> Dom:
    alla = arbetardod.arbetare(bank.program, bank.posten, bank.ramar, vilka=["förseglar", "läser en fil"])
    return alla[-1].dom


def _ett_jobb_blev_kvar(bank: Bank) -> Dom:
    """What it leaves when nothing is taken up: a job that is being done by nobody, and what it was about undone."""
    with bank.program.databas() as forbindelse, forbindelse.transaction(force_rollback=True):
        forbindelse.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = null where task_name = 'ateruppta'"
        )
        return dom.strandade(lage.strandat(forbindelse, lage.TVA_MINUTER), {})


def _paragraf(bank: Bank) -> Dom:
    """Two §§ of a sitting with one number."""
    with bank.program.databas() as forbindelse, forbindelse.transaction(force_rollback=True):
        forbindelse.execute("set local session_replication_role = replica")
        forbindelse.execute(
            "insert into motions_sammantrade select (jsonb_populate_record(s, jsonb_build_object('id', 900001, 'nummer', 999, "
            "'start_at', s.start_at + interval '1 day'))).* from motions_sammantrade s limit 1"
        )
        forbindelse.execute("update motions_organ set paragrafnumrering = 'ar'")
        forbindelse.execute(
            "insert into motions_punkt select (jsonb_populate_record(p, "
            "jsonb_build_object('id', 900001, 'sammantrade_id', 900001))).* "
            "from motions_punkt p where p.paragraf is not null limit 1"
        )
        return dom.nummer(lage.serier(forbindelse))


def _manipulera(bank: Bank) -> Dom:
    return manipulera.manipulera(bank.program, bank.ramar, UTAN="motions_handling", BARA="motions_handling")[
        0
    ].dom


FELEN = (
    Fel("utan_versionskoll", "autospar som inte ser efter vilken text den bygger på", "forlorade", _skriv),
    Fel("svarar_fore_commit", "«sparat» fast transaktionen rullas tillbaka", "forlorade", _skriv),
    Fel("tappar_ett_tecken", "en sparning som tappar ett tecken", "forlorade", _skriv),
    Fel("behaller_inte_det_avvisade", "en avvisad text som inte sparas undan", "forlorade", _skriv),
    Fel("utan_nyckel", "dubbla POST utan idempotensnyckel", "dubbla", _dubbla),
    Fel("mejl_utanfor_akten", "mejl som skickas innan akten är gjord", "dubbla", _mejla),
    Fel("nytt_meddelande_id", "mejl med nytt Message-ID vid varje försök", "dubbla", _mejla_utan_svar),
    Fel("halsan_alltid_bra", "/halsa som alltid är frisk", "halsa", _uppgivet_mejl),
    Fel("halsan_alltid_dalig", "/halsa som alltid är sjuk", "halsa", _vakta, frisk=True),
    Fel("verifiera_hoppar_over", "verifiera som hoppar över en tabell", "ohittade", _manipulera),
    Fel("ett_jobb_blev_kvar", "ett jobb som ingen arbetare har", "strandade", _ett_jobb_blev_kvar),
    Fel("paragraf_tva_ganger", "samma § i två sammanträden samma år", "nummer", _paragraf),
    Fel("raknare_utan_las", "diarienummer ur en räknare utan lås", "nummer", _numrera),
    Fel("inget_tas_upp", "döda arbetares jobb som ingen tar upp", "strandade", _arbetaren_dor, snabb=False),
)
"""What the judge must find. The one that takes the constraints away is last of the quick ones: they do not come back."""


def prova(bank: Bank, fel: Fel) -> list[str]:
    """Plant it, and give what the judge says of its kind."""
    with planterat(bank.program, fel.namn):
        utslag: list[str] = getattr(fel.gor(bank), fel.slag)
    return utslag


def alla(bank: Bank) -> list[Resultat]:
    """Each of them; one that is not found is a fault of the judge's."""
    ut = []
    for fel in sorted(FELEN, key=lambda fel: (not fel.frisk, fel.snabb)):
        borjan = time.monotonic()
        funnet = prova(bank, fel)
        missat = [] if funnet else [f"Domaren hittade inte: {fel.vad}."]
        ut.append(
            Resultat(
                f"Planterat fel: {fel.vad}", 1, 1, Dom(ohittade=missat), time.monotonic() - borjan,
                {"funna fel": len(funnet), "till exempel": funnet[0] if funnet else ""},
            )
        )  # fmt: skip
    return ut
