"""The days of a protokoll, from its justering until its anslag may be taken down, and of statements that it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motions import deadlines
from motions.frister.rad import Art, Fristrad, Fristslag, Subjekt
from motions.states import ProtokollState
from motions.text.listing import uppraknat


@dataclass(frozen=True)
class Anslagsfakta:
    """When a protokoll was made known, and from which day the notice may be taken down (as it says itself)."""

    anslaget_on: date
    tas_ned_tidigast_on: date


@dataclass(frozen=True)
class Protokollfakta:
    """What the days of a protokoll follow from. ``kvar`` are the names of those who have yet to sign the text that is out."""

    subjekt: Subjekt
    state: str
    sammantrade_on: date
    omedelbart: bool
    strikt: bool
    kvar: tuple[str, ...] = ()
    justerat_on: date | None = None
    forsta_anslag_on: date | None = None
    uppe: Anslagsfakta | None = None


def protokollets(f: Protokollfakta) -> Iterator[Fristrad]:
    """The days of one protokoll: justering, anslag, överklagandetid and nedtagning, also those that were missed."""
    justering = justeringsfrist(f.sammantrade_on, omedelbart=f.omedelbart, strikt=f.strikt)
    if f.state in (ProtokollState.UPPRATTAS, ProtokollState.FOR_JUSTERING):
        vad = (
            f"Protokollet väntar på {uppraknat(f.kvar)}."
            if f.kvar
            else "Protokollet ska skickas för justering och justeras."
        )
        yield _rad(Fristslag.JUSTERING, justering, vad, f, "Justerarna" if f.kvar else "Nämndsekreteraren")
    if f.justerat_on is None:
        return
    if f.justerat_on > justering.limit:
        vad = "Protokollet skulle ha justerats."
        yield _rad(Fristslag.JUSTERING, justering, vad, f, "", klart=f.justerat_on)
    anslag = deadlines.anslag_senast(f.justerat_on, strict=f.strikt)
    vad = "Justeringen ska tillkännages på anslagstavlan."
    if f.state == ProtokollState.JUSTERAT:
        yield _rad(Fristslag.ANSLAG, anslag, vad, f, "Nämndsekreteraren")
    elif f.forsta_anslag_on is not None and f.forsta_anslag_on > anslag.limit:
        yield _rad(Fristslag.ANSLAG, anslag, vad, f, "", klart=f.forsta_anslag_on)
    if f.uppe is not None:
        yield from _medan_det_sitter_uppe(f, f.uppe)


def justeringsfrist(sammantrade_on: date, *, omedelbart: bool, strikt: bool) -> deadlines.Frist:
    """When a protokoll must be justerat: within 14 days, or the same day for §§ that are justerade at once (KL 5:69)."""
    if omedelbart:
        return deadlines.Frist(
            sammantrade_on,
            sammantrade_on,
            "KL 6:35, 5:69",
            "Paragrafen justeras omedelbart, samma dag som sammanträdet.",
        )
    return deadlines.justering_senast(sammantrade_on, strict=strikt)


def _medan_det_sitter_uppe(f: Protokollfakta, uppe: Anslagsfakta) -> Iterator[Fristrad]:
    sista = deadlines.overklagas_senast(uppe.anslaget_on)
    laga_kraft = deadlines.laga_kraft_tidigast(uppe.anslaget_on)
    yield Fristrad(
        Fristslag.OVERKLAGANDE,
        sista.limit,
        f"Sista dag att överklaga. Laga kraft tidigast {laga_kraft.limit}.",
        sista.lagrum,
        laga_kraft.anledning,
        f.subjekt,
        "",
        Art.UPPLYSNING,
        mal=sista.nominal if sista.flyttad else None,
    )
    ned = deadlines.far_tas_ned_tidigast(uppe.anslaget_on)
    yield Fristrad(
        Fristslag.NEDTAGNING,
        uppe.tas_ned_tidigast_on,
        "Anslaget får tas ned. Kontrollera att ingen har överklagat.",
        ned.lagrum,
        ned.anledning,
        f.subjekt,
        "Nämndsekreteraren",
        Art.TIDIGAST,
    )


def _rad(
    slag: Fristslag,
    frist: deadlines.Frist,
    vad: str,
    f: Protokollfakta,
    tur: str,
    *,
    klart: date | None = None,
) -> Fristrad:
    """A row of a statutory time, with the day to aim at when the law lets the limit slip to a later one."""
    mal = frist.nominal if frist.flyttad else None
    return Fristrad(
        slag, frist.limit, vad, frist.lagrum, frist.anledning, f.subjekt, tur, mal=mal, klart=klart
    )


@dataclass(frozen=True)
class Uttalandefakta:
    """A statement that was announced without its text, in a § whose protokoll is still being written."""

    pk: int
    subjekt: Subjekt
    slag: str
    avlamnare: tuple[str, ...]
    sammantrade_on: date
    omedelbart: bool
    strikt: bool


def uttalandets(f: Uttalandefakta) -> Fristrad:
    """That the text must be in when the protokoll is justerat (domain 1.21)."""
    frist = justeringsfrist(f.sammantrade_on, omedelbart=f.omedelbart, strikt=f.strikt)
    return Fristrad(
        Fristslag.UTTALANDE,
        frist.limit,
        f"{f.slag} är anmält av {uppraknat(f.avlamnare)}. Texten ska lämnas före justeringen.",
        frist.lagrum,
        "Texten står i protokollet och ska finnas när det justeras.",
        f.subjekt,
        uppraknat(f.avlamnare),
        mal=frist.nominal if frist.flyttad else None,
        del_pk=f.pk,
    )
