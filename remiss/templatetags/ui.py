"""Words for dates, times and numbers in Swedish, and the small parts that every page uses.

The day it is today is passed in, the clock is never read. Moments are shown in Europe/Stockholm. Dates follow the
Swedish habit: YYYY-MM-DD in tables, «4 december 2026» and «14.05» in running text.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django import template
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.urls import reverse

from motions.deadlines import frist_etikett

register = template.Library()

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NARA_DAGAR = 14
"""From this many days before, a frist is shown as near. Two weeks: the time a godkännandekedja needs."""

MANADER = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MANADER_KORT = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
VECKODAGAR = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
TALORD = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

Fristform = Literal["iso", "text", "kort"]


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("En tidpunkt utan tidszon kan inte visas.")
    return at.astimezone(STOCKHOLM)


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def datum(value: date | datetime | None) -> str:
    """«2026-12-04», for tables; an empty string for None."""
    return "" if value is None else _day(value).isoformat()


@register.filter
def datum_text(value: date | datetime | None) -> str:
    """«4 december 2026», for running text; an empty string for None."""
    if value is None:
        return ""
    day = _day(value)
    return f"{day.day} {MANADER[day.month - 1]} {day.year}"


@register.filter
def datum_kort(value: date | datetime | None, today: date | None = None) -> str:
    """«4 dec»; with `today` of another year «4 dec 2027», so that a January is never the wrong one."""
    if value is None:
        return ""
    day = _day(value)
    year = f" {day.year}" if today is not None and day.year != today.year else ""
    return f"{day.day} {MANADER_KORT[day.month - 1]}{year}"


@register.filter
def datum_veckodag(value: date | datetime | None) -> str:
    """«måndag 23 november 2026», for the head of a desk or a sammanträde."""
    if value is None:
        return ""
    day = _day(value)
    return f"{VECKODAGAR[day.weekday()]} {datum_text(day)}"


@register.filter
def klockslag(value: datetime | None) -> str:
    """«14.05», in Stockholm. Raises ValueError for a moment without time zone."""
    return "" if value is None else f"{_local(value):%H.%M}"


@register.filter
def tidpunkt(value: datetime | None, today: date) -> str:
    """«i dag 09.12», «i går 16.40», «20 november 16.40»; with the year when it is not today's."""
    if value is None:
        return ""
    day = _day(value)
    if day == today:
        when = "i dag"
    elif day == today - timedelta(days=1):
        when = "i går"
    elif day.year == today.year:
        when = f"{day.day} {MANADER[day.month - 1]}"
    else:
        when = datum_text(day)
    return f"{when} {klockslag(value)}"


@dataclass(frozen=True)
class Fristlage:
    """What is shown of a frist: the class that colours it, the date as written, and how far away in words."""

    klass: str
    iso: str
    visat: str
    kvar: str


@register.simple_tag
def fristlage(
    frist_on: date, today: date, klart: date | datetime | bool | None = None, form: Fristform = "iso"
) -> Fristlage:
    """The state of a frist on `today`.

    `klart` is the day the thing was done, or True when the day is not known: a frist that was met stops
    counting, one that was missed says by how many days.
    """
    if form == "text":
        visat = datum_text(frist_on)
    elif form == "kort":
        visat = datum_kort(frist_on, today)
    else:
        visat = datum(frist_on)
    if klart:
        late = 0 if klart is True else (_day(klart) - frist_on).days
        kvar = "Klart" if late <= 0 else f"Klart {late} {'dag' if late == 1 else 'dagar'} sent"
        return Fristlage("klart" if late <= 0 else "klart sent", frist_on.isoformat(), visat, kvar)
    left = (frist_on - today).days
    klass = "over" if left < 0 else "nara" if left <= NARA_DAGAR else ""
    return Fristlage(klass, frist_on.isoformat(), visat, frist_etikett(frist_on, today))


@register.inclusion_tag("components/frist.html")
def frist(
    frist_on: date | None,
    today: date,
    klart: date | datetime | bool | None = None,
    form: Fristform = "iso",
    etikett: str = "",
    stor: bool = False,
) -> dict[str, Any]:
    """A date that is never without how far away it is: {% frist arende.frist_on today %}."""
    return {
        "frist_on": frist_on,
        "today": today,
        "klart": klart,
        "form": form,
        "etikett": etikett,
        "stor": stor,
    }


@register.inclusion_tag("components/lage.html")
def lage(text: str, hos_dig: bool = False, slag: str = "") -> dict[str, Any]:
    """The state of a thing as a small label; `slag` is "", "klart", "varning" or "fara"."""
    return {"text": text, "hos_dig": hos_dig, "slag": slag}


@register.simple_tag
def antal(number: int, ental: str, flertal: str, i_ord: bool = False, kon: str = "ett") -> str:
    """«1 ärende», «2 ärenden»; with i_ord=True «inga ärenden», «ett ärende» … «tolv ärenden», «13 ärenden».

    `kon` is "ett" or "en", the word for one: {% antal n "motion" "motioner" i_ord=True kon="en" %}.
    """
    noun = ental if number == 1 else flertal
    if not i_ord or not 0 <= number < len(TALORD):
        return f"{number} {noun}"
    if number == 0:
        return f"inga {noun}"
    return f"{kon if number == 1 else TALORD[number]} {noun}"


@register.filter
def foljt_av(text: str, value: str | int) -> str:
    """The two as one text, for an argument of a tag: {% postknapp … dold=": "|foljt_av:rubrik %}.

    Django's own `add` gives nothing for a text and a number.
    """
    return f"{text}{value}"


def _mal(adress: str, args: tuple[str | int, ...]) -> str:
    """Where a form goes: an address as it stands, or that of the view with the name."""
    return adress if "/" in adress else reverse(adress, args=args)


@register.inclusion_tag("components/postknapp.html")
def postknapp(
    adress: str,
    *args: str | int,
    text: str,
    nyckel: str = "",
    dold: str = "",
    falt: str = "",
    varde: str = "",
    htmx: bool = False,
    **attribut: str | int | bool,
) -> dict[str, str | bool]:
    """A form that is one button: {% postknapp "punkt_ta_bort" punkt.pk text="Ta bort" nyckel=nyckel %}.

    `adress` is the name of a view with its arguments, or an address; one that leads nowhere raises NoReverseMatch.
    `dold` is read aloud after `text`, `falt` and `varde` go along unseen, and all else are attributes of the button
    (aria_label for aria-label; one that is False is left out).
    """
    button = {"class": "knapp", **{namn.replace("_", "-"): v for namn, v in attribut.items()}}
    # An ARIA state is a word; written as a bare attribute it counts as not set.
    words = {namn: "true" if v is True and namn.startswith("aria-") else v for namn, v in button.items()}
    return {
        "url": _mal(adress, args),
        "text": text,
        "nyckel": nyckel,
        "dold": dold,
        "falt": falt,
        "varde": varde,
        "htmx": htmx,
        "attribut": flatatt(words),
    }


@register.inclusion_tag("components/postformular.html")
def postformular(
    form: BaseForm,
    adress: str = "",
    *args: str | int,
    text: str,
    nyckel: str = "",
    klass: str = "formular",
    knapp: str = "knapp",
    avbryt: str = "",
) -> dict[str, BaseForm | str]:
    """A form that is its fields and one button: {% postformular form "punkt_text" punkt.pk text="Spara" nyckel=nyckel %}.

    Without `adress` it is posted to its own page. `klass` is of the form, `knapp` of its button; `avbryt` is where one
    goes instead.
    """
    return {
        "form": form,
        "url": _mal(adress, args) if adress else "",
        "text": text,
        "nyckel": nyckel,
        "klass": klass,
        "knapp": knapp,
        "avbryt": avbryt,
    }
