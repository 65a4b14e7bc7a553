"""How rows and choices are sorted: as Swedes do."""

from __future__ import annotations

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models.expressions import Combinable, OrderBy
from django.http import HttpRequest

from motions.sortering import SvSort

NAMNFALT = ("namn", "efternamn", "last_name")
"""What a row that another refers to is sorted by."""


class SvenskLista(ChangeList):
    """A list whose words stand as Swedes sort them, whatever column it is sorted by."""

    def get_ordering(
        self, request: HttpRequest, queryset: models.QuerySet[models.Model]
    ) -> list[str | Combinable | OrderBy]:
        """The order of the rows; the last is one that tells any two apart."""
        return [svensk_ordning(self.model, o) for o in super().get_ordering(request, queryset)]


def svensk_ordning(
    modell: type[models.Model], ordning: str | Combinable | OrderBy
) -> str | Combinable | OrderBy:
    """«-organ__namn» as an expression that sorts words as Swedes do; what holds no words as it is."""
    if not isinstance(ordning, str):
        return ordning
    namn = ordning.removeprefix("-")
    if namn.split("__")[-1] == "pk":
        return ordning
    falt = get_fields_from_path(modell, namn)[-1]
    if isinstance(falt, models.ForeignKey):
        andra = {f.name for f in falt.related_model._meta.fields}
        return svensk_ordning(modell, f"{ordning}__{next((n for n in NAMNFALT if n in andra), 'pk')}")
    if not isinstance(falt, models.CharField | models.TextField):
        return ordning
    return SvSort(namn).desc() if ordning.startswith("-") else SvSort(namn).asc()
