"""What the code puts into the database beside the tables: its functions and its triggers, each as it must be.

They are read out of the SQL that makes them (pgtrigger's, procrastinate's and our own), so that a function with the right name
and another body is not taken for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection
from procrastinate.schema import SchemaManager

from motions.bevis.fraga import fraga
from motions.bevis.mellan import EGET
from motions.bevis.rader import KROPPAR, SATT, TRIGGER, tabeller

_FUNKTION = re.compile(
    r"CREATE\s+(?:OR\s+REPLACE\s+)?FUNCTION\s+(?P<namn>[\w\".]+)\s*\(.*?\bAS\s+\$(?P<citat>\w*)\$(?P<kropp>.*?)\$(?P=citat)\$",
    re.DOTALL | re.IGNORECASE,
)
_UTLOSARE = re.compile(
    r"CREATE\s+TRIGGER\s+(?P<namn>\w+)\s+(?P<nar>BEFORE|AFTER)\s+(?P<vad>[\w\s]+?)\s+ON\s+\"?(?P<tabell>\w+)\"?"
    r"\s+FOR\s+EACH\s+(?P<per>ROW|STATEMENT)\s+(?P<villkor>WHEN\b.*?)?EXECUTE\s+PROCEDURE\s+(?P<funktion>\w+)\s*\(",
    re.DOTALL | re.IGNORECASE,
)
_BITAR = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""pg_trigger.tgtype; 1 is for each row, 2 is before."""
EFTER_VARJE_RAD = 29
"""AFTER, of INSERT, UPDATE and DELETE, for each row."""
SV_SORT = "sv_sort"
_SV_SORT = "0ee45570def81e0f351ce4dfa0d46389"
"""The digest of its body, which a migration wrote."""

UTLOSARE = """
SELECT c.relname, t.tgname, t.tgfoid = coalesce(pg_catalog.to_regprocedure('public.' || p.proname || '()'), 0) , p.proname,
    t.tgtype, t.tgqual IS NOT NULL, t.tgattr::text <> '', t.tgenabled IN ('O', 'A') AND NOT t.tgdeferrable,
    pg_catalog.encode(t.tgargs, 'escape'), c.relnamespace = 'public'::regnamespace
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal OR p.oid >= %s
ORDER BY 1, 2
"""
"""Every trigger of the database but those by which PostgreSQL itself keeps foreign keys."""


@dataclass(frozen=True)
class Utlosare:
    """A trigger: of which table, what it runs and when. `kolumner`: it is of some columns alone."""

    tabell: str
    namn: str
    funktion: str
    typ: int
    villkor: bool = False
    kolumner: bool = False
    argument: tuple[str, ...] = ()


@dataclass(frozen=True)
class Funktion:
    """A function: its body, whether it runs as its owner, and what is set while it does."""

    namn: str
    kropp: str
    som_agaren: bool = False
    satt: frozenset[str] = frozenset()


@cache
def utlosare() -> Mapping[tuple[str, str], Utlosare]:
    """Every trigger that there shall be, by table and name."""
    bevisets = [
        Utlosare(t.namn, TRIGGER, TRIGGER, EFTER_VARJE_RAD, argument=(t.nyckel, *t.kolumner))
        for t in tabeller().values()
    ]
    lasta = [u for kod in (*vagrar().values(), SchemaManager.get_schema()) for u in _utlosare_i(kod)]
    return {(u.tabell, u.namn): u for u in (*bevisets, *lasta)}


@cache
def funktioner() -> Mapping[str, Funktion]:
    """Every function that there shall be, by name, but `SV_SORT`, of which the digest is known."""
    bevisets = [
        Funktion(namn, _plan(kropp), True, frozenset(f"{vad}={varde}" for vad, varde in SATT[namn].items()))
        for namn, kropp in KROPPAR.items()
    ]
    lasta = [f for kod in (*vagrar().values(), SchemaManager.get_schema()) for f in _funktioner_i(kod)]
    return {f.namn: f for f in (*bevisets, *lasta)}


@cache
def vagrar() -> Mapping[tuple[str, str], str]:
    """The SQL of each trigger that refuses changes, by table and name."""
    return {
        (m._meta.db_table, str(u.get_pgid(m))): str(u.compile(m).install_sql)
        for m in apps.get_models()
        for u in getattr(m._meta, "triggers", ())
    }


def installerade() -> list[tuple[Utlosare, bool, bool]]:
    """The triggers that there are; whether each is on with a function of our schema, and whether its table is in that schema."""
    return [
        (
            Utlosare(tabell, namn, funktion, typ, villkor, kolumner, tuple(arg.split("\\000")[:-1])),
            vart and pa,
            har,
        )
        for tabell, namn, vart, funktion, typ, villkor, kolumner, pa, arg, har in fraga(UTLOSARE, EGET)
    ]


def andrade() -> list[Utlosare]:
    """The triggers that are missing, switched off or not as they shall be."""
    hela = {u for u, i_kraft, har in installerade() if i_kraft and har}
    return [u for u in utlosare().values() if u not in hela]


def andrade_funktioner() -> list[str]:
    """The functions that are missing or not as they shall be."""
    finns: dict[str, list[Funktion]] = {}
    for namn, kropp, som_agaren, satt in fraga(
        "SELECT p.proname, p.prosrc, p.prosecdef, coalesce(p.proconfig, '{}') FROM pg_catalog.pg_proc p "
        "WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (%s)",
        [*funktioner(), SV_SORT],
    ):
        finns.setdefault(namn, []).append(Funktion(namn, _plan(kropp), som_agaren, frozenset(satt)))
    fel = [namn for namn, f in funktioner().items() if finns.get(namn) != [f]]
    if [hashlib.sha256(f.kropp.encode()).hexdigest()[:32] for f in finns.get(SV_SORT, [])] != [_SV_SORT]:
        fel.append(SV_SORT)
    return fel


def satt_tillbaka() -> set[str]:
    """Put back the triggers that refuse changes, and their functions, where they are not as they shall be.

    Returns the tables whose trigger of the proof is not.
    """
    fel = andrade()
    namn = {u.namn for u in fel} | set(andrade_funktioner())
    with connection.cursor() as cursor:
        for (_, vagran), kod in vagrar().items():
            if namn & {vagran, *(f.namn for f in _funktioner_i(kod))}:
                cursor.execute(kod)
    return {u.tabell for u in fel if u.namn == TRIGGER}


def _utlosare_i(kod: str) -> Iterator[Utlosare]:
    for m in _UTLOSARE.finditer(kod):
        vad = m["vad"].upper()
        typ = sum(bit for ord_, bit in _BITAR.items() if re.search(rf"\b{ord_}\b", vad))
        typ += (m["per"].upper() == "ROW") + 2 * (m["nar"].upper() == "BEFORE")
        yield Utlosare(
            m["tabell"], m["namn"], m["funktion"], typ, bool(m["villkor"]), bool(re.search(r"\bOF\b", vad))
        )


def _funktioner_i(kod: str) -> Iterator[Funktion]:
    for m in _FUNKTION.finditer(kod):
        yield Funktion(m["namn"].rpartition(".")[2].strip('"'), _plan(m["kropp"]))


def _plan(kropp: str) -> str:
    """A body without its white space, which says nothing."""
    return " ".join(kropp.split())
