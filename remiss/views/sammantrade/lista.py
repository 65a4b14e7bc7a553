"""The sammanträden of one's organ, as a list."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter  # type: ignore[attr-defined]

from motions import visibility
from motions.models import Organ, Sammantrade
from motions.sortering import svenskt
from motions.states import OPPNA_MOTEN
from remiss.web.http import Request


class Sammantradesfilter(FilterSet):
    """The list by nämnd and year."""

    organ = ModelChoiceFilter(  # type: ignore[no-untyped-call]
        label="Nämnd", queryset=Organ.objects.order_by(*svenskt("namn")), empty_label="Alla"
    )
    ar = ChoiceFilter(label="År", empty_label="Alla")  # type: ignore[no-untyped-call]

    class Meta:
        model = Sammantrade
        fields = ["organ", "ar"]

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Sammantrade]) -> None:
        super().__init__(data, queryset=queryset)  # type: ignore[no-untyped-call]
        synliga = self.queryset
        self.filters["organ"].queryset = Organ.objects.filter(pk__in=synliga.values("organ")).order_by(
            *svenskt("namn")
        )
        ar = synliga.order_by("-ar").values_list("ar", flat=True).distinct()
        self.filters["ar"].extra["choices"] = [(a, a) for a in ar]


@require_safe
def sammantraden(request: Request) -> HttpResponse:
    """The sammanträden of one's organ: the next first, then those that were."""
    synliga = Sammantrade.objects.visible_to(request.user, today=request.today)
    urval = Sammantradesfilter(request.GET, queryset=synliga)
    rader = urval.qs.select_related("organ").annotate(
        arenden=Count("punkter", filter=Q(punkter__slag="arende", punkter__utgatt_at__isnull=True))
    )
    far_planera = "namndsekreterare" in {
        u.roll for u in visibility.omfang(request.user, request.today).uppdrag
    }
    return render(
        request,
        "sammantrade/lista.html",
        {
            "urval": urval,
            "kommande": rader.filter(state__in=OPPNA_MOTEN).order_by("start_at", "pk"),
            "tidigare": rader.exclude(state__in=OPPNA_MOTEN).order_by("-start_at", "-pk"),
            "far_planera": far_planera,
        },
    )
