"""The facts of a tjänsteutlåtande (domain 4.9), from a frozen Version or from a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from motions import versioner
from motions.datum import datum_text, iso
from motions.documents.context.delar import Arenderad, Avsandare, Kontakt, Remissrad, Sats, avsandare
from motions.models import (
    Arende,
    DokumentSlag,
    Godkannande,
    GodkannandeUtfall,
    Punkt,
    SvarPaAttSats,
    Tjansteutlatande,
    Version,
)
from motions.states import SammantradeState
from motions.versioner import Innehall

BEREDNING = "beredning"
PERSPEKTIV = "perspektiv-"
"""How the key of a section about a perspektiv begins."""


def ar_perspektiv(nyckel: str) -> bool:
    """Whether a section tells of one perspektiv; it stands as a part of Ärendets beredning."""
    return nyckel.startswith(PERSPEKTIV)


@dataclass(frozen=True)
class Avsnittstext:
    """A section: its heading and its formatted text. `underordnat`: its heading is one level lower."""

    rubrik: str
    text: str
    underordnat: bool = False


@dataclass(frozen=True)
class Attsats:
    """One thing the motion asks for, and what the förvaltning proposes about it."""

    motion: str
    nummer: int
    text: str
    svar: str
    motivering: str
    motionens_titel: str = ""

    @property
    def ur(self) -> str:
        """The motion by number and title."""
        return f"{self.motion} {self.motionens_titel}".strip()


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
    remisser: tuple[Remissrad, ...] = ()
    sort: str = "Tjänsteutlåtande"

    @property
    def bestamd(self) -> str:
        """The kind of document in running text: «tjänsteutlåtandet», «tjänsteskrivelsen»."""
        return f"{self.sort.lower()}{'n' if self.sort.endswith('else') else 't'}"

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
        .select_related("avgjord_by", "organ__forvaltning")
        .order_by("-steg", "pk")
    )
    datum = max((iso(g.avgjord_at) for g in godkannanden), default=iso(today))
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
                namn=g.undertecknare,
                titel=_med_forvaltning(g, godkannanden),
                datum=iso(g.avgjord_at),
            )
            for g in godkannanden
        ),
    )


def _med_forvaltning(godkannande: Godkannande, alla: list[Godkannande]) -> str:
    """The capacity of a chef; of which förvaltning, when two have signed."""
    titel = godkannande.befattning or godkannande.avgjord_by.titel
    if len({g.organ.forvaltning_id for g in alla}) == 1:
        return titel
    return f"{titel}, {godkannande.organ.forvaltning.namn}"


def utkast(utlatande: Tjansteutlatande, *, today: date) -> Tjansteutlatandefakta:
    """The text as it stands, for the preview."""
    return _fakta(utlatande, versioner.innehall(utlatande), today=today, datum=iso(today), utkast=True)


def _fakta(
    utlatande: Tjansteutlatande,
    innehall: Innehall,
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
        Arende.objects.filter(pk__in=[a["id"] for a in innehall["arenden"]])
        .select_related("organ__kommun", "organ__forvaltning", "enhet")
        .order_by("pk")
    )
    forsta = arenden[0]
    ett_organ = len({a.organ_id for a in arenden}) == 1
    punkt = punkt or (_kommande_punkt(arenden, today) if ett_organ else None)
    remiss = innehall["remiss"]
    etiketter = dict(SvarPaAttSats.choices)
    return Tjansteutlatandefakta(
        avsandare=_avsandare(arenden),
        titel=innehall["titel"],
        datum=datum,
        arenden=tuple(
            Arenderad(dnr=a["dnr"], titel=a["titel"], organ=a["organ"]) for a in innehall["arenden"]
        ),
        mottagare=tuple(dict.fromkeys(a["organ"] for a in innehall["arenden"])),
        sammantrade_den=iso(punkt.sammantrade.start_at) if punkt else "",
        arende_nummer=arende_nummer or (punkt.nummer if punkt else ""),
        kontakt=Kontakt(**innehall["kontakt"]),
        remiss=Remissrad(**remiss) if remiss else None,
        forslagsord=forsta.organ.forslagsord,
        satser=tuple(Sats(nummer=s["nummer"], text=s["text"]) for s in innehall["beslutssatser"]),
        underskrifter=underskrifter,
        avsnitt=tuple(_avsnitt(innehall)),
        attsatser=tuple(
            Attsats(
                motion=a["motion"],
                nummer=a["nummer"],
                text=a["text"],
                svar=etiketter[a["svar"]],
                motivering=a["motivering"],
                motionens_titel=a.get("motionens_titel", ""),
            )
            for a in innehall["attsatser"]
        ),
        bilagor=tuple(Bilagerad(nummer=b["nummer"], rubrik=b["rubrik"]) for b in innehall["bilagor"]),
        version=version,
        kontrollsumma=kontrollsumma,
        utkast=utkast,
        remisser=tuple(Remissrad(**r) for r in innehall.get("remisser", [])),
        sort=forsta.organ.get_utlatandeord_display(),
    )


def _avsandare(arenden: list[Arende]) -> Avsandare:
    """The head of the letter; of a joint text, with every förvaltning and without the enhet of one."""
    forsta = arenden[0]
    forvaltningar = list(dict.fromkeys(a.organ.forvaltning.namn for a in arenden))
    if len(forvaltningar) == 1:
        return avsandare(forsta.organ, forsta.enhet.namn if forsta.enhet else "")
    return replace(
        avsandare(forsta.organ), forvaltning=" och ".join(forvaltningar), adress="", epost="", adressfot=""
    )


def _avsnitt(innehall: Innehall) -> Iterator[Avsnittstext]:
    """The sections, with the förvaltningsgrupp told last in Ärendets beredning (domain 4.6)."""
    behandlat = innehall.get("forvaltningsgrupp", "")
    mening = (
        f"<p>Ärendet har behandlats i förvaltningsgruppen den {datum_text(date.fromisoformat(behandlat))}.</p>"
        if behandlat
        else ""
    )
    for a in innehall["avsnitt"]:
        beredning = a["nyckel"] == BEREDNING
        yield Avsnittstext(
            rubrik=a["rubrik"],
            text=a["text"] + (mening if beredning else ""),
            underordnat=ar_perspektiv(a["nyckel"]),
        )
    if mening and all(a["nyckel"] != BEREDNING for a in innehall["avsnitt"]):
        yield Avsnittstext(rubrik="Ärendets beredning", text=mening)


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
