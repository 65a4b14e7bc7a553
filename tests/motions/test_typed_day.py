"""Days and times of day as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from motions.datum import MANADER, MANADER_KORT
from motions.text.typed_day import OlasbarDagError, Tidsled, las_dag, las_klockslag

TODAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2027-03-05",
            "2027-3-5",
            "20270305",
            "2027/03/05",
            "2027 03 05",
            "2027–03–05",
            "270305",
            "27-03-05",
        ),
        *(
            "5/3-27",
            "5/3 2027",
            "5/3-2027",
            "5/3/27",
            "5.3.2027",
            "5.3.27",
            "5. 3. 2027",
            "5-3-2027",
            "5/3 -27",
        ),
        *(
            "5 mars 2027",
            "5 mars -27",
            "5 mars 27",
            "5 mar. 2027",
            "den 5 mars 2027",
            "5:e mars 2027",
            "5 MARS 2027",
        ),
        *(
            "fredag 5 mars 2027",
            "fredagen den 5 mars 2027",
            "fre 5/3-27",
            "Fredag, 5 mars 2027",
            " 5\u00a0mars 2027 ",
        ),
    ],
)
def test_a_day_with_its_year_is_read_whatever_way_it_is_written(text: str) -> None:
    assert las_dag(text, None) == las_dag(text, TODAY) == date(2027, 3, 5)


@pytest.mark.parametrize("nummer", range(1, 13))
@pytest.mark.parametrize("dagen", ["4", "4:e", "4e", "4 e", "4 :e", "4:a", "4a", "4 a", "4:de", "4."])
@pytest.mark.parametrize("mellan", [" ", "  ", "\u00a0"])
def test_every_month_is_read_by_its_whole_name_and_by_its_short_one(
    nummer: int, dagen: str, mellan: str
) -> None:
    hel, kort = MANADER[nummer - 1], MANADER_KORT[nummer - 1]
    for manad in (hel, kort, f"{kort}.", hel[:3], f"{hel[:3]}.", hel.upper()):
        assert las_dag(f"{dagen}{mellan}{manad} 2027", None) == date(2027, nummer, 4)
        assert las_dag(f"{dagen}{mellan}{manad}", date(2027, nummer, 1)) == date(2027, nummer, 4)


@pytest.mark.parametrize("text", ["4april 2027", "4apr 2027", "den 4 april 2027", "sön 4 april -27"])
def test_a_month_that_begins_with_a_is_no_ending_of_the_day(text: str) -> None:
    assert las_dag(text, None) == date(2027, 4, 4)


@pytest.mark.parametrize(
    ("text", "narmast", "kommande", "gangen"),
    [
        ("15/1", "2027-01-15", "2027-01-15", "2026-01-15"),
        ("15 jan", "2027-01-15", "2027-01-15", "2026-01-15"),
        ("24-12", "2026-12-24", "2026-12-24", "2025-12-24"),
        ("12-24", "2026-12-24", "2026-12-24", "2025-12-24"),
        ("9 dec", "2026-12-09", "2027-12-09", "2026-12-09"),
        ("10/12", "2026-12-10", "2026-12-10", "2026-12-10"),
        ("4.12.", "2026-12-04", "2027-12-04", "2026-12-04"),
        ("29/2", "2028-02-29", "2028-02-29", "2024-02-29"),
        ("i morgon", "2026-12-11", "2026-12-11", "2026-12-11"),
        ("igår", "2026-12-09", "2026-12-09", "2026-12-09"),
        ("4 sept", "2026-09-04", "2027-09-04", "2026-09-04"),
    ],
)
def test_a_day_without_year_is_the_one_that_can_be_meant(
    text: str, narmast: str, kommande: str, gangen: str
) -> None:
    assert [las_dag(text, TODAY, led).isoformat() for led in Tidsled] == [narmast, kommande, gangen]


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("050327", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("05-03-27", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("27/3/05", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("5-3", "kan vara 5 mars 2027 eller 3 maj 2027"),
        ("torsdag 5 mars 2027", "är en fredag, inte en torsdag"),
        ("31/4", "finns inte i kalendern"),
        ("5/13", "finns inte i kalendern"),
        ("29 februari 2027", "finns inte i kalendern"),
        ("20271305", "finns inte i kalendern"),
        ("00/00", "finns inte i kalendern"),
        *(
            (text, "Skriv datumet med åtta siffror")
            for text in ("fredag", "5", "mars 2027", "5 foo", "v 12", "0503")
        ),
        ("2027-03-05 eller senare", "Skriv datumet med åtta siffror"),
        ("٥/٣", "Skriv datumet med åtta siffror"),
    ],
)
def test_what_may_be_two_days_or_none_is_refused_with_how_to_write(text: str, sagt: str) -> None:
    with pytest.raises(OlasbarDagError, match=sagt):
        las_dag(text, TODAY)


@pytest.mark.parametrize("text", ["5/3", "5 mars", "24-12", "i dag"])
def test_a_day_without_year_is_not_read_where_the_day_is_not_known(text: str) -> None:
    with pytest.raises(OlasbarDagError):
        las_dag(text, None)


@pytest.mark.parametrize(
    ("text", "tid"),
    [
        *(
            (text, time(16, 30))
            for text in ("16.30", "16:30", "1630", "kl 16.30", "kl. 16:30", "klockan 16.30", "16,30")
        ),
        *((text, time(16)) for text in ("16", "16.00", "kl 16", "Kl. 16", "1600")),
        *((text, time(9, 5)) for text in ("9.05", "09:05", "905", "0905")),
    ],
)
def test_a_time_of_day_is_read_whatever_way_it_is_written(text: str, tid: time) -> None:
    assert las_klockslag(text) == tid


@pytest.mark.parametrize("text", ["24.00", "16.60", "16.3", "halv fem", "16-18", "-1", "16 30 00", ""])
def test_a_time_that_is_none_is_refused_with_how_to_write(text: str) -> None:
    with pytest.raises(OlasbarDagError, match=r"16\.00"):
        las_klockslag(text)
