"""What guards and effects answer with, and why a write is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from motions.json_data import Json
from motions.models import AttSatsSvar, Beslutssats

T = TypeVar("T")

ANNAN_TEXT = (
    "Texten är inte längre den som sidan visade. Inget är gjort. Läs den text som gäller nu; "
    "gör du om det gäller det den."
)
"""Why a signature, a return or a beslut that names a frozen text is refused: another has taken its place."""


@dataclass(frozen=True)
class Hinder:
    """One reason why an act cannot be done now, with an address and a word for its mend."""

    text: str
    url: str = ""
    lanktext: str = ""


@dataclass(frozen=True)
class Varning:
    """Something that goes wrong on its own: the act is let through with a reason, and the code is recorded."""

    kod: str
    text: str


@dataclass(frozen=True)
class Utfall:
    """What an effect tells the chain: ids and codes, and free texts that are kept beside it."""

    data: Mapping[str, Json] = field(default_factory=dict)
    texter: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spar:
    """One Handelse to append: in which kedja, of which kind, with its ids and codes and the words kept beside it."""

    kedja: str
    slag: str
    data: Mapping[str, Json] = field(default_factory=dict)
    texter: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gjort(Generic[T]):
    """What an edit made or found, and what the kedjor are told of it."""

    varde: T
    spar: Sequence[Spar] = ()


class NekadError(Exception):
    """A write was refused, and nothing has changed."""


class EjSynligtError(NekadError):
    """The user may not know of the subject."""


class EjTillatetError(NekadError):
    """The write does not exist from here, or is not this user's to do."""


class FelLageError(EjTillatetError):
    """The write is this user's, but not in the state that the subject is in now."""


class HindradError(NekadError):
    """The write is not allowed now. `hinder` are the reasons, in Swedish, for the user."""

    def __init__(self, hinder: Sequence[Hinder]) -> None:
        super().__init__(" ".join(h.text for h in hinder))
        self.hinder = list(hinder)


class OmotiveradError(HindradError):
    """Something speaks against the act, and no reason was given for doing it all the same. `varningar` say what."""

    def __init__(self, varningar: Sequence[Varning]) -> None:
        super().__init__([Hinder(f"{v.text} Skriv skälet; det antecknas.") for v in varningar])
        self.varningar = list(varningar)


class AndratError(NekadError):
    """What stands under the lock is not what the page had shown."""


class InaktuellError(NekadError):
    """The edit was based on an older version. `rad` is the row as it is now."""

    def __init__(self, rad: Beslutssats | AttSatsSvar) -> None:
        super().__init__(str(rad))
        self.rad = rad
