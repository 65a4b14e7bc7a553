"""The forms of the editor: a section's text, a heading, a beslutssats, the answer to an att-sats, a bilaga."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django_prose_editor.fields import ProseEditorFormField

from motions.documents import store
from motions.documents.store import GranskadFil
from motions.ingest.file_check import brist_som_bilaga, granska_fil, slag_av
from motions.models import AttSats, AttSatsSvar, Avsnitt, Handling, SvarPaAttSats, Tjansteutlatande
from motions.text import rich_text
from motions.text.typed_day import Tidsled
from remiss.forms.fields import Cleaned, Datumfalt, Files, TextRad, radval, satt_dagen
from remiss.forms.seen import SettMixin


class AvsnittForm(forms.Form):
    """One section's text, in the editor that offers exactly what `rikttext.sanera` lets through."""

    text = ProseEditorFormField(
        required=False,
        # The browser's spelling check helps who writes Swedish; the package turns it off unless asked.
        config={"extensions": {**rich_text.EXTENSIONS, "NoSpellCheck": False}},
        sanitize=rich_text.sanera,
    )
    bas_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, avsnitt: Avsnitt) -> None:
        super().__init__(
            initial={"text": avsnitt.text, "bas_version": avsnitt.version}, auto_id=f"{avsnitt.nyckel}-%s"
        )
        self.fields["text"].label = avsnitt.rubrik


class UppgifterForm(SettMixin):
    """The title, and the day when the förvaltningsgrupp treated the ärende (domain 4.6)."""

    titel = TextRad(
        label="Rubrik på tjänsteutlåtandet",
        max_length=300,
        saknas="Skriv en rubrik.",
    )
    forvaltningsgrupp_on = Datumfalt(
        label="Behandlat i förvaltningsgruppen", required=False, tidsled=Tidsled.GANGEN
    )

    def __init__(self, data: QueryDict | None = None, *, utlatande: Tjansteutlatande, today: date) -> None:
        super().__init__(
            data,
            auto_id="uppgift-%s",
            initial={"titel": utlatande.titel, "forvaltningsgrupp_on": utlatande.forvaltningsgrupp_on},
        )
        self.today = today
        satt_dagen(self, today)
        self.bevaka()
        if any(a.arendetyp.forvaltningsgrupp for a in utlatande.arenden.all()):
            self.fields[
                "forvaltningsgrupp_on"
            ].help_text = "Krävs för den här ärendetypen innan texten skickas för godkännande."

    def over(self, nu: Tjansteutlatande) -> Self:
        """The form over the utlåtande as it is under its lock."""
        return type(self)(utlatande=nu, today=self.today)

    def star(self) -> Cleaned:
        """The title and the day."""
        return self.forifyllda("titel", "forvaltningsgrupp_on")

    def clean_forvaltningsgrupp_on(self) -> date | None:
        """A meeting that has been held."""
        dag: date | None = self.cleaned_data["forvaltningsgrupp_on"]
        if dag and dag > self.today:
            raise ValidationError("Förvaltningsgruppen kan inte ha behandlat ärendet efter i dag.")
        return dag


class RubrikForm(forms.Form):
    """The heading of a section."""

    rubrik = TextRad(
        label="Rubrik",
        max_length=150,
        error_messages={
            "required": "Skriv en rubrik.",
            "max_length": "Rubriken får ha högst 150 tecken. Korta den.",
        },
    )


class AttSatsForm(forms.Form):
    """What the förvaltning proposes about an att-sats, and why."""

    use_required_attribute = False

    svar = forms.ChoiceField(label="Förslag", choices=[("", "Välj …"), *SvarPaAttSats.choices])
    motivering = forms.CharField(label="Motivering", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    bas_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, attsats: AttSats, svar: AttSatsSvar | None) -> None:
        super().__init__(
            initial={
                "svar": svar.svar if svar else "",
                "motivering": svar.motivering if svar else "",
                "bas_version": svar.version if svar else 0,
            },
            auto_id=f"attsats-{attsats.pk}-%s",
        )


class BilagaForm(forms.Form):
    """A file from the user's own machine, judged by its content."""

    rubrik = TextRad(
        label="Vad bilagan heter",
        max_length=200,
        required=False,
        help_text="Utelämnas den används filens namn.",
        error_messages={"max_length": "Namnet får ha högst 200 tecken. Korta det."},
    )
    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        help_text="PDF, DOCX, ODT, PNG, JPG eller TXT.",
        error_messages={"required": "Välj en fil.", "missing": "Välj en fil.", "invalid": "Välj filen igen."},
    )

    def __init__(self, data: QueryDict | None = None, files: Files | None = None) -> None:
        super().__init__(data, files, auto_id="bilaga-%s")

    def clean_fil(self) -> GranskadFil:
        """The judged file. Errors: ValidationError in Swedish."""
        fil: UploadedFile[bytes] = self.cleaned_data["fil"]
        return granska_fil(fil)


class BilagaUrAktenForm(forms.Form):
    """A handling of the akt that is to be a bilaga."""

    handling = forms.ModelChoiceField(
        queryset=Handling.objects.none(),
        label="Ur akten",
        empty_label="Välj handling …",
        error_messages={
            "required": "Välj en handling.",
            "invalid_choice": "Välj en av handlingarna i akten.",
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        valbara: QuerySet[Handling],
        rader: Sequence[Handling] | None = None,
    ) -> None:
        super().__init__(data, auto_id="ur-akten-%s")
        falt = radval(self, "handling")
        falt.queryset = valbara
        if rader is not None:
            falt.choices = [("", falt.empty_label), *((h.pk, str(h)) for h in rader)]

    def clean_handling(self) -> Handling:
        """A handling that the readers of the text can read; what came in is kept whatever it is. Errors: ValidationError."""
        handling: Handling = self.cleaned_data["handling"]
        if handling.fil is not None:
            brist = brist_som_bilaga(
                GranskadFil(store.read(handling.fil), slag_av(handling.filnamn), handling.filnamn)
            )
            if brist:
                raise ValidationError(brist)
        return handling
