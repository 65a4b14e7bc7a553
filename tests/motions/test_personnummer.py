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
    ],
)
def test_what_is_no_personnummer_is_left(text: str) -> None:
    assert hitta(text) == []
    assert utan(text) == text


def test_each_is_found_once_in_a_file_name_as_in_a_sentence() -> None:
    assert hitta("ansokan-640823-3234.pdf och 640823-3234 samt 701063-2391") == ["640823-3234", "701063-2391"]
    assert utan("ansokan_6408233234.pdf") == "ansokan_[personnummer].pdf"
