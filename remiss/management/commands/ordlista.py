"""What the glossary still lacks."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from remiss import checks
from remiss.management import Option


class Command(BaseCommand):
    """Compares docs/ordlista.md with the models, states, actions and roles of the code."""

    help = "Visar vad som saknas i docs/ordlista.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: str, **options: Option) -> None:
        """Print every fault. Errors: CommandError when there are any."""
        brister = checks.ordbrister(checks.ordlistan().read_text("utf-8"))
        if brister:
            raise CommandError("\n".join(brister))
        self.stdout.write(f"Ordlistan är fullständig: {len(checks.ord_i_koden())} ord.")
