"""The typefaces of the web pages: WOFF2 made once from the TTF files of the installed font packages.

Run as `python -m remiss.fonts TARGET`. The PDF renderer uses the TTF files; `truetype_files` names them.
"""

from __future__ import annotations

import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from fontTools.ttLib import woff2

FAMILIES = {
    "source-serif-pro": (Path(font_source_serif_pro.font_directory), "SourceSerifPro"),
    "source-sans-pro": (Path(font_source_sans_pro.font_directory), "SourceSansPro"),
}
CUTS = {
    "regular": "Regular",
    "italic": "It",
    "semibold": "Semibold",
    "semibold-italic": "SemiboldIt",
    "bold": "Bold",
    "bold-italic": "BoldIt",
}


def truetype_files() -> dict[str, Path]:
    """Return the TTF file of each cut by the name it has on the web, such as `source-serif-pro-semibold`."""
    return {
        f"{family}-{cut}": folder / f"{prefix}-{suffix}.ttf"
        for family, (folder, prefix) in FAMILIES.items()
        for cut, suffix in CUTS.items()
    }


def make_woff2(target: Path) -> list[Path]:
    """Write a WOFF2 file of every cut that `target` lacks, with the licence beside; return the files made."""
    target.mkdir(parents=True, exist_ok=True)
    missing = [
        (source, target / f"{name}.woff2")
        for name, source in truetype_files().items()
        if not (target / f"{name}.woff2").is_file()
    ]
    if missing:
        with ProcessPoolExecutor() as pool:
            list(pool.map(_compress, *zip(*missing, strict=True)))
    # Last, as the sign that the set is whole: remiss/bootstrap.py looks for them.
    for family, (folder, _prefix) in FAMILIES.items():
        shutil.copyfile(folder / "LICENSE.txt", target / f"{family}-LICENSE.txt")
    return [made for _source, made in missing]


def _compress(source: Path, made: Path) -> None:
    partial = made.with_suffix(".partial")
    woff2.compress(source, partial)  # type: ignore[no-untyped-call]
    partial.replace(made)


if __name__ == "__main__":
    os.nice(10)  # what the start waits for goes first
    make_woff2(Path(sys.argv[1]))
