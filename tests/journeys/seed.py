"""Run as a program against an empty, migrated database: the kommun of the tests, today."""

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from motions.actor import acting  # noqa: E402
from motions.models import Bradskandeuppdrag, Delegationspunkt  # noqa: E402
from tests.factories import START, bygg_varld, stadsdelsnamnd  # noqa: E402

if __name__ == "__main__":
    with transaction.atomic():
        varld = bygg_varld(timezone.now())
        with acting(varld.registrator):
            varld.organ.forslagsord = "Arbetsmarknadsförvaltningens förslag till beslut"
            varld.organ.save()
            stadsdelsnamnd(varld)
            Delegationspunkt.objects.create(
                organ=varld.organ,
                beteckning="3.2",
                avser="Yttrande över remiss",
                roll="avdelningschef",
                fran_on=START,
            )
            Bradskandeuppdrag.objects.create(organ=varld.organ, fran_on=START)
