"""The elected, their mandates, and the representatives of the staff."""

from __future__ import annotations

from itertools import combinations

from django import forms
from django.contrib import admin

from motions.models import Fortroendeuppdrag, Fortroendevald, Personalforetradare, Uppdragsroll
from remiss.admin.base import Rader, Radformset, Register
from remiss.admin.plats import installningar
from remiss.forms.fields import Cleaned

POLITIKER = "Förtroendevalda"


class UppdragForm(forms.ModelForm):  # type: ignore[type-arg]
    """A mandate: inkallelseordning is for an ersättare."""

    class Meta:
        model = Fortroendeuppdrag
        fields = (
            "fortroendevald",
            "organ",
            "roll",
            "plats",
            "parti",
            "inkallelseordning",
            "fran_on",
            "till_on",
        )
        help_texts = {
            "plats": "Nummer på platsen. Ledamöter och ersättare numreras var för sig.",
            "parti": "Partiet som platsen tillhör.",
            "inkallelseordning": "Bara för ersättare: den med lägst nummer kallas in först.",
        }

    def clean(self) -> Cleaned:
        """Only an ersättare stands in line."""
        data: Cleaned = super().clean() or {}
        if data.get("inkallelseordning") and data.get("roll") not in (None, Uppdragsroll.ERSATTARE):
            self.add_error(
                "inkallelseordning", "Bara en ersättare har en plats i inkallelseordningen. Lämna tomt."
            )
        return data


def krockar(a: Fortroendeuppdrag, b: Fortroendeuppdrag) -> bool:
    """Whether two mandates are of one seat and share a day."""
    samma = a.organ_id == b.organ_id and a.plats == b.plats
    slag = (a.roll == Uppdragsroll.ERSATTARE) == (b.roll == Uppdragsroll.ERSATTARE)
    if not (samma and slag and a.fran_on and b.fran_on):
        return False
    return not ((a.till_on and a.till_on < b.fran_on) or (b.till_on and b.till_on < a.fran_on))


class Uppdragsformset(Radformset):
    """Mandates of one person: two new rows may not want the same seat at once."""

    def clean(self) -> None:
        """Compare the rows with each other; the database knows the rest."""
        super().clean()
        ifyllda = [f for f in self.forms if f.has_changed() or f.instance.pk]
        for forsta, andra in combinations(ifyllda, 2):
            if not forsta.errors and not andra.errors and krockar(forsta.instance, andra.instance):
                andra.add_error(
                    "plats", "Raden gäller samma plats och dagar som en rad ovanför. Ändra den ena."
                )


class UppdragRader(Rader):
    """The mandates of a person."""

    model = Fortroendeuppdrag
    form = UppdragForm
    formset = Uppdragsformset
    extra = 1
    can_delete = False
    verbose_name_plural = "Uppdrag"
    hjalp = "Den som lämnar ett uppdrag får en sista dag; uppdraget tas inte bort."


@admin.register(Fortroendevald, site=installningar)
class FortroendevaldSida(Register):
    """The elected."""

    stig, grupp, om = "fortroendevalda", POLITIKER, "Personerna, deras partier och uppdrag."
    i_stallet = "Avsluta personens uppdrag i stället: sätt «till och med» på dem."
    inlines = (UppdragRader,)
    list_display = ("efternamn", "fornamn", "parti", "anvandare")
    list_select_related = ("anvandare",)
    list_filter = ("parti",)
    search_fields = ("fornamn", "efternamn")
    ordering = ("efternamn", "fornamn")


@admin.register(Fortroendeuppdrag, site=installningar)
class UppdragSida(Register):
    """All mandates, to find by organ."""

    stig, grupp, om = "uppdrag", POLITIKER, "Vem som sitter på vilken plats, och inkallelseordningen."
    i_stallet = "Sätt «till och med» i stället."
    form = UppdragForm
    list_display = ("fortroendevald", "organ", "roll", "plats", "inkallelseordning", "fran_on", "till_on")
    list_select_related = ("fortroendevald", "organ")
    list_filter = ("organ", "roll", "parti")
    search_fields = ("fortroendevald__fornamn", "fortroendevald__efternamn")
    ordering = ("organ__namn", "ersattare", "plats", "-fran_on")


@admin.register(Personalforetradare, site=installningar)
class PersonalforetradareSida(Register):
    """The representatives of the staff."""

    stig, grupp, om = "personalforetradare", POLITIKER, "De som har närvarorätt för personalen (KL 7:10)."
    i_stallet = "Sätt «till och med» i stället."
    ordering = ("organ__namn", "namn")
    list_display = ("namn", "organisation", "organ", "fran_on", "till_on")
    list_select_related = ("organ",)
    list_filter = ("organ",)
    search_fields = ("namn", "organisation")
