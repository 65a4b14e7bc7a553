"""The list of ärenden: its rows, its four orders, and where a page begins.

A page begins after a place in the order, never after a number of rows: it takes as long at row one million as at row one, and
what is registered meanwhile moves nothing. The place stands in the address; of the order by title it is the ärende's key alone,
since a title does not belong in an address, and only a visible ärende is a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from motions.models import Anvandare, Arende
from motions.prepared import Row, prepared
from motions.sortering import Efter, SvSort
from motions.states import BESVARADE_ARENDEN
from motions.visibility import Betraktare
from remiss.drift.mejl import svarets_sandning
from remiss.turen import Hos, hos_vem, lage_i_ord
from remiss.web.keys import heltal

RADER = 25
RAKNAS_TILL = 1000
"""More are not counted: «1 000+» says enough, and the hundred thousand behind it would be read only to be counted."""

Plats = tuple[date | int | str, ...]
_STORSTA = {"ar": 2**15 - 1, "lopnummer": 2**31 - 1, "id": 2**63 - 1}


class OkandPlatsError(ValueError):
    """The address names no place in the list."""


@dataclass(frozen=True, slots=True)
class Arendelistrad:
    """One row, with the names that it shows. Its fields are FALT, in that order."""

    pk: int
    dnr: str
    titel: str
    state: str
    state_since: datetime
    frist_on: date
    inkommen_on: date
    ar: int
    lopnummer: int
    sekretess: bool
    organ: str
    handlaggare_id: int | None
    fornamn: str | None
    efternamn: str | None
    remittent: str | None
    avsandare: str
    svaret: str | None

    @property
    def lage(self) -> str:
        """The state in words, and how the svar stands while it is not sent."""
        return lage_i_ord(self.state, self.svaret)

    @property
    def klart(self) -> bool:
        """Whether the remisstid no longer runs."""
        return self.state in BESVARADE_ARENDEN and not self.svaret

    @property
    def handlaggare(self) -> str:
        """The name of the handläggare, or nothing."""
        return f"{self.fornamn} {self.efternamn}" if self.handlaggare_id else ""

    @property
    def kommer_fran(self) -> str:
        """Who sent it: the remittent, or who gave the uppdrag; "" when nobody is named."""
        return self.remittent or self.avsandare

    def hos(self, user: Anvandare) -> Hos:
        """Whose turn it is."""
        return hos_vem(self.state, self.handlaggare_id, self.handlaggare, user)


FALT = (
    *(
        "pk",
        "dnr",
        "titel",
        "state",
        "state_since",
        "frist_on",
        "inkommen_on",
        "ar",
        "lopnummer",
        "sekretess",
    ),
    *("organ__namn", "handlaggare_id", "handlaggare__first_name", "handlaggare__last_name"),
    "remiss__remittent__namn",
    "avsandare",
    "svaret",
)
"""What is asked for, and nothing more: whole models would cost as much again."""


def rader(arenden: QuerySet[Arende]) -> Iterator[Arendelistrad]:
    """The rows of the ärenden."""
    return (Arendelistrad(*varden) for varden in _falten(arenden))


def _falten(arenden: QuerySet[Arende]) -> QuerySet[Arende, Row]:
    return arenden.annotate(svaret=svarets_sandning()).values_list(*FALT)


# the orders


def _tal(text: str, kolumn: str) -> int:
    tal = heltal(text)
    if tal is None or not 0 < tal <= _STORSTA[kolumn]:
        raise OkandPlatsError(text)
    return tal


def _dag(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise OkandPlatsError(text) from error


def _efter_dag(arenden: QuerySet[Arende], delar: list[str]) -> Plats:
    dag, pk = delar
    return _dag(dag), _tal(pk, "id")


def _efter_nummer(arenden: QuerySet[Arende], delar: list[str]) -> Plats:
    ar, lopnummer, pk = delar
    return _tal(ar, "ar"), _tal(lopnummer, "lopnummer"), _tal(pk, "id")


def _efter_titel(arenden: QuerySet[Arende], delar: list[str]) -> Plats:
    (pk,) = delar
    platsen: Plats | None = arenden.filter(pk=_tal(pk, "id")).values_list(SvSort("titel"), "pk").first()
    if platsen is None:
        raise OkandPlatsError(pk)
    return platsen


@dataclass(frozen=True)
class Sortering:
    """An order with an index of its own: its columns, and how a place in it is written in the address and read from it."""

    namn: str
    etikett: str
    kolumner: tuple[F | SvSort, ...]
    skriv: Callable[[Arendelistrad], str]
    las: Callable[[QuerySet[Arende], list[str]], Plats]
    nedat: bool = False

    def ordna(self, arenden: QuerySet[Arende], *, bakat: bool = False) -> QuerySet[Arende]:
        """In this order, or from its end."""
        nedat = self.nedat != bakat
        return arenden.order_by(*(_riktad(k, nedat) for k in self.kolumner))

    def plats(self, synliga: QuerySet[Arende], nyckel: str) -> Plats:
        """The place that an address names. Errors: OkandPlatsError."""
        try:
            return self.las(synliga, nyckel[:100].split("_"))
        except ValueError as error:  # too few parts, or too many
            raise OkandPlatsError(nyckel) from error


def _riktad(kolumn: F | SvSort, nedat: bool) -> OrderBy:
    return kolumn.desc() if nedat else kolumn.asc()


SORTERINGAR = {
    s.namn: s
    for s in (
        Sortering(
            "frist", "Remisstid", (F("frist_on"), F("id")), lambda r: f"{r.frist_on}_{r.pk}", _efter_dag
        ),
        Sortering(
            "inkommen",
            "Inkommen",
            (F("inkommen_on"), F("id")),
            lambda r: f"{r.inkommen_on}_{r.pk}",
            _efter_dag,
            nedat=True,
        ),
        Sortering(
            "dnr",
            "Diarienummer",
            (F("ar"), F("lopnummer"), F("id")),
            lambda r: f"{r.ar}_{r.lopnummer}_{r.pk}",
            _efter_nummer,
            nedat=True,
        ),
        Sortering("titel", "Ärende", (SvSort("titel"), F("id")), lambda r: f"{r.pk}", _efter_titel),
    )
}


@dataclass(frozen=True)
class Sida:
    """One page: its rows, and the places where the next and the one before begin; empty when there is none."""

    rader: list[Arendelistrad]
    efter: str = ""
    fore: str = ""


def sida(
    arenden: QuerySet[Arende], sortering: Sortering, *, efter: Plats | None = None, fore: Plats | None = None
) -> Sida:
    """The rows after a place, or before it, or the first ones. One query."""
    bakat = fore is not None and efter is None
    platsen = fore if bakat else efter
    if platsen is not None:
        arenden = arenden.filter(Efter(sortering.kolumner, platsen, nedat=sortering.nedat != bakat))
    return _sida(list(rader(sortering.ordna(arenden, bakat=bakat)[: RADER + 1])), sortering, bakat, platsen)


def forsta(vem: Betraktare, sortering: Sortering) -> tuple[Sida, int]:
    """The list as it opens: the first of all that one may see, and how many there are, as `antal` counts them."""
    hela = _sida([Arendelistrad(*v) for v in _forsta(vem, sortering.namn)], sortering, False, None)
    return hela, len(hela.rader) if not hela.efter else _alla.count(vem)


@prepared
def _forsta(vem: Betraktare, namn: str) -> QuerySet[Arende, Row]:
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    return _falten(SORTERINGAR[namn].ordna(synliga))[: RADER + 1]


@prepared
def _alla(vem: Betraktare) -> QuerySet[Arende, int]:
    synliga = Arende.objects.visible_to(vem, today=vem.omfang.day)
    return synliga.values_list("pk", flat=True)[: RAKNAS_TILL + 1]


def _sida(funna: list[Arendelistrad], sortering: Sortering, bakat: bool, platsen: Plats | None) -> Sida:
    fler, visade = len(funna) > RADER, funna[:RADER]
    if bakat:
        visade.reverse()
    if not visade:
        return Sida([])
    nasta, tidigare = (True, fler) if bakat else (fler, platsen is not None)
    return Sida(
        visade,
        efter=sortering.skriv(visade[-1]) if nasta else "",
        fore=sortering.skriv(visade[0]) if tidigare else "",
    )


def antal(arenden: QuerySet[Arende], hela: Sida | None = None) -> int:
    """How many there are, up to one more than is counted. A page that is the only one has been counted already."""
    if hela is not None and not hela.efter and not hela.fore:
        return len(hela.rader)
    return arenden.order_by()[: RAKNAS_TILL + 1].count()


def antal_text(n: int) -> str:
    """«Inga ärenden», «1 ärende», «25 ärenden», «1 000+ ärenden»."""
    if n > RAKNAS_TILL:
        return "1 000+ ärenden"
    if n == RAKNAS_TILL:
        return "1 000 ärenden"
    return {0: "Inga ärenden", 1: "1 ärende"}.get(n, f"{n} ärenden")
