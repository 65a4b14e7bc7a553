"""The judge: what was acknowledged against what is there. Nothing here asks anything of anybody: facts in, faults out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from tests.haverier.journal import Rad

TOKEN = re.compile(r"t\d+[a-z]\d+n\d+z")
"""How a save or an act is known again: the run, who, and the how manieth."""

ORDEN = "spar"
"""Whoever could not save is told of it: «sparat», «sparas», «att spara»."""


@dataclass
class Dom:
    """The faults that were found, by kind. Each is a sentence."""

    forlorade: list[str] = field(default_factory=list)
    dubbla: list[str] = field(default_factory=list)
    halva: list[str] = field(default_factory=list)
    strandade: list[str] = field(default_factory=list)
    nummer: list[str] = field(default_factory=list)
    halsa: list[str] = field(default_factory=list)
    ohittade: list[str] = field(default_factory=list)
    falska_larm: list[str] = field(default_factory=list)
    svar: list[str] = field(default_factory=list)

    @property
    def ren(self) -> bool:
        """Whether nothing was found."""
        return not self.fel

    @property
    def fel(self) -> list[str]:
        """All of it."""
        return [text for namn in self.slag() for text in getattr(self, namn)]

    @classmethod
    def slag(cls) -> list[str]:
        """The names of the kinds."""
        return [f.name for f in fields(cls)]

    def __add__(self, annan: Dom) -> Dom:
        return Dom(**{namn: [*getattr(self, namn), *getattr(annan, namn)] for namn in self.slag()})


# -- what was saved ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Avsnittet:
    """A section as it is in the database: the text in force, and the digest of the text of each version."""

    text: str
    version: int
    versioner: Mapping[int, str]
    konflikter: frozenset[str]


def sparningar(rader: Iterable[Rad], avsnitten: Mapping[str, Avsnittet]) -> Dom:
    """Every acknowledged save: kept word for word under the version that was said, and in force unless somebody cut it.

    Each save sends all that was in force as its writer last saw it, and one token more. So the text in force must hold all
    acknowledged tokens in the order of their versions; of one that got no answer nothing is known. A refused one must be kept.
    """
    dom = Dom()
    per_avsnitt: dict[str, list[Rad]] = defaultdict(list)
    for rad in rader:
        if rad.slag == "spara":
            per_avsnitt[rad.var].append(rad)
    for var, ratt in per_avsnitt.items():
        dom += _sparade(var, ratt, avsnitten[var])
    return dom


def _sparade(var: str, rader: Sequence[Rad], avsnitt: Avsnittet) -> Dom:
    dom = Dom()
    kvitterade = sorted((rad for rad in rader if rad.kvitterat), key=lambda rad: rad.version)
    kvar = TOKEN.findall(avsnitt.text)
    for rad in kvitterade:
        if rad.token not in kvar:
            dom.forlorade.append(
                f"{var}: {rad.token} kvitterades som version {rad.version} men står inte i texten."
            )
        if avsnitt.versioner.get(rad.version) != rad.sha256:
            dom.forlorade.append(f"{var}: version {rad.version} är inte ordagrant den text som kvitterades.")
    forvantade = {rad.token for rad in kvitterade}
    ordningen = [token for token in kvar if token in forvantade]
    if ordningen != [rad.token for rad in kvitterade if rad.token in kvar]:
        dom.halva.append(f"{var}: de kvitterade orden står inte i den ordning de kvitterades.")
    dom.dubbla += [
        f"{var}: version {v} kvitterades {n} gånger." for v, n in _flera(r.version for r in kvitterade)
    ]
    dom.dubbla += [f"{var}: {token} står {n} gånger." for token, n in _flera(kvar)]
    avvisade = {rad.token for rad in rader if rad.status == 412} - avsnitt.konflikter
    dom.forlorade += [f"{var}: {token} avvisades och sparades inte undan." for token in sorted(avvisade)]
    return dom


def _flera(varden: Iterable[object]) -> list[tuple[object, int]]:
    return [(varde, n) for varde, n in Counter(varden).items() if n > 1]


# -- what was done -------------------------------------------------------------------------------


def gjorda(rader: Iterable[Rad], slag: str, finns: Mapping[str, int]) -> Dom:
    """Every acknowledged act is there once, and none is there twice, acknowledged or not. `finns`: how many, by token."""
    dom = Dom()
    for token in sorted({rad.token for rad in rader if rad.slag == slag and rad.kvitterat}):
        if not finns.get(token):
            dom.forlorade.append(f"{slag} {token} kvitterades men finns inte.")
    dom.dubbla += [f"{slag} {token} gjordes {n} gånger." for token, n in sorted(finns.items()) if n > 1]
    return dom


def lika_svar(rader: Iterable[Rad]) -> Dom:
    """Requests with one key, sent at once: one answer to all, and that one a yes."""
    dom = Dom()
    svaren: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for rad in rader:
        svaren[rad.token].add((rad.status, rad.plats))
    for token, olika in sorted(svaren.items()):
        if len(olika) > 1 or next(iter(olika))[0] >= 400:
            dom.svar.append(f"{token} fick svaren {sorted(olika)}.")
    return dom


def ratta_svar(rader: Iterable[Rad], tillatna: Iterable[int]) -> Dom:
    """Answers that nobody should get. No answer is none."""
    antal = Counter((rad.slag, rad.status) for rad in rader if rad.status not in {0, *tillatna})
    return Dom(svar=[f"{n} av {slag} fick svaret {status}." for (slag, status), n in sorted(antal.items())])


def ordlosa(rader: Iterable[Rad]) -> Dom:
    """Whoever is told that it does not work just now (503) is told in words what is known of what was typed."""
    antal = Counter(rad.slag for rad in rader if rad.status == 503 and ORDEN not in rad.ord)
    return Dom(svar=[f"{n} av {slag} fick 503 utan ord." for slag, n in sorted(antal.items())])


# -- numbers -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Serie:
    """The numbers of one series in the order they came, and where its counter stands; None where it has none."""

    namn: str
    nummer: tuple[int, ...]
    raknare: int | None = None
    fran: int = 1


def nummer(serier: Iterable[Serie]) -> Dom:
    """A series is without gap and double, and its counter stands at the last."""
    dom = Dom()
    for serie in serier:
        dom.nummer += [f"{serie.namn}: {n} finns {antal} gånger." for n, antal in _flera(serie.nummer)]
        if luckor := set(range(serie.fran, max(serie.nummer, default=serie.fran - 1) + 1)) - set(
            serie.nummer
        ):
            dom.nummer.append(f"{serie.namn}: {', '.join(map(str, sorted(luckor)[:5]))} saknas.")
        if serie.raknare is not None and serie.raknare != max(serie.nummer, default=0):
            dom.nummer.append(
                f"{serie.namn}: räknaren står på {serie.raknare}, det sista är {max(serie.nummer)}."
            )
    return dom


# -- what is left over ---------------------------------------------------------------------------


def halva(antal: Mapping[str, int], fore: Mapping[str, int]) -> Dom:
    """What must never be seen after a crash, beyond what there was before it."""
    return Dom(halva=[f"{namn}: {n}." for namn, n in antal.items() if n > fore.get(namn, 0)])


def strandade(antal: Mapping[str, int], fore: Mapping[str, int]) -> Dom:
    """What nobody has taken up in the time that is promised."""
    return Dom(strandade=[f"{namn}: {n}." for namn, n in antal.items() if n > fore.get(namn, 0)])


@dataclass(frozen=True)
class Mottaget:
    """A mail that the mail server has said that it has."""

    meddelande_id: str
    amne: str
    till: str


def mejl(skrivna: Mapping[str, tuple[str, bool]], mottagna: Iterable[Mottaget]) -> Dom:
    """Every mail that is said to be sent was taken, and what was taken has the Message-ID that was written with it.

    `skrivna`: by Message-ID, the subject and whether it is said to be sent. One that came twice with it is read once.
    """
    dom, togs = Dom(), {brev.meddelande_id: brev for brev in mottagna}
    dom.forlorade += [
        f"Mejlet «{amne}» sägs vara skickat men togs aldrig emot."
        for id_, (amne, skickat) in sorted(skrivna.items())
        if skickat and id_ not in togs
    ]
    dom.dubbla += [
        f"Mejlet «{brev.amne}» kom med ett Message-ID som ingen har skrivit: {id_}."
        for id_, brev in sorted(togs.items())
        if id_ not in skrivna
    ]
    return dom


# -- what monitors were told ---------------------------------------------------------------------

FRISK, SJUK, OVISS = "frisk", "sjuk", "oviss"


@dataclass(frozen=True)
class Halsoprov:
    """One answer of /halsa, with what was true right before and right after it."""

    t: float
    status: int
    text: str
    fore: tuple[str, str]
    efter: tuple[str, str]


def halsofel(proven: Iterable[Halsoprov]) -> Dom:
    """The answers that were wrong: well when something was surely sick, sick when all was surely well, or neither."""
    dom = Dom()
    for prov in proven:
        sant = {prov.fore[0], prov.efter[0]}
        if prov.status not in (0, 200, 503):
            dom.halsa.append(f"/halsa svarade {prov.status}.")
        elif prov.status == 200 and sant == {SJUK}:
            dom.halsa.append(f"/halsa sade frisk när {prov.fore[1]}.")
        elif prov.status == 503 and sant == {FRISK}:
            dom.halsa.append(f"/halsa sade sjuk när allt var bra: {prov.text[:300]}")
    return dom
