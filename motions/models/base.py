"""What every aggregate shares: paired who-and-when constraints and attributed history."""

from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

from motions import actor


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
        excluded_fields=excluded_fields or [],
        verbose_name="ändring",
        verbose_name_plural="ändringar",
    )
