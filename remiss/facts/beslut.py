"""What is told of a §: jäv, yrkanden, beslut and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motions.models import (
    AttSats,
    BeslutPunkt,
    Forslagspunkt,
    Fortroendeuppdrag,
    Jav,
    Punkt,
    SvarSlag,
    Uttalande,
    Yrkande,
)
from remiss.facts.base import Facts


@dataclass(frozen=True)
class AnmalJav(Facts):
    """Who leaves the § as jävig, on what ground, and who steps in (KL 6:28-30)."""

    punkt: Punkt
    uppdrag: Fortroendeuppdrag
    grund: str
    ersattare: Fortroendeuppdrag | None = None


@dataclass(frozen=True)
class TaBortJav(Facts):
    """Which jäv was recorded by mistake."""

    jav: Jav


@dataclass(frozen=True)
class RegistreraYrkande(Facts):
    """A yrkande: who moves what, against what, and who joins (KL 5:67 p. 1)."""

    punkt: Punkt
    slag: str
    uppdrag: Fortroendeuppdrag
    med_flera: bool = False
    instammande: Iterable[Fortroendeuppdrag] = ()
    rang: int = 1
    mal_forslagspunkt: Forslagspunkt | None = None
    mal_yrkande: Yrkande | None = None
    mal_attsats: AttSats | None = None
    punkter: Iterable[str] = ()
    motiv: str = ""


@dataclass(frozen=True)
class AtertaYrkande(Facts):
    """Which yrkande is withdrawn."""

    yrkande: Yrkande


@dataclass(frozen=True)
class Beslutspunktrad:
    """A point of the beslut in the past tense, and the förslag or yrkande that it comes from."""

    text: str
    forslagspunkt: Forslagspunkt | None = None
    yrkande: Yrkande | None = None


@dataclass(frozen=True)
class Propositionsrad:
    """A proposition as it was put: the huvudförslag and yrkanden of one side against those of the other."""

    text: str
    huvudforslag_stalls: bool = False
    yrkanden: Sequence[Yrkande] = ()
    mot: Sequence[Yrkande] = ()


@dataclass(frozen=True)
class RegistreraBeslut(Facts):
    """A beslut with all that KL 5:67 asks for. `yrkandeutfall`: what became of each yrkande, by its key."""

    punkt: Punkt
    slag: str
    punkter: Sequence[Beslutspunktrad] = ()
    propositioner: Sequence[Propositionsrad] = ()
    beslutsgang: str = ""
    yrkandeutfall: Mapping[int, str] | None = None
    svar: str = SvarSlag.INGET
    svar_text: str = ""
    villkor: str = ""
    deltar_inte: Iterable[Fortroendeuppdrag] = ()
    omedelbar_justering: bool = False


@dataclass(frozen=True)
class UpphavBeslut(Facts):
    """Which § is to be recorded anew, and why."""

    punkt: Punkt
    skal: str


@dataclass(frozen=True)
class Avlamnarrad:
    """Who leaves a statement, with others of the party or joining it."""

    uppdrag: Fortroendeuppdrag
    med_flera: bool = False
    instammer: bool = False


@dataclass(frozen=True)
class RegistreraUttalande(Facts):
    """A reservation or a statement (KL 4:27). `instammer_i`: the one it joins; `upprepar`: its text stands here too."""

    punkt: Punkt
    slag: str
    avlamnare: Sequence[Avlamnarrad]
    beslutspunkt: BeslutPunkt | None = None
    text: str = ""
    som_bilaga: bool = False
    instammer_i: Uttalande | None = None
    upprepar: bool = False


@dataclass(frozen=True)
class LamnaUttalandetext(Facts):
    """The text of a statement."""

    uttalande: Uttalande
    text: str
