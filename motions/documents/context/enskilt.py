"""The facts of a beslut that one person made outside the sitting: by delegation, or by the ordförande (KL 6:37-39, 7:5-6)."""

from __future__ import annotations

from dataclasses import dataclass
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
from motions.documents.context.paragraf import satser
from motions.models import Arende, Beslut, Beslutsfattare, DokumentSlag, SvarSlag


@dataclass(frozen=True)
class Enskiltfakta:
    """What the two documents print alike.

    `svar` says what leaves to the remittent: a frozen version of the utlåtande, by its number and checksum (0 and "" otherwise),
    or `text`, when the svar has words of its own.
    """

    avsandare: Avsandare
    datum: str
    arende: Arenderad
    remiss: Remissrad | None
    rubrik: str
    satser: tuple[Sats, ...]
    beslutsfattare: Person
    fattat: str
    lagrum: str
    svar: str
    version: int
    kontrollsumma: str
    text: str


@dataclass(frozen=True)
class Delegationsbeslutsfakta(Enskiltfakta):
    """All that a delegationsbeslut prints. `punkt`: the point of the delegationsordning, and what it covers."""

    slag: ClassVar[str] = DokumentSlag.DELEGATIONSBESLUT

    punkt: str

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"Delegationsbeslut: {self.rubrik}"


@dataclass(frozen=True)
class Ordforandebeslutsfakta(Enskiltfakta):
    """All that an ordförandebeslut prints. `bradska`: why it could not wait for nämnden (KL 6:39)."""

    slag: ClassVar[str] = DokumentSlag.ORDFORANDEBESLUT

    bradska: str

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"Ordförandebeslut: {self.rubrik}"


_SVAR = {
    SvarSlag.UTLATANDE: "Förvaltningens tjänsteutlåtande",
    SvarSlag.EGET: "Yttrandet nedan",
    SvarSlag.AVSTAR: "Ett besked om att nämnden avstår från att yttra sig",
    SvarSlag.INGET: "Inget svar lämnas",
}


class InteEnskiltError(ValueError):
    """A beslut that an organ made in a § has a protokollsutdrag, not a document of this kind."""


def enskilt_beslut(
    beslut: Beslut, arende: Arende, *, today: date
) -> Delegationsbeslutsfakta | Ordforandebeslutsfakta:
    """The document of a beslut by one person, for the akt. Errors: InteEnskiltError."""
    if not beslut.ar_enskilt:
        raise InteEnskiltError("Beslutet är fattat vid ett sammanträde.")
    version = beslut.svar_version
    grund = Enskiltfakta(
        avsandare=avsandare(arende.organ),
        datum=iso(today),
        arende=Arenderad(dnr=arende.dnr, titel=arende.titel, organ=arende.organ.namn),
        remiss=remissrad(arende),
        rubrik=arende.titel,
        satser=satser(beslut.punkter.all()),
        beslutsfattare=_person(beslut),
        fattat=iso(beslut.fattat_on),
        lagrum=beslut.lagrum,
        svar=_SVAR[SvarSlag(beslut.svar)],
        version=version.nummer if version else 0,
        kontrollsumma=version.sha256 if version else "",
        text=beslut.svar_text,
    )
    if beslut.beslutsfattare == Beslutsfattare.ORDFORANDE:
        return Ordforandebeslutsfakta(**vars(grund), bradska=beslut.bradska)
    return Delegationsbeslutsfakta(**vars(grund), punkt=str(beslut.delegationspunkt))


def _person(beslut: Beslut) -> Person:
    uppdrag = beslut.fattat_av_uppdrag
    if uppdrag is not None:
        return Person(f"{uppdrag.fortroendevald.namn} ({uppdrag.parti})", uppdrag.get_roll_display())
    return Person(beslut.fattat_by.namn if beslut.fattat_by else "", beslut.befattning)
