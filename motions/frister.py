"""What falls due: from the facts of ärenden, sammanträden and protokoll to days, each with its lagrum and whose turn it is.

No day is stored and counted down: every row is worked out anew from what has happened (`deadlines.py` counts). The module is
pure: facts in, rows out, and the day comes in as ``today``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motions import deadlines
from motions.states import SLUTA_ARENDEN, ArendeState, ProtokollState, SammantradeState

KOMMANDE_DAGAR = 30


class Fristslag(StrEnum):
    """What kind of day it is."""

    REMISSTID = "remisstid"
    MOTION = "motion"
    ANSTAND = "anstand"
    AVSLUT = "avslut"
    STOPP = "stopp"
    KALLELSE = "kallelse"
    JUSTERING = "justering"
    UTTALANDE = "uttalande"
    ANSLAG = "anslag"
    OVERKLAGANDE = "overklagande"
    NEDTAGNING = "nedtagning"


class Art(StrEnum):
    """How the day binds: the last day for an act, the first day for one, or a day that one only has to know."""

    SENAST = "senast"
    TIDIGAST = "tidigast"
    UPPLYSNING = "upplysning"


class Grupp(StrEnum):
    """Where a row stands on the page, in this order."""

    FORSENAT = "Försenat"
    I_DAG = "I dag"
    KAN_GORAS = "Kan göras nu"
    VECKAN = "Denna vecka"
    KOMMANDE = f"Kommande {KOMMANDE_DAGAR} dagar"
    LANGRE = "Längre fram"
    FOR_SENT = "Gjort för sent"


@dataclass(frozen=True)
class Subjekt:
    """What a row is about: a kind and a key, the words for it, and whether it is secret."""

    slag: str
    pk: int
    namn: str
    dnr: str = ""
    hemligt: bool = False


@dataclass(frozen=True)
class Fristrad:
    """One day and what falls due on it.

    ``dag`` is the day the law holds one to, ``mal`` the day to aim at when that is an earlier one. ``grund`` is the lagrum, or
    what else sets the day. ``tur`` says in words who must act. From ``varnad_on`` the row is shown although its day is far away.
    ``klart`` is the day on which it was done, too late. ``del_pk`` tells rows of the same kind and subject apart.
    """

    slag: Fristslag
    dag: date
    vad: str
    grund: str
    anledning: str
    subjekt: Subjekt
    tur: str
    art: Art = Art.SENAST
    mal: date | None = None
    varnad_on: date | None = None
    klart: date | None = None
    del_pk: int = 0

    @property
    def nyckel(self) -> str:
        """The same for the same frist, also when its day has moved."""
        return f"{self.slag}-{self.subjekt.slag}-{self.subjekt.pk}-{self.del_pk}"

    def etikett(self, today: date) -> str:
        """How far away the day is, in at most twenty characters (ux A6)."""
        if self.klart:
            sent = (self.klart - self.dag).days
            return f"Klart {sent} {'dag' if sent == 1 else 'dagar'} sent"
        if self.art is Art.TIDIGAST:
            return "Kan göras nu" if self.dag <= today else f"Tidigast {_om(self.dag, today)}"
        return deadlines.frist_etikett(self.dag, today)

    def grupp(self, today: date) -> Grupp | None:
        """Under which heading it stands on ``today``; None when it is not to be shown."""
        if self.klart:
            return Grupp.FOR_SENT
        if self.dag <= today and self.art is Art.TIDIGAST:
            return Grupp.KAN_GORAS
        if self.dag < today:
            return Grupp.FORSENAT if self.art is Art.SENAST else None
        if self.dag == today:
            return Grupp.I_DAG
        if self.dag <= veckans_slut(today):
            return Grupp.VECKAN
        if self.dag <= today + timedelta(days=KOMMANDE_DAGAR):
            return Grupp.KOMMANDE
        return Grupp.LANGRE if self.varnad_on and self.varnad_on <= today else None


def _om(dag: date, today: date) -> str:
    dagar = (dag - today).days
    return "i morgon" if dagar == 1 else f"om {dagar} dagar"


def veckans_slut(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=6 - today.weekday())


def gruppera(rader: Iterable[Fristrad], today: date) -> list[tuple[Grupp, list[Fristrad]]]:
    """The rows under their headings, each by day, without the headings that nothing stands under."""
    under: dict[Grupp, list[Fristrad]] = {}
    for rad in sorted(rader, key=lambda r: (r.dag, r.subjekt.namn, r.nyckel)):
        grupp = rad.grupp(today)
        if grupp is not None:
            under.setdefault(grupp, []).append(rad)
    return [(grupp, under[grupp]) for grupp in Grupp if grupp in under]


# the ärende

BESVARAT = frozenset({ArendeState.EXPEDIERAT, *SLUTA_ARENDEN})
"""States in which no svar is awaited any more."""


@dataclass(frozen=True)
class VacktMotion:
    """A motion with the day on which it was väckt, and after how many months fullmäktige's year is warned of."""

    pk: int
    beteckning: str
    vackt_on: date
    varna_efter_manader: tuple[int, ...]


@dataclass(frozen=True)
class ObesvaratAnstand:
    """A request for more time that the remittent has not answered."""

    pk: int
    begard_on: date
    onskad_on: date


@dataclass(frozen=True)
class Arendefakta:
    """What an ärende's days follow from. ``remittent`` is empty when nobody outside waits for a svar."""

    subjekt: Subjekt
    state: str
    sedan_on: date
    frist_on: date
    tur: str
    remittent: str = ""
    motioner: tuple[VacktMotion, ...] = ()
    anstand: ObesvaratAnstand | None = None
    sent_svar_on: date | None = None


def arendets(f: Arendefakta, today: date) -> Iterator[Fristrad]:
    """The days of one ärende: its remisstid, the motion's year, an unanswered anstånd, and that it can be closed."""
    if f.sent_svar_on is not None:
        yield _remisstid(f, klart=f.sent_svar_on)
    if f.state == ArendeState.EXPEDIERAT:
        yield Fristrad(
            Fristslag.AVSLUT,
            f.sedan_on,
            "Svaret har gått. Ärendet kan avslutas.",
            "TF 2:10",
            "Handlingar som inte har expedierats blir allmänna när ärendet är slutbehandlat.",
            f.subjekt,
            f.tur,
            Art.TIDIGAST,
        )
    if f.state in BESVARAT:
        return
    yield _remisstid(f)
    for motion in f.motioner:
        yield _motionens_ar(f, motion, today)
    if f.anstand is not None:
        yield Fristrad(
            Fristslag.ANSTAND,
            f.frist_on,
            f"Anstånd till {f.anstand.onskad_on} är begärt men inte besvarat.",
            "Remissen",
            f"Begäran skickades {f.anstand.begard_on}. Remisstiden gäller tills remittenten har svarat.",
            f.subjekt,
            f.remittent or "Remittenten",
            varnad_on=f.anstand.begard_on,
            del_pk=f.anstand.pk,
        )


def _remisstid(f: Arendefakta, klart: date | None = None) -> Fristrad:
    if f.remittent:
        vad, grund = f"Svaret ska vara hos {f.remittent}.", "Remissen"
        anledning = "Remisstiden bestäms av remittenten. Ingen lag anger den."
    else:
        vad, grund = "Ärendet ska vara klart.", ""
        anledning = "Tiden bestämdes när ärendet registrerades."
    tur = "" if klart else f.tur
    return Fristrad(Fristslag.REMISSTID, f.frist_on, vad, grund, anledning, f.subjekt, tur, klart=klart)


def _motionens_ar(f: Arendefakta, motion: VacktMotion, today: date) -> Fristrad:
    """Fullmäktige's year from väckt, shown from the first warning on (KL 5:35)."""
    frist = deadlines.motion_besvaras_senast(motion.vackt_on)
    passerade = {
        dag: manader
        for manader in motion.varna_efter_manader
        if (dag := deadlines.motion_varningar(motion.vackt_on, [manader])[0]) <= today
    }
    varnad_on = max(passerade, default=None)
    sedan = f", för mer än {passerade[varnad_on]} månader sedan" if varnad_on else ""
    return Fristrad(
        Fristslag.MOTION,
        frist.limit,
        f"{motion.beteckning} väcktes {motion.vackt_on}{sedan}. Fullmäktige bör besluta inom ett år.",
        frist.lagrum,
        frist.anledning,
        f.subjekt,
        f.tur,
        mal=frist.nominal if frist.flyttad else None,
        varnad_on=varnad_on,
        del_pk=motion.pk,
    )


# the sammanträde


@dataclass(frozen=True)
class Sammantradefakta:
    """What the days before a sammanträde follow from."""

    subjekt: Subjekt
    state: str
    stopp_on: date
    kallelse_senast_on: date


def sammantradets(f: Sammantradefakta) -> Iterator[Fristrad]:
    """The stoppdatum and the day of the kallelse, until it has been sent."""
    if f.state != SammantradeState.PLANERAT:
        return
    yield Fristrad(
        Fristslag.STOPP,
        f.stopp_on,
        "Stopp för handlingar till sammanträdet.",
        "Nämndens ordning",
        "Det som ska med i kallelsen ska vara godkänt den dagen.",
        f.subjekt,
        "Handläggarna",
        Art.UPPLYSNING,
    )
    yield Fristrad(
        Fristslag.KALLELSE,
        f.kallelse_senast_on,
        "Kallelsen ska skickas.",
        "Nämndens ordning",
        "Kommunallagen anger ingen dag för en nämnds kallelse. Dagen följer av nämndens reglemente.",
        f.subjekt,
        "Nämndsekreteraren",
    )


# the protokoll


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
            f"Protokollet väntar på {_och(f.kvar)}."
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


# statements that were announced


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
        f"{f.slag} är anmält av {_och(f.avlamnare)}. Texten ska lämnas före justeringen.",
        frist.lagrum,
        "Texten står i protokollet och ska finnas när det justeras.",
        f.subjekt,
        _och(f.avlamnare),
        mal=frist.nominal if frist.flyttad else None,
        del_pk=f.pk,
    )


def _och(namn: Iterable[str]) -> str:
    *forst, sist = list(namn) or [""]
    return f"{', '.join(forst)} och {sist}" if forst else sist
