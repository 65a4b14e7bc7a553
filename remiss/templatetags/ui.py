"""Words for dates, times and numbers in Swedish, and the small parts that every page uses.

Everything here is pure: the day it is today is passed in, the clock is never read. Moments are shown in
Europe/Stockholm; how a date is written is said in motions/datum.py.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django import template

from motions import datum as dagar
from motions.deadlines import frist_etikett, klart_etikett
from motions.text import numerals
from remiss.web.http import Context

register = template.Library()

NARA_DAGAR = 14
"""From this many days before, a frist is shown as near. Two weeks: the time a godkännandekedja needs."""

Fristform = Literal["iso", "text", "kort"]


datum = register.filter("datum", dagar.iso)
datum_text = register.filter("datum_text", dagar.datum_text)
datum_kort = register.filter("datum_kort", dagar.datum_kort)
datum_veckodag = register.filter("datum_veckodag", dagar.datum_veckodag)
klockslag = register.filter("klockslag", dagar.klockslag)
tidpunkt = register.filter("tidpunkt", dagar.tidpunkt)
antal = register.simple_tag(numerals.antal)


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
        klart_on = frist_on if klart is True else dagar.as_day(klart)
        klass = "klart sent" if klart_on > frist_on else "klart"
        return Fristlage(klass, frist_on.isoformat(), visat, klart_etikett(frist_on, klart_on))
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
) -> Context:
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
def lage(text: str, hos_dig: bool = False, slag: str = "") -> Context:
    """The state of a thing as a small label; `slag` is "", "klart", "varning" or "fara"."""
    return {"text": text, "hos_dig": hos_dig, "slag": slag}
