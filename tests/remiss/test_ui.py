"""The words for dates and numbers, and the colours and layers of the stylesheets."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from remiss.templatetags import ui

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TODAY = date(2026, 11, 23)


def test_a_day_is_written_as_tables_text_and_short_lists_want_it() -> None:
    day = date(2026, 12, 4)
    assert ui.datum(day) == "2026-12-04"
    assert ui.datum_text(day) == "4 december 2026"
    assert ui.datum_kort(day) == "4 dec"
    assert ui.datum_veckodag(TODAY) == "måndag 23 november 2026"


def test_a_short_date_tells_its_year_when_it_is_not_this_one() -> None:
    assert ui.datum_kort(date(2026, 1, 15), TODAY) == "15 jan"
    assert ui.datum_kort(date(2027, 1, 15), TODAY) == "15 jan 2027"


def test_a_missing_date_is_nothing_at_all() -> None:
    assert [f(None) for f in (ui.datum, ui.datum_text, ui.datum_kort, ui.datum_veckodag, ui.klockslag)] == [
        ""
    ] * 5
    assert ui.tidpunkt(None, TODAY) == ""


def test_a_moment_late_in_utc_belongs_to_the_next_day_in_stockholm() -> None:
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert ui.datum(moment) == "2026-11-23"
    assert ui.tidpunkt(moment, TODAY) == "i dag 00.30"


def test_summer_time_moves_the_clock_two_hours_from_utc() -> None:
    assert ui.klockslag(datetime(2026, 6, 1, 12, 5, tzinfo=UTC)) == "14.05"
    assert ui.klockslag(datetime(2026, 11, 2, 13, 5, tzinfo=UTC)) == "14.05"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="tidszon"):
        ui.klockslag(datetime(2026, 11, 2, 13, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 8, 12, tzinfo=UTC), "i dag 09.12"),
        (datetime(2026, 11, 22, 15, 40, tzinfo=UTC), "i går 16.40"),
        (datetime(2026, 11, 20, 15, 40, tzinfo=UTC), "20 november 16.40"),
        (datetime(2025, 11, 20, 15, 40, tzinfo=UTC), "20 november 2025 16.40"),
    ],
)
def test_a_moment_is_told_from_today(moment: datetime, words: str) -> None:
    assert ui.tidpunkt(moment, TODAY) == words


def test_a_frist_says_how_far_away_it_is() -> None:
    assert ui.fristlage(date(2026, 11, 28), TODAY).kvar == "5 dagar kvar"


def test_a_frist_is_near_for_two_weeks_and_over_from_the_day_after() -> None:
    klasser = {
        day: ui.fristlage(date(2026, *day), TODAY).klass for day in [(12, 8), (12, 7), (11, 23), (11, 22)]
    }
    assert klasser == {(12, 8): "", (12, 7): "nara", (11, 23): "nara", (11, 22): "over"}


def test_a_met_frist_stops_counting_and_a_missed_one_says_by_how_much() -> None:
    on = date(2026, 11, 10)
    assert ui.fristlage(on, TODAY, klart=True).kvar == "Klart"
    assert ui.fristlage(on, TODAY, klart=on).klass == "klart"
    assert ui.fristlage(on, TODAY, klart=date(2026, 11, 11)).kvar == "Klart 1 dag sent"
    assert ui.fristlage(on, TODAY, klart=date(2026, 11, 13)).klass == "klart sent"
    assert (
        ui.fristlage(on, TODAY, klart=datetime(2026, 11, 10, 23, 30, tzinfo=UTC)).kvar == "Klart 1 dag sent"
    )


def test_counts_agree_with_their_noun_in_figures_and_words() -> None:
    figures = [ui.antal(n, "ärende", "ärenden") for n in (0, 1, 2)]
    words = [ui.antal(n, "ärende", "ärenden", i_ord=True) for n in (0, 1, 2, 12, 13)]
    assert figures == ["0 ärenden", "1 ärende", "2 ärenden"]
    assert words == ["inga ärenden", "ett ärende", "två ärenden", "tolv ärenden", "13 ärenden"]
    assert ui.antal(1, "motion", "motioner", i_ord=True, kon="en") == "en motion"


# --- The stylesheets --------------------------------------------------------------------------


def without_comments(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)


def test_properties_are_defined_in_the_tokens_alone_and_all_that_are_used_exist() -> None:
    defined = set(re.findall(r"(?<![\w(-])(--[\w-]+)\s*:", without_comments(CSS / "tokens.css")))
    for file in CSS.glob("*.css"):
        if file.name in {"print.css", "tokens.css"}:
            continue
        text = without_comments(file)
        assert not re.findall(r"(?<![\w(-])(--[\w-]+)\s*:", text), file.name
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined, file.name


@pytest.mark.parametrize("name", ["reset", "tokens", "base", "components", "pages"])
def test_every_stylesheet_fills_the_layer_of_its_name(name: str) -> None:
    assert set(re.findall(r"@layer (\w+) \{", without_comments(CSS / f"{name}.css"))) == {name}


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = 4.5
EDGE = 3.0
PAIRS = [
    *(
        (ink, paper, TEXT)
        for ink in ("black", "dampad", "accent", "klart", "varning", "fara")
        for paper in ("papper", "yta")
    ),
    *((ink, "yta-2", TEXT) for ink in ("black", "dampad")),
    ("pa-accent", "accent", TEXT),
    ("pa-accent", "accent-mork", TEXT),
    ("accent", "accent-svag", TEXT),
    *((name, f"{name}-yta", TEXT) for name in ("klart", "varning", "fara")),
    *(
        ("black", paper, TEXT)
        for paper in ("klart-yta", "varning-yta", "fara-yta", "markering", "accent-svag")
    ),
    *(("accent", paper, TEXT) for paper in ("varning-yta", "fara-yta", "klart-yta")),
    *(("kant-falt", paper, EDGE) for paper in ("papper", "yta")),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper", "least"), PAIRS)
def test_ink_is_readable_on_its_paper_in_both_themes(ink: str, paper: str, least: float, theme: int) -> None:
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (CSS / "tokens.css").read_text())
    colours = {name: (light, dark)[theme] for name, light, dark in pairs}
    assert contrast(colours[ink], colours[paper]) >= least
