"""What is recognised as a list, and what every other file is told."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.ingest.csv_file import MAX_RADER, CsvError, Kolumn, avkoda, hamta, las
from motions.ingest.names import fall, konto_av
from motions.ingest.plan import Namnregister

KOLUMNER = (Kolumn("namn", "namn", True), Kolumn("ort", "hemort", False, ("ort",)))
TEXT = "namn;hemort\nÅsa Öst;Umeå\n"


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("skilje", [";", ",", "\t"])
@pytest.mark.parametrize("radslut", ["\n", "\r\n"])
def test_each_usual_way_to_save_a_list_is_recognised(kodning: str, skilje: str, radslut: str) -> None:
    data = TEXT.replace(";", skilje).replace("\n", radslut).encode(kodning)

    rader = las(avkoda(hamta([data])), KOLUMNER).rader

    assert [(r.nummer, r["namn"], r["ort"]) for r in rader] == [(2, "Åsa Öst", "Umeå")]


@pytest.mark.parametrize(
    ("data", "fel"),
    [
        (b"", "Filen är tom"),
        (b" \r\n", "Filen är tom"),
        (TEXT.encode("utf-16"), "sparad som UTF-16"),
        (b"PK\x03\x04resten av en kalkylfil", "en kalkylfil"),
        (b"namn;ort\nA\x00B;C\n", "tecken som inte hör hemma"),
        (bytes(range(256)), "går inte att läsa"),
        (TEXT.encode("mac-roman"), "går inte att läsa"),
    ],
)
def test_whatever_else_it_is_is_said_with_what_to_do(data: bytes, fel: str) -> None:
    with pytest.raises(CsvError, match=fel):
        las(avkoda(hamta([data])), KOLUMNER)


@pytest.mark.parametrize(
    ("text", "fel"),
    [
        ("ort\nUmeå\n", "Kolumnen namn saknas"),
        ("Åsa;Umeå\nBo;Piteå\n", "Kolumnen namn saknas"),
        ("namn;Namn\nA;B\n", "Kolumnen namn står två gånger"),
        ("namn;ort\n", "inga rader under"),
        ('namn;ort\n"A;B\nC;D\n', "Rad 3 går inte att läsa"),
        ("namn;ort\nA;B;C\n", "Rad 2 har fler celler"),
        ("namn;ort\n" + "A" * 200_000 + ";B\n", "en cell är för lång"),
    ],
)
def test_a_broken_list_is_told_where(text: str, fel: str) -> None:
    with pytest.raises(CsvError, match=fel):
        las(text, KOLUMNER)


def test_headings_are_known_however_they_are_written_and_unknown_ones_are_told() -> None:
    lista = las("Hem-ort; NAMN ;Skostorlek\nUmeå;Bo;43\n\n;;\n", KOLUMNER)

    assert [dict(r.celler) for r in lista.rader] == [{"ort": "Umeå", "namn": "Bo"}]
    assert lista.okanda == ["Skostorlek"]


def _stor(antal: int) -> Iterator[bytes]:
    yield b"namn;hemort\n"
    for _ in range(antal // 1000):
        yield b"Anna Berg;Sundsvall, en ganska lang rad som fyller ut filen\n" * 1000


def test_two_hundred_thousand_rows_are_refused_at_once_and_not_kept() -> None:
    tracemalloc.start()
    borjan = time.perf_counter()

    with pytest.raises(
        CsvError, match=r"ungefär 200\u00a0001 rader\. Högst 20\u00a0000 läses in åt gången\."
    ):
        hamta(_stor(200_000))

    assert time.perf_counter() - borjan < 2
    assert tracemalloc.get_traced_memory()[1] < 3 * 1024 * 1024
    tracemalloc.stop()


def test_as_many_rows_as_are_allowed_are_read() -> None:
    text = avkoda(hamta(_stor(MAX_RADER)))

    assert len(las(text, KOLUMNER).rader) == MAX_RADER
    with pytest.raises(CsvError, match="fler än"):
        las(text + "en;till\n", KOLUMNER)


def test_a_file_of_one_endless_line_is_refused_by_its_size() -> None:
    with pytest.raises(CsvError, match="större än 10 MB"):
        hamta(b"a" * 1_000_000 for _ in range(11))


@given(st.binary(max_size=300))
def test_no_file_is_more_than_a_sentence(data: bytes) -> None:
    with suppress(CsvError):
        las(avkoda(hamta([data])), KOLUMNER)


@pytest.mark.parametrize(
    ("fornamn", "efternamn", "konto"),
    [
        ("Åsa", "Öberg-Lind", "asa.oberg-lind"),
        ("Anna Karin", "af Ek", "anna-karin.af-ek"),
        ("李", "Bo", "bo"),
    ],
)
def test_a_user_name_is_made_of_the_name(fornamn: str, efternamn: str, konto: str) -> None:
    assert konto_av(fornamn, efternamn) == konto


def test_a_name_that_differs_by_a_letter_is_like_another() -> None:
    namn = Namnregister()
    namn.lagg_till("Eva Ingelström", "Eva Ingelström (S)")

    assert namn.liknar("Eva Ingelstöm") == "Eva Ingelström (S)"
    assert namn.liknar("Eva Ingelstrøm") != ""
    assert namn.liknar("Eva  INGELSTRÖM") == ""
    assert namn.liknar("Bo Dahl") == ""
    assert fall("É-vå") == "eva"
