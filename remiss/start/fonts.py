"""The typefaces of the web pages: WOFF2 made once from the files of installed packages, and the CSS that names them.

Run as `python -m remiss.start.fonts STATIC`. The PDF renderer uses the TTF files; `truetype_files` names them.

Each cut becomes two files: one with the letters of the languages written with Latin letters in Europe and the signs of our
pages, and one with every other letter that the cut has. A browser fetches the second only for a page that has such a letter.
"""

from __future__ import annotations

import ctypes
import io
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
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
    for part, letters in (("latin", latin), ("ovrigt", others)):
        with TTFont(io.BytesIO(_with_letters(source, letters))) as font:
            _save(font, made.with_name(f"{made.name}-{part}.woff2"))


def _with_letters(source: Path, letters: set[int]) -> bytes:
    """The font with these letters alone and what its features make of them, by the library that the PDFs are set with.

    fontTools does the same in ten times the time. The features are those that a browser turns on by itself. Figures are tabular
    and lining without any; old figures and small capitals, which no page asks for, weigh a third of a file.
    """
    harfbuzz = _harfbuzz()
    wanted = harfbuzz.hb_subset_input_create_or_fail()
    chosen = harfbuzz.hb_subset_input_unicode_set(wanted)
    for letter in letters:
        harfbuzz.hb_set_add(chosen, letter)
    blob = harfbuzz.hb_blob_create_from_file_or_fail(os.fsencode(source))
    face = harfbuzz.hb_face_create(blob, 0)
    subset_face = harfbuzz.hb_subset_or_fail(face, wanted)
    if not subset_face:
        raise OSError(f"HarfBuzz kan inte läsa {source}.")
    data = harfbuzz.hb_face_reference_blob(subset_face)
    made: bytes = ctypes.string_at(harfbuzz.hb_blob_get_data(data, None), harfbuzz.hb_blob_get_length(data))
    for blobs in (data, blob):
        harfbuzz.hb_blob_destroy(blobs)
    for faces in (subset_face, face):
        harfbuzz.hb_face_destroy(faces)
    harfbuzz.hb_subset_input_destroy(wanted)
    return made


@cache
def _harfbuzz() -> ctypes.CDLL:
    """HarfBuzz with what it gives and takes, as hb-subset.h has it; its other half comes with it."""
    library = ctypes.CDLL("libharfbuzz-subset.so.0")
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    for name, gives, takes in (
        ("hb_subset_input_create_or_fail", pointer, []),
        ("hb_subset_input_unicode_set", pointer, [pointer]),
        ("hb_set_add", None, [pointer, ctypes.c_uint32]),
        ("hb_blob_create_from_file_or_fail", pointer, [ctypes.c_char_p]),
        ("hb_face_create", pointer, [pointer, number]),
        ("hb_subset_or_fail", pointer, [pointer, pointer]),
        ("hb_face_reference_blob", pointer, [pointer]),
        ("hb_blob_get_data", pointer, [pointer, pointer]),
        ("hb_blob_get_length", number, [pointer]),
        ("hb_blob_destroy", None, [pointer]),
        ("hb_face_destroy", None, [pointer]),
        ("hb_subset_input_destroy", None, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = gives, takes
    return library


def write_icons(made: Path) -> None:
    """Write those of the text editor's 2,200 icons whose names stand as words in its script; no other can be shown."""
    package = Path(django_prose_editor.__file__).parent / "static" / "django_prose_editor"
    words = set(re.findall(r'"([a-z0-9_]+)"', (package / "editor.js").read_text("utf-8")))
    source = package / "material-icons.woff2"
    with TTFont(source) as font:
        icons = icon_names(font)
        letters = {ord(letter) for name in icons for letter in name}
        kept = [glyph for name, glyph in icons.items() if name in words]
    options = subset.Options()
    options.layout_closure = False  # every icon is a ligature of these letters
    with subset.load_font(source, options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=letters, glyphs=kept)
        subsetter.subset(font)
        _save(font, made)


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


def _save(font: TTFont, made: Path) -> None:
    """Write the font as WOFF2, whole or not at all."""
    font.flavor = "woff2"
    partial = made.with_suffix(".partial")
    font.save(partial)
    partial.replace(made)


if __name__ == "__main__":
    os.nice(10)  # what the start waits for goes first
    make_web_fonts(Path(sys.argv[1]))
