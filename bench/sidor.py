"""Pages before and after: requests a second and queries, two commits side by side in one run.

`make bench ARGS="sidor 709ff88 HEAD"`. Each commit serves its own demo. They are asked in turns of a second's fraction, the one
that begins alternating, so that what else the machine does strikes them alike; a ratio is the median of the ratios of the turns.
"""

from __future__ import annotations

import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

from bench.installation import Installation, sida_vid_sida
from bench.klient import Forbindelse, Session, Svar, SvarFelError, logga_in_som, takt
from bench.resultat import maskin, median, rad, skriv_del
from bench.start import ROOT
from remiss.start.console import StartError, complain, say, step
from remiss.start.database import Cluster

FORE, EFTER = "709ff88", "HEAD"
SAMTIDIGT = (1, 2, 8)
MALET = 2
"""The goals were set with two at once, one for each web worker."""
VARV, SEKUNDER = 9, 0.7
KORT_VARV, KORT_SEKUNDER = 3, 0.25
VARMER = 0.5
MINSTA_SIDA = 2000
MINSTA_DEL = 0.5
"""Of its length the first time: an error page is shorter than that, compressed too."""

_MED_ROLL = """
SELECT u.id, u.id, u.username FROM motions_befattning b JOIN motions_anvandare u ON u.id = b.anvandare_id
WHERE b.roll = '{roll}' AND b.fran_on <= now() AND (b.till_on IS NULL OR b.till_on >= now()) ORDER BY u.username LIMIT 1
"""
_MED_FLEST_ARENDEN = """
SELECT h.id, h.id, h.username FROM motions_arende a JOIN motions_anvandare h ON h.id = a.handlaggare_id
WHERE a.state = 'beredning' GROUP BY 1, 3 ORDER BY count(*) DESC, h.username LIMIT 1
"""
_MOTE = """
SELECT b.anvandare_id, s.id, o.kortnamn || ' ' || s.ar || ' ' || s.nummer FROM motions_sammantrade s
JOIN motions_organ o ON o.id = s.organ_id JOIN motions_punkt p ON p.sammantrade_id = s.id
JOIN motions_befattning b ON b.organ_id = o.id AND b.roll = 'namndsekreterare'
GROUP BY 1, 2, 3 ORDER BY count(DISTINCT p.id) DESC, 3, 1 LIMIT 1
"""
_ARENDE = """
SELECT a.handlaggare_id, a.id, a.dnr FROM motions_arende a JOIN motions_handling h ON h.arende_id = a.id
WHERE a.handlaggare_id IS NOT NULL GROUP BY a.id ORDER BY count(*) DESC, a.dnr LIMIT 1
"""
_UTKAST = """
SELECT a.handlaggare_id, u.id, a.dnr FROM motions_tjansteutlatande u
JOIN motions_tjansteutlatande_arenden k ON k.tjansteutlatande_id = u.id JOIN motions_arende a ON a.id = k.arende_id
JOIN motions_avsnitt v ON v.utlatande_id = u.id
WHERE u.state = 'utkast' AND a.handlaggare_id IS NOT NULL GROUP BY a.id, u.id ORDER BY count(*) DESC, a.dnr LIMIT 1
"""


@dataclass(frozen=True)
class Sida:
    """A page: its name, its address, the SQL that finds who asks for what, and its limits.

    `valj` gives the person's key, the key in the address and a name that must be the same in both demos. `minst` is how many
    times as fast it is to be; `fragor` the most queries it may ask. One without `minst` is only counted.
    """

    namn: str
    adress: str
    valj: str
    fragor: int | None = None
    minst: float | None = None


def _som(roll: str) -> str:
    return _MED_ROLL.format(roll=roll)


SIDOR = [
    Sida("Den enklaste sidan (/kontrollera/)", "/kontrollera/", _som("namndsekreterare"), minst=1.6),
    Sida("Ärendelistan", "/arenden/", _som("namndsekreterare"), 10, 1.7),
    Sida("Skrivbordet, nämndsekreterare", "/", _som("namndsekreterare"), 14, 2.0),
    Sida("Skrivbordet, handläggare", "/", _MED_FLEST_ARENDEN, 14, 2.0),
    Sida("Skrivbordet, chef", "/", _som("forvaltningschef"), 22, 2.0),
    Sida("Sammanträdet med flest punkter", "/sammantrade/{}/", _MOTE, 24, 2.3),
    Sida("Ärendet med flest handlingar", "/arende/{}/", _ARENDE, 26, 3.2),
    Sida("Skrivsidan, ett öppet utkast", "/utlatande/{}/", _UTKAST, 22, 3.2),
    Sida("Fristerna, nämndsekreterare", "/frister/", _som("namndsekreterare"), 12),
    Sida("Fristerna, handläggare", "/frister/", _MED_FLEST_ARENDEN, 12),
    Sida("Fristerna, chef", "/frister/", _som("forvaltningschef"), 12),
    Sida("Fristerna, registrator", "/frister/", _som("registrator"), 12),
]
INGRESS = """## Sidorna före och efter

Skrivet av `make bench ARGS="sidor {fore} {efter}"`: två versioner av programmet på samma maskin, var och en med sin egen
demokommun och sina två webbprocesser, på samma databasserver. De frågas turvis i korta varv, så att båda möter samma maskin.
En, två eller åtta frågar samtidigt, var och en på nytt så snart den har fått svar, och tar emot komprimerade sidor så som en
webbläsare gör. Varje fråga har en egen förbindelse, så att den webbprocess som är ledig tar den. Takten är medianen av {varv}
varv på {sekunder} s; kvoten är medianen av varvens kvoter. Målen gäller vid två samtidiga."""


@dataclass(frozen=True)
class Fraga:
    """A page as one of the installations is asked for it."""

    session: Session
    adress: str
    namn: str
    langd: int

    @property
    def http(self) -> bytes:
        """The request."""
        return self.session.get(self.adress, ensam=True)

    def duger(self, svar: Svar) -> bool:
        """Whether an answer is the page."""
        return svar.status == 200 and len(svar.kropp) >= self.langd * MINSTA_DEL


@dataclass(frozen=True)
class Jamforelse:
    """One page with so many at once: the rates of each turn, before and after."""

    sida: Sida
    antal: int
    fore: Sequence[float]
    efter: Sequence[float]

    @property
    def kvot(self) -> float:
        """How many times as fast."""
        return median([e / f for f, e in zip(self.fore, self.efter, strict=True)])

    @property
    def minst(self) -> float | None:
        """The goal, where it holds."""
        return self.sida.minst if self.antal == MALET else None


def jamfor(versioner: Sequence[str], cluster: Cluster, loggar: Path, *, kort: bool) -> int:
    """Measure two commits, and write the section of docs/bench.md unless it is a short trial; 1 when a goal was not reached.

    Errors: StartError.
    """
    fore, efter = (_kort_namn(v) for v in versioner or (FORE, EFTER))
    varv, sekunder = (KORT_VARV, KORT_SEKUNDER) if kort else (VARV, SEKUNDER)
    with sida_vid_sida((fore, efter), cluster, loggar) as installationer:
        try:
            fragor = [[_fraga(i, sida) for sida in SIDOR] for i in installationer]
            stallda = [
                i.fragor([(f.session.kakor["sessionid"], f.adress) for f in deras])
                for i, deras in zip(installationer, fragor, strict=True)
            ]
            for sida, en, annan in zip(SIDOR, *fragor, strict=True):
                if en.namn != annan.namn:
                    raise StartError(f"{sida.namn}: demona är olika, {en.namn} och {annan.namn}.")
            with step("Takten"):
                borjan, cpu = time.monotonic(), time.process_time()
                matta = _takter(fragor[0], fragor[1], varv, sekunder)
                andel = (time.process_time() - cpu) / (time.monotonic() - borjan)
        except SvarFelError as error:
            raise StartError(str(error)) from error
    text = "\n\n".join(
        [
            INGRESS.format(fore=fore, efter=efter, varv=varv, sekunder=str(sekunder).replace(".", ",")),
            f"Maskinen: {maskin()}. Den som frågade tog {andel * 100:.0f} % av en kärna.",
            takttabell(matta),
            "### Frågor till databasen\n\nVad en sida frågar när den hämtas andra gången, session och behörighet inräknade.",
            fragetabell(stallda[0], stallda[1]),
        ]
    )
    if not kort:
        skriv_del("sidor", text)
    say(text)
    brutna = sum(not _nadd(m) for m in matta)
    over = sum(sida.fragor is not None and n > sida.fragor for sida, n in zip(SIDOR, stallda[1], strict=True))
    say(
        f"{brutna} mål nåddes inte, {over} gränser för frågor hölls inte."
        if brutna or over
        else "Alla mål nåddes."
    )
    return 1 if brutna or over else 0


def _kort_namn(version: str) -> str:
    kommando = ["git", "-C", str(ROOT), "rev-parse", "--verify", "-q", "--short=7", version + "^{commit}"]
    try:
        return subprocess.run(kommando, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    except subprocess.CalledProcessError as error:
        raise StartError(f"{version} finns inte här.") from error


def _fraga(installation: Installation, sida: Sida) -> Fraga:
    """Who asks for what there, logged in; the page is seen to be one. Errors: StartError, SvarFelError."""
    with psycopg.connect(installation.databas) as forbindelse:
        rad = forbindelse.execute(sida.valj.encode()).fetchone()
    if rad is None:
        raise StartError(f"{sida.namn}: demon har ingen sådan.")
    person, nyckel, namn = rad
    session, till = logga_in_som(installation.port, person), Forbindelse(installation.port)
    adress = sida.adress.format(nyckel)
    try:
        okomprimerad = till.fraga(session.get(adress, komprimerat=False))
        if (
            okomprimerad.status != 200
            or len(okomprimerad.kropp) < MINSTA_SIDA
            or b"</html>" not in okomprimerad.kropp
        ):
            raise SvarFelError(f"{sida.namn} svarade {okomprimerad.status}.")
        langd = len(till.fraga(session.get(adress)).kropp)
    finally:
        till.stang()
    return Fraga(session, adress, namn, langd)


def _takter(fore: Sequence[Fraga], efter: Sequence[Fraga], varv: int, sekunder: float) -> list[Jamforelse]:
    """Every page that has a goal, with every number at once, in turns."""
    matta = []
    for sida, *par in zip(SIDOR, fore, efter, strict=True):
        if sida.minst is None:
            continue
        for f in par:
            _en_takt(f, max(SAMTIDIGT), VARMER)
        for antal in SAMTIDIGT:
            matta.append(
                Jamforelse(sida, antal, *turvis([partial(_en_takt, f, antal, sekunder) for f in par], varv))
            )
    return matta


def _en_takt(f: Fraga, antal: int, sekunder: float) -> float:
    return takt(f.session.port, f.http, antal, sekunder, f.duger)


def turvis(mat: Sequence[Callable[[], float]], varv: int) -> list[list[float]]:
    """Ask each in every turn, in the opposite order every other time; what each answered, in the order of `mat`."""
    svar: dict[int, list[float]] = defaultdict(list)
    for nummer in range(varv):
        ordning = range(len(mat)) if nummer % 2 == 0 else reversed(range(len(mat)))
        for plats in ordning:
            svar[plats].append(mat[plats]())
    return [svar[plats] for plats in range(len(mat))]


def _nadd(m: Jamforelse) -> bool:
    return m.minst is None or m.kvot >= m.minst


def takttabell(matta: Sequence[Jamforelse]) -> str:
    """The rates as a Markdown table."""
    rader = [
        "| Sida | Samtidigt | Före, i sekunden | Efter, i sekunden | Kvot | Minst | Nått |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for m in matta:
        mal = ("", "") if m.minst is None else (f"{m.minst:g}", "ja" if _nadd(m) else "**nej**")
        rader.append(
            rad(
                m.sida.namn, m.antal, f"{median(m.fore):.1f}", f"{median(m.efter):.1f}", f"{m.kvot:.2f}", *mal
            )
        )
    return "\n".join(rader)


def fragetabell(fore: Sequence[int], efter: Sequence[int]) -> str:
    """The queries as a Markdown table."""
    rader = ["| Sida | Frågor före | Frågor efter | Högst | Klarat |", "|---|---:|---:|---:|---|"]
    for sida, en, annan in zip(SIDOR, fore, efter, strict=True):
        omdome = "" if sida.fragor is None else "ja" if annan <= sida.fragor else "**nej**"
        rader.append(rad(sida.namn, en, annan, "" if sida.fragor is None else sida.fragor, omdome))
    return "\n".join(rader)


def mat(argument: Sequence[str], cluster: Cluster, loggar: Path) -> int:
    """`sidor [kort] [FÖRE EFTER]`; the exit code."""
    kort = "kort" in argument
    versioner = [a for a in argument if a != "kort"]
    if len(versioner) not in (0, 2):
        complain(StartError('Ange två versioner, till exempel make bench ARGS="sidor 709ff88 HEAD".'))
        return 1
    return jamfor(versioner, cluster, loggar, kort=kort)
