"""Start-up checks: the table is total and can be walked, every act has its words, every word stands in the glossary."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS
from django.db.models import TextChoices

from motions import privileges
from motions.models import Roll, Uppdragsroll
from motions.states import ArendeState, ProtokollState, SammantradeState, UtlatandeState
from remiss import effects, roles
from remiss.drift import databaslogg  # noqa: F401 - it registers what it checks
from remiss.historik import MENINGAR
from remiss.turen import OWNER
from remiss.workflow import AKTER, TABLE, Akt, Row
from remiss.workflow.edits import EDITS
from remiss.workflow.locks import ORDER
from remiss.workflow.step import EditRow, Trace, tyst

STATES: dict[str, type[TextChoices]] = {
    "arende": ArendeState,
    "utlatande": UtlatandeState,
    "sammantrade": SammantradeState,
    "protokoll": ProtokollState,
}
START: dict[str, str] = {
    "arende": ArendeState.REGISTRERAT,
    "utlatande": UtlatandeState.UTKAST,
    "sammantrade": SammantradeState.PLANERAT,
    "protokoll": ProtokollState.UPPRATTAS,
}
"""The state in which a subject of each kind is made."""


UTAN_VAG_UT = {("arende", ArendeState.MAKULERAT.value)}
"""The one state that is an end: what was registered by mistake is never taken up again."""


@dataclass(frozen=True)
class Tabell:
    """All that must agree: rows, owners, labels and sentences."""

    rader: Mapping[str, Sequence[Row]]
    agare: Mapping[tuple[str, str], str]
    akter: Mapping[tuple[str, str], Akt]
    meningar: Mapping[str, str]


def tabellen() -> Tabell:
    """The table of the program."""
    return Tabell(TABLE, OWNER, AKTER, MENINGAR)


def tabellbrister(tabell: Tabell) -> list[str]:
    """What is wrong with a table; nothing when it is total."""
    brister: list[str] = []
    for slag, states in STATES.items():
        rader = tabell.rader[slag]
        brister += _okanda(slag, rader, states)
        brister += _statebrister(slag, rader, tabell, {s.value for s in states})
        brister += _ordbrister(slag, rader, tabell)
    brister += _foljdbrister(tabell)
    brister += _varningsbrister(tabell)
    return brister


def _okanda(slag: str, rader: Sequence[Row], states: type[TextChoices]) -> Iterator[str]:
    for rad in rader:
        for state in (rad.state, rad.target):
            if state not in states.values:
                yield f"{slag}.{rad.action}: läget {state} finns inte."


def _statebrister(slag: str, rader: Sequence[Row], tabell: Tabell, states: set[str]) -> Iterator[str]:
    """Every state has an owner and a way out, and can be reached from the first."""
    nadda, ko = {START[slag]}, [START[slag]]
    while ko:
        fran = ko.pop()
        nya = {r.target for r in rader if r.state == fran} - nadda
        nadda |= nya
        ko += sorted(nya)
    for state in sorted(states):
        if (slag, state) not in tabell.agare:
            yield f"{slag}.{state}: ingen ägare."
        har_vag = any(r.state == state and r.target != state for r in rader)
        if (slag, state) in UTAN_VAG_UT:
            if any(r.state == state for r in rader):
                yield f"{slag}.{state}: ska vara ett slut, men något kan göras där."
        elif not har_vag:
            yield f"{slag}.{state}: ingen väg ut."
        if state not in nadda:
            yield f"{slag}.{state}: kan inte nås från {START[slag]}."


def _ordbrister(slag: str, rader: Sequence[Row], tabell: Tabell) -> Iterator[str]:
    """Every action has a label and a sentence, and every label and owner is for something that exists."""
    actions = {r.action for r in rader}
    for action in sorted(actions):
        if (slag, action) not in tabell.akter:
            yield f"{slag}.{action}: saknas i AKTER."
        if f"{slag}.{action}" not in tabell.meningar:
            yield f"{slag}.{action}: saknar mening i historiken."
    for ett_slag, action in tabell.akter:
        if ett_slag == slag and action not in actions:
            yield f"{slag}.{action}: står i AKTER men inte i tabellen."


def _foljdbrister(tabell: Tabell) -> Iterator[str]:
    """An act that nobody may do follows from another; and a row of the same state and action can be told apart."""
    foljer = {ord_ for rader in tabell.rader.values() for r in rader for ord_ in strangar(r.follows)}
    for slag, rader in tabell.rader.items():
        for action in sorted({r.action for r in rader if r.who is roles.foljd} - foljer):
            yield f"{slag}.{action}: kan bara följa av en annan handling, men följer inte av någon."
        sedda: dict[tuple[str, str], list[Row]] = {}
        for rad in rader:
            sedda.setdefault((rad.state, rad.action), []).append(rad)
        for (state, action), lika in sedda.items():
            if len(lika) > 1 and any(r.when is None for r in lika):
                yield f"{slag}.{action} från {state}: flera rader som inte kan skiljas åt."


def editbrister(
    rader: Sequence[EditRow], meningar: Mapping[str, str], alla: Sequence[Callable[..., Any]]
) -> list[str]:
    """What is wrong with the edits; `alla`: the effects that there are, each of which some row must name."""
    brister: list[str] = []
    for rad in rader:
        namn = f"{rad.kind}.{rad.name}"
        if sum((r.kind, r.name) == (rad.kind, rad.name) for r in rader) > 1:
            brister.append(f"{namn}: står två gånger.")
        if not rad.mening:
            brister.append(f"{namn}: ingen mening.")
        if not callable(rad.who):
            brister.append(f"{namn}: ingen får göra den.")
        if not callable(rad.when):
            brister.append(f"{namn}: inget läge.")
        if rad.locks != tuple(modell for modell in ORDER if modell in rad.locks):
            brister.append(f"{namn}: låsen står inte i ordningen.")
        if rad.trace is Trace.KEDJA and (rad.slag or namn) not in meningar:
            brister.append(f"{namn}: saknar mening i historiken.")
    akter = [r for en in TABLE.values() for r in en]
    kanda = {*(r.effect for r in rader), *(r.effect for r in akter), *(r.follows for r in akter)}
    brister += [f"{e.__module__}.{e.__qualname__}: ingen rad nämner den." for e in alla if e not in kanda]
    return list(dict.fromkeys(brister))


def effekter() -> list[Callable[..., Any]]:
    """Every function of `remiss.effects` that is told something, and so is for the gate alone to call."""
    funna = list[Callable[..., Any]]()
    for modul in pkgutil.walk_packages(effects.__path__, "remiss.effects."):
        rum = importlib.import_module(modul.name)
        funna += [
            f
            for namn, f in inspect.getmembers(rum, inspect.isfunction)
            if f.__module__ == rum.__name__
            and not namn.startswith("_")
            and "facts" in inspect.signature(f).parameters
        ]
    return funna


def _varningsbrister(tabell: Tabell) -> Iterator[str]:
    """What only follows from another act may not warn: there is nobody to ask for the reason."""
    for slag, rader in tabell.rader.items():
        for rad in rader:
            if rad.who is roles.foljd and rad.warn is not tyst:
                yield f"{slag}.{rad.action} från {rad.state}: får inte varna, den bara följer av en annan."


def strangar(funktion: Callable[..., Any]) -> set[str]:
    """The strings that a function can name: its constants, what it closes over, and tables of strings it looks in."""
    ord_ = set(_konstanter(funktion.__code__))
    sett = [cell.cell_contents for cell in funktion.__closure__ or ()]
    sett += [funktion.__globals__.get(namn) for namn in funktion.__code__.co_names]
    for varde in sett:
        if isinstance(varde, str):
            ord_.add(varde)
        elif isinstance(varde, dict):
            ord_ |= {v for v in varde.values() if isinstance(v, str)}
    return ord_


def _konstanter(kod: CodeType) -> Iterator[str]:
    for konstant in kod.co_consts:
        if isinstance(konstant, str):
            yield konstant
        elif isinstance(konstant, CodeType):
            yield from _konstanter(konstant)


def ordlistan() -> Path:
    """Where the glossary lies."""
    return Path(settings.BASE_DIR) / "docs" / "ordlista.md"


def ord_i_koden() -> dict[str, str]:
    """Every identifier that the glossary must explain, with its Swedish term."""
    ord_: dict[str, str] = {}
    for app in ("motions", "remiss"):
        for modell in apps.get_app_config(app).get_models():
            if not modell.__name__.startswith("Historical"):
                ord_[modell.__name__] = str(modell._meta.verbose_name)
    for slag, states in STATES.items():
        ord_ |= {f"{slag}.{s.value}": str(s.label) for s in states}
    ord_ |= {f"{slag}.{action}()": akt.etikett for (slag, action), akt in AKTER.items()}
    ord_ |= {f"Roll.{r.value}": str(r.label) for r in Roll}
    ord_ |= {f"Uppdragsroll.{r.value}": str(r.label) for r in Uppdragsroll}
    return ord_


def ordlistans_rader(text: str) -> dict[str, tuple[str, str, str]]:
    """(term, meaning, lagrum) by identifier, from the tables of the glossary."""
    rader: dict[str, tuple[str, str, str]] = {}
    for rad in text.splitlines():
        celler = [c.strip() for c in rad.strip().strip("|").split("|")]
        hit = re.fullmatch(r"`([^`]+)`", celler[-1]) if rad.startswith("|") and len(celler) == 4 else None
        if hit:
            rader[hit[1]] = (celler[0], celler[1], celler[2])
    return rader


def ordbrister(text: str) -> list[str]:
    """What the glossary lacks, says twice over or says of nothing."""
    ska, finns = ord_i_koden(), ordlistans_rader(text)
    brister = [f"{i} ({term}) saknas i ordlistan." for i, term in ska.items() if i not in finns]
    brister += [f"{i} i ordlistan finns inte i koden." for i in finns if i not in ska]
    brister += [
        f"{i} heter «{ska[i]}» i koden men «{finns[i][0]}» i ordlistan."
        for i in ska.keys() & finns.keys()
        if ska[i].lower() != finns[i][0].lower()
    ]
    brister += [
        f"{i} saknar betydelse i ordlistan." for i, (_, betydelse, _) in finns.items() if not betydelse
    ]
    return sorted(brister)


@register()
def kontrollera_tabellen(
    app_configs: Sequence[AppConfig] | None, **kwargs: Sequence[str] | None
) -> list[CheckMessage]:
    """remiss.E001: the table is not total."""
    return [Error(brist, id="remiss.E001") for brist in tabellbrister(tabellen())]


@register()
def kontrollera_andringarna(
    app_configs: Sequence[AppConfig] | None, **kwargs: Sequence[str] | None
) -> list[CheckMessage]:
    """remiss.E003: an edit lacks something, or an effect has no row."""
    return [Error(brist, id="remiss.E003") for brist in editbrister(EDITS, MENINGAR, effekter())]


@register()
def kontrollera_ordlistan(
    app_configs: Sequence[AppConfig] | None, **kwargs: Sequence[str] | None
) -> list[CheckMessage]:
    """remiss.E002: the glossary is not complete. An installation without the docs folder is not stopped."""
    fil = ordlistan()
    if not fil.exists():
        return []
    return [Error(brist, id="remiss.E002") for brist in ordbrister(fil.read_text("utf-8"))]


@register(Tags.database)
def kontrollera_kontot(
    app_configs: Sequence[AppConfig] | None,
    *,
    databases: Sequence[str] | None = None,
    **kwargs: Sequence[str] | None,
) -> list[CheckMessage]:
    """remiss.W001: the program's own role owns the tables, and so can take away what guards them."""
    konto = str(settings.DATABASES[DEFAULT_DB_ALIAS]["USER"])
    if DEFAULT_DB_ALIAS not in (databases or ()) or not privileges.owned_by(konto):
        return []
    return [
        Warning(
            f"Kontot i DATABASE_URL ({konto}) äger tabellerna och kan ta bort det som skyddar dem.",
            hint="Ge programmet ett eget konto och låt DATABASE_OWNER_URL vara ägarens; se docs/drift.md.",
            id="remiss.W001",
        )
    ]
