"""When a demo may be set up."""

from __future__ import annotations

from motions.models import Anvandare, Kommun


def tomma(konto: Anvandare) -> bool:
    """Whether there is no kommun yet."""
    return not Kommun.objects.exists()
