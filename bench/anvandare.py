"""Sixty people at once in a kommun of 100,000 ärenden: they read, search and write, and think a moment in between.

`make bench ARGS="anvandare"`. A process of its own, started by bench/__main__.py with the number of ärenden: it fills the
database, logs the people in and starts the program as `make run` does. What each does is drawn from a seed.
"""

from __future__ import annotations

import os
import random
import re
import sys
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import django

django.setup()

from django.test import Client  # noqa: E402 - the models are there when Django is

from bench import databas  # noqa: E402
from bench.installation import starta  # noqa: E402
from bench.klient import Forbindelse, Session, Svar, SvarFelError  # noqa: E402
from bench.kommun import AMNEN, OVANLIGT, VANLIGT  # noqa: E402
from bench.resultat import maskin, median, percentil, rad, skriv_del, tal  # noqa: E402
from bench.start import ROOT  # noqa: E402
from motions.models import Anvandare, Arende  # noqa: E402
from remiss.start.console import StartError, complain, say, step  # noqa: E402

ANTAL = 60
REGISTRATORER = 12
"""Half of them see the whole kommun, half one nämnd."""
FRO = 1
TANKER = (1.0, 3.0)
VARMER, SEKUNDER = 15.0, 90.0
KORT_VARMER, KORT_SEKUNDER = 5.0, 20.0
VANTAR_SEKUNDER = 60.0
NAGRA = 200
"""As many of the ärenden that one sees as one comes back to."""
SIDA_MS, SPARA_MS, SOK_MS = 400.0, 150.0, 500.0
SPARA, SOK = "Spara ett avsnitt", "Söka"
GOR = {"Ärendesidan": 30, "Ärendelistan": 20, "Skrivbordet": 5, SOK: 15, "Skrivsidan": 5, SPARA: 25}
"""How often each is done, of a hundred; who has no text of his own does not do the last two."""
SKRIVER = ("Skrivsidan", SPARA)
AVSNITT = re.compile(
    r'data-autospar="(/utlatande/\d+/avsnitt/[^"]+)"(?:(?!</form>).)*?name="bas_version" value="(\d+)"',
    re.DOTALL,
)
VERSION = re.compile(rb'"version": *(\d+)')
INGRESS = """## Sextio användare samtidigt

Skrivet av `make bench ARGS="anvandare"`: {antal} personer i en kommun med {arenden} ärenden, {handlaggare} handläggare som läser,
söker och skriver på var sitt utlåtande och {registratorer} registratorer som läser och söker, hälften av dem i alla hundra
nämnderna. Var och en tänker efter i 1–3 s mellan det ena och det andra. Programmet kör som med `make run`, och databasen skriver
till disk. Tiderna är från fråga till helt svar, mätta i {sekunder:g} s sedan alla har kommit i gång."""


@dataclass
class Person:
    """One of the sixty: session, the ärenden to come back to, and the sections being written with their versions."""

    session: Session
    slump: random.Random
    arenden: list[int]
    avsnitt: dict[str, str] = field(default_factory=dict)
    utlatande: str = ""
    text: str = ""

    def fraga(self, gor: str) -> tuple[bytes, str]:
        """The request of one thing done, and the address it goes to."""
        if gor == SPARA:
            stig = self.slump.choice(list(self.avsnitt))
            self.text += f"<p>{' '.join(self.slump.choices(AMNEN, k=20)).capitalize()}.</p>"
            huvud = {"If-Match": f'"{self.avsnitt[stig]}"', "Accept": "application/json, text/html"}
            return self.session.post(stig, {"text": self.text}, huvud), stig
        stig = {
            "Ärendesidan": f"/arende/{self.slump.choice(self.arenden)}/",
            "Ärendelistan": self.slump.choice(("/arenden/", "/arenden/?sort=inkommen")),
            "Skrivbordet": "/",
            "Skrivsidan": self.utlatande,
            SOK: f"/arenden/?q={quote(self.slump.choice((VANLIGT, OVANLIGT, *AMNEN)))}",
        }[gor]
        return self.session.get(stig), stig

    def ta_emot(self, gor: str, stig: str, svar: Svar) -> bool:
        """Whether it went well; a section that was saved has a new version."""
        if svar.status != 200:
            return False
        if gor == SPARA:
            version = VERSION.search(svar.kropp)
            if version is None:
                return False
            self.avsnitt[stig] = version[1].decode()
        return True


@dataclass
class Utfall:
    """What came of it: the times of each kind of thing done, in milliseconds, and the faults."""

    tider: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    fel: Counter[str] = field(default_factory=Counter)
    exempel: list[str] = field(default_factory=list)


def personer(port: int) -> list[Person]:
    """The sixty, logged in; the sessions are made in the database. The first handläggare of a nämnd has its open ärenden."""
    allt, en = (Anvandare.objects.get(username=namn) for namn in ("allt", "en"))
    handlaggare = [Anvandare.objects.get(username=f"h{namnd}-0") for namnd in range(ANTAL - REGISTRATORER)]
    alla = []
    for nummer, user in enumerate([*handlaggare, *[allt, en] * (REGISTRATORER // 2)]):
        slump = random.Random(f"{FRO}-{nummer}")  # noqa: S311 - a draw that can be repeated
        sedda = Arende.objects.filter(sekretess=False).order_by("-pk")
        if user in handlaggare:
            sedda = sedda.filter(handlaggare=user, state="beredning")
        elif user == en:
            sedda = sedda.filter(organ__kortnamn="N0")
        client = Client()
        client.force_login(user, backend="remiss.login.backend.AccountBackend")
        kakor = {"sessionid": client.cookies["sessionid"].value}
        nycklar = list(sedda.values_list("pk", flat=True)[: NAGRA * 50])
        alla.append(Person(Session(port, kakor), slump, slump.sample(nycklar, min(NAGRA, len(nycklar)))))
    return alla


def borja_skriva(person: Person) -> None:
    """Open a text on the first of one's ärenden, as its button does. Errors: SvarFelError."""
    till, session = Forbindelse(person.session.port), person.session
    try:
        arende = f"/arende/{person.arenden[0]}/"
        session.ta_emot(till.fraga(session.get(arende, komprimerat=False)))
        svar = till.fraga(session.post(f"{arende}utlatande/", {"nyckel": str(uuid.uuid4())}, {}))
        plats = re.search(rb"\r\nlocation: *(\S+)", svar.huvud, re.IGNORECASE)
        if svar.status != 302 or plats is None:
            raise SvarFelError(f"Ett utlåtande gick inte att börja på: {svar.status}.")
        person.utlatande = plats[1].decode()
        sidan = session.ta_emot(till.fraga(session.get(person.utlatande, komprimerat=False)))
        person.avsnitt = dict(AVSNITT.findall(sidan.kropp.decode()))
        if not person.avsnitt:
            raise SvarFelError(f"Skrivsidan svarade {sidan.status} utan avsnitt.")
    finally:
        till.stang()


def arbeta(alla: Sequence[Person], varmer: float, sekunder: float) -> Utfall:
    """Let them all work; only what is asked for after the warming counts."""
    utfall, las = Utfall(), threading.Lock()
    fran = time.monotonic() + varmer
    till = fran + sekunder

    def en(person: Person) -> None:
        forbindelse = Forbindelse(person.session.port)
        gor_ = {vad: vikt for vad, vikt in GOR.items() if person.avsnitt or vad not in SKRIVER}
        while True:
            time.sleep(person.slump.uniform(*TANKER))
            if time.monotonic() > till:
                return forbindelse.stang()
            gor = person.slump.choices(list(gor_), list(gor_.values()))[0]
            fraga, stig = person.fraga(gor)
            borjan = time.monotonic()
            try:
                svar = forbindelse.fraga(fraga)
                gick, varfor = person.ta_emot(gor, stig, svar), str(svar.status)
            except SvarFelError as error:
                gick, varfor = False, str(error)
            tog = (time.monotonic() - borjan) * 1000
            with las:
                if not gick:
                    utfall.fel[gor] += 1
                    utfall.exempel.append(f"{stig}: {varfor}")
                elif borjan > fran:
                    utfall.tider[gor].append(tog)

    tradar = [threading.Thread(target=en, args=(person,), daemon=True) for person in alla]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(max(0.0, till - time.monotonic()) + VANTAR_SEKUNDER)
    return utfall


def grans(gor: str) -> float:
    """The most milliseconds that nineteen of twenty may take."""
    return {SPARA: SPARA_MS, SOK: SOK_MS}.get(gor, SIDA_MS)


def tabell(utfall: Utfall) -> str:
    """The times as a Markdown table."""
    rader = [
        "| Vad | Gånger | p50 ms | p95 ms | Högst | Klarat | Fel |",
        "|---|---:|---:|---:|---:|---|---:|",
    ]
    for gor in GOR:
        tider = utfall.tider[gor]
        if tider:
            p95 = percentil(tider, 0.95)
            matt = (
                f"{median(tider):.0f}",
                f"{p95:.0f}",
                f"{grans(gor):g}",
                "ja" if p95 <= grans(gor) else "**nej**",
            )
        else:
            matt = ("", "", f"{grans(gor):g}", "**nej**")
        rader.append(rad(gor, len(tider), *matt, utfall.fel[gor]))
    return "\n".join(rader)


def main(arenden: int, *, kort: bool) -> int:
    """Fill, start, let them work, write the section unless it is short; 1 when a limit was not held or something went wrong."""
    varmer, sekunder = (KORT_VARMER, KORT_SEKUNDER) if kort else (VARMER, SEKUNDER)
    url, data = os.environ["DATABASE_URL"], Path(os.environ["REMISS_DATA"])
    with step(f"{tal(arenden)} ärenden"):
        bas = databas.gor(url, arenden)
    adress = url.rpartition("/")[0] + f"/{bas.namn}"
    with starta(ROOT, data, adress, ROOT / ".data" / "logg" / "bench-anvandare.log", demo=False) as program:
        with step("Programmet"):
            program.vanta()
        with databas.oppen(bas.namn):
            alla = personer(program.port)
        with step(f"{ANTAL} användare"):
            for person in alla[: ANTAL - REGISTRATORER]:
                borja_skriva(person)
            borjan, cpu = time.monotonic(), time.process_time()
            utfall = arbeta(alla, varmer, sekunder)
            andel = (time.process_time() - cpu) / (time.monotonic() - borjan)
    gjorda = sum(map(len, utfall.tider.values()))
    ingress = INGRESS.format(
        antal=ANTAL,
        arenden=tal(arenden),
        handlaggare=ANTAL - REGISTRATORER,
        registratorer=REGISTRATORER,
        sekunder=sekunder,
    )
    text = "\n\n".join(
        [
            ingress,
            f"Maskinen: {maskin()}. {gjorda / sekunder:.0f} svar i sekunden; de som frågade tog {andel * 100:.0f} % av en kärna.",
            tabell(utfall),
        ]
    )
    if not kort:
        skriv_del("anvandare", text)
    say(text)
    for rad_ in utfall.exempel[:5]:
        say(f"  fel: {rad_}")
    klarat = not utfall.fel and all(
        utfall.tider[gor] and percentil(utfall.tider[gor], 0.95) <= grans(gor) for gor in GOR
    )
    return 0 if klarat else 1


if __name__ == "__main__":
    try:
        raise SystemExit(main(int(sys.argv[1]), kort="kort" in sys.argv))
    except (StartError, SvarFelError) as error:
        complain(error if isinstance(error, StartError) else StartError(str(error)))
        raise SystemExit(1) from error
