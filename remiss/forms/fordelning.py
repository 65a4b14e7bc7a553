"""Forms by which many ärenden change handläggare at once."""

from __future__ import annotations

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from motions import visibility
from motions.models import CHEFSROLLER, Anvandare, Arende, Enhet, Organ, Roll
from motions.sortering import svenskt
from motions.states import OPPNA_ARENDEN
from remiss.forms.diarium import handlaggare_for
from remiss.forms.fields import radval
from remiss.web.keys import heltal

FORDELARE = (Roll.REGISTRATOR.value, *(r.value for r in CHEFSROLLER))


def fordelarens_organ(user: Anvandare, today: date) -> list[Organ]:
    """The organ in which `user` may give ärenden to others on `today`."""
    o = visibility.omfang(user, today)
    return list(
        Organ.objects.filter(
            Q(pk__in=o.ids("organ_id", *FORDELARE))
            | Q(forvaltning__in=o.ids("forvaltning_id", *FORDELARE))
            | Q(kommun__in=o.ids("kommun_id", *FORDELARE))
        ).select_related("forvaltning")
    )


def personer_med_arenden(synliga: QuerySet[Arende], organ: list[Organ]) -> list[Anvandare]:
    """Those who handle an open ärende of the organ that the reader may know of, by name."""
    har = synliga.filter(organ__in=organ, state__in=OPPNA_ARENDEN, handlaggare__isnull=False)
    return list(
        Anvandare.objects.filter(pk__in=har.values("handlaggare")).order_by(
            *svenskt("last_name", "first_name")
        )
    )


def enhet_for(person: Anvandare, organ: Organ) -> Enhet | None:
    """The enhet of the organ's förvaltning that the person works in, else the förvaltning's first."""
    egna = Enhet.objects.filter(
        befattningar__anvandare=person, befattningar__roll=Roll.HANDLAGGARE, forvaltning=organ.forvaltning_id
    )
    return egna.first() or Enhet.objects.filter(forvaltning=organ.forvaltning_id).order_by("pk").first()


class FordelaOmForm(forms.Form):
    """Which ärenden, and to whom."""

    arenden = forms.ModelMultipleChoiceField(
        Arende.objects.none(),
        label="Ärenden",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Välj minst ett ärende.",
            "invalid_choice": "Ett av ärendena är inte längre hos personen. Ladda om sidan.",
            "invalid_pk_value": "Ett av ärendena är inte längre hos personen. Ladda om sidan.",
        },
    )
    till = forms.ModelChoiceField(
        Anvandare.objects.none(),
        label="Ny handläggare",
        empty_label="Välj handläggare",
        error_messages={
            "required": "Välj en ny handläggare.",
            "invalid_choice": "Välj en av handläggarna.",
        },
    )
    bekraftat = forms.CharField(
        label="Lämna kvar", required=False, max_length=10_000, widget=forms.HiddenInput()
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        arenden: QuerySet[Arende],
        organ: list[Organ],
        fran: Anvandare | None,
        today: date,
    ) -> None:
        super().__init__(data)
        self._per_organ = {o.pk: {p.pk for p in handlaggare_for(o, today)} for o in organ}
        mojliga = set().union(*self._per_organ.values()) - ({fran.pk} if fran else set())
        val = radval(self, "arenden")
        val.queryset = arenden
        val.initial = [a.pk for a in arenden]
        radval(self, "till").queryset = Anvandare.objects.filter(pk__in=mojliga).order_by(
            *svenskt("last_name", "first_name")
        )

    def bekraftade(self) -> set[int]:
        """The keys of the ärenden that the user has been told will stay, and has let stay."""
        return {pk for text in self.cleaned_data["bekraftat"].split(",") if (pk := heltal(text)) is not None}

    def handlaggare_i(self, organ: Organ) -> set[int]:
        """The keys of those who may handle the organ's ärenden."""
        return self._per_organ.get(organ.pk, set())
