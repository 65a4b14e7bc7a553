"""What was measured, and the page that says so."""

from __future__ import annotations

import math
import os
import platform
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SIDA = Path(__file__).resolve().parent.parent / "docs" / "bench.md"
DEL = re.compile(r"<!-- (?P<namn>\w+) -->\n.*?\n<!-- slut (?P=namn) -->\n", re.DOTALL)


@dataclass(frozen=True)
class Matning:
    """One thing measured against another, in the same minutes on the same machine. Times are medians in milliseconds.

    `storlek`: how many ärenden there were, None when it is not a matter of them. `grans` is the highest ratio that is allowed;
    None when the figure is only for information.
    """

    rum: str
    vad: str
    storlek: int | None
    vem: str
    ms: float
    mot: str
    mot_ms: float
    grans: float | None = None

    @property
    def kvot(self) -> float:
        """How many times as long it took."""
        return self.ms / self.mot_ms

    @property
    def omdome(self) -> str:
        """Whether the limit was held, in a word."""
        if self.grans is None:
            return ""
        return "ja" if self.kvot <= self.grans else "**nej**"


def klocka(gor: Callable[[], object]) -> float:
    """How long it took, in milliseconds."""
    borjan = time.perf_counter()
    gor()
    return (time.perf_counter() - borjan) * 1000


def median(tider: Sequence[float]) -> float:
    """The middle one: a shared machine has outliers upwards."""
    return statistics.median(tider)


def toppminne_mb() -> int:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def maskin() -> str:
    """The machine in a line, without its name."""
    cpu = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        modeller = [r.partition(":")[2].strip() for r in info.read_text().splitlines() if "model name" in r]
        cpu = modeller[0] if modeller else cpu
    minne = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    return f"{cpu}, {os.cpu_count()} kärnor, {minne} GB minne, Python {platform.python_version()}"


def tal(n: int) -> str:
    """«1 000 000»."""
    return f"{n:,}".replace(",", " ")


def rad(*celler: object) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(map(str, celler))} |"


def percentil(tider: Sequence[float], del_: float) -> float:
    """The shortest of the times that at least this part of them keeps to."""
    return sorted(tider)[max(0, math.ceil(len(tider) * del_) - 1)]


def tabell(matningar: Iterable[Matning]) -> str:
    """The measurements of one room as a Markdown table."""
    rader = [
        "| Vad | Ärenden | Vem | ms | Jämfört med | ms | Kvot | Högst | Klarat |",
        "|---|---:|---|---:|---|---:|---:|---:|---|",
    ]
    rader += [
        f"| {m.vad} | {'–' if m.storlek is None else tal(m.storlek)} | {m.vem} | {m.ms:.2f} | {m.mot} | {m.mot_ms:.2f} "
        f"| {m.kvot:.2f} | {'' if m.grans is None else f'{m.grans:g}'} | {m.omdome} |"
        for m in matningar
    ]
    return "\n".join(rader)


def sida(matningar: Sequence[Matning], *, ingress: str, minne_mb: int) -> str:
    """The whole page: what was measured, on what, and a table a room."""
    delar = [
        "# Hur fort det går",
        ingress,
        f"Maskinen: {maskin()}. Processen använde som mest {minne_mb} MB.",
    ]
    for rum, rader in groupby(matningar, key=lambda m: m.rum):
        delar += [f"## {rum}", tabell(rader)]
    return "\n\n".join(delar) + "\n"


def med_del(sidan: str, namn: str, text: str) -> str:
    """The page with this part between its marks, where it stood or last."""
    ny = f"<!-- {namn} -->\n{text}\n<!-- slut {namn} -->\n"
    for traff in DEL.finditer(sidan):
        if traff["namn"] == namn:
            return sidan[: traff.start()] + ny + sidan[traff.end() :]
    return f"{sidan.rstrip()}\n\n{ny}"


def med_delar_ur(sidan: str, gammal: str) -> str:
    """A page that is written anew, with the marked parts of the old one last."""
    return "\n".join([sidan, *(traff[0] for traff in DEL.finditer(gammal))])


def skriv_del(namn: str, text: str) -> None:
    """Write one part of docs/bench.md, and leave the rest as it is."""
    SIDA.write_text(med_del(SIDA.read_text("utf-8"), namn, text), "utf-8")
