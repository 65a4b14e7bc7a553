"""What is a personnummer in a text, and what only looks like one."""

from __future__ import annotations

import pytest

from motions.text.personnummer import hitta, utan


@pytest.mark.parametrize(
    "nummer",
    [
        *(
            "640823-3234",
            "6408233234",
            "640823+3234",
            "640823–3234",
            "640823 3234",
            "640823_3234",
            "640823 - 3234",
        ),
        *("19640823-3234", "196408233234", "18640823+3234"),
        *("701063-2391", "19701063-2391", "7010632391"),
        "000229-1235",
        *("1964-08-23-3234", "1964-08-23 3234", "1964 08 23 3234", "1964/08/23-3234", "1964.08.23.3234"),
        *(
            "64-08-23-3234",
            "64.08.23-3234",
            "64 08 23 3234",
            "64/08/23 3234",
            "19 640823 3234",
            "19-640823-3234",
        ),
        *(
            "640823/3234",
            "640823.3234",
            "640823:3234",
            "640823--3234",
            "640823 -3234",
            "640823-32 34",
            "640823 32 34",
        ),
        *(
            "640823  -  3234",
            "640823\u2009-\u20093234",
            "640823\u202f3234",
            "640823\n3234",
            "640823 -\n3234",
            "640823\t3234",
        ),
        *(
            f"640823{streck}3234"
            for streck in "\u2043\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u05be\u2e3a\ufe58\ufe63\uff0d"
        ),
        *(
            "６４０８２３－３２３４",
            "６４０８２３3234",
            "640823\u200b-3234",
            "640823\u00ad3234",
            "640823\ufeff-\u20603234",
        ),
        *("1970-10-63-2391", "70.10.63-2391", "701063/2391", "1970 10 63 2391", "７０１０６３−２３９１"),
    ],
)
def test_a_number_with_a_day_and_a_check_digit_is_found_however_it_is_written(nummer: str) -> None:
    text = f"Klagomål från Siv Alm, {nummer}, om skolskjuts"

    assert hitta(text) == [nummer]
    assert utan(text) == "Klagomål från Siv Alm, [personnummer], om skolskjuts"


@pytest.mark.parametrize(
    "text",
    [
        *("212000-0142", "556016-0680", "16556016-0680", "5560160680"),
        *("640823-3235", "641323-3234", "640832-3234", "010229-1234", "640892-3234"),
        *(
            "AMN 2026-0117-1.6",
            "KS/2026:248-003",
            "SOU 2026:88",
            "2026-12-04",
            "08-508 250 00",
            "1640823-32340",
            "",
        ),
        *(
            "AMN 2026-0312-1233",
            "2026-0312-1233",
            "KS 1964-0823-3234",
            "KS 6408-23-3234",
            "10.02.11-1233/2026",
        ),
        *(
            "SOU 2026:88",
            "prop. 2026/27:44",
            "64 08 23 32 34",
            "06 40 82 33 234",
            "070-640 82 33",
            "6 408 233 234 kr",
        ),
        *(
            "6408-2332 34",
            "6408 2332 3464 0823",
            "SE64 0823 3234 6408 2332",
            "bankgiro 6408-2332",
            "plusgiro 64 08 23-3",
        ),
        *(
            "1964-08-23 – 3234-08-23",
            "1964-08-23/3234-01-01",
            "640823 – 3234-01-01",
            "1964-08-23 kl 32.34",
            "1964-08-23 32.34",
            "1964-08-23 32:34",
            "1964-08-23 3235",
            "19 641323 3234",
            "1964-13-23-3234",
        ),
    ],
)
def test_what_is_no_personnummer_is_left(text: str) -> None:
    assert hitta(text) == []
    assert utan(text) == text


@pytest.mark.parametrize("fore", ["19 ", "20 ", "Nr 18 ", "2 ", "§ 12 "])
def test_what_stands_before_a_number_does_not_hide_it(fore: str) -> None:
    assert "3234" not in utan(f"{fore}640823-3234")
    assert "1235" not in utan(f"{fore}000229-1235")


def test_each_is_found_once_in_a_file_name_as_in_a_sentence() -> None:
    assert hitta("ansokan-640823-3234.pdf och 640823-3234 samt 701063-2391") == ["640823-3234", "701063-2391"]
    assert utan("ansokan_6408233234.pdf") == "ansokan_[personnummer].pdf"
