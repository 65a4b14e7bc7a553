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


@pytest.mark.parametrize(
    ("text", "dag"),
    [
        *(
            (text, "2026-12-04")
            for text in ("261204", "26-12-04", "04/12/26", "4.12.26", "04.12.26", "4/12-26")
        ),
        *((text, "2026-12-31") for text in ("261231", "26-12-31", "31/12/26", "31.12.26", "31/12-26")),
        *((text, "2028-02-29") for text in ("280229", "28-02-29", "29/2-28")),
        ("261217", "2026-12-17"),
        ("270128", "2027-01-28"),
        ("260626", "2026-06-26"),
        ("850312", "1985-03-12"),
        ("400526", "2040-05-26"),
    ],
)
def test_a_year_of_two_digits_stands_where_it_usually_does(text: str, dag: str) -> None:
    assert las_dag(text, TODAY).isoformat() == dag


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
        ("15/7", "2026-07-15", "2027-07-15", "2026-07-15"),
        ("15 jul", "2026-07-15", "2027-07-15", "2026-07-15"),
        ("24-11", "2026-11-24", "2027-11-24", "2026-11-24"),
        ("11-24", "2026-11-24", "2027-11-24", "2026-11-24"),
        ("11/6", "2026-06-11", "2027-06-11", "2026-06-11"),
        ("9 dec", "2026-12-09", "2027-12-09", "2026-12-09"),
        ("10/12", "2026-12-10", "2026-12-10", "2026-12-10"),
        ("4.12.", "2026-12-04", "2027-12-04", "2026-12-04"),
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
    ("text", "dag"),
    [
        ("15/1", "2027-01-15"),
        ("15 jan", "2027-01-15"),
        ("24-12", "2026-12-24"),
        ("12-24", "2026-12-24"),
        ("29/2", "2028-02-29"),
    ],
)
def test_a_frist_without_year_is_the_next_such_day_and_any_other_the_nearest(text: str, dag: str) -> None:
    assert las_dag(text, TODAY, Tidsled.KOMMANDE).isoformat() == dag
    assert las_dag(text, TODAY, Tidsled.NARMAST).isoformat() == dag


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("15/1", "15 januari 2026 eller 15 januari 2027"),
        ("15 jan", "15 januari 2026 eller 15 januari 2027"),
        ("11/12", "11 december 2025 eller 11 december 2026"),
        ("den 11 december", "11 december 2025 eller 11 december 2026"),
        ("12-24", "24 december 2025 eller 24 december 2026"),
        ("10.6", "10 juni 2026 eller 10 juni 2027"),
        ("29/2", "29 februari 2024 eller 29 februari 2028"),
        ("11-12", "11 december 2025, 12 november 2026 eller 11 december 2026"),
    ],
)
def test_a_day_of_the_past_that_lies_long_back_or_soon_comes_is_asked_about(text: str, sagt: str) -> None:
    with pytest.raises(OlasbarDagError) as fel:
        las_dag(text, TODAY, Tidsled.GANGEN)

    assert str(fel.value).startswith(f"{text} kan vara ")
    assert sagt in str(fel.value)


@pytest.mark.parametrize(
    ("text", "dag"), [("tors 15/1", "2026-01-15"), ("torsdagen den 11 dec", "2025-12-11")]
)
def test_a_weekday_that_fits_says_which_year_of_the_past(text: str, dag: str) -> None:
    assert las_dag(text, TODAY, Tidsled.GANGEN).isoformat() == dag


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("050327", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("05-03-27", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("27/3/05", "kan vara 27 mars 2005 eller 5 mars 2027"),
        ("5-3", "kan vara 5 mars 2027 eller 3 maj 2027"),
        *(
            (text, "kan vara 31 december 2026 eller 26 december 2031")
            for text in ("311226", "31-12-26", "26.12.31", "26/12/31")
        ),
        ("301126", "kan vara 30 november 2026 eller 26 november 2030"),
        ("26.12.04", "kan vara 26 december 2004 eller 4 december 2026"),
        ("24-06-26", "kan vara 26 juni 2024 eller 24 juni 2026"),
        ("251126", "kan vara 26 november 2025 eller 25 november 2026"),
        ("261127", "kan vara 27 november 2026 eller 26 november 2027"),
        ("050306", "kan vara 6 mars 2005 eller 5 mars 2006"),
        ("31-12-99", r"kan vara 31 december 1999\. Skriv datumet med åtta siffror"),
        *(
            (text, "finns inte i kalendern")
            for text in (
                "261131",
                "260931",
                "270229",
                "27-02-29",
                "26-04-31",
                "31/11",
                "31/11/26",
                "31.11.26",
                "2026-11-31",
            )
        ),
        *(
            (text, "kan vara 26 november 2031, men den 31 november 2026 finns inte")
            for text in ("26.11.31", "311126", "26/11/31")
        ),
        ("300226", "kan vara 26 februari 2030, men den 30 februari 2026 finns inte"),
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
