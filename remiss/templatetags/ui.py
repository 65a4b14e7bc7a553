"""Words for dates, times and numbers in Swedish, and the small parts that every page uses.

The day it is today is passed in, the clock is never read. Moments are shown in
Europe/Stockholm; how a date is written is said in motions/datum.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Literal

from django import template
from django.forms import BaseForm
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

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


@register.filter
def varde(value: str | None) -> SafeString:
    """What stands in a box, as its attribute; nothing of an empty one."""
    return SafeString("") if value is None else attribut({"value": value})


@register.filter
def attribut(attrs: Mapping[str, str | int | bool | None]) -> SafeString:
    """The attributes of a field's box, in their order: False and None are left out, and True is a bare name."""
    return mark_safe(  # noqa: S308 - each part is escaped
        "".join(
            f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
            for name, value in attrs.items()
            if value is not False and value is not None
        )
    )


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
