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
        ("Lo Ek (partilös)", [("Lo Ek", "partilös")]),
        ("Lo Ek (F!)", [("Lo Ek", "F!")]),
        ("Siv Alm (för S)", [SIV]),
        ("Bo (Bosse) Ek (S) Ulf von Rask (M)", [("Bo (Bosse) Ek", "S"), ULF]),
        ("Siv Maria (Mia) Alm (S)", [("Siv Maria (Mia) Alm", "S")]),
        ("Siv ”Sissi” Alm (S)", [("Siv ”Sissi” Alm", "S")]),
        ("J.P. Ek (S)", [("J.P. Ek", "S")]),
        ("Omar al-Hakim d’Arcy de la Ek (S)", [("Omar al-Hakim d’Arcy de la Ek", "S")]),
        ("SIV ALM (S) OCH ULF VON RASK (M)", [("SIV ALM", "S"), ("ULF VON RASK", "M")]),
        ("Siv Med (S)", [("Siv Med", "S")]),
        (f"{'-' * 40} Siv Alm (S)", [SIV]),
        (f"{'• ' * 40}Siv Alm (S)\n{'–. ' * 40}\n1.) Ulf von Rask (M)", [SIV, ULF]),
        ("", []),
        (" , \n", []),
    ],
)
def test_the_movers_are_those_that_stand_there(text: str, personer: list[tuple[str, str]]) -> None:
    assert las_motionarer(text) == personer


@pytest.mark.parametrize(
    "text",
    [
        "• Siv Alm (S)\n• Ulf von Rask (M)",
        "1. Siv Alm (S)\n2. Ulf von Rask (M)",
        "1) Siv Alm (S) 2) Ulf von Rask (M)",
        "(1) Siv Alm (S), (2) Ulf von Rask (M)",
        "① Siv Alm (S)\n② Ulf von Rask (M)",
        "i. Siv Alm (S)\nii. Ulf von Rask (M)",
        "a) Siv Alm (S)\nb) Ulf von Rask (M)",
        "\uf0b7\tSiv Alm (S)\no\tUlf von Rask (M)",
        "- Siv Alm (S)\n– Ulf von Rask (M)",
        "* Siv Alm (S) * Ulf von Rask (M)",
        "1. Siv Alm (S) tillsammans med Ulf von Rask (M)",
        "Siv Alm (S) + Ulf von Rask (M)",
        "Siv Alm (S) / Ulf von Rask (M)",
        "Siv Alm (S)/Ulf von Rask (M)",
        "Siv Alm (S) – Ulf von Rask (M)",
        "Siv Alm (S) | Ulf von Rask (M)",
        "Siv Alm (S)och Ulf von Rask (M)",
        "Siv Alm (S)samt Ulf von Rask (M)",
        "Siv Alm (S) med Ulf von Rask (M)",
        "Siv Alm (S) o Ulf von Rask (M)",
        "Siv Alm (S) jämte Ulf von Rask (M)",
        "Siv Alm (S)\noch Ulf von Rask (M)",
        "Siv Alm (S)\n•\nUlf von Rask (M)",
        "Siv Alm (S)\u200b, Ulf von Rask (M)",
        "\ufeffSiv Alm (S)\u200b\u2060\nUlf von Rask (M)\u200b",
        "Siv\u00a0Al\u00adm (\u200eS), Ulf v\u200bon Rask\u200d (M\u00ad)",
    ],
)
def test_bullets_numbers_words_between_and_what_nobody_sees_are_of_no_name(text: str) -> None:
    assert las_motionarer(text) == [SIV, ULF]


@pytest.mark.parametrize(
    "forsta", ["Landsbygdspartiet Norrby", "Norrbylistan", "Socialdemokraterna", "SBL", "mp"]
)
def test_a_party_that_a_name_follows_parts_two_however_it_is_written(forsta: str) -> None:
    assert las_motionarer(f"• Siv Alm ({forsta}) Bo Lo (Norrbypartiet)") == [
        ("Siv Alm", forsta),
        ("Bo Lo", "Norrbypartiet"),
    ]


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
        ("Siv Alm (-)", "«-» är inget parti. Skriv partilös"),
        ("Siv Alm (–)", "«–» är inget parti. Skriv partilös"),
        ("Siv Alm (?)", "är inget parti"),
        ("Siv Alm (båda)", "är inget parti"),
        ("Siv Alm (gruppledare)", "är inget parti"),
        ("Siv Alm (S) (ordförande)", "kan vara två personer"),
        ("Siv Alm (Rättvisan) Bo Lo (S)", "kan vara två personer"),
        ("Siv Alm (Rättvisan) Bo (Bosse) Lo (S)", "kan vara två personer"),
        ("för Vänsterpartiet: Siv Alm (V)", "«för» i .* hör inte till ett namn"),
        ("För Vänsterpartiet Siv Alm (V)", "«För» i .* hör inte till ett namn"),
        ("Vänsterpartiet genom Siv Alm (V)", "«Vänsterpartiet» i .* hör inte till ett namn"),
        ("Motionärer: Siv Alm (S)", "«Motionärer:» i .* hör inte till ett namn"),
        ("Centern Siv Alm (C)", "hör inte till ett namn"),
        ("Gruppledaren Siv Alm (S)", "hör inte till ett namn"),
        ("siv alm (s)", "«siv» i .* hör inte till ett namn"),
        ("Siv Alm* (S)", "hör inte till ett namn"),
        ("Siv Alm 2 (S)", "«2» i .* hör inte till ett namn"),
        ("Siv och Bo Lo (båda S)", "«Siv» är bara ett namn"),
        ("Siv, Åsa och Bo Lo (alla S)", "«Siv» är bara ett namn"),
        ("Siv Alm och Bo (båda S)", "«Bo» är bara ett namn"),
        ("Alm (S)", "«Alm» är bara ett namn"),
        ("Siv Alm (S) med flera", "saknar parti"),
        (f"Siv Alm ({'p' * 41})", "högst 40 tecken"),
        (f"{'Siv ' * 40} (S)", "för långt"),
    ],
)
def test_what_must_be_guessed_is_said_with_how_to_write(text: str, sagt: str) -> None:
    with pytest.raises(MotionarError, match=sagt):
        las_motionarer(text)
