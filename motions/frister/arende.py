"""The days of an ärende: its remisstid, the motion's year, an unanswered anstånd, and that it can be closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motions import deadlines
from motions.frister.rad import Art, Fristrad, Fristslag, Subjekt
from motions.states import BESVARADE_ARENDEN, SLUTA_ARENDEN, ArendeState


@dataclass(frozen=True)
class VacktMotion:
    """A motion with the day on which it was väckt, and after how many months fullmäktige's year is warned of."""

    pk: int
    beteckning: str
    vackt_on: date
    varna_efter_manader: tuple[int, ...]


@dataclass(frozen=True)
class ObesvaratAnstand:
    """A request for more time that the remittent has not answered. `sandning`: how it stands while its mail is not sent."""

    pk: int
    begard_on: date
    onskad_on: date
    sandning: str = ""


@dataclass(frozen=True)
class Arendefakta:
    """What an ärende's days follow from. ``remittent`` is empty when nobody outside waits for a svar.

    ``svaret``: how the svar stands while the mail with it is not sent; until then it has not left.
    """

    subjekt: Subjekt
    state: str
    sedan_on: date
    frist_on: date
    tur: str
    remittent: str = ""
    motioner: tuple[VacktMotion, ...] = ()
    anstand: ObesvaratAnstand | None = None
    sent_svar_on: date | None = None
    svaret: str = ""


def arendets(f: Arendefakta, today: date) -> Iterator[Fristrad]:
    """The days of one ärende: its remisstid, the motion's year, an unanswered anstånd, and that it can be closed."""
    if f.sent_svar_on is not None and not f.svaret:
        yield _remisstid(f, klart=f.sent_svar_on)
    if f.state == ArendeState.EXPEDIERAT and not f.svaret:
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
    if f.state in SLUTA_ARENDEN or (f.state in BESVARADE_ARENDEN and not f.svaret):
        return
    yield _remisstid(f)
    for motion in f.motioner:
        yield _motionens_ar(f, motion, today)
    if f.anstand is not None:
        yield Fristrad(
            Fristslag.ANSTAND,
            f.frist_on,
            f"Anstånd till {f.anstand.onskad_on} är begärt men inte "
            + ("skickat." if f.anstand.sandning else "besvarat."),
            "Remissen",
            "Mejlet med begäran är inte skickat. Remisstiden gäller."
            if f.anstand.sandning
            else f"Begäran skickades {f.anstand.begard_on}. Remisstiden gäller tills remittenten har svarat.",
            f.subjekt,
            f.tur if f.anstand.sandning else f.remittent or "Remittenten",
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
    if f.svaret and not klart:
        vad = f"Svaret är {f.svaret}. {'Det' if f.remittent else 'Ärendet'} {vad.partition(' ')[2]}"
        anledning = "Svaret har inte gått förrän e-postservern har tagit emot mejlet."
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
