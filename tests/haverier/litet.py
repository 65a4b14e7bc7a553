"""A small kommun in place of the demo: `python -m tests.haverier.litet` fills the empty database of DATABASE_URL with it.

Two months ago one case was brought to its end, so that every kind of row is there to be altered; now two drafts are open.
"""

from __future__ import annotations

from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - the models are there when Django is
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from motions import audit  # noqa: E402
from motions.actor import acting  # noqa: E402
from tests.factories import bygg_varld  # noqa: E402
from tests.texten import skapa_utlatande  # noqa: E402
from tests.vagen import Vag  # noqa: E402

FORUT = timedelta(days=60)
UTKAST = 2


def main() -> None:
    """Make the tables, the people and their ärenden."""
    call_command("migrate", verbosity=0)
    nu = timezone.now()
    with transaction.atomic():
        varld = bygg_varld(nu - FORUT)
    with acting(varld.registrator):
        Vag(varld, motion_nummer=1).till_justerat().anslag().expediera(mottaget=False)
        for nummer in range(UTKAST):
            vag = Vag(varld, motion_nummer=2 + nummer)
            vag.nu = nu
            vag.registrera().tilldela(medhandlaggare=[varld.kollega])
            with acting(varld.handlaggare):
                skapa_utlatande(vag.arende, by=varld.handlaggare, at=nu)
        vag.planera()
    audit.forsegla(nu)


if __name__ == "__main__":
    main()
