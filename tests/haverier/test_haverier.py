"""The faults in small, done to a program of its own, and the planted ones that the judge must find."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.haverier import arbetardod, dodande, manipulera, skrivande
from tests.haverier.epost import Epost
from tests.haverier.planterat import FELEN, Bank, prova
from tests.haverier.program import Program, gor_litet
from tests.haverier.resultat import Ramar


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    """A small kommun, in a folder that PostgreSQL's own user can reach, with a mail server."""
    data = Path(tempfile.mkdtemp(prefix="remiss-haverier-"))
    try:
        gor_litet(data)
        with Epost() as posten:
            program = Program(data, miljo={"PLANTERAT": "1", "EMAIL_URL": posten.url})
            try:
                program.starta()
                yield Bank(program, posten, Ramar(0.0, 1, tmp_path))
            finally:
                program.stoppa()
    finally:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(data)


@pytest.mark.durability
def test_the_program_stands_the_faults_and_the_judge_finds_those_that_are_planted(bank: Bank) -> None:
    """One program for all of it: to start it takes longer than what is done to it."""
    program, ramar = bank.program, bank.ramar
    resultat = [
        skrivande.redaktorer(program, ramar),
        skrivande.dubbelpost(program, ramar),
        skrivande.numrering(program, ramar),
        *manipulera.manipulera(program, ramar),
        dodande.webben(program, ramar),
        dodande.postgres(program, ramar),
        *arbetardod.arbetare(program, bank.posten, ramar, skynda=True),
    ]
    utslag = {r.namn: r.dom.fel for r in resultat}
    assert {namn: fel for namn, fel in utslag.items() if fel} == {}
    assert [fel.vad for fel in FELEN if fel.snabb and not prova(bank, fel)] == []
