"""From a clone to the first page: `make run` in an empty folder, and once more when everything is there.

`make bench ARGS="start 709ff88 HEAD"` measures the named commits alone, turn by turn in one run, with what each step took, and
writes its part of docs/bench.md when they are two.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.resultat import maskin, skriv_del
from remiss.start.console import StartError, complain, say
from remiss.start.processes import STOP_SECONDS, free_port, start_apart, stop_group

ROOT = Path(__file__).resolve().parent.parent
VANTA_SEKUNDER = 600
EGNA = ("DATABASE_URL", "REMISS_DATA", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL", "VIRTUAL_ENV")
"""What the bench sets for itself, and a new user has not."""
STEG = re.compile(r"✓ (?P<vad>.+?) \((?P<sekunder>[\d,]+) s\)")
HAMTAT = "Bibliotek"
"""The step that ends with the Python packages there: what comes before it is the network's and the package index's time."""
VARV = 2
INGRESS = """## Första starten före och efter

Skrivet av `make bench ARGS="start {fore} {efter}"`: från `make run` i en ny klon till första sidan med demokommunen, {varv}
gånger var, turvis. Tiderna är medelvärden av varven; kvoterna är de första genom de andra. Steg som går bredvid ett annat
räknas i båda. CPU-sekunderna är alla processers, också databasens, tills allt är stängt igen; «egna» är de utan
Pythonpaketens hämtning."""


@dataclass
class Forlopp:
    """What a start has said so far: its steps, and when it had the packages and what CPU that had taken."""

    steg: dict[str, float] = field(default_factory=dict)
    hamtat_at: float = 0
    hamtat_cpu: float = 0


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first page, CPU seconds of everything that it started until it was stopped, and the steps.

    `egna` and `egen_cpu` are those of them that came when the packages were there.
    """

    sekunder: float
    cpu: float
    egna: float
    egen_cpu: float
    steg: dict[str, float]


def mat() -> str:
    """A sentence with the two times, in whole seconds, or with why there are none."""
    if not (ROOT / ".git").exists():
        return "Första starten mättes inte: mappen är ingen git-klon, så det finns inget att klona."
    forsta, andra = _mat("HEAD")
    return (
        f"Från en ny klon till första sidan med demokommunen: {forsta.sekunder:.0f} s, Pythonpaketens hämtning inräknad men inte "
        f"Debians. Nästa start: {andra.sekunder:.0f} s."
    )


def jamfor(versioner: list[str]) -> int:
    """Measure the commits turn by turn and print them side by side; return the exit code."""
    matta = {version: list[tuple[Start, Start]]() for version in versioner}
    try:
        for _ in range(VARV):
            for version, starter in matta.items():
                starter.append(_mat(version))
    except (StartError, subprocess.CalledProcessError) as error:
        complain(error if isinstance(error, StartError) else StartError(f"{error.cmd[-1]} finns inte här."))
        return 1
    text = f"{tabell(matta)}\n\nMaskinen: {maskin()}."
    say(f"\n{text}")
    if len(versioner) == 2:
        ingress = INGRESS.format(fore=versioner[0], efter=versioner[1], varv=VARV)
        skriv_del("start", f"{ingress}\n\n{text}")
    return 0


def tabell(matta: dict[str, list[tuple[Start, Start]]]) -> str:
    """The commits as columns of a Markdown table, and of two how many times as fast the second is."""
    steg = dict.fromkeys(vad for starter in matta.values() for forsta, _ in starter for vad in forsta.steg)
    rader: list[tuple[str, Callable[[Start, Start], float | None]]] = [
        ("Från klon till första sidan", lambda forsta, andra: forsta.sekunder),
        ("  egna", lambda forsta, andra: forsta.egna),
        ("CPU-sekunder för allt det", lambda forsta, andra: forsta.cpu),
        ("  egna", lambda forsta, andra: forsta.egen_cpu),
        *((f"  varav {vad}", partial(_steget, vad)) for vad in steg),
        ("Nästa start", lambda forsta, andra: andra.sekunder),
    ]
    kvot = ["Kvot"] if len(matta) == 2 else []
    text = [f"| Sekunder | {' | '.join([*matta, *kvot])} |", f"|---|{'---:|' * len([*matta, *kvot])}"]
    for vad, vilken in rader:
        medel = [_medel(vilken(*starter) for starter in alla) for alla in matta.values()]
        celler = ["" if m is None else f"{m:.1f}" for m in medel]
        if kvot:
            fore, efter = medel
            celler.append(f"{fore / efter:.2f}" if fore and efter else "")
        text.append(f"| {vad} | {' | '.join(celler)} |")
    return "\n".join(text)


def _steget(vad: str, forsta: Start, andra: Start) -> float | None:
    return forsta.steg.get(vad)


def _medel(tider: Iterable[float | None]) -> float | None:
    kanda = [tid for tid in tider if tid is not None]
    return sum(kanda) / len(kanda) if kanda else None


def _mat(version: str) -> tuple[Start, Start]:
    with tempfile.TemporaryDirectory(dir=ROOT / ".data", prefix="start-") as mapp:
        # As a folder of a new user's: the database server goes in as a user of its own.
        Path(mapp).chmod(0o755)
        klon = Path(mapp) / "remiss"
        klona(version, klon)
        try:
            return _starta(klon), _starta(klon)
        finally:
            _stada(klon / ".data" / "pg.json")


def klona(version: str, klon: Path) -> None:
    """A clone with the commit checked out. Errors: CalledProcessError when it is not here."""
    commit = _commit(version)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(klon)], check=True)  # noqa: S603, S607
    subprocess.run(["git", "-C", str(klon), "checkout", "-q", commit], check=True)  # noqa: S603, S607


def _commit(version: str) -> str:
    kommando = ["git", "-C", str(ROOT), "rev-parse", "--verify", "-q", version + "^{commit}"]
    return subprocess.run(kommando, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def _starta(klon: Path) -> Start:
    """One `make run`, from the command to an answered first page. Errors: StartError when it does not come."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if k not in EGNA} | {"PORT": str(port)}
    borjan, cpu_fore = time.monotonic(), _barnens_cpu()
    forlopp = Forlopp(hamtat_at=borjan)
    process = start_apart(["make", "run"], env, klon, stdout=subprocess.PIPE)
    lasare = threading.Thread(target=_las, args=(process, forlopp))
    lasare.start()
    try:
        while time.monotonic() < borjan + VANTA_SEKUNDER and process.poll() is None:
            if _svarar(f"http://127.0.0.1:{port}/logga-in/"):
                sekunder = time.monotonic() - borjan
                break
            time.sleep(0.1)
        else:
            raise StartError("Programmet kom inte igång; se utskriften ovan.")
    finally:
        # Ctrl-C of a terminal reaches all of the group: make waits for what it has started.
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal.SIGINT)
            process.wait(STOP_SECONDS)
        stop_group(process, signal.SIGTERM)
        lasare.join()
    cpu, hamtning = _barnens_cpu() - cpu_fore, forlopp.hamtat_at - borjan
    return Start(sekunder, cpu, sekunder - hamtning, cpu - forlopp.hamtat_cpu, forlopp.steg)


def _las(process: subprocess.Popen[bytes], forlopp: Forlopp) -> None:
    """Pass on what the start says, and note the time of each step."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    for rad in process.stdout:
        text = rad.decode(errors="replace").rstrip("\n")
        say(text)
        if traff := STEG.search(text):
            forlopp.steg[traff["vad"]] = float(traff["sekunder"].replace(",", "."))
            if traff["vad"] == HAMTAT:
                forlopp.hamtat_at, forlopp.hamtat_cpu = time.monotonic(), _sessionens_cpu(process.pid)


def _barnens_cpu() -> float:
    """What all processes that have been started and waited for have used, with theirs."""
    matt = resource.getrusage(resource.RUSAGE_CHILDREN)
    return matt.ru_utime + matt.ru_stime


def _sessionens_cpu(session: int) -> float:
    """What the processes of a session have used, with those that they have waited for; nothing where there is no /proc."""
    tick = 0
    for fil in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            # What stands before the last parenthesis is the name of the program, which may be anything: proc(5).
            falt = fil.read_text().rpartition(")")[2].split()
            if int(falt[3]) == session:
                tick += sum(map(int, falt[11:15]))
    return tick / os.sysconf("SC_CLK_TCK")


def _stada(uppgifter: Path) -> None:
    """Remove the database, which stands outside the clone where the clone is out of its user's reach."""
    if uppgifter.exists():
        shutil.rmtree(json.loads(uppgifter.read_text("utf-8"))["home"])


def _svarar(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as svar:  # noqa: S310 - our own loopback address
            return bool(svar.status == 200)
    except (urllib.error.URLError, OSError):
        return False
