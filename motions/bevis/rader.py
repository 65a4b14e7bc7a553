"""The digests of the rows: a trigger on each table of the record keeps them, and the act that wrote the rows says them.

A row's digest is of its columns and a salt of its own, so that it says nothing of a row that is gone. A write that no act
says, also one made beside the program with the triggers on, stays unbound and is found; one made with the triggers off gives
another digest than was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg import sql

from motions.models import (
    AttSatsSvar,
    Avsnitt,
    Beslutssats,
    Bilaga,
    Handelse,
    Handelserader,
    Handelsetext,
    Radbevis,
    Sigill,
    Sokpost,
    UndanlagdText,
    Utkast,
)

UTAN_BEVIS: dict[type[Model], str] = {
    Avsnitt: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    Beslutssats: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    AttSatsSvar: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    Bilaga: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    Utkast: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    UndanlagdText: "ett utkast, ingen handling förrän en version fryses (TF 2:12)",
    Sokpost: "sökregistret, som kan göras om ur akten",
    Handelse: "bevisas av sin egen kedja",
    Handelserader: "bevisas av sin händelse",
    Handelsetext: "bevisas av sin händelse",
    Sigill: "bevisas av sin egen kedja",
    Radbevis: "är beviset",
}
"""The tables of the record that no digest is kept of, and why."""
OBEVISADE_KOLUMNER = frozenset({"last_login"})
"""Columns that the login writes each time."""

TRIGGER = "motions_bevisa"
NOLL = "0" * 16
"""What stands before the first digest of a row."""
FUNKTION = """
DECLARE
    hel jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    rad jsonb;
    salt text := '';
    digest text := '';
BEGIN
    IF TG_OP <> 'DELETE' THEN
        rad := (SELECT jsonb_object_agg(kolumn, hel -> kolumn) FROM unnest(TG_ARGV[1:]) kolumn);
        IF TG_OP = 'UPDATE' THEN
            hel := to_jsonb(OLD);
            IF rad = (SELECT jsonb_object_agg(kolumn, hel -> kolumn) FROM unnest(TG_ARGV[1:]) kolumn) THEN
                RETURN NULL;
            END IF;
        END IF;
        salt := replace(gen_random_uuid()::text, '-', '');
        digest := left(encode(sha256(convert_to(salt || rad::text, 'UTF8')), 'hex'), 32);
    END IF;
    INSERT INTO public.motions_radbevis AS b (tabell, nyckel, salt, digest, fore, transaktion, bunden)
    VALUES (TG_TABLE_NAME, hel ->> TG_ARGV[0], salt, digest, '', pg_current_xact_id()::text::bigint, false)
    ON CONFLICT (tabell, nyckel) DO UPDATE SET
        salt = EXCLUDED.salt,
        digest = EXCLUDED.digest,
        fore = CASE WHEN b.bunden OR b.transaktion <> EXCLUDED.transaktion THEN b.digest ELSE b.fore END,
        transaktion = EXCLUDED.transaktion,
        bunden = false;
    RETURN NULL;
END
"""
"""The body of the trigger's function. Its arguments: the column of the key, and the columns that are proved."""
BIND = "motions_bind"
BINDNING = """
#variable_conflict use_column
BEGIN
    RETURN QUERY UPDATE public.motions_radbevis SET bunden = true
    WHERE NOT bunden AND transaktion = pg_current_xact_id()::text::bigint
    RETURNING tabell::text, nyckel::text, left(fore, 16), digest::text;
END
"""
"""The body of the function by which an act takes its rows: those of its own transaction, and no others."""
SATT = {
    TRIGGER: {"search_path": "pg_catalog, pg_temp", "TimeZone": "utc"},
    BIND: {"search_path": "pg_catalog, pg_temp"},
}
"""What is set while each runs: of functions only PostgreSQL's own are seen. Both run as their owner (SECURITY DEFINER), since
whoever may write the rows may not write their proof."""
TAG_RADERNA = f"SELECT tabell, nyckel, fore, digest FROM public.{BIND}()"  # noqa: S608 - ours
KROPPAR = {TRIGGER: FUNKTION, BIND: BINDNING}
GER = {TRIGGER: "trigger", BIND: "TABLE (tabell text, nyckel text, fore text, digest text)"}

Rader: TypeAlias = dict[str, dict[str, str]]
"""Table → key → the digest before (16 signs, `NOLL` for none) and after (32, none when the row is gone)."""


@dataclass(frozen=True)
class Bevistabell:
    """A table whose rows are proved. `kolumner`: those that are."""

    namn: str
    modell: type[Model]
    nyckel: str
    kolumner: tuple[str, ...]


@cache
def tabeller() -> Mapping[str, Bevistabell]:
    """The tables of the record that are proved, by name."""
    modeller = apps.get_app_config("motions").get_models(include_auto_created=True)
    funna = [
        Bevistabell(
            m._meta.db_table,
            m,
            str(m._meta.pk.column),
            tuple(sorted({str(f.column) for f in m._meta.concrete_fields} - OBEVISADE_KOLUMNER)),
        )
        for m in modeller
        if m not in UTAN_BEVIS
    ]
    return {t.namn: t for t in sorted(funna, key=lambda t: t.namn)}


def installera() -> list[Bevistabell]:
    """Put the trigger on every table that lacks it or has other columns than its model. Returns those that had it not so."""
    finns = installerade()
    with connection.cursor() as cursor:
        for namn, kropp in KROPPAR.items():
            satt = " ".join(f"SET {namn_} TO {varde}" for namn_, varde in SATT[namn].items())
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION public.{namn}() RETURNS {GER[namn]} LANGUAGE plpgsql SECURITY DEFINER {satt} "
                f"AS $kod${kropp}$kod$"
            )
        nya = [t for t in tabeller().values() if finns.get(t.namn) != (t.nyckel, *t.kolumner)]
        for t in nya:
            argument = sql.SQL(", ").join(sql.Literal(k) for k in (t.nyckel, *t.kolumner))
            cursor.execute(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER {0} AFTER INSERT OR UPDATE OR DELETE ON {1} FOR EACH ROW EXECUTE FUNCTION {0}({2})"
                ).format(sql.Identifier(TRIGGER), sql.Identifier(t.namn), argument)
            )
    return nya


def installerade(*, i_kraft: bool = False) -> dict[str, tuple[str, ...]]:
    """The tables that have the trigger, with its arguments; `i_kraft`: only where nobody has switched it off."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, encode(t.tgargs, 'escape') FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'public'::regnamespace
            WHERE t.tgname = %s AND (t.tgenabled IN ('O', 'A') OR NOT %s)
            """,
            [TRIGGER, i_kraft],
        )
        return {tabell: tuple(argument.split("\\000")[:-1]) for tabell, argument in cursor.fetchall()}


def bind() -> Rader:
    """Take the rows that this transaction has written and no act has said: they are said by whoever asked."""
    rader: Rader = {}
    with connection.cursor() as cursor:
        cursor.execute(TAG_RADERNA)
        for tabell, nyckel, fore, digest in cursor.fetchall():
            rader.setdefault(tabell, {})[nyckel] = (fore or NOLL) + digest
    return rader
