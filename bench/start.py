"""From a clone to the first page: `make run` in an empty folder, and once more when everything is there.

`make bench ARGS="start 709ff88 HEAD"` measures the named commits alone, in turn in one run, with what each step took.
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
from dataclasses import dataclass
from pathlib import Path

from bench.resultat import maskin
from remiss.start.console import StartError, complain, say
from remiss.start.processes import STOP_SECONDS, free_port, start_apart, stop_group

ROOT = Path(__file__).resolve().parent.parent
VANTA_SEKUNDER = 600
EGNA = ("DATABASE_URL", "REMISS_DATA", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "LOG_LEVEL", "VIRTUAL_ENV")
"""What the bench sets for itself, and a new user has not."""
STEG = re.compile(r"✓ (?P<vad>.+?) \((?P<sekunder>[\d,]+) s\)")


@dataclass(frozen=True)
class Start:
    """One start: seconds to the first page, CPU seconds of everything that it started until it was stopped, and the steps."""

    sekunder: float
    cpu: float
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
    """Measure the commits after each other and print them side by side; return the exit code."""
    try:
        matta = {version: _mat(version) for version in versioner}
    except (StartError, subprocess.CalledProcessError) as error:
        complain(error if isinstance(error, StartError) else StartError(f"{error.cmd[-1]} finns inte här."))
        return 1
    say(f"\n{tabell(matta)}\n\nMaskinen: {maskin()}.")
    return 0


def tabell(matta: dict[str, tuple[Start, Start]]) -> str:
    """The commits as columns of a Markdown table; a step that ran beside another counts in both."""
    forsta = {version: start for version, (start, _) in matta.items()}
    steg = dict.fromkeys(vad for start in forsta.values() for vad in start.steg)
    rader = [
        ("Från klon till första sidan", [f"{s.sekunder:.1f}" for s in forsta.values()]),
        ("CPU-sekunder för allt det", [f"{s.cpu:.1f}" for s in forsta.values()]),
        *(
            (f"  varav {vad}", [f"{s.steg[vad]:.1f}" if vad in s.steg else "" for s in forsta.values()])
            for vad in steg
        ),
        ("Nästa start", [f"{andra.sekunder:.1f}" for _, andra in matta.values()]),
    ]
    huvud = [f"| Sekunder | {' | '.join(matta)} |", f"|---|{'---:|' * len(matta)}"]
    return "\n".join([*huvud, *(f"| {vad} | {' | '.join(celler)} |" for vad, celler in rader)])


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
    steg: dict[str, float] = {}
    borjan, cpu_fore = time.monotonic(), _barnens_cpu()
    process = start_apart(["make", "run"], env, klon, stdout=subprocess.PIPE)
    lasare = threading.Thread(target=_las, args=(process, steg))
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
    return Start(sekunder, _barnens_cpu() - cpu_fore, steg)


def _las(process: subprocess.Popen[bytes], steg: dict[str, float]) -> None:
    """Pass on what the start says, and note the time of each step."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    for rad in process.stdout:
        text = rad.decode(errors="replace").rstrip("\n")
        say(text)
        if traff := STEG.search(text):
            steg[traff["vad"]] = float(traff["sekunder"].replace(",", "."))


def _barnens_cpu() -> float:
    """What all processes that have been started and waited for have used, with theirs."""
    matt = resource.getrusage(resource.RUSAGE_CHILDREN)
    return matt.ru_utime + matt.ru_stime


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
