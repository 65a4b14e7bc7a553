"""Forms of a joint utlåtande: which ärende joins it, and which leaves."""

from __future__ import annotations

from django import forms

from motions.models import Arende, Tjansteutlatande
from remiss import roles
from remiss.facts.gemensamt import SkiljArende, SkrivGemensamt
from remiss.forms.arende import Aktform, Formular
from remiss.forms.fields import radval

VALJ = {"required": "Välj ett ärende.", "invalid_choice": "Välj ett av ärendena i listan."}


class Arendeval(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An ärende."""

    def label_from_instance(self, obj: Arende) -> str:
        """Its number, its title and its nämnd."""
        return f"{obj.dnr} {obj.titel} ({obj.organ})"


class SkrivGemensamtForm(Aktform[Tjansteutlatande]):
    """One more ärende that the writer handles, of this nämnd or another."""

    arende = Arendeval(
        Arende.objects.none(), label="Ärende", empty_label="Välj ärende …", error_messages=VALJ
    )

    def bygg(self) -> None:
        """The ärenden that may join."""
        radval(self, "arende").queryset = Arende.objects.select_related("organ").filter(
            pk__in=[a.pk for a in roles.kan_skrivas_ihop(self.user, self.subject, self.today)]
        )

    def facts(self) -> SkrivGemensamt:
        """The ärende that joins."""
        return SkrivGemensamt(self.cleaned_data["arende"])


class SkiljArendeForm(Aktform[Tjansteutlatande]):
    """The ärende that gets a text of its own."""

    arende = Arendeval(
        Arende.objects.none(), label="Ärende", empty_label="Välj ärende …", error_messages=VALJ
    )

    def bygg(self) -> None:
        """The ärenden that it answers."""
        radval(self, "arende").queryset = (
            Arende.objects.visible_to(self.user, today=self.today)
            .filter(utlatanden=self.subject)
            .select_related("organ")
        )

    def facts(self) -> SkiljArende:
        """The ärende that leaves."""
        return SkiljArende(self.cleaned_data["arende"])


FORMULAR: Formular = {
    ("utlatande", "skriv_gemensamt"): SkrivGemensamtForm,
    ("utlatande", "skilj_arende"): SkiljArendeForm,
}
