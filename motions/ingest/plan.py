"""What reading a list in would do: a line for each row, a line for each doubt, and the rows to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models

from motions import audit
from motions.ingest.names import fall, grannar
from motions.text.typed_day import OlasbarDagError, las_dag

Registervarde = str | int | date | models.Model | None
"""What a list can say of a field in the register."""


class Utfall(StrEnum):
    """What happens to a row of the register."""

    NY = "ny"
    ANDRAD = "andrad"
    OFORANDRAD = "oforandrad"
    AVSLUTAD = "avslutad"


@dataclass(frozen=True)
class Planpost:
    """One line: the row of the file (0 for what the file lacks), what happens, to whom, and how."""

    rad: int
    utfall: Utfall
    vem: str
    vad: str


@dataclass(frozen=True)
class Tvekan:
    """One doubt: the row, what is wrong, what to do. `hinder`: nothing can be read in before it is mended."""

    rad: int
    text: str
    gor: str
    hinder: bool = True


@dataclass
class Plan:
    """Everything, in the order of the file. `nya`: in the order of writing; `andrade`: each row with what it was."""

    poster: list[Planpost] = field(default_factory=list)
    tvekan: list[Tvekan] = field(default_factory=list)
    nya: list[models.Model] = field(default_factory=list)
    andrade: dict[models.Model, dict[str, Registervarde]] = field(default_factory=dict)

    def post(self, rad: int, utfall: Utfall, vem: str, vad: str) -> None:
        """Say what happens."""
        self.poster.append(Planpost(rad, utfall, vem, vad))

    def hinder(self, rad: int, text: str, gor: str) -> None:
        """Say what must be mended first."""
        self.tvekan.append(Tvekan(rad, text, gor))

    def tveka(self, rad: int, text: str, gor: str) -> None:
        """Say what is to be looked at; it does not stop."""
        self.tvekan.append(Tvekan(rad, text, gor, hinder=False))

    def andra(self, obj: models.Model, **falt: Registervarde) -> None:
        """Give a row of the register new values."""
        fore = self.andrade.setdefault(obj, {})
        for namn, varde in falt.items():
            fore.setdefault(namn, getattr(obj, namn))
            setattr(obj, namn, varde)

    @property
    def stoppas(self) -> bool:
        """Whether something must be mended first."""
        return any(t.hinder for t in self.tvekan)

    def antal(self, utfall: Utfall) -> int:
        """How many lines of one kind."""
        return sum(p.utfall == utfall for p in self.poster)

    @property
    def sha256(self) -> str:
        """The digest of all that the preview says, and of which rows of the register, as they are, it is said."""
        return audit.sha256(
            {
                "poster": [asdict(p) for p in self.poster],
                "tvekan": [asdict(t) for t in self.tvekan],
                "andrade": [
                    [o._meta.model_name, o.pk, {f: [str(v), str(getattr(o, f))] for f, v in fore.items()}]
                    for o, fore in self.andrade.items()
                ],
            }
        )


def dag(plan: Plan, rad: int, text: str, kolumn: str, today: date) -> date | None:
    """A day, read as the forms read one; None when the cell is empty, or wrong and said to be so."""
    if not text:
        return None
    gor = "Skriv dagen som 2026-12-04."
    try:
        dagen = las_dag(text, today)
    except OlasbarDagError as error:
        gor = str(error)
    else:
        if 1970 <= dagen.year <= 2100:
            return dagen
    plan.hinder(rad, f"{kolumn} är «{text[:30]}», som inte är en dag.", gor)
    return None


def period(plan: Plan, rad: int, fran: date | None, till: date | None) -> bool:
    """Whether a period runs forward; else it is said."""
    if fran and till and till < fran:
        plan.hinder(rad, "Sista dagen ligger före den första.", "Rätta «till» eller lämna den tom.")
        return False
    return True


def samma_period(sista: date | None, *, fran: date | None, till: date | None, today: date) -> bool:
    """Whether a row speaks of a period that is known and ends on `sista`: it runs on, or the row begins or ends within it."""
    if sista is None or sista == till:
        return True
    return sista >= (fran or today)


def prova(plan: Plan, rad: int, obj: models.Model, falt: Iterable[str]) -> bool:
    """Whether the fields of a row are right by themselves; else what is wrong is said."""
    namnet = {f.name: str(f.verbose_name) for f in obj._meta.fields}
    utom = sorted(set(namnet) - set(falt))
    try:
        obj.clean_fields(exclude=utom)
    except ValidationError as error:
        for namn, fel in error.message_dict.items():
            plan.hinder(rad, f"{namnet[namn].capitalize()}: {' '.join(fel)}", "Rätta cellen.")
        return False
    return True


class Namnregister:
    """Names that are known, to find one that differs from another by no more than a letter."""

    def __init__(self) -> None:
        self._nara: dict[str, dict[str, str]] = {}
        self._hela: set[str] = set()

    def lagg_till(self, namn: str, visas: str) -> None:
        """Remember a name and how it is shown."""
        nyckel = fall(namn)
        if nyckel in self._hela:
            return
        self._hela.add(nyckel)
        for n in grannar(nyckel):
            self._nara.setdefault(n, {})[nyckel] = visas

    def liknar(self, namn: str) -> str:
        """How a name is shown that is like this one but not the same; "" when there is none."""
        nyckel = fall(namn)
        for n in sorted(grannar(nyckel)):
            for kand, visas in self._nara.get(n, {}).items():
                if kand != nyckel:
                    return visas
        return ""
