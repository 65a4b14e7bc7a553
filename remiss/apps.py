"""The app of the work."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed

from remiss.login import failed


class RemissConfig(AppConfig):
    """Registers the technical tables, the jobs and the start-up checks."""

    name = "remiss"
    verbose_name = "Remiss"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the start-up checks and what follows a migrate: they read the models, which exist only now."""
        from remiss import checks, upgrade  # noqa: F401

        user_login_failed.connect(failed.note)
