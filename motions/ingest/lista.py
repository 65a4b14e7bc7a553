"""A list that is read in: its columns, and what reading it in would do."""

from __future__ import annotations

from datetime import date

from motions.ingest import anvandare, valda
from motions.ingest.csv_file import Kolumn, las
from motions.ingest.plan import Plan
from motions.models import Kommun

ANVANDARE, VALDA = "anvandare", "valda"
"""The kinds of list."""
KOLUMNER: dict[str, tuple[Kolumn, ...]] = {ANVANDARE: anvandare.KOLUMNER, VALDA: valda.KOLUMNER}
EXEMPEL: dict[str, tuple[tuple[str, ...], ...]] = {ANVANDARE: anvandare.EXEMPEL, VALDA: valda.EXEMPEL}


class KanInteLasasInError(Exception):
    """The list cannot be read in now; the message is Swedish, for the user."""


def planera(slag: str, text: str, *, today: date, slut_on: date | None) -> Plan:
    """What reading the list in would do, with the register as it is now. Errors: CsvError, KanInteLasasInError."""
    lista = las(text, KOLUMNER[slag])
    if slag == ANVANDARE:
        plan = anvandare.planera(lista, today=today, slut_on=slut_on)
    else:
        kommun = Kommun.objects.order_by("pk").first()
        if kommun is None:
            raise KanInteLasasInError("Det finns ingen kommun än. Börja med «Ny kommun».")
        plan = valda.planera(lista, kommun=kommun, today=today, slut_on=slut_on)
    for rubrik in lista.okanda:
        plan.tveka(1, f"Kolumnen «{rubrik[:40]}» används inte.", "Byt rubrik om den skulle ha lästs in.")
    return plan
