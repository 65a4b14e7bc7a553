"""The list of a sitting and its anmälningar, edited through the gate as the organ's nämndsekreterare."""

from __future__ import annotations

from collections.abc import Iterable

from motions.models import (
    Anmalan,
    Anvandare,
    Befattning,
    Beslut,
    Handling,
    Protokoll,
    Punkt,
    Roll,
    Sammantrade,
)
from remiss.facts.anmalan import Anmalningsval, FlyttaRad, NyRad, TaUpp
from remiss.facts.foredragningslista import FlyttaPunkt, NyPunkt
from remiss.workflow import edit, edits


def _sekreterare(sammantrade: Sammantrade) -> Anvandare:
    return (
        Befattning.objects.filter(roll=Roll.NAMNDSEKRETERARE, organ=sammantrade.organ)
        .earliest("pk")
        .anvandare
    )


def lagg_till(
    sammantrade: Sammantrade, grupp: str, *, text: str = "", handling: Handling | None = None
) -> Anmalan:
    """Put up a line."""
    return edit(
        edits.NY_ANMALAN,
        sammantrade,
        NyRad(grupp, text, handling),
        by=_sekreterare(sammantrade),
        at=sammantrade.state_since,
    )


def ta_upp(
    sammantrade: Sammantrade, *, beslut: Iterable[Beslut] = (), protokoll: Iterable[Protokoll] = ()
) -> int:
    """Put up what was proposed."""
    return edit(
        edits.TA_UPP_ANMALNINGAR,
        sammantrade,
        TaUpp(list(beslut), list(protokoll)),
        by=_sekreterare(sammantrade),
        at=sammantrade.state_since,
    )


def flytta(rad: Anmalan, steg: int) -> None:
    """Move a line."""
    s = rad.punkt.sammantrade
    edit(edits.FLYTTA_ANMALAN, s, FlyttaRad(rad, steg), by=_sekreterare(s), at=s.state_since)


def ta_bort(rad: Anmalan) -> None:
    """Take a line off."""
    s = rad.punkt.sammantrade
    edit(edits.TA_BORT_ANMALAN, s, Anmalningsval(rad), by=_sekreterare(s), at=s.state_since)


def ny_punkt(sammantrade: Sammantrade, rubrik: str, slag: str) -> Punkt:
    """Put a punkt without ärende last on the list."""
    return edit(
        edits.NY_PUNKT,
        sammantrade,
        NyPunkt(rubrik, slag),
        by=_sekreterare(sammantrade),
        at=sammantrade.state_since,
    )


def flytta_punkt(punkt: Punkt, steg: int) -> None:
    """Move a punkt of the list."""
    s = punkt.sammantrade
    edit(edits.FLYTTA_PUNKT, s, FlyttaPunkt(punkt, steg), by=_sekreterare(s), at=s.state_since)
