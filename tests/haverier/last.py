"""People at work while things go wrong: they write, register and add, remember every answer, and try again as people do."""

from __future__ import annotations

import hashlib
import html
import itertools
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.haverier import dom, folk, lage
from tests.haverier.dom import TOKEN, Dom
from tests.haverier.journal import Fraga, Journal
from tests.haverier.klient import INGET, EjInloggadError, Klient, Svar, logga_in
from tests.haverier.program import Program

VERSION = re.compile(r'"version":\s*(\d+)')
DERAS_VERSION = re.compile(r'data-autospar-behall="(\d+)"|name="bas_version" value="(\d+)"')
TALAMOD_SEKUNDER = 180.0
"""So long somebody goes on trying to save one thing."""
HOGST_SATSER = 30


class Last:
    """The work of some people, for as long as the block lasts; `dom` judges it afterwards."""

    def __init__(
        self,
        program: Program,
        fil: Path,
        *,
        redaktorer: int = 4,
        registratorer: int = 2,
        satsskrivare: int = 1,
        sparningar: int | None = None,
        avsnitt: int | None = None,
    ) -> None:
        self.program, self.journal = program, Journal(fil)
        self.stampel = f"{time.time_ns() // 1_000_000 % 10**9}"
        self.avbrott: list[str] = []
        self._slut = threading.Event()
        self._kvar = itertools.count() if sparningar is None else iter(range(sparningar))
        self._sparlas = threading.Lock()
        platser = [(u, nyckel) for u in lage.oppna_utkast(program) if len(u.folk) > 0 for nyckel in u.avsnitt]
        self._platser = platser[: avsnitt or redaktorer or 1]
        self._registrator = folk.med_roll(program, "registrator")
        self._falt = folk.registrering(self._klient(self._registrator))
        gora: list[tuple[Callable[[int], None], int]] = [
            *((self._redigera, n) for n in range(redaktorer)),
            *((self._registrera, n) for n in range(registratorer)),
            *((self._satser, n) for n in range(satsskrivare)),
        ]
        self._tradar = [threading.Thread(target=self._skyddat, args=en, daemon=True) for en in gora]

    def __enter__(self) -> Last:
        self.starta()
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, tb: TracebackType | None
    ) -> None:
        self._slut.set()
        self.vanta()

    def starta(self) -> None:
        """All begin."""
        for trad in self._tradar:
            trad.start()

    def vanta(self) -> None:
        """Wait until each has done what it was to do."""
        for trad in self._tradar:
            trad.join(TALAMOD_SEKUNDER + 60)
        self.journal.stang()

    def sov_till(self, kvitterade: int, sekunder: float = 90.0) -> None:
        """Wait until so many more have been acknowledged: there must be something to lose."""
        mal, borjan = self.journal.kvitterade() + kvitterade, time.monotonic()
        while self.journal.kvitterade() < mal and time.monotonic() - borjan < sekunder:
            time.sleep(0.02)

    # -- the people ------------------------------------------------------------------------------

    def _skyddat(self, gor: Callable[[int], None], nr: int) -> None:
        try:
            gor(nr)
        except Exception as error:
            self.avbrott.append(f"{gor.__name__} {nr}: {error!r}")

    def _klient(self, person: int) -> Klient:
        while True:
            try:
                return logga_in(self.program.port, person, talamod=30)
            except EjInloggadError:
                if self._slut.wait(0.3):
                    return Klient(self.program.port)

    def _redigera(self, nr: int) -> None:
        utkast, nyckel = self._platser[nr % len(self._platser)]
        person = utkast.folk[nr % len(utkast.folk)]
        var, klient = f"{utkast.pk}/{nyckel}", self._klient(person)
        bas, tokens, n = 0, list[str](), 0
        while not self._slut.is_set():
            n += 1
            token = f"t{self.stampel}r{nr}n{n}z"
            borjan = time.monotonic()
            while time.monotonic() - borjan < TALAMOD_SEKUNDER:
                with self._sparlas:
                    if next(self._kvar, None) is None:
                        return
                text = f"<p>Vår text, åäö: {' '.join([*tokens, token])}</p>"
                fraga = Fraga(self.journal, "spara", token, var, hashlib.sha256(text.encode()).hexdigest())
                svar = klient.post(
                    f"/utlatande/{utkast.pk}/avsnitt/{nyckel}/",
                    {"text": text, "bas_version": str(bas)},
                    json=True,
                )
                traff = VERSION.search(svar.text) if svar.status == 200 else None
                fraga.besvarad(svar, version=int(traff[1]) if traff else 0)
                if traff:
                    bas, tokens = int(traff[1]), [*tokens, token]
                    break
                if svar.status == 412:
                    bas, tokens = deras(svar, bas)
                    if token in tokens:
                        break
                    continue
                if svar.status in (302, 403):
                    klient = self._klient(person)
                if self._slut.wait(0.1) and svar.status == INGET:
                    return

    def _med_nyckel(
        self, klient: Klient, person: int, slag: str, token: str, skicka: Callable[[Klient], Svar]
    ) -> Klient:
        """Send until it is answered, always with the same key."""
        borjan = time.monotonic()
        while time.monotonic() - borjan < TALAMOD_SEKUNDER:
            svar = Fraga(self.journal, slag, token).besvarad(skicka(klient))
            if svar.kvitterat or svar.status in (400, 404, 409, 422):
                break
            if svar.status in (302, 403):
                klient = self._klient(person)
            time.sleep(0.15)
        return klient

    def _registrera(self, nr: int) -> None:
        klient, n = self._klient(self._registrator), 0
        while not self._slut.is_set():
            n += 1
            token = f"t{self.stampel}g{nr}n{n}z"
            falt = {**self._falt, "titel": token, "nyckel": folk.ny_nyckel()}

            def skicka(k: Klient, falt: dict[str, str] = falt, token: str = token) -> Svar:
                return k.post_filer("/registrera/", falt, folk.remissen(token))

            klient = self._med_nyckel(klient, self._registrator, "registrera", token, skicka)
            self._slut.wait(0.1)

    def _satser(self, nr: int) -> None:
        utkast, _ = self._platser[0]
        person = utkast.folk[nr % len(utkast.folk)]
        klient = self._klient(person)
        for n in range(HOGST_SATSER):
            token = f"t{self.stampel}b{nr}n{n}z"
            falt = {"text": token, "nyckel": folk.ny_nyckel()}

            def skicka(k: Klient, falt: dict[str, str] = falt) -> Svar:
                return k.post(f"/utlatande/{utkast.pk}/satser/", falt)

            klient = self._med_nyckel(klient, person, "sats", token, skicka)
            if self._slut.wait(0.3):
                return

    # -- the judgement ---------------------------------------------------------------------------

    def dom(self, tillatna: tuple[int, ...] = (200, 302, 412, 503)) -> Dom:
        """What was acknowledged against what is there now."""
        rader = self.journal.rader
        vilka = {rad.var for rad in rader if rad.slag == "spara"}
        utslag = dom.sparningar(rader, lage.avsnitten(self.program, vilka))
        for slag in ("registrera", "sats"):
            utslag += dom.gjorda(rader, slag, lage.antal(self.program, slag, self.stampel))
        with self.program.databas() as forbindelse:
            utslag += dom.nummer(lage.serier(forbindelse))
        utslag += dom.ratta_svar(rader, tillatna) + dom.ordlosa(rader)
        return utslag + Dom(svar=list(self.avbrott))

    def matt(self) -> dict[str, int]:
        """How much was done."""
        rader = self.journal.rader
        return {
            "anrop": len(rader),
            "kvitterade": sum(rad.kvitterat for rad in rader),
            "utan svar": sum(rad.status == INGET for rad in rader),
            "avvisade (412)": sum(rad.status == 412 for rad in rader),
            "503": sum(rad.status == 503 for rad in rader),
        }


def deras(svar: Svar, bas: int) -> tuple[int, list[str]]:
    """The version and the tokens of the text that is in force, by a 412."""
    traff = DERAS_VERSION.search(svar.text)
    _, _, andra = svar.text.rpartition("<h3>Texten från")
    if not andra or "<h3>Texten från" not in svar.text:
        _, _, andra = svar.text.rpartition("<h3>Den andra")
    return (int(traff[1] or traff[2]) if traff else bas), TOKEN.findall(html.unescape(andra))
