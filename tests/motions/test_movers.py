"""The movers of a motion: the right ones, or a sentence that says how to write."""

from __future__ import annotations

import pytest

from motions.ingest.movers import MotionarError, las_motionarer

SIV, ULF = ("Siv Alm", "S"), ("Ulf von Rask", "M")


@pytest.mark.parametrize(
    ("text", "personer"),
    [
        ("Siv Alm (S)", [SIV]),
        ("Siv Alm (S)\nUlf von Rask (M)\n", [SIV, ULF]),
        ("Siv Alm (S), Ulf von Rask (M)", [SIV, ULF]),
        ("Siv Alm (S) och Ulf von Rask (M)", [SIV, ULF]),
        ("Siv Alm (S); Ulf von Rask (M).", [SIV, ULF]),
        ("Siv Alm (S), och Ulf von Rask (M),", [SIV, ULF]),
        ("Siv Alm (S) Ulf von Rask (M)", [SIV, ULF]),
        ("Siv Alm(S)", [SIV]),
        ("Siv Alm och Åsa Öst (båda S)", [SIV, ("Åsa Öst", "S")]),
        ("Siv Alm, Åsa Öst och Bo Lo (alla S)", [SIV, ("Åsa Öst", "S"), ("Bo Lo", "S")]),
        ("Siv Alm (S), Åsa Öst och Bo Lo (båda MP)", [SIV, ("Åsa Öst", "MP"), ("Bo Lo", "MP")]),
        ("Anna-Lisa af Ek D’Arcy-Öst (Norrbylistan)", [("Anna-Lisa af Ek D’Arcy-Öst", "Norrbylistan")]),
        ("Anna (Anki) Lo (S)", [("Anna (Anki) Lo", "S")]),
        ("Lo Ek (Framtid för Norrby kommun)", [("Lo Ek", "Framtid för Norrby kommun")]),
        ("Lo Ek (-)", [("Lo Ek", "-")]),
        ("", []),
        (" , \n", []),
    ],
)
def test_the_movers_are_those_that_stand_there(text: str, personer: list[tuple[str, str]]) -> None:
    assert las_motionarer(text) == personer


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("Siv Alm (S) m.fl.", "Skriv alla motionärer"),
        ("Siv Alm m. fl. (S)", "Skriv alla motionärer"),
        ("Siv Alm, Åsa Öst (S)", "«Siv Alm» saknar parti"),
        ("Siv Alm och Åsa Öst (S)", "«Siv Alm» saknar parti"),
        ("Siv Alm", "«Siv Alm» saknar parti"),
        ("Siv Alm (S), Åsa Öst", "«Åsa Öst» saknar parti"),
        ("Siv Alm, Åsa Öst och Bo Lo (båda S)", "stämmer inte med antalet"),
        ("Siv Alm (alla S)", "stämmer inte med antalet"),
        ("Siv Alm (S) ordförande", "«ordförande» står efter partiet"),
        ("Siv Alm (S", "parentes utan sitt par"),
        ("Siv Alm ()", "saknar parti"),
        ("(S)", "saknar namn"),
        ("Siv Alm (S, M)", "mer än ett parti"),
        ("12 (S)", "är inget namn"),
        (f"Siv Alm ({'p' * 41})", "högst 40 tecken"),
        (f"{'Siv ' * 40} (S)", "för långt"),
    ],
)
def test_what_must_be_guessed_is_said_with_how_to_write(text: str, sagt: str) -> None:
    with pytest.raises(MotionarError, match=sagt):
        las_motionarer(text)
