"""What the edits of the post must be told."""

from __future__ import annotations

from dataclasses import dataclass

from motions.ingest.brev import Brev
from motions.models import Arende, Organ
from remiss.facts.base import Facts
from remiss.facts.registrering import Inkommen


@dataclass(frozen=True)
class LaggIn(Facts):
    """The letter."""

    brev: Brev


@dataclass(frozen=True)
class LasOm(Facts):
    """The letter, as it is read now."""

    brev: Brev


@dataclass(frozen=True)
class RegistreraNytt(Facts):
    """In whose diarium, and what the registrator says of the new ärende."""

    organ: Organ
    inkommen: Inkommen


@dataclass(frozen=True)
class RegistreraI(Facts):
    """In which ärende, and what the letter is there; its other files are known by their names."""

    arende: Arende
    slag: str
    rubrik: str
