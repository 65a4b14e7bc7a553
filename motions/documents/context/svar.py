"""The facts of what leaves after a beslut: the protokollsutdrag (domain 4.11) and the svar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from motions.datum import iso
from motions.documents.context.delar import (
    Arenderad,
    Avsandare,
    Person,
    Remissrad,
    Sats,
    avsandare,
    remissrad,
)
from motions.documents.context.paragraf import Protokollsparagraf, Uttalanderad, paragraf, satser
from motions.documents.context.sammantrade import Justeringsrad, justerare, sekreterare
from motions.documents.context.utlatande import Tjansteutlatandefakta, tjansteutlatande
from motions.models import Arende, Beslut, DokumentSlag, Protokoll, SvarSlag
from motions.text.names import i_mening


@dataclass(frozen=True)
class Sammantradesrad:
    """Where and when the beslut was made, and how its § was justerad."""

    den: str
    nummer: int
    ar: int
    plats: str
    sekreterare: Person
    justerat: str
    omedelbart: bool
    justerare: tuple[Justeringsrad, ...]


@dataclass(frozen=True)
class Utdragsfakta:
    """All that a protokollsutdrag prints."""

    slag: ClassVar[str] = DokumentSlag.UTDRAG

    avsandare: Avsandare
    datum: str
    dnr: str
    sammantrade: Sammantradesrad
    paragraf: Protokollsparagraf
    expedieras: tuple[str, ...]

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"Protokollsutdrag § {self.paragraf.nummer} {self.paragraf.rubrik}"


@dataclass(frozen=True)
class Svarsfakta:
    """All that leaves: the § as it was decided, the text that nämnden adopted, and the statements.

    `beslutsfattare` and `satser`: who made a beslut outside the sitting, and its points. `antaget`: which text it is (SvarSlag).
    `utlatande` is set for «utlatande» and «med_andring»; `text` is nämndens own words: its ändring, or its whole
    yttrande. A rejected förslag is in none of them. `till`: who gets it, when no remiss says so.
    """

    slag: ClassVar[str] = DokumentSlag.SVAR

    avsandare: Avsandare
    datum: str
    arende: Arenderad
    remiss: Remissrad | None
    rubrik: str
    sammantrade: Sammantradesrad | None
    paragraf: Protokollsparagraf | None
    beslutsfattare: str
    satser: tuple[Sats, ...]
    antaget: str
    utlatande: Tjansteutlatandefakta | None
    text: str
    uttalanden: tuple[Uttalanderad, ...]
    till: str = ""

    @property
    def sort(self) -> str:
        """What the document is, as its head says it."""
        return "Svar på remiss" if self.remiss else "Svar"

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"{self.sort}: {self.rubrik}"


class UtanParagrafError(ValueError):
    """A protokollsutdrag was asked for a beslut that no organ made in a §."""


class UtanSvarError(ValueError):
    """A svar was asked for a beslut that leaves none."""


def protokollsutdrag(
    beslut: Beslut, arende: Arende, *, today: date, justerat_on: date | None = None
) -> Utdragsfakta:
    """The § of a beslut, for one of its ärenden. `justerat_on`: the day of the justering now being made.

    Errors: UtanParagrafError for a beslut by one person alone.
    """
    if beslut.punkt is None:
        raise UtanParagrafError("Beslutet är inte fattat i en paragraf.")
    remiss = remissrad(arende)
    return Utdragsfakta(
        avsandare=avsandare(arende.organ),
        datum=iso(today),
        dnr=arende.dnr,
        sammantrade=_sammantrade(beslut, justerat_on),
        paragraf=paragraf(beslut.punkt, oppet=False),
        expedieras=(f"{remiss.remittent}, dnr {remiss.remittentens_dnr}".removesuffix(", dnr "), "Akten")
        if remiss
        else tuple(filter(None, (arende.avsandare, "Akten"))),
    )


def svar(beslut: Beslut, arende: Arende, *, today: date, justerat_on: date | None = None) -> Svarsfakta:
    """What one ärende's beslut sends to its remittent. `justerat_on`: the day of the justering now being made.

    Errors: UtanSvarError when nothing is to leave.
    """
    if beslut.svar == SvarSlag.INGET:
        raise UtanSvarError("Beslutet lämnar inget svar.")
    hel = paragraf(beslut.punkt, oppet=False) if beslut.punkt else None
    # Only what nämnden made its own leaves: no summary, förslag or yrkande that may have fallen.
    kort = (
        replace(
            hel, text="", sammanfattning="", utlatande_daterat="", forslag=None, yrkanden=(), uttalanden=()
        )
        if hel
        else None
    )
    return Svarsfakta(
        avsandare=avsandare(arende.organ),
        datum=iso(today),
        arende=Arenderad(dnr=arende.dnr, titel=arende.titel, organ=arende.organ.namn),
        remiss=remissrad(arende),
        rubrik=arende.titel,
        sammantrade=_sammantrade(beslut, justerat_on) if beslut.punkt else None,
        paragraf=kort,
        beslutsfattare=_ensam(beslut),
        satser=() if hel else satser(beslut.punkter.all()),
        antaget=beslut.svar,
        utlatande=tjansteutlatande(beslut.svar_version, today=today, punkt=beslut.punkt)
        if beslut.svar_version
        else None,
        text=beslut.svar_text,
        uttalanden=hel.uttalanden if hel else (),
        till=arende.kommer_fran,
    )


def _ensam(beslut: Beslut) -> str:
    """Who decided without a sitting, for whom, when and on what ground; "" for a beslut in a §."""
    if not beslut.ar_enskilt:
        return ""
    return f"{beslut.vem}, för {i_mening(str(beslut.organ))} {iso(beslut.fattat_on)} ({beslut.lagrum})"


def _sammantrade(beslut: Beslut, justerat_on: date | None) -> Sammantradesrad:
    punkt = beslut.punkt
    if punkt is None:
        raise UtanParagrafError("Beslutet är inte fattat i en paragraf.")
    sammantrade = punkt.sammantrade
    protokoll = Protokoll.objects.filter(punkter=punkt).first()
    return Sammantradesrad(
        den=iso(sammantrade.start_at),
        nummer=sammantrade.nummer,
        ar=sammantrade.ar,
        plats=sammantrade.plats,
        sekreterare=sekreterare(sammantrade.organ, sammantrade.start_at.date()),
        justerat=iso(justerat_on or protokoll.justerat_on) if protokoll else "",
        omedelbart=protokoll.omedelbart if protokoll else punkt.omedelbar_justering,
        justerare=justerare(protokoll) if protokoll else (),
    )
