"""Edits of any table of the record, as somebody makes them who has the database's own password: cells, rows and files."""

from __future__ import annotations

import contextlib
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from psycopg import sql

from motions.bevis.rader import OBEVISADE_KOLUMNER, UTAN_BEVIS
from motions.documents import store

Angra = Callable[[], None]


class IngetAttAndraError(Exception):
    """There is nothing of the kind to alter, or it would be as it was."""


@dataclass(frozen=True)
class Andring:
    """What was altered, in words.

    `listad`: it stands in the list of what is not proved; `bara_vittne`: and so does that only a witness finds it. `angra` puts
    back what no rollback does.
    """

    vad: str
    listad: bool = False
    bara_vittne: bool = False
    angra: Angra | None = None


@dataclass(frozen=True)
class Kolumn:
    """A column and its type."""

    namn: str
    typ: str
    langd: int | None


LISTADE = {str(m._meta.db_table) for m in UTAN_BEVIS} - {
    *(
        "motions_handelse",
        "motions_handelserader",
        "motions_handelsetext",
        "motions_sigill",
        "motions_radbevis",
    )
}
"""The tables of UTAN_BEVIS that nothing proves; the others are the proof."""
NYA: dict[str, str] = {
    "character varying": "left('x' || coalesce({k}, ''), {n})",
    "text": "coalesce({k}, '') || ' x'",
    "boolean": "not coalesce({k}, false)",
    "date": "coalesce({k}, current_date) - 7",
    "timestamp with time zone": "coalesce({k}, now()) - interval '7 days'",
    "time without time zone": "coalesce({k}, '09:00') + interval '7 minutes'",
    "jsonb": "jsonb_build_object('x', {k})",
    "uuid": "gen_random_uuid()",
    "integer": "coalesce({k}, 0) + 1",
    "smallint": "coalesce({k}, 0) + 1",
    "bigint": "coalesce({k}, 0) + 1",
    "numeric": "coalesce({k}, 0) + 1",
}
"""Another value of each type."""


def q(fraga: str | sql.Composed, *varden: Any) -> list[tuple[Any, ...]]:
    """Ask or write."""
    with connection.cursor() as cursor:
        cursor.execute(fraga, varden or None)
        return list(cursor.fetchall()) if cursor.description else []


@cache
def tabellerna() -> dict[str, str]:
    """Every table of the record to its key."""
    return dict(
        q(
            """
            select c.relname::text, a.attname::text from pg_index i join pg_class c on c.oid = i.indrelid
              join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
             where i.indisprimary and c.relname like 'motions_%' and c.relnamespace = 'public'::regnamespace order by 1
            """
        )
    )


@cache
def kolumnerna(tabell: str) -> list[Kolumn]:
    """The columns that can be given another value, all but the key."""
    rader = q(
        "select column_name, data_type, character_maximum_length from information_schema.columns "
        "where table_name = %s and is_generated = 'NEVER' order by 1",
        tabell,
    )
    return [Kolumn(*rad) for rad in rader if rad[1] in NYA and rad[0] != tabellerna()[tabell]]


def med_rader(minst: int = 1) -> Iterator[str]:
    """The tables that have so many rows; with BARA that one alone."""
    for tabell in [os.environ["BARA"]] if "BARA" in os.environ else tabellerna():
        if (
            len(q(sql.SQL("select 1 from {} limit {}").format(sql.Identifier(tabell), sql.Literal(minst))))
            >= minst
        ):
            yield tabell


def nyckel(slump: random.Random, tabell: str, villkor: str = "true") -> Any:
    """The key of a row. Errors: IngetAttAndraError."""
    fraga = sql.SQL("select {} from {} where " + villkor + " order by 1").format(
        sql.Identifier(tabellerna()[tabell]), sql.Identifier(tabell)
    )
    rader = q(fraga)
    if not rader:
        raise IngetAttAndraError(tabell)
    return slump.choice(rader)[0]


def _raden(tabell: str, pk: Any) -> Any:
    fraga = sql.SQL("select to_jsonb(t)::text from {} t where {} = %s").format(
        sql.Identifier(tabell), sql.Identifier(tabellerna()[tabell])
    )
    return q(fraga, pk)


def satt(tabell: str, pk: Any, kolumn: str, uttryck: str, *varden: Any) -> None:
    """Give a cell another value. Errors: IngetAttAndraError when it is the same."""
    fore = _raden(tabell, pk)
    q(
        sql.SQL("update {} set {} = " + uttryck + " where {} = %s").format(
            sql.Identifier(tabell), sql.Identifier(kolumn), sql.Identifier(tabellerna()[tabell])
        ),
        *varden,
        pk,
    )
    if _raden(tabell, pk) == fore:
        raise IngetAttAndraError(tabell)


def en_cell(slump: random.Random) -> Andring:
    """Another value in one cell."""
    tabell = slump.choice(list(med_rader()))
    kolumner = kolumnerna(tabell)
    if not kolumner:
        raise IngetAttAndraError(tabell)
    k, pk = slump.choice(kolumner), nyckel(slump, tabell)
    satt(tabell, pk, k.namn, NYA[k.typ].format(k=f'"{k.namn}"', n=k.langd or 100))
    return Andring(f"cell {tabell}.{k.namn}", tabell in LISTADE or k.namn in OBEVISADE_KOLUMNER)


def en_cell_med_utlosarna_pa(slump: random.Random) -> Andring:
    """The same written in SQL by hand, with the triggers of the proof at work."""
    q("set local session_replication_role = origin")
    andring = en_cell(slump)
    if andring.vad.split(".")[0].removeprefix("cell ") in {"motions_radbevis", *BEVISEN}:
        raise IngetAttAndraError(andring.vad)
    return Andring(f"utlösarna på: {andring.vad}", andring.listad)


BEVISEN = ("motions_handelse", "motions_handelserader", "motions_handelsetext", "motions_sigill")


def en_rad_borta(slump: random.Random) -> Andring:
    """A row that is gone."""
    tabell = slump.choice(list(med_rader()))
    pk = nyckel(slump, tabell)
    _ta_bort(tabell, pk)
    # The last rows of the proof can be cut off so that it ends earlier: that is what a witness is for.
    return Andring(f"rad borttagen ur {tabell}", tabell in LISTADE, tabell in BEVISEN)


def _ta_bort(tabell: str, pk: Any) -> None:
    q(
        sql.SQL("delete from {} where {} = %s").format(
            sql.Identifier(tabell), sql.Identifier(tabellerna()[tabell])
        ),
        pk,
    )


def en_rad_till(slump: random.Random) -> Andring:
    """A copy of a row under a key of its own."""
    tabell = slump.choice(list(med_rader()))
    pk = tabellerna()[tabell]
    ny = {"uuid": "gen_random_uuid()", "character varying": "md5(random()::text) || md5(random()::text)"}
    ((typ,),) = q(
        "select data_type from information_schema.columns where table_name = %s and column_name = %s",
        tabell,
        pk,
    )
    namn = [
        rad[0]
        for rad in q(
            "select column_name from information_schema.columns where table_name = %s and is_generated = 'NEVER' "
            "and column_name <> %s order by 1",
            tabell,
            pk,
        )
    ]
    kolumner = sql.SQL(", ").join(map(sql.Identifier, namn))
    q(
        sql.SQL(
            "insert into {t} ({pk}{c}{k}) overriding system value select "
            + ny.get(typ, "(select max({pk}) + 1 from {t})")
            + "{c}{k} from {t} where {pk} = %s"
        ).format(
            t=sql.Identifier(tabell), pk=sql.Identifier(pk), k=kolumner, c=sql.SQL(", " if namn else "")
        ),
        nyckel(slump, tabell),
    )
    return Andring(f"rad tillagd i {tabell}", tabell in LISTADE)


def tva_byter_plats(slump: random.Random) -> Andring:
    """Two rows with each other's values in one column."""
    tabell = slump.choice(list(med_rader(2)))
    kolumner = kolumnerna(tabell)
    if not kolumner:
        raise IngetAttAndraError(tabell)
    k = slump.choice(kolumner)
    a, b = nyckel(slump, tabell), nyckel(slump, tabell)
    pk, kolumn, t = sql.Identifier(tabellerna()[tabell]), sql.Identifier(k.namn), sql.Identifier(tabell)
    fore = _raden(tabell, a)
    q(
        sql.SQL(
            "update {t} x set {k} = y.{k} from {t} y where x.{pk} = any(%s) and y.{pk} = any(%s) and x.{pk} <> y.{pk}"
        ).format(t=t, k=kolumn, pk=pk),
        [a, b],
        [a, b],
    )
    if _raden(tabell, a) == fore:
        raise IngetAttAndraError(tabell)
    return Andring(
        f"byte mellan rader i {tabell}.{k.namn}", tabell in LISTADE or k.namn in OBEVISADE_KOLUMNER
    )


# -- the files -----------------------------------------------------------------------------------


def en_fil_andrad(slump: random.Random) -> Andring:
    """A byte in a stored file."""
    fil = store.path_of(nyckel(slump, "motions_lagradfil"))
    data = fil.read_bytes()
    if not data:
        raise IngetAttAndraError("filen är tom")
    n = slump.randrange(len(data))
    _skriv_over(fil, data[:n] + bytes([data[n] ^ 1]) + data[n + 1 :])
    return Andring("fil ändrad på disk", angra=lambda: _skriv_over(fil, data))


def _skriv_over(fil: Any, data: bytes) -> None:
    fil.chmod(0o640)
    fil.write_bytes(data)
    fil.chmod(0o440)


def en_fil_borta(slump: random.Random) -> Andring:
    """A stored file that is gone."""
    fil = store.path_of(nyckel(slump, "motions_lagradfil"))
    undan = fil.with_name(f"undan-{fil.name}")
    fil.rename(undan)

    def tillbaka() -> None:
        with contextlib.suppress(FileNotFoundError):
            undan.rename(fil)

    return Andring("fil borttagen från disk", angra=tillbaka)
