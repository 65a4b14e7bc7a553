"""What the proof begins with: the rows that stood before it, said once in the program's own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import connection, transaction
from psycopg import sql

from motions import audit
from motions.bevis import vantat
from motions.bevis.fraga import I_TAGET, fraga
from motions.bevis.rader import (
    BRUTET,
    UPPGRADERAR,
    Bevistabell,
    installera,
    installerade,
    tabeller,
)
from motions.datum import day_of
from motions.json_data import JsonObject
from motions.models import Anvandare, Handelse, Radbevis
from motions.systemet import systemet

BASLINJE = "bevis.baslinje"
MIGRERING = "bevis.migrering"
TABELLER = "tabeller"
ALLA_TIDER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
"""What stands outside of it no calendar can hold; the kedja names it."""


@dataclass
class Uppgradering:
    """What an upgrade finds: the columns that the version before it proved, the transaction that it begins with, rows that no act
    said, and the tables that have been proved.
    """

    forut: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fran: int = 0
    obundna: tuple[tuple[str, str], ...] = ()
    bevisade: frozenset[str] = frozenset()


def fore_migrering(forra: Mapping[str, Bevistabell] | None = None, *, andras: bool = True) -> Uppgradering:
    """To be asked before the tables are changed. `forra`: the tables as the version before has them, if they were others.

    What was proved is what that version's code says, never what a trigger in the database says: somebody may have altered it.
    With `andras` the rows that do not hold are marked for good, since what a migration writes would cover them up.
    """
    ((fran,),) = fraga("SELECT pg_current_xact_id()::text::bigint")
    if Radbevis._meta.db_table not in connection.introspection.table_names():
        return Uppgradering(fran=fran)
    obundna = fraga("SELECT tabell, nyckel FROM motions_radbevis WHERE NOT bunden")
    bevisade = _bevisade()
    forut = {namn: t for namn, t in (forra or tabeller()).items() if namn in bevisade}
    if andras:
        for t in forut.values():
            _marka(t)
        _uppgraderar("ja")
    return Uppgradering(
        {t.namn: (t.nyckel, *t.kolumner) for t in forut.values()}, fran, tuple(obundna), frozenset(bevisade)
    )


@transaction.atomic
def efter_migrering(fore: Uppgradering, *, at: datetime) -> int:
    """Say what the migrations wrote, put the triggers on, and say what is not proved yet. Returns how many rows that were.

    An upgrade clears nobody: a table is begun with once, when it has never been proved, and what is put into it later without a
    digest stays a fault, also where it was empty. In a database without a person nothing is said yet. Of a table that has got
    other columns the rows that gave their digest before are said anew.
    """
    _uppgraderar("")
    utan_utlosare = vantat.satt_tillbaka()
    sagda = _sagda()
    nya = set(tabeller()) - fore.bevisade - _bevisade()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE motions_radbevis SET transaktion = pg_current_xact_id()::text::bigint
            WHERE NOT bunden AND transaktion >= %s
              AND (tabell, nyckel) NOT IN (SELECT * FROM unnest(%s::text[], %s::text[]))
            """,
            [fore.fran, [tabell for tabell, _ in fore.obundna], [nyckel for _, nyckel in fore.obundna]],
        )
        if cursor.rowcount:
            audit.sag_raderna(MIGRERING, by=systemet(at=at), at=at)
    hela = {t.namn: _hela(t) for t in _andrade(fore)}
    installera(utan_utlosare)
    antal = 0
    for t in tabeller().values():
        nycklar = _alla(t) if t.namn in nya else hela.get(t.namn, [])
        for start in range(0, len(nycklar), I_TAGET):
            _bevisa(t, nycklar[start : start + I_TAGET])
            audit.sag_raderna(BASLINJE, by=systemet(at=at), at=at, data={"tabell": t.namn})
        antal += len(nycklar)
    if (osagda := set(tabeller()) - sagda) and Anvandare.objects.exists():
        data: JsonObject = {TABELLER: [*sorted(osagda)]}
        audit.append(audit.BEVIS, BASLINJE, by=systemet(at=at), at=at, data=data)
    return antal


def dagar_som_programmet_sade() -> list[date]:
    """The days on which an upgrade has said rows in the program's own name: one when nothing was upgraded is somebody else's."""
    sagt = Handelse.objects.filter(
        kedja=audit.BEVIS, slag__in=(BASLINJE, MIGRERING), at__range=ALLA_TIDER
    ).values_list("at", flat=True)
    return sorted({day_of(at) for at in sagt})


def _sagda() -> set[str]:
    """The tables of which it has been said that they are proved, those without a row too."""
    lagda = Handelse.objects.filter(kedja=audit.BEVIS, slag=BASLINJE, data__has_key=TABELLER)
    return {
        str(tabell) for tabeller_ in lagda.values_list(f"data__{TABELLER}", flat=True) for tabell in tabeller_
    }


def _bevisade() -> set[str]:
    """The tables that have ever been proved, as far as anything in the database says so."""
    return {*_sagda(), *installerade(), *Radbevis.objects.values_list("tabell", flat=True).distinct()}


def _andrade(fore: Uppgradering) -> Iterable[Bevistabell]:
    """The tables that were proved, with other columns than now."""
    return [
        t
        for t in tabeller().values()
        if t.namn in fore.forut and fore.forut[t.namn] != (t.nyckel, *t.kolumner)
    ]


def _uppgraderar(svar: str) -> None:
    """Tell the triggers whether the tables are being changed."""
    fraga("SELECT set_config(%s, %s, false)", UPPGRADERAR, svar)


def _alla(t: Bevistabell) -> list[str]:
    """The keys of all rows of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT {0}::text FROM {1} ORDER BY {0}").format(
                sql.Identifier(t.nyckel), sql.Identifier(t.namn)
            )
        )
        return [nyckel for (nyckel,) in cursor.fetchall()]


def _marka(t: Bevistabell) -> None:
    """Mark the rows that do not give their digest, or have none: what a migration makes of them is not what was said."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone TO 'UTC'")
        cursor.execute(
            sql.SQL(
                """
                INSERT INTO motions_radbevis (tabell, nyckel, salt, digest, fore, transaktion, bunden)
                SELECT %s, t.{0}::text, '', %s, '', 0, true FROM public.{1} t
                LEFT JOIN motions_radbevis b ON b.tabell = %s AND b.nyckel = t.{0}::text
                WHERE b.digest IS DISTINCT FROM {2}
                ON CONFLICT (tabell, nyckel) DO UPDATE SET salt = '', digest = EXCLUDED.digest
                """
            ).format(sql.Identifier(t.nyckel), sql.Identifier(t.namn), digest_av(sql.SQL("b.salt"))),
            [t.namn, BRUTET, t.namn, list(t.kolumner)],
        )


def _hela(t: Bevistabell) -> list[str]:
    """The keys of the rows that gave their digest before the tables were changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "SELECT b.nyckel FROM {0} t JOIN motions_radbevis b ON b.tabell = %s AND b.nyckel = t.{1}::text "
                "WHERE b.bunden AND b.digest <> %s"
            ).format(sql.Identifier(t.namn), sql.Identifier(t.nyckel)),
            [t.namn, BRUTET],
        )
        return [rad for (rad,) in cursor.fetchall()]


def digest_av(salt: sql.Composable) -> sql.Composed:
    """The digest of the row `t`, as the trigger makes it; the columns are the next parameter.

    Of PostgreSQL's own functions alone: one that somebody has made for the very type of the row would else be taken.
    """
    return sql.SQL(
        "pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({} || ("
        "SELECT pg_catalog.jsonb_object_agg(kolumn, pg_catalog.to_jsonb(t) -> kolumn)"
        " FROM pg_catalog.unnest(%s::text[]) kolumn)::text, 'UTF8')), 'hex'), 32)"
    ).format(salt)


def _bevisa(t: Bevistabell, nycklar: list[str]) -> None:
    """Keep the digests of these rows, to be said by the next act."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone TO 'UTC'")
        cursor.execute(
            sql.SQL(
                """
                INSERT INTO motions_radbevis AS b (tabell, nyckel, salt, digest, fore, transaktion, bunden)
                SELECT %s, t.{0}::text, s.salt, {2}, '', pg_current_xact_id()::text::bigint, false
                FROM {1} t
                CROSS JOIN LATERAL (SELECT replace(gen_random_uuid()::text, '-', '') AS salt WHERE t.{0} IS NOT NULL) s
                WHERE t.{0}::text = ANY(%s)
                ON CONFLICT (tabell, nyckel) DO UPDATE SET salt = EXCLUDED.salt, digest = EXCLUDED.digest, fore = b.digest,
                    transaktion = EXCLUDED.transaktion, bunden = false
                """
            ).format(sql.Identifier(t.nyckel), sql.Identifier(t.namn), digest_av(sql.SQL("s.salt"))),
            [t.namn, list(t.kolumner), nycklar],
        )
