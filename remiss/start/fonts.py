"""The typefaces of the web pages: WOFF2 made once from the files of installed packages, and the CSS that names them.

Run as `python -m remiss.start.fonts STATIC`. The PDF renderer uses the TTF files; `truetype_files` names them.

Each cut becomes two files: one with the letters of the languages written with Latin letters in Europe and the signs of our
pages, and one with every other letter that the cut has. A browser fetches the second only for a page that has such a letter.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import django_prose_editor
import font_source_sans_pro
import font_source_serif_pro
from fontTools import subset
from fontTools.ttLib import TTFont

FAMILIES = {
    "source-serif-pro": (Path(font_source_serif_pro.font_directory), "SourceSerifPro", "Source Serif Pro"),
    "source-sans-pro": (Path(font_source_sans_pro.font_directory), "SourceSansPro", "Source Sans Pro"),
}
CUTS = {
    "regular": ("Regular", 400, "normal"),
    "italic": ("It", 400, "italic"),
    "semibold": ("Semibold", 600, "normal"),
    "semibold-italic": ("SemiboldIt", 600, "italic"),
    "bold": ("Bold", 700, "normal"),
    "bold-italic": ("BoldIt", 700, "italic"),
}
UNUSED = {"source-sans-pro-bold", "source-sans-pro-bold-italic", "source-serif-pro-bold-italic"}
"""Cuts that no page asks for: what is strong is semibold, and the one bold word is the name at the top."""
LATIN = (
    "U+0-17F, U+2BB-2BC, U+2C6-2DD, U+300-304, U+306-308, U+30A-30C, U+327-328, U+2000-206F, U+20AC, U+2116, U+2122, "
    "U+2190-2193, U+2212, U+2264-2265, U+25A0-25A1, U+25AA, U+25BE, U+25CB, U+25CF, U+2713, U+2717, U+FFFD"
)
"""As CSS writes it: Latin-1 and Latin Extended-A (also Sami, Finnish, Polish, Turkish and Croatian names), accents, dashes and
quotation marks, and the signs of our pages."""
ICONS = "django_prose_editor/material-icons.woff2"


def truetype_files() -> dict[str, Path]:
    """Return the TTF file of each cut by name, such as `source-serif-pro-semibold`."""
    return {
        f"{family}-{cut}": folder / f"{prefix}-{suffix}.ttf"
        for family, (folder, prefix, _name) in FAMILIES.items()
        for cut, (suffix, _weight, _style) in CUTS.items()
    }


def make_web_fonts(static: Path) -> None:
    """Write every WOFF2 file, the licences and the CSS below `static`, in place of what was there."""
    target = static / "typsnitt"
    target.mkdir(parents=True, exist_ok=True)
    (static / ICONS).parent.mkdir(exist_ok=True)
    for old in target.glob("*.woff2"):
        old.unlink()
    with ProcessPoolExecutor() as pool:
        cuts = {name: source for name, source in truetype_files().items() if name not in UNUSED}
        made = [pool.submit(write_cut, source, target / name) for name, source in cuts.items()]
        made.append(pool.submit(write_icons, static / ICONS))
        for job in made:
            job.result()
    for family, (folder, _prefix, _name) in FAMILIES.items():
        shutil.copyfile(folder / "LICENSE.txt", target / f"{family}-LICENSE.txt")
    (target / "typsnitt.css").write_text(stylesheet())


def stylesheet() -> str:
    """Return the @font-face rules of all the files."""
    parts = {"latin": LATIN, "ovrigt": unicode_range(_others(latin_letters()))}
    return "/* Made by remiss/start/fonts.py. No letter is in both files of a cut. */\n" + "".join(
        f'@font-face {{ font-family: "{name}"; src: url("{family}-{cut}-{part}.woff2") format("woff2"); '
        f"font-weight: {weight}; font-style: {style}; font-display: swap; unicode-range: {span}; }}\n"
        for family, (_folder, _prefix, name) in FAMILIES.items()
        for cut, (_suffix, weight, style) in CUTS.items()
        if f"{family}-{cut}" not in UNUSED
        for part, span in parts.items()
    )


def latin_letters() -> set[int]:
    """Return the letters of the first file of each cut."""
    spans = [span.removeprefix("U+").partition("-") for span in LATIN.split(", ")]
    return {letter for a, _, b in spans for letter in range(int(a, 16), int(b or a, 16) + 1)}


def unicode_range(spans: Iterable[tuple[int, int]]) -> str:
    """Return spans of letters as CSS writes them."""
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def _others(letters: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans between these letters, to the last letter there is."""
    ends = [-1, *sorted(letters), 0x110000]
    return ((a + 1, b - 1) for a, b in pairwise(ends) if b > a + 1)


def write_cut(source: Path, made: Path) -> None:
    """Write the two files of a cut: `made`-latin.woff2 and `made`-ovrigt.woff2."""
    latin = latin_letters()
    with TTFont(source, lazy=True) as font:
        others = set(font.getBestCmap() or ()) - latin
    _write_subset(source, made.with_name(f"{made.name}-latin.woff2"), unicodes=latin)
    _write_subset(source, made.with_name(f"{made.name}-ovrigt.woff2"), unicodes=others)


def write_icons(made: Path) -> None:
    """Write those of the text editor's 2,200 icons whose names stand as words in its script; no other can be shown."""
    package = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor"
    words = set(re.findall(r'"([a-z0-9_]+)"', (package / "editor.js").read_text("utf-8")))
    source = package / "material-icons.woff2"
    with TTFont(source) as font:
        icons = icon_names(font)
        letters = {ord(letter) for name in icons for letter in name}
        kept = [glyph for name, glyph in icons.items() if name in words]
    _write_subset(source, made, unicodes=letters, glyphs=kept, closure=False)


def icon_names(font: TTFont) -> dict[str, str]:
    """Return the glyph of each icon by its name: an icon is the ligature of the letters of its name."""
    letters = {glyph: chr(letter) for letter, glyph in (font.getBestCmap() or {}).items()}
    return {
        "".join(letters[part] for part in (first, *ligature.Component)): ligature.LigGlyph
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items()
        for ligature in ligatures
    }


def _write_subset(
    source: Path, made: Path, *, unicodes: set[int], glyphs: Sequence[str] = (), closure: bool = True
) -> None:
    """Write the letters and glyphs of `source`, and with `closure` what the features make of them.

    The features are those that a browser turns on by itself. Figures are tabular and lining without any; old figures and small
    capitals, which no page asks for, weigh a third of a file.
    """
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_closure = closure
    with subset.load_font(source, options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=unicodes, glyphs=glyphs)
        subsetter.subset(font)
        partial = made.with_suffix(".partial")
        subset.save_font(font, partial, options)
    partial.replace(made)


if __name__ == "__main__":
    os.nice(10)  # what the start waits for goes first
    make_web_fonts(Path(sys.argv[1]))
