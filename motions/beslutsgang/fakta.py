"""The frozen facts of a §: huvudförslag, yrkanden, propositioner and what came of them.

Ids are opaque texts chosen by the caller and unique within the §, huvudförslag included.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from motions.states import ForslagFran, YrkandeSlag, YrkandeTillstand

FORMELLA = (YrkandeSlag.ATERREMISS, YrkandeSlag.BORDLAGGNING)


class Fraga(StrEnum):
    """What a proposition is about; decides how it is worded."""

    FORMELL = "formell"  # avgöras i dag, or återremitteras or bordläggas
    HUVUDFORSLAG = "huvudforslag"  # huvudförslaget, against its rivals if there are any
    PUNKT = "punkt"  # one point of the huvudförslag against what would change or reject it
    TILLAGG = "tillagg"
    ANDRING_AV_YRKANDE = "andring_av_yrkande"


@dataclass(frozen=True)
class Textpunkt:
    """A numbered point of a huvudförslag or a yrkande."""

    nummer: int
    text: str


@dataclass(frozen=True)
class Ledamot:
    """A person as the protokoll names her: ``roll`` in lower case, such as ``ordföranden``."""

    namn: str
    parti: str = ""
    roll: str = ""

    def __str__(self) -> str:
        parti = f"({self.parti})" if self.parti else ""
        return " ".join(del_ for del_ in (self.roll, self.namn, parti) if del_)


@dataclass(frozen=True)
class Huvudforslag:
    """The proposal that the § starts from; it needs no mover, and wins without one.

    ``bifaller_motionen``: it proposes bifall to the motion, so that a yrkande of bifall to it is no rival.
    """

    id: str
    fran: ForslagFran = ForslagFran.FORVALTNING
    punkter: tuple[Textpunkt, ...] = ()
    bifaller_motionen: bool = False


@dataclass(frozen=True)
class Yrkande:
    """What somebody moved, in first or second hand (``rang``), against what.

    The target is the huvudförslag (or the ärende) unless one of these is given: ``mal_punkt`` a point of
    it, ``mal_yrkande`` the id of another yrkande, ``mal_attsats`` the number of an att-sats of the motion.
    ``punkter`` is its own text. ``motiv`` is the motive of an återremiss, or until when a bordläggning is
    («till nästa sammanträde»).
    """

    id: str
    slag: YrkandeSlag
    framstalld_av: tuple[Ledamot, ...]
    med_flera: bool = False
    instammer: tuple[Ledamot, ...] = ()
    punkter: tuple[Textpunkt, ...] = ()
    rang: int = 1
    mal_punkt: int | None = None
    mal_yrkande: str | None = None
    mal_attsats: int | None = None
    motiv: str = ""
    atertaget: bool = False


@dataclass(frozen=True)
class Proposition:
    """A question put: alternatives against each other, each a set of ids that win or fall together.

    ``alternativ[0]`` is the chair's side: the huvudförslag, or that the ärende is decided today. An empty
    alternative is the nej of a ja/nej question. ``vann`` is the index of the alternative that the ordförande
    found to have won, None until recorded. ``punkt`` is set for Fraga.PUNKT. ``i_ovrigt``: the rest of the
    huvudförslag after its contested points.
    """

    fraga: Fraga
    alternativ: tuple[tuple[str, ...], ...]
    punkt: int | None = None
    i_ovrigt: bool = False
    vann: int | None = None

    def __post_init__(self) -> None:
        if len(self.alternativ) < 2:
            raise ValueError("En proposition behöver minst två alternativ; det ena kan vara tomt.")
        if self.vann is not None and not 0 <= self.vann < len(self.alternativ):
            raise ValueError("Det vinnande alternativet finns inte i propositionen.")


@dataclass(frozen=True)
class BeslutadPunkt:
    """A point of the decided text and the förslag or yrkande it comes from."""

    ur: str
    nummer: int
    text: str


@dataclass(frozen=True)
class Paragraf:
    """What is recorded of a § (KL 5:67).

    ``utfall`` maps the ids of yrkanden to what the secretary recorded. ``reservationer_besvarade``: the
    question whether anyone reserves has been answered, also with no one.
    """

    huvudforslag: Huvudforslag | None = None
    yrkanden: tuple[Yrkande, ...] = ()
    propositioner: tuple[Proposition, ...] = ()
    utfall: Mapping[str, YrkandeTillstand] = field(default_factory=dict)
    beslutspunkter: tuple[str, ...] = ()
    deltagare: tuple[Ledamot, ...] = ()
    reservationer_besvarade: bool = False
