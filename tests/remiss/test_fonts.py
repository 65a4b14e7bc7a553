"""The typefaces of the web: two files of each cut that together have every letter, and the icons of the text editor."""

import re
from pathlib import Path

import django_prose_editor
import pytest
from fontTools.ttLib import TTFont

from remiss.start import fonts

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
SWEDISH = "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖéÉüÜáàèæøÆØ0123456789§€–—”’»«…·•½°±×%‰′−"
SAMI_AND_FINNISH = "áčđŋšŧžÁČĐŊŠŦŽïÏšž"


def letters(path: Path) -> set[int]:
    with TTFont(path) as font:
        return set(font.getBestCmap() or ())


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two files of a cut, by what their names begin with."""
    made = tmp_path_factory.mktemp("typsnitt") / "source-serif-pro-semibold"
    fonts.write_cut(fonts.truetype_files()[made.name], made)
    return made


def test_no_letter_is_lost_between_the_two_files_of_a_cut(cut: Path) -> None:
    whole = letters(fonts.truetype_files()[cut.name])
    latin = letters(cut.with_name(f"{cut.name}-latin.woff2"))
    others = letters(cut.with_name(f"{cut.name}-ovrigt.woff2"))
    assert latin | others == whole
    assert latin & others == set()
    assert latin == whole & fonts.latin_letters()


def test_what_swedish_needs_is_in_the_file_that_every_page_loads() -> None:
    missing = [letter for letter in SWEDISH + SAMI_AND_FINNISH if ord(letter) not in fonts.latin_letters()]
    assert missing == []


def test_the_file_that_every_page_loads_is_small_and_keeps_kerning_and_figures_in_columns(cut: Path) -> None:
    path = cut.with_name(f"{cut.name}-latin.woff2")
    assert path.stat().st_size < 24_000
    with TTFont(path) as font:
        features = {
            record.FeatureTag
            for table in ("GSUB", "GPOS")
            for record in font[table].table.FeatureList.FeatureRecord
        }
        cmap = font.getBestCmap() or {}
        widths = {font["hmtx"][cmap[ord(figure)]][0] for figure in "0123456789"}
    assert {"kern", "liga", "locl", "mark"} <= features
    assert len(widths) == 1


def test_the_ranges_of_the_css_cover_every_letter_once() -> None:
    rules = re.findall(r'-(latin|ovrigt)\.woff2".*?unicode-range: ([^;]+);', fonts.stylesheet())
    assert len(rules) == 2 * (12 - len(fonts.UNUSED))
    for _part, ranges in rules:
        assert len({r for part, r in rules if part == _part}) == 1
        assert re.fullmatch(r"U\+[0-9A-F]+(-[0-9A-F]+)?(, U\+[0-9A-F]+(-[0-9A-F]+)?)*", ranges)
    covered: list[int] = []
    for ranges in dict(rules).values():
        for span in ranges.split(", "):
            start, _, end = span.removeprefix("U+").partition("-")
            covered += range(int(start, 16), int(end or start, 16) + 1)
    assert len(covered) == len(set(covered)) == 0x110000


def test_no_page_asks_for_a_cut_that_is_not_made() -> None:
    bold = [
        line.strip()
        for path in CSS.glob("*.css")
        if path.name != "print.css"
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b(700|bold|bolder|800|900)\b", line)
    ]
    assert len(bold) == 1
    assert "var(--serif)" in bold[0]
    assert "italic" not in bold[0]


def test_every_icon_that_the_editor_names_is_in_its_font(tmp_path: Path) -> None:
    package = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor"
    fonts.write_icons(tmp_path / "ikoner.woff2")
    with TTFont(package / "material-icons.woff2") as whole, TTFont(tmp_path / "ikoner.woff2") as made:
        known, kept = fonts.icon_names(whole), fonts.icon_names(made)
    named = set(re.findall(r'\.material\("([a-z0-9_]+)"', (package / "editor.js").read_text("utf-8")))
    assert len(named) > 15
    assert named & set(known) <= set(kept)
    assert {"title", "format_bold", "undo"} <= set(kept)
    assert (tmp_path / "ikoner.woff2").stat().st_size < 8_000
