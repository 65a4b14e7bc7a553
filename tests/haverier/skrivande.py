"""Many who write at once: editors over the same sections, the same form sent many times, and registrations for one series."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

from tests.haverier import dom, folk, lage
from tests.haverier.journal import Fraga, Journal
from tests.haverier.klient import Fil, Klient, Svar, logga_in
from tests.haverier.last import Last
from tests.haverier.program import Program
from tests.haverier.resultat import Ramar, Resultat

REDAKTORER = 20
PER_AVSNITT = 4
SPARNINGAR = 10_000
DUBBLA = 400
PER_AKT = 20
REGISTRERINGAR = 400
SAMTIDIGA = 20
FEL_VAR = 10
"""Every so manieth registration is refused after its number could have been drawn."""


def redaktorer(program: Program, ramar: Ramar) -> Resultat:
    """Editors who save over each other: each sends all that was in force as they last saw it, and a word more."""
    borjan, antal = time.monotonic(), ramar.antal(SPARNINGAR, 40)
    hur_manga = max(4, min(REDAKTORER, antal // 10))
    last = Last(
        program,
        ramar.mapp / "redaktorer.jsonl",
        redaktorer=hur_manga,
        registratorer=0,
        satsskrivare=0,
        sparningar=antal,
        avsnitt=max(1, hur_manga // PER_AVSNITT),
    )
    last.starta()
    last.vanta()
    return Resultat(
        "Redaktörer som skriver över varandra", antal, SPARNINGAR, last.dom((200, 412)), time.monotonic() - borjan,
        {"redaktörer": hur_manga, **last.matt()},
    )  # fmt: skip


@dataclass(frozen=True)
class Akt:
    """A form that makes something: of what kind, by whom, where, with what; None for a form without files."""

    slag: str
    token: str
    person: int
    stig: str
    falt: dict[str, str]
    filer: list[Fil] | None = None

    def skicka(self, klient: Klient) -> Svar:
        """Send it once."""
        if self.filer is None:
            return klient.post(self.stig, self.falt)
        return klient.post_filer(self.stig, self.falt, self.filer)


def dubbelpost(program: Program, ramar: Ramar) -> Resultat:
    """The same form sent many times at once, of many kinds: it is done once, and each sender gets the same answer."""
    borjan, antal = time.monotonic(), ramar.antal(DUBBLA, 40)
    stampel = f"{time.time_ns() // 1_000_000 % 10**9}"
    akter = _akterna(program, stampel, max(1, antal // PER_AKT))
    inloggade = {person: logga_in(program.port, person) for person in {akt.person for akt in akter}}
    journal = Journal(ramar.mapp / "dubbelpost.jsonl")

    def en(akt: Akt, klient: Klient) -> None:
        Fraga(journal, akt.slag, akt.token).besvarad(akt.skicka(klient))

    with ThreadPoolExecutor(PER_AKT) as pool:
        for akt in akter:
            list(pool.map(en, [akt] * PER_AKT, [inloggade[akt.person].likadan() for _ in range(PER_AKT)]))
    journal.stang()
    utslag = dom.lika_svar(journal.rader)
    for slag in {akt.slag for akt in akter}:
        utslag += dom.gjorda(journal.rader, slag, lage.antal(program, slag, stampel))
    skickade = len(akter) * PER_AKT
    return Resultat("Dubbla POST", skickade, DUBBLA, utslag, time.monotonic() - borjan, {"akter": len(akter)})


def _akterna(program: Program, stampel: str, antal: int) -> list[Akt]:
    utkast = lage.oppna_utkast(program)[0]
    registrator, sekreterare = (
        folk.med_roll(program, "registrator"),
        folk.med_roll(program, "namndsekreterare"),
    )
    registrera = folk.registrering(logga_in(program.port, registrator))
    posten = logga_in(program.port, registrator).get("/post/ny/").text
    motet = logga_in(program.port, sekreterare).get("/sammantrade/nytt/").text
    planerat = program.tal("select min(id) from motions_sammantrade where state = 'planerat'")
    arende = program.tal(
        "select min(id) from motions_arende where state = 'beredning' and not sekretess and organ_id in "
        "(select organ_id from motions_befattning where anvandare_id = %s and roll = 'registrator')",
        registrator,
    )
    idag = date.today()  # noqa: DTZ011 - as the person at the desk reads it

    def bygg(slag: str, n: int, token: str) -> Akt:
        satt: dict[str, Callable[[], tuple[int, str, dict[str, str], list[Fil] | None]]] = {
            "sats": lambda: (utkast.folk[0], f"/utlatande/{utkast.pk}/satser/", {"text": token}, None),
            "avsnitt": lambda: (utkast.folk[0], f"/utlatande/{utkast.pk}/avsnitt/", {"rubrik": token}, None),
            "registrera": lambda: (
                registrator, "/registrera/", {**registrera, "titel": token}, folk.remissen(token)
            ),
            "handling": lambda: (
                registrator, f"/gor/arende/{arende}/lagg_till_handling/", folk.skrivelse(token),
                folk.bilagan(token),
            ),
            "post": lambda: (
                registrator, "/post/ny/",
                {"forvaltning": folk.val(posten, "forvaltning")[0], "avsandare": "A", "amne": token,
                 "inkommen_on": idag.isoformat(), "text": "Hej"}, [],
            ),
            "mote": lambda: (
                sekreterare, "/sammantrade/nytt/",
                {"organ": folk.val(motet, "organ")[0], "datum": (idag + timedelta(days=200 + n)).isoformat(),
                 "klockan": "16.00", "plats": token}, None,
            ),
            "punkt": lambda: (
                sekreterare, f"/sammantrade/{planerat}/punkter/", {"slag": "ovrigt", "rubrik": token}, None
            ),
        }  # fmt: skip
        person, stig, falt, filer = satt[slag]()
        return Akt(slag, token, person, stig, {**falt, "nyckel": folk.ny_nyckel()}, filer)

    slagen = itertools.cycle(lage.ANTAL)
    return [bygg(slag, n, f"t{stampel}d0n{n}z") for n, slag in zip(range(antal), slagen, strict=False)]


def numrering(program: Program, ramar: Ramar) -> Resultat:
    """Registrations at once, some of them refused: the series of each organ stays without gap and double."""
    borjan, antal = time.monotonic(), ramar.antal(REGISTRERINGAR, 20)
    stampel = f"{time.time_ns() // 1_000_000 % 10**9}"
    registrator = folk.med_roll(program, "registrator")
    klient = logga_in(program.port, registrator)
    falt, journal = folk.registrering(klient), Journal(ramar.mapp / "numrering.jsonl")

    def en(n: int) -> None:
        token, egen = f"t{stampel}g0n{n}z", klient.likadan()
        mina = {**falt, "titel": token, "nyckel": folk.ny_nyckel()}
        if n % FEL_VAR == FEL_VAR - 1:
            mina["handlaggare"] = "999999"
        fraga = Fraga(journal, "registrera", token)
        fraga.besvarad(egen.post_filer("/registrera/", mina, folk.remissen(token)))

    with ThreadPoolExecutor(min(SAMTIDIGA, antal)) as pool:
        list(pool.map(en, range(antal)))
    journal.stang()
    utslag = dom.gjorda(journal.rader, "registrera", lage.antal(program, "registrera", stampel))
    utslag += dom.ratta_svar(journal.rader, (302, 422))
    with program.databas() as forbindelse:
        utslag += dom.nummer(lage.serier(forbindelse))
    avvisade = sum(rad.status == 422 for rad in journal.rader)
    return Resultat(
        "Registreringar samtidigt", antal, REGISTRERINGAR, utslag, time.monotonic() - borjan,
        {"avvisade": avvisade},
    )  # fmt: skip
