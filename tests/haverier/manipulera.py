"""Tampering as whoever runs the faults asks for it: a process apart, with the owner's address of a running program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from remiss.start.console import StartError
from tests.haverier.dom import Dom
from tests.haverier.program import EGNA, ROT, Program
from tests.haverier.resultat import Ramar, Resultat

HELA = 1000
RENA = 1000


def kor(program: Program, antal: int, rena: int, fro: int, **mer: str) -> dict[str, Any]:
    """What tests/haverier/manipulation.py came to. Errors: StartError."""
    env = {k: v for k, v in os.environ.items() if k not in EGNA} | program.korning["env"]
    env |= {
        "DATABASE_URL": program.url,
        "DJANGO_SETTINGS_MODULE": "remiss.settings",
        "LOG_LEVEL": "CRITICAL",
        **mer,
    }
    svar = subprocess.run(
        [sys.executable, "-m", "tests.haverier.manipulation", *map(str, (antal, rena, fro))],
        env=env, cwd=ROT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if svar.returncode:
        raise StartError(f"Manipulationerna gick inte att göra: {svar.stderr[-800:]}")
    return dict(json.loads(svar.stdout))


def manipulera(program: Program, ramar: Ramar, **mer: str) -> list[Resultat]:
    """Alter what is recorded, and verify; and verify what nobody has altered."""
    antal, rena = ramar.antal(HELA, 10), ramar.antal(RENA, 2)
    svar = kor(program, antal, rena, ramar.fro, **mer)
    rena_s = svar["en_verifiering_s"] * rena
    per_satt = {
        f"sätt: {namn}": ", ".join(f"{n} {vad}" for vad, n in tal.items())
        for namn, tal in svar["per_satt"].items()
    }
    return [
        Resultat(
            "Manipulationer", antal, HELA, Dom(ohittade=svar["missade"]), svar["sekunder"] - rena_s,
            {**svar["rakning"], **per_satt},
        ),
        Resultat(
            "Rena verifieringar", rena, RENA, Dom(falska_larm=svar["falska_larm"]), rena_s,
            {"sekunder för en": round(svar["en_verifiering_s"], 2)},
        ),
    ]  # fmt: skip
