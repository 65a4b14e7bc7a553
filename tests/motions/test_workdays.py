"""The vardagar of lag (1930:173) 2 § and lag (1989:253)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motions.workdays import (
    ArUtanforKalendernError,
    add_vardagar,
    is_vardag,
    name_of,
    next_vardag,
    previous_vardag,
)

DAGAR = st.dates(min_value=date(1960, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "nyårsdagen"),
        (date(2026, 1, 6), "trettondedag jul"),
        (date(2026, 4, 3), "långfredagen"),
        (date(2026, 4, 5), "påskdagen"),
        (date(2027, 3, 29), "annandag påsk"),
        (date(2026, 5, 1), "första maj"),
        (date(2026, 5, 14), "kristi himmelsfärdsdag"),
        (date(2026, 5, 24), "pingstdagen"),
        (date(2028, 6, 6), "nationaldagen"),
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 6, 20), "midsommardagen"),
        (date(2026, 10, 31), "alla helgons dag"),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 25), "juldagen"),
        (date(2026, 12, 26), "annandag jul"),
        (date(2026, 12, 31), "nyårsafton"),
        (date(2026, 9, 26), "lördag"),
        (date(2026, 9, 27), "söndag"),
        (date(2026, 4, 4), "lördag"),  # påskafton
    ],
)
def test_a_day_off_is_known_by_its_name(day: date, name: str) -> None:
    assert name_of(day) == name
    assert not is_vardag(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2004, 1, 5),  # trettondagsafton, RÅ 2004 not 40
        date(2026, 4, 2),  # skärtorsdag
        date(2026, 4, 30),  # valborg
        date(2026, 5, 15),  # klämdag
        date(2026, 10, 30),  # fredagen före alla helgons dag
        date(2026, 12, 23),
    ],
)
def test_a_half_day_or_klamdag_is_an_ordinary_vardag(day: date) -> None:
    assert is_vardag(day)


def test_annandag_pingst_stopped_being_a_helgdag_when_nationaldagen_became_one_in_2005() -> None:
    assert name_of(date(2004, 5, 31)) == "annandag pingst"
    assert is_vardag(date(2005, 5, 16))
    assert is_vardag(date(2003, 6, 6))
    assert name_of(date(2005, 6, 6)) == "nationaldagen"


def test_midsommarafton_moves_on_to_the_monday() -> None:
    assert next_vardag(date(2026, 6, 19)) == date(2026, 6, 22)
    assert previous_vardag(date(2026, 6, 21)) == date(2026, 6, 18)


def test_vardagar_are_counted_over_christmas_in_both_directions() -> None:
    assert add_vardagar(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert add_vardagar(date(2026, 12, 28), -1) == date(2026, 12, 23)
    assert add_vardagar(date(2026, 12, 26), 2) == date(2026, 12, 29)
    assert add_vardagar(date(2026, 12, 26), 0) == date(2026, 12, 26)


@pytest.mark.parametrize("year", [1952, 2101])
def test_a_year_without_a_known_calendar_is_refused_rather_than_guessed(year: int) -> None:
    with pytest.raises(ArUtanforKalendernError, match=str(year)):
        is_vardag(date(year, 3, 3))


@given(DAGAR)
def test_the_nearest_vardagar_enclose_the_day_with_nothing_but_days_off_between(day: date) -> None:
    before, after = previous_vardag(day), next_vardag(day)
    assert before <= day <= after
    assert is_vardag(before)
    assert is_vardag(after)
    between = [before + timedelta(days=i) for i in range(1, (after - before).days)]
    assert all(not is_vardag(d) for d in between)
    assert (before == after) == is_vardag(day)


@given(DAGAR, st.integers(min_value=-60, max_value=60))
def test_counting_vardagar_there_and_back_returns_to_the_same_vardag(day: date, n: int) -> None:
    start = next_vardag(day)
    assert add_vardagar(add_vardagar(start, n), -n) == start


@given(DAGAR, st.integers(min_value=1, max_value=60))
def test_exactly_n_vardagar_are_passed(day: date, n: int) -> None:
    end = add_vardagar(day, n)
    passed = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert sum(is_vardag(d) for d in passed) == n
