"""What is prepared: ärendetyper with their sections, and the library of beslutssatser."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.contrib import admin

from motions.models import Arendetyp, Avsnittsmall, Beslutssatsmall, Perspektiv
from motions.text import placeholder
from remiss.admin.base import Rader, Radformset, Register
from remiss.admin.plats import installningar

MALLAR = "Ärenden"


def nyckel_av(rubrik: str, tagna: set[str]) -> str:
    """A key for a section, made of its heading, that no other section of the ärendetyp has."""
    ascii_ = unicodedata.normalize("NFKD", rubrik.lower()).encode("ascii", "ignore").decode()
    stam = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")[:34] or "avsnitt"
    nyckel, n = stam, 2
    while nyckel in tagna:
        nyckel, n = f"{stam}-{n}", n + 1
    return nyckel


class Avsnittsformset(Radformset):
    """The sections: the key of a new one is made of its heading, and never changes."""

    def clean(self) -> None:
        """Give each new section its key."""
        super().clean()
        tagna = {f.instance.nyckel for f in self.forms if f.instance.nyckel}
        for form in self.forms:
            rubrik = getattr(form, "cleaned_data", {}).get("rubrik")
            if rubrik and not form.instance.nyckel:
                form.instance.nyckel = nyckel_av(rubrik, tagna)
                tagna.add(form.instance.nyckel)


class AvsnittsmallRader(Rader):
    """The section set of an ärendetyp."""

    model = Avsnittsmall
    formset = Avsnittsformset
    fields = ("ordning", "rubrik", "obligatoriskt", "hjalp")
    verbose_name_plural = "Avsnitt"
    hjalp = "Avsnitten i ett nytt utlåtande. Hjälptexten visas för handläggaren. Utlåtanden som redan finns ändras inte."


class ArendetypAdminForm(forms.ModelForm):  # type: ignore[type-arg]
    """An ärendetyp, with its perspectives as boxes to tick."""

    perspektiv = forms.MultipleChoiceField(
        label="Perspektiv som ska belysas",
        choices=Perspektiv.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Arendetyp
        fields = ("forvaltning", "namn", "klassificering", "forvaltningsgrupp", "perspektiv")


@admin.register(Arendetyp, site=installningar)
class ArendetypSida(Register):
    """The ärendetyper."""

    stig, grupp, om = "arendetyper", MALLAR, "Vilka avsnitt ett utlåtande har, och hur ärendet klassificeras."
    i_stallet = "Låt den stå kvar. Byt namn på den om den inte längre ska väljas."
    form = ArendetypAdminForm
    inlines = (AvsnittsmallRader,)
    ordering = ("forvaltning__namn", "namn")
    list_display = ("namn", "forvaltning", "klassificering")
    list_select_related = ("forvaltning", "klassificering")
    list_filter = ("forvaltning",)
    search_fields = ("namn",)


class BeslutssatsForm(forms.ModelForm):  # type: ignore[type-arg]
    """A beslutssats, with its places explained."""

    class Meta:
        model = Beslutssatsmall
        fields = ("organ", "slag", "namn", "text", "ordning")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "slag": "Programmet ser på slaget om utlåtandet lämnar ett svar eller ber om omedelbar justering.",
            "namn": "Det handläggaren väljer på.",
            "text": "Programmet fyller i "
            + " och ".join(f"{{{plats}}} ({vad})" for plats, vad in placeholder.FYLLS_I.items())
            + ". Andra platser, till exempel {datum}, fyller handläggaren i.",
            "ordning": "Lägst nummer står först.",
        }


@admin.register(Beslutssatsmall, site=installningar)
class BeslutssatsSida(Register):
    """The library."""

    stig, grupp, om = "beslutssatser", MALLAR, "Färdiga beslutssatser som handläggaren väljer bland."
    form = BeslutssatsForm
    list_display = ("namn", "organ", "slag", "ordning")
    list_select_related = ("organ",)
    list_filter = ("organ", "slag")
    search_fields = ("namn", "text")
