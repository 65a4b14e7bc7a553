"""What every aggregate shares: paired who-and-when constraints and attributed history."""

from functools import cache
from typing import Any

from django.db.models import CheckConstraint, Q
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from motions import actor

_of_history = cache(HistoryManager.from_queryset)


class Historik(HistoryManager):
    """The library asks for the manager's class at every row of history that is written, and makes it anew each time."""

    @classmethod
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        """The class that was made the first time."""
        return _of_history(queryset_class, class_name)


def paired(model: str, name: str) -> CheckConstraint:
    """A constraint that `{name}_at` and `{name}_by` are both set or both empty."""
    at, by = f"{name}_at__isnull", f"{name}_by__isnull"
    return CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}), name=f"{model}_{name}_at_by"
    )


def history(excluded_fields: list[str] | None = None) -> HistoricalRecords:
    """Field history of a model, every row with its author (design: nothing is overwritten unseen)."""
    return HistoricalRecords(
        get_user=actor.history_user,
        history_manager=Historik,
        excluded_fields=excluded_fields or [],
        verbose_name="ändring",
        verbose_name_plural="ändringar",
    )
