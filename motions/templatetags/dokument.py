"""How a document writes its facts: dates in words, formatted text below the right heading, short checksums."""

from __future__ import annotations

import textwrap
from datetime import date

from django import template
from django.utils.safestring import SafeString, mark_safe

from motions.datum import datum_text, veckodagen_den
from motions.documents.context.utlatande import Avsnittstext, Tjansteutlatandefakta
from motions.text import rich_text
from motions.text.names import genitiv, i_mening

register = template.Library()
register.filter("genitiv", genitiv)
register.filter("i_mening", i_mening)


@register.filter
def i_ord(iso: str) -> str:
    """«14 oktober 2026» for «2026-10-14»; "" for ""."""
    return datum_text(date.fromisoformat(iso)) if iso else ""


@register.filter
def veckodag_i_ord(iso: str) -> str:
    """«onsdagen den 14 oktober 2026» for «2026-10-14»; "" for ""."""
    return veckodagen_den(date.fromisoformat(iso)) if iso else ""


@register.filter
def rikt(html: str, under: int = 2) -> SafeString:
    """Formatted text, sanitised again, with its headings below level `under`."""
    return mark_safe(rich_text.for_dokument(html, under=under))  # noqa: S308 - the sanitiser's output


@register.filter
def kort_summa(sha256: str) -> str:
    """The beginning of a checksum, in groups that can be read aloud: «8f3a 1c9d 2b07»."""
    return " ".join(sha256[i : i + 4] for i in range(0, 12, 4))


@register.filter
def har_text(html: str) -> bool:
    """Whether formatted text has anything to read."""
    return not rich_text.ar_tom(html)


@register.filter
def sidhuvud(titel: str) -> str:
    """A title that fits on the one line of a running header, cut between words."""
    return textwrap.shorten(titel, width=86, placeholder=" …")


@register.filter
def niva_under(avsnitt: Avsnittstext, titel: int) -> int:
    """The level of a section's heading, below a title of the given level."""
    return titel + (2 if avsnitt.underordnat else 1)


@register.filter
def remissord(d: Tjansteutlatandefakta) -> str:
    """«remiss från Kommunstyrelsen, dnr 1» or, of a joint text, «remisser från Kommunstyrelsen, dnr 1 och 2, och …»."""
    remisser = d.remisser or ((d.remiss,) if d.remiss else ())
    fran: dict[str, list[str]] = {}
    for r in remisser:
        fran.setdefault(i_mening(r.remittent), []).append(r.remittentens_dnr)
    delar = [
        f"{remittent}, dnr {' och '.join(filter(None, dnr))}" if any(dnr) else remittent
        for remittent, dnr in fran.items()
    ]
    return f"{'remiss' if len(remisser) == 1 else 'remisser'} från {', och från '.join(delar)}"


@register.filter
def som_lista(value: str) -> list[str]:
    """A list of one."""
    return [value]


@register.filter
def justerad_hur(satt: str) -> str:
    """How a signature was given, before its date."""
    return {
        "appen": "Elektroniskt justerat",
        "papper": "Undertecknat på papper",
        "extern": "Elektroniskt undertecknat",
    }[satt]
