"""Spåret: the way of a case as a line of stations, from its facts, the next sammanträde and its stoppdatum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motions.datum import datum_kort
from motions.states import SLUTA_ARENDEN, ArendeState


@dataclass(frozen=True)
class Station:
    """One station. `tillstand`: passerad, har, kommande, over when it should have been passed already, or stopp."""

    namn: str
    text: str
    tillstand: str


@dataclass(frozen=True)
class Enskilt:
    """A beslut outside the sitting: what it is called, when it was made, and when nämnden is told or was (KL 6:39-40).

    `skulle_on`: the sitting that was held without being told, when there is one.
    """

    namn: str
    fattat_on: date
    ger_svar: bool
    anmals_on: date | None = None
    anmalt: bool = False
    skulle_on: date | None = None


@dataclass(frozen=True)
class Sparfakta:
    """The facts that spåret is drawn from; days are dates, absent ones None. `ej_skickat`: the svar left, and did not arrive;
    `pa_vag`: the mail server has not taken it yet.
    """

    state: str
    inkommen_on: date
    frist_on: date
    handlaggare: str = ""
    sedan_on: date | None = None
    stopp_on: date | None = None
    namnd_on: date | None = None
    punktnummer: str = ""
    omedelbar: bool = False
    justeras_senast_on: date | None = None
    justerat_on: date | None = None
    expedierat_on: date | None = None
    ej_skickat: bool = False
    pa_vag: bool = False
    enskilt: Enskilt | None = None


_PLATS = {
    ArendeState.REGISTRERAT: 0,
    ArendeState.BEREDNING: 1,
    ArendeState.ATERREMITTERAT: 1,
    ArendeState.GODKANNANDE: 2,
    ArendeState.KLART_FOR_NAMND: 3,
    ArendeState.KALLAT: 3,
    ArendeState.BORDLAGT: 3,
    ArendeState.BESLUTAT: 4,
    ArendeState.JUSTERAT: 5,
    ArendeState.AVGJORT: 5,
    ArendeState.EXPEDIERAT: 6,
    ArendeState.AVSLUTAT: 6,
    ArendeState.AVSKRIVET: 6,
    ArendeState.MAKULERAT: 6,
}


def sparet(lage: Sparfakta, today: date) -> list[Station]:
    """The stations of a case as it now stands: six by way of the nämnd, or the side-way of a beslut outside the sitting."""
    if lage.enskilt is not None:
        return _sidovagen(lage, lage.enskilt)
    har = _PLATS[ArendeState(lage.state)]
    svar = f"svar senast {datum_kort(lage.frist_on)}"
    if lage.expedierat_on:
        svar = _skickat(lage, lage.expedierat_on)
    elif lage.state == ArendeState.MAKULERAT:
        svar = "makulerat"
    elif lage.state in (ArendeState.AVSLUTAT, ArendeState.AVSKRIVET):
        svar = "inget svar skickat"
    elif lage.justeras_senast_on or lage.namnd_on:
        svar += _marginal(lage)
    namnd = datum_kort(lage.namnd_on)
    if lage.namnd_on and lage.punktnummer:
        namnd += f", ärende {lage.punktnummer}"
    texter = [
        ("Inkommet", datum_kort(lage.inkommen_on)),
        ("Beredning", _med(lage.handlaggare, lage.sedan_on if har == 1 else None) or "ingen handläggare än"),
        ("Godkännande", f"stopp {datum_kort(lage.stopp_on)}" if lage.stopp_on else ""),
        ("Nämnd", namnd or "inget sammanträde valt"),
        ("Justering", _justering(lage)),
        ("Svar", svar),
    ]
    stationer = []
    for plats, (namn, text) in enumerate(texter):
        tillstand = "passerad" if plats < har else "har" if plats == har else "kommande"
        sen = (plats == 5 and today > lage.frist_on) or (
            plats == 2 and lage.stopp_on is not None and today > lage.stopp_on and har < 3
        )
        if tillstand == "kommande" and sen:
            tillstand = "over"
        if plats == 5:
            tillstand = _svarets(lage, tillstand)
        stationer.append(Station(namn, text, tillstand))
    return stationer


def _sidovagen(lage: Sparfakta, beslut: Enskilt) -> list[Station]:
    """The way of a case that one person decided: the svar may leave at once, and nämnden is told."""
    svarat = lage.expedierat_on is not None or not beslut.ger_svar
    svar = "inget svar lämnas"
    if lage.expedierat_on:
        svar = _skickat(lage, lage.expedierat_on)
    elif beslut.ger_svar:
        svar = f"svar senast {datum_kort(lage.frist_on)}"
    slut = lage.state in SLUTA_ARENDEN
    return [
        Station("Inkommet", datum_kort(lage.inkommen_on), "passerad"),
        Station("Beredning", lage.handlaggare, "passerad"),
        Station(beslut.namn, datum_kort(beslut.fattat_on), "passerad"),
        Station("Svar", svar, _svarets(lage, "passerad" if svarat else "har")),
        _anmalan(beslut, "passerad" if slut else "har" if svarat else "kommande"),
    ]


def _skickat(lage: Sparfakta, den: date) -> str:
    return "ej skickat" if lage.ej_skickat else "på väg" if lage.pa_vag else f"skickat {datum_kort(den)}"


def _svarets(lage: Sparfakta, tillstand: str) -> str:
    return "stopp" if lage.ej_skickat else "har" if lage.pa_vag else tillstand


def _anmalan(beslut: Enskilt, tillstand: str) -> Station:
    """When nämnden was told, will be, or should have been."""
    if beslut.anmalt:
        return Station("Anmälan", f"anmält {datum_kort(beslut.anmals_on)}", "passerad")
    if beslut.anmals_on:
        return Station("Anmälan", f"anmäls {datum_kort(beslut.anmals_on)}", tillstand)
    if beslut.skulle_on:
        return Station("Anmälan", f"skulle ha anmälts {datum_kort(beslut.skulle_on)}", "over")
    return Station("Anmälan", "ska anmälas för nämnden", tillstand)


def _med(vem: str, sedan: date | None) -> str:
    return f"{vem}, sedan {datum_kort(sedan)}" if vem and sedan else vem


def _justering(lage: Sparfakta) -> str:
    if lage.justerat_on:
        return datum_kort(lage.justerat_on)
    if lage.omedelbar and lage.namnd_on:
        return f"omedelbar, {datum_kort(lage.namnd_on)}"
    return f"senast {datum_kort(lage.justeras_senast_on)}" if lage.justeras_senast_on else ""


def _marginal(lage: Sparfakta) -> str:
    klart = lage.namnd_on if lage.omedelbar else lage.justeras_senast_on
    if klart is None:
        return ""
    dagar = (lage.frist_on - klart).days
    if dagar < 0:
        return ", hinner inte"
    return f", {dagar} {'dags' if dagar == 1 else 'dagars'} marginal"
