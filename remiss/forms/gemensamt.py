"""Forms of a joint utlåtande: which ärende joins it, and which leaves."""

from __future__ import annotations

from typing import Any

from django import forms

from motions.models import Arende
from remiss import roles
from remiss.facts.gemensamt import SkiljArende, SkrivGemensamt
from remiss.forms.arende import Aktform

VALJ = {"required": "Välj ett ärende.", "invalid_choice": "Välj ett av ärendena i listan."}


def _namn(arende: Arende) -> str:
    return f"{arende.dnr} {arende.titel} ({arende.organ})"


class SkrivGemensamtForm(Aktform):
    """One more ärende that the writer handles, of this nämnd or another."""

    arende = forms.ModelChoiceField(
        Arende.objects.none(), label="Ärende", empty_label="Välj ärende …", error_messages=VALJ
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt: Any = self.fields["arende"]
        falt.queryset = Arende.objects.select_related("organ").filter(
            pk__in=[a.pk for a in roles.kan_skrivas_ihop(self.user, self.subject, self.today)]
        )
        falt.label_from_instance = _namn

    def facts(self) -> SkrivGemensamt:
        """The ärende that joins."""
        return SkrivGemensamt(self.cleaned_data["arende"])


class SkiljArendeForm(Aktform):
    """The ärende that gets a text of its own."""

    arende = forms.ModelChoiceField(
        Arende.objects.none(), label="Ärende", empty_label="Välj ärende …", error_messages=VALJ
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt: Any = self.fields["arende"]
        falt.queryset = (
            Arende.objects.visible_to(self.user, today=self.today)
            .filter(utlatanden=self.subject)
            .select_related("organ")
        )
        falt.label_from_instance = _namn

    def facts(self) -> SkiljArende:
        """The ärende that leaves."""
        return SkiljArende(self.cleaned_data["arende"])


AKTER: dict[tuple[str, str], type[Aktform]] = {
    ("utlatande", "skriv_gemensamt"): SkrivGemensamtForm,
    ("utlatande", "skilj_arende"): SkiljArendeForm,
}
