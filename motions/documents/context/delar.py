"""The small facts that several documents share. Dates are ISO strings, so that every fact is plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from motions.datum import iso
from motions.models import Arende, Organ, Remiss
from motions.text.names import genitiv

SENARE = {"senare": True}
"""A fact that documents have got later. Where it is empty it is not written, so that an older one keeps its digest."""


@dataclass(frozen=True)
class Avsandare:
    """The head of the letter, and its foot. `vapen`: the SHA-256 of the image; `vapentext`: what it shows, in words."""

    kommun: str
    organ: str
    forvaltning: str
    enhet: str = ""
    adress: str = ""
    epost: str = ""
    vapen: str = field(default="", metadata=SENARE)
    vapentext: str = field(default="", metadata=SENARE)
    adressfot: str = field(default="", metadata=SENARE)


@dataclass(frozen=True)
class Arenderad:
    """An ärende as a document names it."""

    dnr: str
    titel: str
    organ: str


@dataclass(frozen=True)
class Remissrad:
    """Who asked, under which number, and by when."""

    remittent: str
    remittentens_dnr: str
    remisstid: str
    adress: str = ""


@dataclass(frozen=True)
class Person:
    """One person and what he or she is, as it stands under a name."""

    namn: str
    titel: str = ""


@dataclass(frozen=True)
class Kontakt:
    """Whom to ask."""

    namn: str
    telefon: str = ""
    epost: str = ""


@dataclass(frozen=True)
class Sats:
    """A numbered point."""

    nummer: int
    text: str


def avsandare(organ: Organ, enhet: str = "") -> Avsandare:
    """The letterhead of an organ and its förvaltning."""
    forvaltning = organ.forvaltning
    return Avsandare(
        kommun=organ.kommun.namn,
        organ=organ.namn,
        forvaltning=forvaltning.namn,
        enhet=enhet,
        adress=forvaltning.besoksadress,
        epost=forvaltning.epost,
        vapen=forvaltning.vapen_id or "",
        vapentext=f"{genitiv(organ.kommun.namn)} vapen" if forvaltning.vapen_id else "",
        adressfot=forvaltning.adressfot,
    )


def arenderad(arende: Arende) -> Arenderad:
    """The ärende under the title that outsiders may read (OSL 5:2)."""
    return Arenderad(dnr=arende.dnr, titel=arende.visningstitel, organ=arende.organ.namn)


def remissrad(arende: Arende) -> Remissrad | None:
    """The remiss of an ärende as it now stands; None when it has none."""
    return remissrad_av(Remiss.objects.filter(arende=arende).select_related("remittent").first())


def remissrad_av(remiss: Remiss | None) -> Remissrad | None:
    """A remiss that has been fetched, with its remittent."""
    if remiss is None:
        return None
    return Remissrad(
        remittent=remiss.remittent.namn,
        remittentens_dnr=remiss.remittentens_dnr,
        remisstid=iso(remiss.remisstid_on),
        adress=remiss.remittent.adress,
    )


def paragrafer(nummer: list[int]) -> str:
    """«§ 4», «§§ 1–3, 5»: a list of § numbers as it is written; "" for none."""
    ordnade = sorted(set(nummer))
    if not ordnade:
        return ""
    grupper: list[list[int]] = []
    for n in ordnade:
        if grupper and n == grupper[-1][-1] + 1:
            grupper[-1].append(n)
        else:
            grupper.append([n])
    delar = [f"{g[0]}–{g[-1]}" if len(g) > 1 else str(g[0]) for g in grupper]
    return f"{'§' if len(ordnade) == 1 else '§§'} {', '.join(delar)}"
