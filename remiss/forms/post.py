"""Forms of the post: a letter is laid in, filed in an ärende, or left out of the diarium."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from motions.ingest.brev import Brev
from motions.models import Anvandare, Forvaltning, HandlingSlag, Post
from motions.sortering import svenskt
from motions.text.typed_day import Tidsled
from remiss.forms.arende import INKOMNA_SLAG
from remiss.forms.diarium import arendemening, registratorns_organ
from remiss.forms.fields import Cleaned, Datumfalt, Filerfalt, Files, TextBlock, TextRad, radval, satt_dagen

VANLIGA_SKAL = (
    "Reklam.",
    "Skräppost.",
    "Nyhetsbrev eller kursinbjudan.",
    "Redan registrerad.",
    "Hör till en annan myndighet och har skickats dit.",
)
"""What the reason usually is; offered, never chosen for anyone."""


def registratorns_forvaltningar(user: Anvandare, today: date) -> QuerySet[Forvaltning]:
    """The förvaltningar whose post `user` takes in."""
    return (
        Forvaltning.objects.filter(organ__in=registratorns_organ(user, today))
        .distinct()
        .order_by(*svenskt("namn"))
    )


class PostForm(forms.Form):
    """What has come in on paper, by hand or by mail, with its files."""

    forvaltning = forms.ModelChoiceField(
        Forvaltning.objects.none(),
        label="Förvaltning",
        empty_label=None,
        error_messages={
            "required": "Välj en förvaltning.",
            "invalid_choice": "Välj en av dina förvaltningar.",
        },
    )
    avsandare = TextRad(label="Avsändare", max_length=200, saknas="Skriv vem som har skickat posten.")
    amne = TextRad(label="Vad det gäller", max_length=300, saknas="Skriv kort vad posten gäller.")
    inkommen_on = Datumfalt(label="Inkommen den", tidsled=Tidsled.GANGEN)
    avsandarens_dnr = TextRad(label="Avsändarens diarienummer", max_length=60, required=False)
    epost = forms.EmailField(
        label="Avsändarens e-post",
        required=False,
        max_length=254,
        error_messages={"invalid": "Skriv en e-postadress, till exempel registrator@norrby.se."},
    )
    filer = Filerfalt(label="Filer", required=False)
    text = TextBlock(label="Text", required=False, max_length=100_000)

    def __init__(
        self, data: QueryDict | None = None, files: Files | None = None, *, user: Anvandare, today: date
    ) -> None:
        super().__init__(data, files)
        self.today = today
        satt_dagen(self, today)
        self.fields["inkommen_on"].initial = today
        radval(self, "forvaltning").queryset = registratorns_forvaltningar(user, today)

    def clean_inkommen_on(self) -> date:
        """Nothing arrives tomorrow."""
        dag: date = self.cleaned_data["inkommen_on"]
        if dag > self.today:
            raise ValidationError("Posten kan inte ha kommit in efter i dag. Kontrollera datumet.")
        return dag

    def clean(self) -> Cleaned:
        """A letter says something, in a file or in its text."""
        data: Cleaned = super().clean() or {}
        if not data.get("filer") and not data.get("text") and "filer" not in self.errors:
            self.add_error("filer", "Välj minst en fil, eller skriv av vad som har kommit in.")
        return data

    def brev(self) -> Brev:
        """The facts of the act."""
        return Brev(**self.cleaned_data)


class LaggTillForm(forms.Form):
    """To which ärende a letter belongs, and what it is there. `valt` is the ärende of a button that was pressed."""

    arende = TextRad(
        label="Lägg till i ärende",
        max_length=100,
        saknas="Skriv ärendets nummer, eller välj ett av ärendena.",
        help_text="Löpnummer i år, diarienummer eller ord ur rubriken.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "accesskey": "a"}),
    )
    slag = forms.ChoiceField(
        label="Slag",
        choices=[(s.value, s.label) for s in INKOMNA_SLAG],
        initial=HandlingSlag.SKRIVELSE.value,
        error_messages={
            "required": "Välj vad handlingen är.",
            "invalid_choice": "Välj ett av alternativen.",
        },
    )
    rubrik = TextRad(label="Rubrik", max_length=300, saknas="Skriv vad handlingen är.")
    valt = forms.IntegerField(
        label="Valt ärende", required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput()
    )

    def __init__(self, data: QueryDict | None = None, *, post: Post) -> None:
        super().__init__(data)
        self.fields["rubrik"].initial = arendemening(post.amne)
        # A button with an ärende on it needs no number in the box.
        self.fields["arende"].required = not self.data.get("valt")


class AvforForm(forms.Form):
    """Why a letter is not entered in the diarium."""

    skal = TextRad(
        label="Skäl att inte föra in den",
        max_length=300,
        saknas="Skriv varför posten inte förs in i diariet.",
        widget=forms.TextInput(attrs={"list": "vanliga-skal", "autocomplete": "off"}),
    )
