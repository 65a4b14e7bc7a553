"""The form that takes a list: its file, and whether what it lacks is to be ended."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from motions.ingest.csv_file import MAX_RADER, CsvError, Kolumn, avkoda, hamta, las, tal
from motions.ingest.file_check import sakert_namn
from remiss.forms.fields import Datumfalt, Files, satt_dagen


class InlasningForm(forms.Form):
    """A CSV file. Read in pieces and judged before anything is kept."""

    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        help_text=f"CSV, högst {tal(MAX_RADER)} rader. Semikolon, komma eller tabb; UTF-8 eller Windows-1252.",
        error_messages={
            "required": "Välj en fil.",
            "missing": "Välj en fil.",
            "invalid": "Välj en fil.",
            "max_length": "Filens namn är för långt. Byt namn på den.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )
    slut_on = Datumfalt(
        label="Avsluta det som saknas i filen, sista dag",
        required=False,
        help_text="Bara om filen är hela listan, till exempel efter ett val. Det som pågår i de organ eller områden som filen "
        "nämner, men inte står i filen, får då den dagen som sista dag. Lämna tomt för att inte avsluta något.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        kolumner: tuple[Kolumn, ...],
        today: date,
    ) -> None:
        super().__init__(data, files)
        self.kolumner = kolumner
        satt_dagen(self, today)
        self.filnamn = ""

    def clean_fil(self) -> str:
        """The text of the file, whose rows can be read."""
        fil = self.cleaned_data["fil"]
        self.filnamn = sakert_namn(fil.name or "")[:120]
        try:
            text = avkoda(hamta(fil.chunks()))
            las(text, self.kolumner)
        except CsvError as error:
            raise ValidationError(str(error)) from error
        return text
