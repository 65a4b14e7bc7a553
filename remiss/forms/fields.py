"""Fields that several forms share: Swedish dates, several files, and the key against double clicks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, TypedDict, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.urls import reverse_lazy
from django.utils.datastructures import MultiValueDict

from motions.documents.store import GranskadFil
from motions.ingest.file_check import granska_fil, mottagen
from motions.ingest.vapen import granska_vapen
from motions.text.long_word import for_langt_ord
from motions.text.plain_text import har_ord
from motions.text.signs import written
from motions.text.typed_day import OlasbarDagError, Tidsled, las_dag

TIDIGAST = date(1970, 1, 1)
SENAST = date(2100, 12, 31)

Typed = Mapping[str, Any]
"""What was typed, as the address or the body of a request has it."""
Files: TypeAlias = "MultiValueDict[str, UploadedFile[bytes]]"
Uppladdad: TypeAlias = "UploadedFile[bytes]"
Cleaned = dict[str, Any]
"""What a form has made of what was typed: the value of each field, each of its own type."""


class Faltord(TypedDict, total=False):
    """What any field may be told."""

    label: str
    required: bool
    help_text: str
    initial: str
    widget: forms.Widget | type[forms.Widget]
    error_messages: dict[str, str]


class Textord(Faltord, total=False):
    """What a field of text may be told."""

    max_length: int


class Filord(Faltord, total=False):
    """What a field of files may be told."""

    allow_empty_file: bool


def radval(form: forms.BaseForm, namn: str) -> forms.ModelChoiceField[Model]:
    """The field of the form that is a choice among rows."""
    falt = form.fields[namn]
    if not isinstance(falt, forms.ModelChoiceField):
        raise TypeError(namn)
    return falt


def val(form: forms.BaseForm, namn: str) -> forms.ChoiceField:
    """The field of the form that is a choice among words."""
    falt = form.fields[namn]
    if not isinstance(falt, forms.ChoiceField):
        raise TypeError(namn)
    return falt


def satt_dagen(form: forms.BaseForm, today: date) -> None:
    """Tell the form's days which year a day without a year is in."""
    for falt in form.fields.values():
        if isinstance(falt, Datumfalt):
            falt.today = today


class Dagruta(forms.TextInput):
    """The box of a day. On leaving it the day that was understood is said under it, where htmx is."""

    template_name = "components/dagfalt.html"


class Datumfalt(forms.Field):
    """A day, typed as people type days; without a year it is the one that `tidsled` says, seen from `today`, given by the form.

    A page that comes back shows the day that was understood, in the box.
    """

    widget: type[forms.Widget] | forms.Widget = Dagruta(attrs={"autocomplete": "off", "class": "datum"})
    default_error_messages = {"required": "Fyll i datumet, till exempel 2026-12-04."}

    def __init__(
        self, *, today: date | None = None, tidsled: Tidsled = Tidsled.NARMAST, **kwargs: Unpack[Faltord]
    ) -> None:
        self.today, self.tidsled = today, tidsled
        kwargs.setdefault("help_text", "Till exempel 2026-12-04 eller 4/12.")
        super().__init__(**kwargs)
        if isinstance(self.widget, Dagruta):
            self.widget.attrs |= {
                "hx-get": reverse_lazy("dag"),
                "hx-vals": json.dumps({"led": self.tidsled.value}),
                "hx-trigger": "change",
                "hx-target": "next .tolkning",
                "hx-swap": "innerHTML",
            }

    def to_python(self, value: str | date | None) -> date | None:
        """The day. Errors: ValidationError with the remedy."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            day = las_dag(text, self.today, self.tidsled)
        except OlasbarDagError as error:
            raise ValidationError(str(error)) from error
        if day < TIDIGAST:
            raise ValidationError("Datumet ligger för långt bak i tiden.")
        if day > SENAST:
            raise ValidationError("Datumet ligger för långt fram i tiden.")
        return day

    def bound_data(self, data: str | None, initial: date | str | None) -> date | str | None:
        """The day that was understood; what was typed when it is none."""
        try:
            return self.to_python(data)
        except ValidationError:
            return data

    def prepare_value(self, value: str | date | None) -> str | None:
        """ISO in the box."""
        return value.isoformat() if isinstance(value, date) else value


class Filfalt(forms.FileField):
    """One file that must be read: judged by its content."""

    default_error_messages = {
        "required": "Välj en fil.",
        "missing": "Välj en fil.",
        "empty": "Filen är tom. Välj en fil med innehåll.",
    }
    hjalp = "PDF, DOCX, ODT, PNG, JPG eller TXT."

    def __init__(self, **kwargs: Unpack[Filord]) -> None:
        kwargs.setdefault("help_text", self.hjalp)
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(**kwargs)

    def clean(self, data: Uppladdad | None, initial: None = None) -> GranskadFil | None:
        """The file, or None when not required and not chosen."""
        fil = super().clean(data, initial)
        return self.ta_in(fil) if fil else None

    def ta_in(self, fil: Uppladdad) -> GranskadFil:
        """The judged file. Errors: ValidationError."""
        return granska_fil(fil)


class InkommenFil(Filfalt):
    """One file that came in, kept as it came."""

    hjalp = "Alla slags filer tas emot, som de är."

    def ta_in(self, fil: Uppladdad) -> GranskadFil:
        """The file, never opened. Errors: ValidationError for one that is empty or too large."""
        return mottagen(fil)


class Vapenfalt(Filfalt):
    """The kommun's vapen: a PNG."""

    def ta_in(self, fil: Uppladdad) -> GranskadFil:
        """The vapen drawn anew. Errors: ValidationError."""
        return granska_vapen(fil)


class FlerFilInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class Filerfalt(InkommenFil):
    """Several files that came in."""

    widget = FlerFilInput

    def clean(  # type: ignore[override]
        self, data: list[Uppladdad] | Uppladdad | None, initial: None = None
    ) -> list[GranskadFil]:
        """The files in the order they were chosen."""
        valda = [f for f in (data if isinstance(data, list | tuple) else [data]) if f]
        if not valda and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        tagna, fel = [], []
        for f in valda:
            try:
                tagna.append(self.ta_in(f))
            except ValidationError as error:
                fel.append(error)
        if fel:
            raise ValidationError(fel)
        return tagna


class TextRad(forms.CharField):
    """One line of text, whose required message names the remedy."""

    def __init__(self, *, saknas: str = "Fyll i fältet.", **kwargs: Unpack[Textord]) -> None:
        kwargs.setdefault("error_messages", {"required": saknas})
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> str:
        """What is typed; signs that nobody can see are nothing, but NUL is for its validator to name."""
        text = super().to_python(written(value) if value else value) or ""
        return text if har_ord(text) or "\0" in text else ""


class TextBlock(TextRad):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 4})

    def run_validators(self, value: str) -> None:
        """Errors: ValidationError also for a word that is no word, in a text that is not too long as it is."""
        super().run_validators(value)
        if fel := for_langt_ord(value):
            raise ValidationError(fel, code="long_word")
