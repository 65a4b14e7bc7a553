"""The disk that is full: a ballast file takes the last byte under people who work, is held a while, and is taken away again."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.haverier import dom, lage
from tests.haverier.dom import Dom
from tests.haverier.halsovakt import Halsovakt
from tests.haverier.last import Last
from tests.haverier.program import Program, vanta
from tests.haverier.resultat import Ramar, Resultat

HELA = 10
HALLS_SEKUNDER = 15.0
"""Longer than /halsa may go without trying the disk."""
STORLEK = "700m"


@contextlib.contextmanager
def liten_disk(mapp: Path) -> Iterator[None]:
    """A small file system at a folder. Errors: PermissionError where one may not mount."""
    mapp.mkdir(parents=True)
    try:
        gick = (
            os.geteuid() == 0
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={STORLEK},mode=711", "tmpfs", str(mapp)],
                capture_output=True,
                check=False,
            ).returncode
        )
        if not gick:
            raise PermissionError("En liten disk går bara att montera som root.")
        try:
            yield
        finally:
            subprocess.run(["umount", "-l", str(mapp)], check=True)
    finally:
        mapp.rmdir()


def fyll(fil: Path) -> None:
    """Write zeros until not a byte more has room."""
    with fil.open("ab", buffering=0) as ballast:
        for bit in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while ballast.write(b"\0" * bit):
                    continue


def _tillbaka(program: Program, vakt: Halsovakt) -> float:
    """How long it takes to be well again. The watch has seen that there was room before it is filled anew."""
    sekunder, sedda = program.vanta_frisk(), len(vakt.proven)
    vanta(lambda: len(vakt.proven) > sedda + 1, HALLS_SEKUNDER)
    return float("inf") if sekunder is None else sekunder


def full(program: Program, ramar: Ramar) -> Resultat:
    """Fill it again and again; what was acknowledged is kept, all else was refused with words, and it comes back by itself."""
    borjan, antal, ballast = time.monotonic(), ramar.antal(HELA), program.data / "ballast"
    fore, omstarter = lage.halva(program), program.omstarter
    tillbaka: list[float] = []
    with (
        Halsovakt(program, ramar.mapp / "full-disk.halsa") as vakt,
        Last(program, ramar.mapp / "full-disk.jsonl") as last,
    ):
        last.sov_till(5)
        for _ in range(antal):
            fyll(ballast)
            sist = time.monotonic() + HALLS_SEKUNDER
            while time.monotonic() < sist:
                fyll(ballast)  # what others free is taken too
                time.sleep(0.3)
            ballast.unlink()
            tillbaka.append(_tillbaka(program, vakt))
            last.sov_till(5)
    program.vanta_frisk()
    utslag = (
        last.dom((200, 302, 412, 422, 503)) + dom.halva(lage.halva(program), fore) + dom.halsofel(vakt.proven)
    )
    if max(tillbaka) == float("inf"):
        utslag += Dom(strandade=["Programmet blev inte friskt när disken fick plats igen."])
    matt: dict[str, str | int | float] = {
        **last.matt(),
        "omstarter av hela programmet": program.omstarter - omstarter,
        "friskt igen efter, längst (s)": round(max(tillbaka), 1),
        "svar av /halsa": len(vakt.proven),
    }
    return Resultat("Full disk", antal, HELA, utslag, time.monotonic() - borjan, matt)
