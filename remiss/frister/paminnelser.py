"""The morning's reminder: one mail a day to each person for whom something falls due, on vardagar, to those who want it.

The moment is that of the schedule, so no clock is read here, and a reminder that is made late is still the morning's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from procrastinate.contrib.django import app

from motions.datum import datum_veckodag, day_of, local
from motions.frister import Fristrad, Fristslag, Grupp, gruppera, veckans_slut
from motions.models import Anvandare
from motions.text.numerals import antal
from motions.workdays import add_vardagar, is_vardag
from remiss import notify
from remiss.frister import ord
from remiss.frister.urval import frister_for
from remiss.jobs import FORSOK
from remiss.models import Anvandarval, Utskick

MORGONTIMME = 6
I_MEJLET = (Grupp.FORSENAT, Grupp.I_DAG, Grupp.VECKAN)
"""What is worth a mail; the rest waits on the page."""
RADER = 40
"""No mail is longer: what is left is on the page."""


@app.periodic(cron="30 4,5 * * 1-5")
@app.task(queue="skotsel", name="paminn", queueing_lock="paminn", retry=FORSOK)
def paminn(timestamp: int) -> None:
    """Half past six in Stockholm, which is one of two hours in UTC: one job for each person who may be reminded."""
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    if local(at).hour != MORGONTIMME or not is_vardag(day_of(at)):
        return
    for pk in mottagare(day_of(at)):
        paminn_en.defer(anvandare_id=pk, timestamp=timestamp)


@app.task(queue="post", name="paminn_en", retry=FORSOK)
def paminn_en(anvandare_id: int, timestamp: int) -> None:
    """The reminder of one person. Run twice it does nothing the second time."""
    paminn_person(Anvandare.objects.get(pk=anvandare_id), at=datetime.fromtimestamp(timestamp, tz=UTC))


def mottagare(today: date) -> list[int]:
    """The keys of those who can be reminded today: an open account with an address, who has not turned it off."""
    return list(
        Anvandare.objects.filter(is_active=True)
        .exclude(email="")
        .exclude(val__paminnelser=False)
        .exclude(val__pamind_on__gte=today)
        .filter(Q(befattningar__isnull=False) | Q(vikariat__isnull=False) | Q(fortroendevald__isnull=False))
        .distinct()
        .order_by("pk")
        .values_list("pk", flat=True)
    )


@transaction.atomic
def paminn_person(user: Anvandare, *, at: datetime) -> Utskick | None:
    """Write the day's reminder to one person. Returns None when it is written already, unwanted, or nothing falls due."""
    today = day_of(at)
    val, _ = Anvandarval.objects.select_for_update().get_or_create(anvandare=user)
    redan = val.pamind_on is not None and val.pamind_on >= today
    if redan or not val.paminnelser or not user.is_active or not user.email:
        return None
    grupper = att_paminna_om(user, today)
    if not grupper:
        return None
    val.pamind_on = today
    val.save(update_fields=["pamind_on"])
    return notify.meddela(user, amne(grupper), text(user, grupper, today), at=at)


Grupper = Sequence[tuple[Grupp, Sequence[Fristrad]]]


def att_paminna_om(user: Anvandare, today: date) -> Grupper:
    """What is late, due today or due this week, and the motions whose warning day has come since the last vardag."""
    rader = frister_for(user, today, till=veckans_slut(today))
    varnade = [r for r in rader if r.slag is Fristslag.MOTION and _nyss_varnad(r, today)]
    i_mejlet = [(grupp, rader_) for grupp, rader_ in gruppera(rader, today) if grupp in I_MEJLET]
    return [*i_mejlet, *([(Grupp.LANGRE, varnade)] if varnade else [])]


def _nyss_varnad(rad: Fristrad, today: date) -> bool:
    """Whether the row's warning day has come since the last vardag, and the row is not in the mail for its own day."""
    sedan = add_vardagar(today, -1)
    return rad.varnad_on is not None and sedan < rad.varnad_on <= today and rad.grupp(today) not in I_MEJLET


ORD = {
    Grupp.FORSENAT: ("försenad", "försenade"),
    Grupp.I_DAG: ("i dag", "i dag"),
    Grupp.VECKAN: ("denna vecka", "denna vecka"),
    Grupp.LANGRE: ("motion att bevaka", "motioner att bevaka"),
}


def amne(grupper: Grupper) -> str:
    """«Frister: 2 försenade, 1 i dag, 3 denna vecka»."""
    return "Frister: " + ", ".join(antal(len(rader), *ORD[grupp]) for grupp, rader in grupper)


def text(user: Anvandare, grupper: Grupper, today: date) -> str:
    """The mail: each row with its day, what it is, its ground and its address."""
    delar = [f"Hej {user.first_name}!", f"Det här är dina frister {datum_veckodag(today)}."]
    kvar = RADER
    for grupp, rader in grupper:
        delar += [grupp.upper(), *("\n".join(_rad(r, today)) for r in rader[:kvar])]
        kvar = max(0, kvar - len(rader))
    if sum(len(rader) for _, rader in grupper) > RADER:
        delar.append("Fler frister finns på sidan.")
    delar.append(
        f"Alla dina frister: {settings.BASE_URL}{reverse('frister')}\n"
        f"Stäng av mejlen: {settings.BASE_URL}{reverse('frister_prenumerera')}"
    )
    return "\n\n".join(delar) + "\n"


def _rad(rad: Fristrad, today: date) -> Iterator[str]:
    yield f"{rad.dag} – {rad.etikett(today)}: {rad.vad}"
    yield ord.rubrik(rad.subjekt)
    if rad.grund:
        yield rad.grund
    yield settings.BASE_URL + ord.url(rad)
