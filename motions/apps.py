"""The app of the record."""

from django.apps import AppConfig


class MotionsConfig(AppConfig):
    """Registers the record's models."""

    name = "motions"
    verbose_name = "Ärenden"
    default_auto_field = "django.db.models.BigAutoField"
