"""The days before a sammanträde: its stoppdatum and its kallelse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motions.frister.rad import Art, Fristrad, Fristslag, Subjekt
from motions.states import SammantradeState


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
