"""The morning's reminders by hand: the same mails to the same people, and none to those who have had theirs today."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from motions.datum import day_of
from motions.models import Anvandare
from motions.text.numerals import antal
from remiss.frister import paminnelser
from remiss.management import Option


class Command(BaseCommand):
    """Writes the reminders of the day, one transaction for each person."""

    help = "Mejlar dagens frister till dem som har några. Den som redan har fått dagens mejl får inget till."

    def handle(self, *args: str, **options: Option) -> None:
        """Print how many were reminded."""
        at = timezone.now()
        personer = Anvandare.objects.filter(pk__in=paminnelser.mottagare(day_of(at))).order_by("pk")
        skrivna = sum(paminnelser.paminn_person(person, at=at) is not None for person in personer)
        utan = len(personer) - skrivna
        self.stdout.write(
            f"{antal(skrivna, 'påminnelse är skriven', 'påminnelser är skrivna')}. "
            f"{antal(utan, 'person', 'personer')} hade inget som går ut."
        )
