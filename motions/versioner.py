"""The utlåtande as facts: its current text, its parts, and the immutable Version that a chef signs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NotRequired, TypedDict

from motions import audit
from motions.akten import texten
from motions.models import Anvandare, Tjansteutlatande, Version
from motions.text import rich_text


class Arendeinnehall(TypedDict):
    """An ärende that the text answers."""

    id: int
    dnr: str
    titel: str
    organ: str


class Satsinnehall(TypedDict):
    """A beslutssats."""

    nummer: int
    slag: str
    text: str


class Avsnittsinnehall(TypedDict):
    """A section, its text sanitised."""

    nyckel: str
    rubrik: str
    text: str


class Attsatsinnehall(TypedDict):
    """The answer to an att-sats. Older versions lack the title of the motion."""

    id: int
    motion: str
    motionens_titel: NotRequired[str]
    nummer: int
    text: str
    svar: str
    motivering: str


class Bilageinnehall(TypedDict):
    """A bilaga."""

    nummer: int
    rubrik: str


class Kontaktinnehall(TypedDict):
    """Whom to ask."""

    namn: str
    telefon: str
    epost: str


class Remissinnehall(TypedDict):
    """A remiss that the text answers."""

    remittent: str
    remittentens_dnr: str
    remisstid: str


class Innehall(TypedDict):
    """A text as plain JSON data. Older versions lack the förvaltningsgrupp and all remisser but the first."""

    titel: str
    forvaltningsgrupp: NotRequired[str]
    arenden: list[Arendeinnehall]
    beslutssatser: list[Satsinnehall]
    avsnitt: list[Avsnittsinnehall]
    attsatser: list[Attsatsinnehall]
    bilagor: list[Bilageinnehall]
    kontakt: Kontaktinnehall
    remiss: Remissinnehall | None
    remisser: NotRequired[list[Remissinnehall]]


def innehall(utlatande: Tjansteutlatande) -> Innehall:
    """The current text as plain JSON data: what a Version freezes and a document prints. Dates are ISO."""
    lasta = texten(utlatande)
    arenden = lasta.arenden
    forsta = arenden[0] if arenden else None
    remisser: list[Remissinnehall] = [
        {
            "remittent": a.remiss.remittent.namn,
            "remittentens_dnr": a.remiss.remittentens_dnr,
            "remisstid": a.remiss.remisstid_on.isoformat(),
        }
        for a in arenden
        if hasattr(a, "remiss")
    ]
    handlaggare = forsta.handlaggare if forsta else None
    return {
        "titel": utlatande.titel,
        "forvaltningsgrupp": utlatande.forvaltningsgrupp_on.isoformat()
        if utlatande.forvaltningsgrupp_on
        else "",
        "arenden": [{"id": a.pk, "dnr": a.dnr, "titel": a.titel, "organ": a.organ.namn} for a in arenden],
        "beslutssatser": [
            {"nummer": sats.nummer, "slag": sats.slag, "text": sats.text} for sats in lasta.satser
        ],
        "avsnitt": [
            {"nyckel": a.nyckel, "rubrik": a.rubrik, "text": rich_text.sanera(a.text)} for a in lasta.avsnitt
        ],
        "attsatser": [
            {
                "id": svar.attsats_id,
                "motion": svar.attsats.motion.beteckning,
                "motionens_titel": svar.attsats.motion.titel,
                "nummer": svar.attsats.nummer,
                "text": svar.attsats.text,
                "svar": svar.svar,
                "motivering": svar.motivering,
            }
            for svar in lasta.svar.values()
        ],
        "bilagor": [{"nummer": b.nummer, "rubrik": b.rubrik} for b in lasta.bilagor],
        "kontakt": {
            "namn": handlaggare.namn if handlaggare else "",
            "telefon": handlaggare.telefon if handlaggare else "",
            "epost": handlaggare.email if handlaggare else "",
        },
        "remiss": remisser[0] if remisser else None,
        "remisser": remisser,
    }


def delar(innehall: Innehall) -> dict[str, str]:
    """The parts that a signature binds: key to SHA-256 of the part's canonical JSON."""
    delar: dict[str, Any] = {"titel": innehall["titel"]}
    if innehall.get("forvaltningsgrupp"):
        delar["forvaltningsgrupp"] = innehall["forvaltningsgrupp"]
    delar |= {f"avsnitt:{a['nyckel']}": a for a in innehall["avsnitt"]}
    delar |= {f"beslutssats:{sats['nummer']}": sats for sats in innehall["beslutssatser"]}
    delar |= {f"attsats:{svar['id']}": svar for svar in innehall["attsatser"]}
    delar |= {f"bilaga:{bilaga['nummer']}": bilaga for bilaga in innehall["bilagor"]}
    return {nyckel: audit.sha256(del_) for nyckel, del_ in delar.items()}


def frys(utlatande: Tjansteutlatande, *, by: Anvandare, at: datetime) -> Version:
    """Make the next immutable Version of the current text.

    The caller holds the row lock of the utlåtande: two at once would meet version_nummer_unikt.
    """
    text = innehall(utlatande)
    kontrollsummor = delar(text)
    senaste = utlatande.versioner.order_by("-nummer").first()
    return Version.objects.create(
        utlatande=utlatande,
        nummer=senaste.nummer + 1 if senaste else 1,
        innehall=text,
        delar=kontrollsummor,
        sha256=audit.sha256(kontrollsummor),
        fryst_at=at,
        fryst_by=by,
    )


def andrade_delar(ny: Version, gammal: Version | None) -> set[str]:
    """The keys of the parts added, changed or taken away between two versions; every part without an older."""
    fore = gammal.delar if gammal else {}
    return {nyckel for nyckel in ny.delar.keys() | fore.keys() if ny.delar.get(nyckel) != fore.get(nyckel)}
