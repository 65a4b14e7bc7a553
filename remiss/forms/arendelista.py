"""The filter of the list of ärenden: what one may ask for, in a GET address that can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django_filters import CharFilter, ChoiceFilter, Filter
from django_filters.filterset import FilterSet

from motions import search, visibility
from motions.models import CHEFSROLLER, Anvandare, Arende, Arendetyp, Befattning, Organ, Roll
from motions.prepared import Slot, prepared
from motions.sortering import svenskt
from motions.states import OPPNA_ARENDEN, ArendeState
from remiss.forms.fields import Datumfalt, TextRad, Typed
from remiss.turen import Tur, forsenat, har_turen
from remiss.web.http import Request

FLEST_VAL = 400
"""Choices in one list: a longer one is no help to anybody."""
VALET_FINNS_INTE = "Det valet finns inte. Välj ett i listan."

LAGEN = [("oppna", "Alla öppna"), *((s.value, str(s.label)) for s in ArendeState)]
REMISSTIDER = [("forsenat", "Försenat"), ("veckan", "Denna vecka"), ("30", "Inom 30 dagar")]


class Vallista(forms.Select):
    """A select that writes its choices in one go: a template for each would cost more than the rest of the page."""

    def render(
        self,
        name: str,
        value: str | None,
        attrs: dict[str, str | bool] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The element with its options."""
        valt = str(value or "")
        options = "".join(
            f'<option value="{escape(str(v))}"{" selected" if str(v) == valt else ""}>{escape(str(text))}</option>'
            for v, text in self.choices
        )
        attribut = flatatt(self.build_attrs({**self.attrs, "name": name}, attrs))
        return mark_safe(f"<select{attribut}>{options}</select>")  # noqa: S308 - each part is escaped


class Sokfalt(forms.CharField):
    """Free text: what no one can type or see is taken out, and what is too long is cut."""

    widget = forms.TextInput(
        attrs={
            "type": "search",
            "maxlength": search.MAX_TECKEN,
            "autocomplete": "off",
            "placeholder": "Ord i ärenden, handlingar och beslut, eller ett diarienummer",
        }
    )

    def to_python(self, value: str | None) -> str:
        """The text."""
        return str(value or "").replace("\x00", "").strip()[: search.MAX_TECKEN]

    def prepare_value(self, value: str | None) -> str:
        """The same in the box."""
        return self.to_python(value)


class Sokfilter(CharFilter):
    """Free text over the index."""

    field_class = Sokfalt


class Datumfilter(Filter):
    """A day, typed as everywhere."""

    field_class: type[forms.Field] = Datumfalt


def _val(
    etikett: str, choices: Sequence[tuple[str, str]] = (), tomt: str = "Alla", **kwargs: str
) -> ChoiceFilter:
    return ChoiceFilter(  # type: ignore[no-untyped-call]
        label=etikett,
        choices=choices,
        empty_label=tomt,
        widget=Vallista,
        error_messages={"invalid_choice": VALET_FINNS_INTE},
        **kwargs,
    )


class Arendefilter(FilterSet):
    """The visible ärenden by text, state, turn, people, kind and time. What is not asked for does not narrow."""

    q = Sokfilter(label="Sök", method="sok")  # type: ignore[no-untyped-call]
    lage = _val("Läge", LAGEN, method="i_lage")
    tur = _val("Vems tur", Tur.choices, method="vems_tur")
    handlaggare = _val("Handläggare", field_name="handlaggare")
    arendetyp = _val("Ärendetyp", field_name="arendetyp")
    organ = _val("Nämnd", field_name="organ")
    remisstid = _val("Remisstid", REMISSTIDER, method="i_tid")
    tidigast = Datumfilter(label="Remisstid från", field_name="frist_on", lookup_expr="gte")  # type: ignore[no-untyped-call]
    senast = Datumfilter(label="Remisstid till", field_name="frist_on", lookup_expr="lte")  # type: ignore[no-untyped-call]

    class Meta:
        model = Arende
        fields: list[str] = []

    def __init__(self, data: Typed, *, request: Request) -> None:
        self.user, self.today = request.user, request.today
        synliga = Arende.objects.visible_to(self.user, today=self.today)
        super().__init__(data, queryset=synliga, request=request)  # type: ignore[no-untyped-call]
        for namn, choices in valen(self.user, self.today).items():
            self.filters[namn].extra["choices"] = choices
        for namn in ("tidigast", "senast"):
            # The list itself follows what is typed: nothing more needs to be said of it.
            ruta = forms.TextInput(attrs={"autocomplete": "off", "class": "datum"})
            self.filters[namn].extra |= {"today": self.today, "help_text": "", "widget": ruta}
        self.fraga: Combinable | None = None

    def giltigt(self) -> bool:
        """Whether every value is one that can be asked for."""
        return not self.form.errors

    def sok(self, rader: QuerySet[Arende], namn: str, value: str) -> QuerySet[Arende]:
        """Those where a text that the user may meet answers the question."""
        self.fraga = search.fraga(value)
        if self.fraga is None:
            return rader.none()
        narrowed: QuerySet[Arende] = search.bland(rader, self.fraga, self.user, self.today)
        return narrowed

    def i_lage(self, rader: QuerySet[Arende], namn: str, value: str) -> QuerySet[Arende]:
        """In one state, or in any that is open."""
        return rader.filter(state__in=OPPNA_ARENDEN if value == "oppna" else [value])

    def vems_tur(self, rader: QuerySet[Arende], namn: str, value: str) -> QuerySet[Arende]:
        """Where it is somebody's turn."""
        return rader.filter(har_turen(value, self.user, self.today))

    def i_tid(self, rader: QuerySet[Arende], namn: str, value: str) -> QuerySet[Arende]:
        """By the remisstid as seen from today; a svar that has left is never late."""
        if value == "forsenat":
            return rader.filter(forsenat(self.today))
        sondag = self.today + timedelta(days=6 - self.today.weekday())
        sista = sondag if value == "veckan" else self.today + timedelta(days=30)
        return rader.filter(frist_on__range=(self.today, sista), state__in=OPPNA_ARENDEN)


def valen(user: Anvandare, today: date) -> dict[str, list[tuple[int, str]]]:
    """The choices that depend on who asks: organ, ärendetyper and people within the user's own scope. Three queries."""
    o = visibility.omfang(user, today)
    organ = _organ(organ=sorted(o.organ() | o.mandat_organ))
    forvaltningar = sorted({f for _, _, f, _ in organ})
    personer = _personer(
        organ=[pk for pk, *_ in organ],
        forvaltningar=forvaltningar,
        kommuner=sorted({k for _, _, _, k in organ}),
    )
    flera = len(forvaltningar) > 1
    return {
        "organ": [(pk, namn) for pk, namn, _, _ in organ],
        "arendetyp": [
            (pk, f"{namn}, {f}" if flera else namn) for pk, namn, f in _typer(forvaltningar=forvaltningar)
        ],
        "handlaggare": [(pk, f"{efternamn}, {fornamn}") for pk, fornamn, efternamn in personer],
    }


@prepared
def _organ(*, organ: Slot) -> QuerySet[Organ, tuple[int, str, int, int]]:
    rader = Organ.objects.filter(pk__one_of=organ).order_by(*svenskt("namn"))
    return rader.values_list("pk", "namn", "forvaltning_id", "kommun_id")[:FLEST_VAL]


@prepared
def _typer(*, forvaltningar: Slot) -> QuerySet[Arendetyp, tuple[int, str, str]]:
    rader = Arendetyp.objects.filter(forvaltning__pk__one_of=forvaltningar)
    return rader.order_by(*svenskt("namn"), "pk").values_list("pk", "namn", "forvaltning__namn")[:FLEST_VAL]


@prepared
def _personer(
    *, organ: Slot, forvaltningar: Slot, kommuner: Slot
) -> QuerySet[Anvandare, tuple[int, str, str]]:
    """Those who handle or have handled ärenden within the scope."""
    inom = Befattning.objects.filter(
        Q(organ__pk__one_of=organ)
        | Q(forvaltning__pk__one_of=forvaltningar)
        | Q(enhet__forvaltning__pk__one_of=forvaltningar)
        | Q(kommun__pk__one_of=kommuner),
        roll__in=(Roll.HANDLAGGARE, *CHEFSROLLER),
    )
    rader = Anvandare.objects.filter(pk__in=inom.values("anvandare"))
    return rader.order_by(*svenskt("last_name", "first_name"), "pk").values_list(
        "pk", "first_name", "last_name"
    )[:FLEST_VAL]


class SparaUrvalForm(forms.Form):
    """A name for the filter that is shown."""

    namn = TextRad(
        label="Namn på urvalet", max_length=60, saknas="Skriv ett namn, till exempel «Mina försenade»."
    )
    fraga = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    MAX_URVAL = 30

    def __init__(
        self, data: QueryDict | None = None, *, user: Anvandare, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.user = user

    def clean_namn(self) -> str:
        """A name that is not taken. Errors: ValidationError with the remedy."""
        namn = " ".join(self.cleaned_data["namn"].split())
        sparade = self.user.sparade_urval.all()
        if sparade.filter(namn=namn).exists():
            raise ValidationError(
                f"Du har redan ett urval som heter «{namn}». Välj ett annat namn, eller ta bort det först."
            )
        if sparade.count() >= self.MAX_URVAL:
            raise ValidationError(
                f"Du har redan {self.MAX_URVAL} sparade urval. Ta bort ett som du inte använder."
            )
        return namn
