"""The facts of the short letters: the anslagsbevis (domain 4.13) and the begäran om anstånd (domain 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motions.datum import iso
from motions.documents.context.delar import (
    Avsandare,
    Kontakt,
    Person,
    Remissrad,
    avsandare,
    paragrafer,
    remissrad,
)
from motions.documents.context.sammantrade import Anslagsrad, anslagsrad
from motions.models import Anslag, Anvandare, Arende, DokumentSlag


@dataclass(frozen=True)
class Anslagsbevisfakta:
    """All that an anslagsbevis prints (KL 8:12, 13:5)."""

    slag: ClassVar[str] = DokumentSlag.ANSLAGSBEVIS

    avsandare: Avsandare
    datum: str
    den: str
    nummer: int
    ar: int
    paragrafer: str
    justerat: str
    anslag: Anslagsrad
    laga_kraft_tidigast: str
    nedtaget: str
    ansvarig: Person

    @property
    def titel(self) -> str:
        """The title of the document."""
        return "Bevis om tillkännagivande av justering"


@dataclass(frozen=True)
class Anstandsbegaranfakta:
    """All that a begäran om anstånd prints."""

    slag: ClassVar[str] = DokumentSlag.ANSTANDSBEGARAN

    avsandare: Avsandare
    datum: str
    dnr: str
    rubrik: str
    remiss: Remissrad | None
    onskad: str
    skal: str
    undertecknare: Person
    kontakt: Kontakt

    @property
    def titel(self) -> str:
        """The title of the document."""
        return f"Begäran om anstånd: {self.rubrik}"


def anslagsbevis(anslag: Anslag, *, today: date) -> Anslagsbevisfakta:
    """The bevis of one anslag; `nedtaget` is empty until it has been taken down."""
    protokoll = anslag.protokoll
    sammantrade = protokoll.sammantrade
    return Anslagsbevisfakta(
        avsandare=avsandare(sammantrade.organ),
        datum=iso(today),
        den=iso(sammantrade.start_at),
        nummer=sammantrade.nummer,
        ar=sammantrade.ar,
        paragrafer=paragrafer([p for p in protokoll.punkter.values_list("paragraf", flat=True) if p]),
        justerat=iso(protokoll.justerat_on),
        anslag=anslagsrad(anslag),
        laga_kraft_tidigast=iso(anslag.laga_kraft_tidigast_on),
        nedtaget=iso(anslag.nedtaget_on),
        ansvarig=Person(anslag.anslaget_by.namn, anslag.anslaget_by.titel),
    )


def anstandsbegaran(
    arende: Arende, *, onskad_on: date, skal: str, by: Anvandare, today: date
) -> Anstandsbegaranfakta:
    """The letter that asks the remittent for more time."""
    return Anstandsbegaranfakta(
        avsandare=avsandare(arende.organ, arende.enhet.namn if arende.enhet else ""),
        datum=iso(today),
        dnr=arende.dnr,
        rubrik=arende.titel,
        remiss=remissrad(arende),
        onskad=iso(onskad_on),
        skal=skal,
        undertecknare=Person(by.namn, by.titel),
        kontakt=Kontakt(by.namn, by.telefon, by.email),
    )
