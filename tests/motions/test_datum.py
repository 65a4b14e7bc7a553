"""Days and moments in Swedish words, and their day in Stockholm."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.formats import date_format

from motions import datum
from motions.templatetags.dokument import i_ord, veckodag_i_ord


def test_a_moment_late_in_utc_is_the_next_day_in_stockholm_by_the_time_of_the_year() -> None:
    assert datum.day_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)
    assert datum.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert datum.day_of(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_moment_without_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="tidszon"):
        datum.day_of(datetime(2026, 11, 2, 13, 5))  # noqa: DTZ001


def test_every_day_of_a_year_is_written_as_the_swedish_locale_writes_it() -> None:
    for day in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)):
        assert datum.datum_text(day) == date_format(day, "j F Y") == i_ord(day.isoformat())
        assert veckodag_i_ord(day.isoformat()) == date_format(day, r"l\e\n \d\e\n j F Y").lower()


def test_a_kallelse_names_the_weekday_in_the_definite_form() -> None:
    assert datum.veckodagen_den(date(2026, 10, 14)) == "onsdagen den 14 oktober 2026"
    assert datum.veckodagen_den(None) == ""
