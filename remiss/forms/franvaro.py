"""The form of a chef who will be away: two days, and who stands in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from motions.datum import day_of
from motions.franvaro import kollegor
from motions.models import Anvandare
from remiss.facts.franvaro import AngeFranvaro
from remiss.forms.fields import Cleaned, Dagruta, Datumfalt, Typed, radval, satt_dagen
from remiss.forms.seen import avtryck
from remiss.guards.franvaro import brister, tveksamt


class Vikarieval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the staff."""

    def label_from_instance(self, obj: Anvandare) -> str:
        """«Bo Dahl, utredare»."""
        return f"{obj.namn}, {obj.titel}" if obj.titel else obj.namn


class FranvaroForm(forms.Form):
    """When the chef is away, and who stands in."""

    fran_on = Datumfalt(
        label="Från och med",
        widget=Dagruta(attrs={"autofocus": True, "autocomplete": "off", "class": "datum"}),
    )
    till_on = Datumfalt(label="Till och med")
    vikarie = Vikarieval(
        Anvandare.objects.none(),
        label="Vikarie",
        empty_label="Välj vikarie",
        error_messages={
            "required": "Välj vem som är din vikarie.",
            "invalid_choice": "Välj någon annan i listan. Du kan inte vara din egen vikarie.",
        },
        help_text="Vikarien ser det som väntar på dig och godkänner i ditt ställe.",
    )
    anda = forms.BooleanField(label="Det är rätt ändå", required=False, widget=forms.HiddenInput)
    tvekan = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Typed | None = None, *, user: Anvandare, at: datetime) -> None:
        today = day_of(at)
        super().__init__(data, initial={"fran_on": today}, auto_id="franvaro-%s")
        self.user, self.at, self.today = user, at, today
        satt_dagen(self, today)
        radval(self, "vikarie").queryset = kollegor(user, today)

    def clean(self) -> Cleaned:
        """What is wrong stands beside its field; what is doubtful is asked about, with a box to tick, until just that is seen."""
        data: Cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return data
        facts = self.facts()
        for falt, text in brister(self.user, facts, self.today):
            self.add_error(falt, text)
        tvekan = [] if self.errors else [v.text for v in tveksamt(self.user, facts, self.user, self.at)]
        if tvekan:
            self.fields["anda"].widget = forms.CheckboxInput()
            if not data["anda"] or data["tvekan"] != avtryck(tvekan):
                self._fraga(tvekan)
        return data

    def _fraga(self, tvekan: list[str]) -> None:
        self.add_error("vikarie", " ".join(tvekan))
        self.add_error("anda", "Kryssa i rutan om det är rätt ändå, eller välj en annan vikarie.")
        svar: Any = self.data
        self.data = svar = svar.copy()
        svar["tvekan"], svar["anda"] = avtryck(tvekan), ""

    def facts(self) -> AngeFranvaro:
        """The absence."""
        data = self.cleaned_data
        return AngeFranvaro(data["fran_on"], data["till_on"], data["vikarie"])

    def skal(self) -> str:
        """That what was warned of is right all the same."""
        anda = self.fields["anda"]
        return str(anda.label) if self.cleaned_data["anda"] else ""
