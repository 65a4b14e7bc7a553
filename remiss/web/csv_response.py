"""Tables as CSV that a Swedish Excel opens: UTF-8 with its mark, semicolons, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from django.http import StreamingHttpResponse

BOM = "\ufeff"
_FARLIGA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
"""A cell that begins so is a formula, or hides one (OWASP)."""


class _Rad:
    """What csv.writer writes to: gives the line back instead of keeping it."""

    def write(self, rad: str) -> str:
        return rad


Cell = str | int | float | date | None
"""What a cell can hold."""


def cell(varde: Cell) -> str:
    """The value as text; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if varde is None else str(varde)
    if text.lstrip(" ").startswith(_FARLIGA):
        text = f"'{text}"
    return text.replace("\x00", "")


def rader(tabell: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The lines of the file, one at a time."""
    skrivare = csv.writer(_Rad(), delimiter=";", lineterminator="\r\n")
    yield BOM
    for rad in tabell:
        yield skrivare.writerow([cell(v) for v in rad])


def svar(filnamn: str, tabell: Iterable[Iterable[Cell]]) -> StreamingHttpResponse:
    """The file as a download, sent as it is read."""
    return StreamingHttpResponse(
        rader(tabell),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filnamn}"'},
    )
