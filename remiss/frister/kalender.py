"""The calendar of frister: a secret address for each person and role, and what the calendar program fetches there.

The address is the key, so it is made at random, shown once, and kept only as a digest. Nothing of a sekretessmarkerat ärende
is in a calendar: it lies in a telephone, with a supplier, on a shared screen.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from icalendar import Calendar, Event

from motions.frister import Art, Fristrad, Fristslag
from motions.models import Anvandare
from remiss.frister import ord
from remiss.frister.urval import ROLLER, frister_for
from remiss.models import Kalenderadress

FRAMAT = timedelta(days=365)
HAMTAS_VAR = "PT4H"
"""How often the calendar program is asked to look again."""


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ny_adress(user: Anvandare, roll: str, *, at: datetime) -> str:
    """Make a new address for the role and return its token, which nobody can see again; the address there was is dead."""
    aterkalla(user, roll, at=at)
    token = secrets.token_urlsafe(32)
    Kalenderadress.objects.create(anvandare=user, roll=roll, token_sha256=_sha256(token), skapad_at=at)
    return token


def aterkalla(user: Anvandare, roll: str, *, at: datetime) -> bool:
    """Make the address of the role dead. Returns False when there was none."""
    # The person's row is the lock: two that make an address at the same time make one after the other.
    Anvandare.objects.select_for_update().get(pk=user.pk)
    gamla = Kalenderadress.objects.filter(anvandare=user, roll=roll, aterkallad_at=None)
    return bool(gamla.update(aterkallad_at=at))


def adress(token: str) -> Kalenderadress | None:
    """The living address with the token; None when it is unknown or revoked, or its person's account is closed."""
    return (
        Kalenderadress.objects.filter(
            token_sha256=_sha256(token), aterkallad_at=None, anvandare__is_active=True
        )
        .select_related("anvandare")
        .first()
    )


def kalender(adress: Kalenderadress, *, today: date, at: datetime, bas_url: str) -> bytes:
    """The calendar as it is now: what the person sees today in that role, and of secret ärenden nothing."""
    rader = frister_for(adress.anvandare, today, roll=adress.roll, till=today + FRAMAT)
    return _ics(
        [r for r in rader if _hor_hemma(r, today)],
        namn=f"Remiss: frister som {ROLLER[adress.roll].lower()}",
        at=at,
        bas_url=bas_url,
    )


def _hor_hemma(rad: Fristrad, today: date) -> bool:
    """Whether a row is a day for a calendar: not secret, not done, not only a thing that can be done at any time."""
    passerad = rad.art is Art.UPPLYSNING and rad.dag < today
    return not (rad.subjekt.hemligt or rad.klart or passerad or rad.slag is Fristslag.AVSLUT)


def _ics(rader: Iterable[Fristrad], *, namn: str, at: datetime, bas_url: str) -> bytes:
    """RFC 5545: a whole day for each row, under an id that stays the same when the day moves."""
    vard = bas_url.split("//")[-1].split("/")[0].split(":")[0]
    kalender = Calendar()
    kalender.add("prodid", "-//Remiss//Frister//SV")
    kalender.add("version", "2.0")
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", namn)
    kalender.add("x-wr-timezone", "Europe/Stockholm")
    kalender.add("x-published-ttl", HAMTAS_VAR)
    for rad in rader:
        handelse = Event()
        handelse.add("uid", f"{rad.nyckel}@{vard}")
        handelse.add("dtstamp", at)
        handelse.add("dtstart", rad.dag)
        handelse.add("dtend", rad.dag + timedelta(days=1))
        handelse.add("summary", f"{rad.vad} {ord.rubrik(rad.subjekt)}")
        handelse.add("description", "\n".join(filter(None, [rad.anledning, rad.grund, ord.hos(rad)])))
        handelse.add("url", bas_url + ord.url(rad))
        handelse.add("transp", "TRANSPARENT")
        kalender.add_component(handelse)
    ics: bytes = kalender.to_ical()
    return ics
