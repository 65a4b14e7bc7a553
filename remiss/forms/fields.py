"""Fields that several forms share: Swedish dates, several files, and the key against double clicks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias, TypedDict, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from motions.apart import OverGransError
from motions.documents.store import GranskadFil
from motions.ingest.file_check import granska_fil
from motions.ingest.vapen import granska_vapen
from motions.text.plain_text import har_ord

_ISO = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})$")
_KORT = re.compile(r"^(\d{1,2})/(\d{1,2})(?:[ -/](\d{4}))?$")
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


class Datumfalt(forms.Field):
    """A day, typed as 2026-12-04, 20261204 or 4/12 (then in the year of `today`, given by the form)."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "datum"})
    default_error_messages = {"required": "Fyll i datumet, till exempel 2026-12-04."}

    def __init__(self, *, today: date | None = None, **kwargs: Unpack[Faltord]) -> None:
        kwargs.setdefault("help_text", "Till exempel 2026-12-04 eller 4/12.")
        super().__init__(**kwargs)
        self.today = today

    def to_python(self, value: str | date | None) -> date | None:
        """The day. Errors: ValidationError with the remedy."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            if hit := _ISO.match(text):
                day = date(*(int(g) for g in hit.groups()))
            elif (hit := _KORT.match(text)) and (hit[3] or self.today):
                day = date(int(hit[3]) if hit[3] else self.today.year, int(hit[2]), int(hit[1]))  # type: ignore[union-attr]
            else:
                raise ValidationError("Skriv datumet med åtta siffror, till exempel 2026-12-04.")
        except ValueError as error:
            raise ValidationError(
                f"Dagen {text} finns inte i kalendern. Kontrollera månad och dag."
            ) from error
        if day < TIDIGAST:
            raise ValidationError("Datumet ligger för långt bak i tiden.")
        if day > SENAST:
            raise ValidationError("Datumet ligger för långt fram i tiden.")
        return day

    def prepare_value(self, value: str | date | None) -> str | None:
        """ISO in the box."""
        return value.isoformat() if isinstance(value, date) else value


class Filfalt(forms.FileField):
    """One file, judged by its content."""

    default_error_messages = {
        "required": "Välj en fil.",
        "missing": "Välj en fil.",
        "empty": "Filen är tom. Välj en fil med innehåll.",
    }

    def __init__(self, **kwargs: Unpack[Filord]) -> None:
        kwargs.setdefault("help_text", "PDF, DOCX, ODT, PNG, JPG eller TXT.")
        kwargs.setdefault("allow_empty_file", True)
        super().__init__(**kwargs)

    def clean(self, data: Uppladdad | None, initial: None = None) -> GranskadFil | None:
        """The judged file, or None when not required and not chosen."""
        fil = super().clean(data, initial)
        return granska_fil(fil) if fil else None


class Vapenfalt(Filfalt):
    """The kommun's vapen: a PNG."""

    def clean(self, data: Uppladdad | None, initial: None = None) -> GranskadFil | None:
        """The vapen drawn anew, or None when none was chosen."""
        fil = forms.FileField.clean(self, data, initial)
        return granska_vapen(fil) if fil else None


class FlerFilInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class Filerfalt(Filfalt):
    """Several files, each judged by its content."""

    widget = FlerFilInput

    def clean(  # type: ignore[override]
        self, data: list[Uppladdad] | Uppladdad | None, initial: None = None
    ) -> list[GranskadFil]:
        """The judged files in the order they were chosen."""
        valda = [f for f in (data if isinstance(data, list | tuple) else [data]) if f]
        if not valda and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        granskade, fel = [], []
        for f in valda:
            try:
                granskade.append(granska_fil(f))
            except ValidationError as error:
                fel.append(error)
                if isinstance(error.__cause__, OverGransError):
                    # It has taken all the time that a page may take.
                    break
        if fel:
            raise ValidationError(fel)
        return granskade


class TextRad(forms.CharField):
    """One line of text, whose required message names the remedy."""

    def __init__(self, *, saknas: str = "Fyll i fältet.", **kwargs: Unpack[Textord]) -> None:
        kwargs.setdefault("error_messages", {"required": saknas})
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> str:
        """What is typed; signs that nobody can see are nothing, but NUL is for its validator to name."""
        text = super().to_python(value) or ""
        return text if har_ord(text) or "\0" in text else ""


class TextBlock(TextRad):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 4})
