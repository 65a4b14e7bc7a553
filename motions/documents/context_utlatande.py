"""The facts of a tjänsteutlåtande (domain 4.9), from a frozen Version or from a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from motions import versioner
from motions.documents.context_delar import (
    Arenderad,
    Avsandare,
    Kontakt,
    Remissrad,
    Sats,
    avsandare,
    dag,
)
from motions.models import (
    Arende,
    DokumentSlag,
    GodkannandeUtfall,
    Punkt,
    SvarPaAttSats,
    Tjansteutlatande,
    Version,
)
from motions.states import SammantradeState


@dataclass(frozen=True)
class Avsnittstext:
    """A section: its heading and its formatted text."""

    rubrik: str
    text: str


@dataclass(frozen=True)
class Attsats:
    """One thing the motion asks for, and what the förvaltning proposes about it."""

    motion: str
    nummer: int
    text: str
    svar: str
    motivering: str


@dataclass(frozen=True)
class Underskrift:
    """A chef's electronic signature."""

    namn: str
    titel: str
    datum: str


@dataclass(frozen=True)
class Bilagerad:
    """An appendix in the list at the end."""

    nummer: int
    rubrik: str


@dataclass(frozen=True)
class Tjansteutlatandefakta:
    """All that a tjänsteutlåtande prints. `version` is 0 in a draft; `kontrollsumma` is the SHA-256 in hex."""

    slag: ClassVar[str] = DokumentSlag.TJANSTEUTLATANDE

    avsandare: Avsandare
    titel: str
    datum: str
    arenden: tuple[Arenderad, ...]
    mottagare: tuple[str, ...]
    sammantrade_den: str
    arende_nummer: str
    kontakt: Kontakt
    remiss: Remissrad | None
    forslagsord: str
    satser: tuple[Sats, ...]
    underskrifter: tuple[Underskrift, ...]
    avsnitt: tuple[Avsnittstext, ...]
    attsatser: tuple[Attsats, ...]
    bilagor: tuple[Bilagerad, ...]
    version: int
    kontrollsumma: str
    utkast: bool = False

    @property
    def dnr(self) -> tuple[str, ...]:
        """Every diarienummer, in the order of the ärenden."""
        return tuple(a.dnr for a in self.arenden)


def tjansteutlatande(
    version: Version, *, today: date, arende_nummer: str = "", punkt: Punkt | None = None
) -> Tjansteutlatandefakta:
    """The signed text. Dated the day of the last signature, or `today` before any.

    `arende_nummer`: its number on the föredragningslista, when known. `punkt`: where it was taken up; otherwise
    the next punkt that is set up for its ärende.
    """
    godkannanden = list(
        version.godkannanden.filter(utfall=GodkannandeUtfall.GODKANT)
        .select_related("avgjord_by")
        .order_by("-steg")
    )
    datum = max((dag(g.avgjord_at) for g in godkannanden), default=dag(today))
    return _fakta(
        version.utlatande,
        version.innehall,
        today=today,
        datum=datum,
        arende_nummer=arende_nummer,
        punkt=punkt,
        version=version.nummer,
        kontrollsumma=version.sha256,
        underskrifter=tuple(
            Underskrift(
                namn=g.avgjord_by.namn, titel=g.befattning or g.avgjord_by.titel, datum=dag(g.avgjord_at)
            )
            for g in godkannanden
        ),
    )


def utkast(utlatande: Tjansteutlatande, *, today: date) -> Tjansteutlatandefakta:
    """The text as it stands, for the preview."""
    return _fakta(utlatande, versioner.innehall(utlatande), today=today, datum=dag(today), utkast=True)


def _fakta(
    utlatande: Tjansteutlatande,
    innehall: dict[str, Any],
    *,
    today: date,
    datum: str,
    arende_nummer: str = "",
    punkt: Punkt | None = None,
    version: int = 0,
    kontrollsumma: str = "",
    underskrifter: tuple[Underskrift, ...] = (),
    utkast: bool = False,
) -> Tjansteutlatandefakta:
    arenden = list(
        utlatande.arenden.select_related("organ__kommun", "organ__forvaltning", "enhet").order_by("pk")
    )
    forsta = arenden[0]
    punkt = punkt or _kommande_punkt(arenden, today)
    remiss = innehall["remiss"]
    etiketter = dict(SvarPaAttSats.choices)
    return Tjansteutlatandefakta(
        avsandare=avsandare(forsta.organ, forsta.enhet.namn if forsta.enhet else ""),
        titel=innehall["titel"],
        datum=datum,
        arenden=tuple(
            Arenderad(dnr=a["dnr"], titel=a["titel"], organ=a["organ"]) for a in innehall["arenden"]
        ),
        mottagare=tuple(dict.fromkeys(a["organ"] for a in innehall["arenden"])),
        sammantrade_den=dag(punkt.sammantrade.start_at) if punkt else "",
        arende_nummer=arende_nummer or (punkt.nummer if punkt else ""),
        kontakt=Kontakt(**innehall["kontakt"]),
        remiss=Remissrad(**remiss) if remiss else None,
        forslagsord=forsta.organ.forslagsord,
        satser=tuple(Sats(nummer=s["nummer"], text=s["text"]) for s in innehall["beslutssatser"]),
        underskrifter=underskrifter,
        avsnitt=tuple(Avsnittstext(rubrik=a["rubrik"], text=a["text"]) for a in innehall["avsnitt"]),
        attsatser=tuple(
            Attsats(
                motion=a["motion"],
                nummer=a["nummer"],
                text=a["text"],
                svar=etiketter[a["svar"]],
                motivering=a["motivering"],
            )
            for a in innehall["attsatser"]
        ),
        bilagor=tuple(Bilagerad(nummer=b["nummer"], rubrik=b["rubrik"]) for b in innehall["bilagor"]),
        version=version,
        kontrollsumma=kontrollsumma,
        utkast=utkast,
    )


def _kommande_punkt(arenden: list[Arende], today: date) -> Punkt | None:
    """Where the ärende is next to be taken up, for the addressee block."""
    return (
        Punkt.objects.filter(
            arenden__in=arenden, utgatt_at__isnull=True, sammantrade__start_at__date__gte=today
        )
        .exclude(sammantrade__state=SammantradeState.INSTALLT)
        .select_related("sammantrade")
        .order_by("sammantrade__start_at", "ordning")
        .first()
    )
