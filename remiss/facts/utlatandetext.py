"""What the edits of a draft must be told.

A text comes with the version it was based on, and with the digest of that text (`motions.text.digest`), which decides where it is
given: after Back a browser may show an old text in a page with a new version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motions.documents.store import GranskadFil
from motions.models import BeslutssatsSlag, Handling
from remiss.facts.base import Facts


@dataclass(frozen=True)
class SparaAvsnitt(Facts):
    """The text of a section."""

    nyckel: str
    text: str
    bas_version: int
    bas: str = ""


@dataclass(frozen=True)
class LaggTillAvsnitt(Facts):
    """The heading of a new section."""

    rubrik: str


@dataclass(frozen=True)
class Avsnittsval(Facts):
    """Which section."""

    nyckel: str


@dataclass(frozen=True)
class TidigareText(Avsnittsval):
    """An earlier text of it, by its Utkast. `bas`: the digest of the section that the page had."""

    utkast_pk: int
    bas: str


@dataclass(frozen=True)
class TaBortAvsnitt(Avsnittsval):
    """`bas`: the digest of the section that the page showed."""

    bas: str


@dataclass(frozen=True)
class BytRubrik(Avsnittsval):
    """Its new heading. `fran`: the heading that the page showed, when it said so."""

    rubrik: str
    fran: str = ""


@dataclass(frozen=True)
class FlyttaAvsnitt(Avsnittsval):
    """So many places down; negative: up."""

    steg: int


@dataclass(frozen=True)
class Uppgifter(Facts):
    """The title, and the day of the förvaltningsgrupp."""

    titel: str
    forvaltningsgrupp_on: date | None


@dataclass(frozen=True)
class NySats(Facts):
    """A beslutssats, last or as number `nummer`."""

    text: str
    slag: str = BeslutssatsSlag.OVRIGT
    nummer: int | None = None


@dataclass(frozen=True)
class Delval(Facts):
    """The key of a beslutssats or of a bilaga."""

    pk: int


@dataclass(frozen=True)
class TaBortSats(Delval):
    """`bas`: the digest of the words that the page showed."""

    bas: str


@dataclass(frozen=True)
class AndraSats(Delval):
    """The words of a beslutssats."""

    text: str
    bas_version: int
    bas: str = ""


@dataclass(frozen=True)
class Flytta(Delval):
    """So many places down; negative: up."""

    steg: int


@dataclass(frozen=True)
class SvaraAttsats(Facts):
    """The answer to an att-sats of the motion; `bas_version` is 0 for the first."""

    attsats_id: int
    svar: str
    motivering: str
    bas_version: int
    bas: str = ""


@dataclass(frozen=True)
class LaggUndanText(Facts):
    """What was typed in a part that has no Utkast, and could not be saved there. `nyckel`: as of an UndanlagdText."""

    nyckel: str
    rubrik: str
    text: str
    svar: str = ""


@dataclass(frozen=True)
class BilaggHandling(Facts):
    """A handling of the akt."""

    handling: Handling


@dataclass(frozen=True)
class BilaggFil(Facts):
    """An uploaded file, under a heading or its own name."""

    fil: GranskadFil
    rubrik: str = ""
