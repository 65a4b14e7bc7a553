"""Every template can be read: short lines, few branches, and each include leads to a file."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "templates"
LONGEST_LINE = 160
MOST_IFS = 6
WHY = "Over six ifs:"
"""What a comment begins with that says why a template may have more."""

DOCUMENTS = "documents"
"""Their lines stay as long as they are: a newline more is a byte more in a document that has been made."""

BEFORE = {
    *("403.html", "403_csrf.html", "404.html", "500.html", "503.html", "base.html", "utkorgen.html"),
    *(
        "akt",
        "arende",
        "beslut",
        "components",
        "dokument",
        "protokoll",
        "sammantrade",
        "skrivbord",
        "utlatande",
    ),
}
"""Rooms that are not yet laid out so."""

_INCLUDE = re.compile(r"{% include [\"']([^\"']+)[\"']")


def templates() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.html") if path.relative_to(ROOT).parts[0] not in BEFORE)


def faults(name: str, text: str) -> list[str]:
    """What makes a template hard to read."""
    found = []
    if not name.startswith(f"{DOCUMENTS}/"):
        long = (n for n, line in enumerate(text.splitlines(), 1) if len(line) > LONGEST_LINE)
        found += [f"{name}:{n} is over {LONGEST_LINE} characters" for n in long]
    if (ifs := text.count("{% if ")) > MOST_IFS and WHY not in text:
        found.append(f"{name} has {ifs} ifs: is there a second template in it?")
    return found


def test_no_template_has_long_lines_or_many_branches() -> None:
    found = templates()
    assert len(found) > 90
    assert [fault for path in found for fault in faults(str(path.relative_to(ROOT)), path.read_text())] == []


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("post/x.html", "<p>" + "a" * 160, 1),
        ("documents/x.html", "<p>" + "a" * 160, 0),
        ("post/x.html", "{% if a %}{% endif %}\n" * 7, 1),
        ("documents/x.html", "{% if a %}{% endif %}\n" * 7, 1),
        ("post/x.html", "{# Over six ifs: one for each kind of row. #}\n" + "{% if a %}{% endif %}\n" * 7, 0),
        ("post/x.html", "{% if a %}{% endif %}\n" * 6, 0),
    ],
)
def test_a_template_that_is_hard_to_read_is_found(name: str, text: str, count: int) -> None:
    assert len(faults(name, text)) == count


def test_every_include_leads_to_a_template_and_every_part_of_a_document_is_included() -> None:
    included = {name for path in ROOT.rglob("*.html") for name in _INCLUDE.findall(path.read_text())}
    assert included
    assert [name for name in sorted(included) if not (ROOT / name).is_file()] == []
    parts = {str(path.relative_to(ROOT)) for path in (ROOT / DOCUMENTS / "delar").glob("*.html")}
    assert parts
    assert parts <= included
