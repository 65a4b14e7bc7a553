"""Mail: written and queued in the transaction of the act, sent after its COMMIT. A secret ärende's title is never in it."""

from __future__ import annotations

from datetime import datetime
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.urls import reverse

from motions.models import Anvandare, Arende, Handling, LagradFil, Sammantrade
from remiss import jobs
from remiss.models import Utskick


def meddela(
    till: Anvandare, amne: str, text: str, *, at: datetime, sammantrade: Sammantrade | None = None
) -> Utskick | None:
    """Write one mail to a user. Returns it, or None for a user without an address."""
    if not till.email:
        return None
    return skriv(till.email, amne, text, at=at, till=till, sammantrade=sammantrade)


def skriv(
    adress: str,
    amne: str,
    text: str,
    *,
    at: datetime,
    till: Anvandare | None = None,
    bilaga: LagradFil | None = None,
    bilaga_namn: str = "",
    arende: Arende | None = None,
    handling: Handling | None = None,
    sammantrade: Sammantrade | None = None,
) -> Utskick:
    """Write and queue one mail to an address, perhaps with a stored file. Line breaks never reach the subject.

    `arende`, `sammantrade`: where it is told when it cannot be sent. `handling`: what it carries, which is not sent before it is.
    """
    utskick = Utskick.objects.create(
        till=till,
        adress=adress,
        amne=" ".join(amne.split())[:200],
        text=text,
        bilaga=bilaga,
        bilaga_namn=bilaga_namn,
        arende=arende,
        handling=handling,
        sammantrade=sammantrade,
        meddelande_id=make_msgid(
            idstring="remiss", domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        ),
        skapat_at=at,
    )
    jobs.ko_mejl(utskick)
    return utskick


def rubrik(arende: Arende) -> str:
    """How mail names an ärende: by number and title, or by number alone when it is sekretessmarkerat."""
    return arende.dnr if arende.sekretess else f"{arende.dnr} {arende.titel}"


def fick_arende(till: Anvandare, arende: Arende, vad: str, *, by: Anvandare, at: datetime) -> None:
    """Tell a person that an ärende is now theirs to act on; nobody is told of an own act."""
    if till.pk == by.pk:
        return
    lank = settings.BASE_URL + reverse("arende", args=[arende.pk])
    meddela(
        till,
        f"{vad}: {rubrik(arende)}",
        f"Hej {till.first_name}!\n\n{vad}: {rubrik(arende)}.\nDet gjordes av {by.namn}.\n\nÖppna ärendet: {lank}\n",
        at=at,
    )
