"""Fields for the motioner that a remiss is about: one block of fields for each of at most three."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from motions.ingest.movers import MotionarError, las_motionarer
from motions.text.typed_day import Tidsled
from remiss.facts.registrering import NyMotion
from remiss.forms.fields import Cleaned, Datumfalt, TextBlock, TextRad

FLER = (2, 3)
"""The numbers of the blocks beside the first."""

_NUMMER = re.compile(r"^(\d{4})(?::(\d{1,9}))?$")


class Motionsnummer(TextRad):
    """2026:51, or 2026 for a motion without number: (year, number or None), None when empty. `today` is given by the form."""

    today: date

    def __init__(
        self, *, label: str, help_text: str = "Till exempel 2026:51, eller 2026 utan nummer."
    ) -> None:
        super().__init__(label=label, help_text=help_text, required=False, max_length=20)

    def clean(self, value: str | None) -> tuple[int, int | None] | None:
        """The parts. Errors: ValidationError with the remedy."""
        text = super().clean(value).strip()
        if not text:
            return None
        hit = _NUMMER.match(text)
        if not hit or not 1900 <= int(hit[1]) <= self.today.year + 1:
            raise ValidationError("Skriv numret som 2026:51, eller bara året om motionen saknar nummer.")
        nummer = int(hit[2]) if hit[2] else None
        if nummer is not None and not 0 < nummer <= 2_147_483_647:
            raise ValidationError("Skriv motionens nummer, till exempel 2026:51.")
        return int(hit[1]), nummer


class Motionarer(TextBlock):
    """The movers, each with the party in brackets: (name, party) for each."""

    def __init__(
        self, *, label: str, help_text: str = "En per rad med parti inom parentes: Per Ek (MP)."
    ) -> None:
        super().__init__(label=label, help_text=help_text, required=False)

    def clean(self, value: str | None) -> list[tuple[str, str]]:
        """The movers. Errors: ValidationError that names the one who cannot be read."""
        try:
            return las_motionarer(super().clean(value))
        except MotionarError as error:
            raise ValidationError(str(error)) from error


class Attsatser(TextBlock):
    """One att-sats to a line."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, help_text="En per rad.", required=False)

    def clean(self, value: str | None) -> list[str]:
        """The att-satser."""
        return [r.strip() for r in super().clean(value).splitlines() if r.strip()]


def block(nummer: int) -> dict[str, forms.Field]:
    """The fields of one more motion. Their labels name it, so that no two on the page are alike."""
    return {
        f"motion{nummer}_nummer": Motionsnummer(label=f"Nummer eller år för motion {nummer}"),
        f"motion{nummer}_titel": TextRad(label=f"Titel på motion {nummer}", required=False, max_length=300),
        f"motion{nummer}_vackt_on": Datumfalt(
            label=f"Motion {nummer} väcktes den", required=False, tidsled=Tidsled.GANGEN
        ),
        f"motion{nummer}_motionarer": Motionarer(label=f"Vilka som väckte motion {nummer}"),
        f"motion{nummer}_attsatser": Attsatser(label=f"Att-satser i motion {nummer}"),
    }


def falten(form: forms.Form, nummer: int) -> list[forms.BoundField]:
    """The bound fields of a block, for the template."""
    return [form[namn] for namn in block(nummer)]


def brister(data: Cleaned, namn: Mapping[str, str], fel: Collection[str]) -> dict[str, str]:
    """What a block that is begun still lacks, by field. `namn`: the fields of the block by what they hold."""
    har = {del_: data.get(falt) for del_, falt in namn.items()}
    if not any(har.values()):
        return {}
    saknas = {
        "nummer": "Fyll i motionens år, och nummer om den har ett.",
        "titel": "Skriv motionens titel.",
        "motionarer": "Fyll i minst en motionär.",
        "attsatser": "Fyll i minst en att-sats. Den behövs för att svaret ska bli fullständigt.",
    }
    return {
        namn[del_]: text
        for del_, text in saknas.items()
        if del_ in namn and not har[del_] and namn[del_] not in fel
    }


def ny_motion(data: Cleaned, namn: Mapping[str, str], titel: str) -> NyMotion | None:
    """The motion of a block, or None for one that was left empty."""
    if data.get(namn["nummer"]) is None:
        return None
    ar, nummer = data[namn["nummer"]]
    return NyMotion(
        ar,
        nummer,
        titel,
        data[namn["motionarer"]],
        data[namn["attsatser"]],
        data.get(namn["vackt_on"]),
    )
