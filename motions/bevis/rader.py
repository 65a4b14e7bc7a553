"""The digests of the rows: a trigger on each table of the record keeps them, and the act that wrote the rows says them.

A row's digest is of its columns and a salt of its own, so that it says nothing of a row that is gone. A write that no act
says, also one made beside the program with the triggers on, stays unbound and is found; one made with the triggers off gives
another digest than was said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from django.apps import apps
from django.apps.registry import Apps
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
"""Columns that the login writes each time. What is taken out of it or put in is said anew by a migration of its own."""

TRIGGER = "motions_bevisa"
NOLL = "0" * 16
"""What stands before the first digest of a row."""
BRUTET = "brutet".ljust(32, "-")
"""Stands for the digest of a row that did not give its own when it was next written: no act has said that, and none can."""
UPPGRADERAR = "motions.uppgraderar"
"""The setting of the owner's session while migrations change the tables: a row that has another shape gives another digest."""
SKRIVEN_NU = """CASE WHEN b.transaktion = nu AND (b.xmin::text::bigint - nu % 4294967296 + 4294967296) % 4294967296 < 2147483648
        THEN pg_xact_status((nu + (b.xmin::text::bigint - nu % 4294967296 + 4294967296) % 4294967296)::text::xid8) = 'in progress'
        ELSE false END"""
"""Whether this transaction, or a savepoint of it, wrote the proof `b`.

The number alone says nothing: whoever owns the table can write one that is to come, and a restored database begins anew with
them. What is seen and is still in progress is one's own.
"""
FUNKTION = f"""
DECLARE
    nu bigint := pg_current_xact_id()::text::bigint;
    hel jsonb := CASE WHEN TG_OP = 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
    forut jsonb;
    rad jsonb;
    kvar record;
    salt text := '';
    digest text := '';
    brutet boolean;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        rad := to_jsonb(NEW);
        rad := (SELECT jsonb_object_agg(kolumn, rad -> kolumn) FROM unnest(TG_ARGV[1:]) kolumn);
        salt := replace(gen_random_uuid()::text, '-', '');
        digest := left(encode(sha256(convert_to(salt || rad::text, 'UTF8')), 'hex'), 32);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        forut := (SELECT jsonb_object_agg(kolumn, hel -> kolumn) FROM unnest(TG_ARGV[1:]) kolumn);
        IF rad = forut THEN
            RETURN NULL;
        END IF;
    END IF;
    SELECT b.salt, b.digest INTO kvar FROM public.motions_radbevis b
    WHERE b.tabell = TG_TABLE_NAME AND b.nyckel = hel ->> TG_ARGV[0];
    brutet := CASE WHEN TG_OP = 'INSERT' THEN coalesce(kvar.digest, '') <> ''
        ELSE kvar.digest IS DISTINCT FROM left(encode(sha256(convert_to(kvar.salt || forut::text, 'UTF8')), 'hex'), 32) END
        AND NOT (coalesce(current_setting('{UPPGRADERAR}', true), '') = 'ja' AND session_user = current_user);
    INSERT INTO public.motions_radbevis AS b (tabell, nyckel, salt, digest, fore, transaktion, bunden)
    VALUES (TG_TABLE_NAME, hel ->> TG_ARGV[0], salt, digest, CASE WHEN brutet THEN '{BRUTET}' ELSE '' END, nu, false)
    ON CONFLICT (tabell, nyckel) DO UPDATE SET
        salt = EXCLUDED.salt,
        digest = EXCLUDED.digest,
        fore = CASE WHEN brutet THEN EXCLUDED.fore WHEN NOT b.bunden AND {SKRIVEN_NU} THEN b.fore ELSE b.digest END,
        transaktion = EXCLUDED.transaktion,
        bunden = false;
    RETURN NULL;
END
"""  # noqa: S608 - ours
"""The body of the trigger's function. Its arguments: the column of the key, and the columns that are proved.

A row that does not give its digest any more has been written past the trigger, and the act that writes it next does not cover
that up.
"""
BIND = "motions_bind"
BINDNING = f"""
#variable_conflict use_column
DECLARE
    nu bigint := pg_current_xact_id()::text::bigint;
BEGIN
    RETURN QUERY UPDATE public.motions_radbevis b SET bunden = true
    WHERE NOT b.bunden AND b.transaktion = nu AND {SKRIVEN_NU}
    RETURNING b.tabell::text, b.nyckel::text, left(b.fore, 16), b.digest::text;
END
"""  # noqa: S608 - ours
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
    return tabeller_av(apps)


def tabeller_av(version: Apps) -> Mapping[str, Bevistabell]:
    """The same as the models of another version have it: those of the migrations that have been made."""
    utan = {m._meta.db_table for m in UTAN_BEVIS}
    funna = [
        Bevistabell(
            m._meta.db_table,
            m,
            str(m._meta.pk.column),
            tuple(sorted({str(f.column) for f in m._meta.concrete_fields} - OBEVISADE_KOLUMNER)),
        )
        for m in version.get_models(include_auto_created=True)
        if m._meta.app_label == "motions" and m._meta.db_table not in utan
    ]
    return {t.namn: t for t in sorted(funna, key=lambda t: t.namn)}


def installera(andrade: Collection[str] = ()) -> list[Bevistabell]:
    """Put the trigger on every table that lacks it, has other columns than its model, or is among the `andrade`. Returns them."""
    finns = installerade()
    with connection.cursor() as cursor:
        for namn, kropp in KROPPAR.items():
            satt = " ".join(f"SET {namn_} TO {varde}" for namn_, varde in SATT[namn].items())
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION public.{namn}() RETURNS {GER[namn]} LANGUAGE plpgsql SECURITY DEFINER {satt} "
                f"AS $kod${kropp}$kod$"
            )
        nya = [
            t
            for t in tabeller().values()
            if finns.get(t.namn) != (t.nyckel, *t.kolumner) or t.namn in andrade
        ]
        for t in nya:
            argument = sql.SQL(", ").join(sql.Literal(k) for k in (t.nyckel, *t.kolumner))
            cursor.execute(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER {0} AFTER INSERT OR UPDATE OR DELETE ON {1} FOR EACH ROW EXECUTE FUNCTION {0}({2})"
                ).format(sql.Identifier(TRIGGER), sql.Identifier(t.namn), argument)
            )
    return nya


def installerade() -> dict[str, tuple[str, ...]]:
    """The tables that have the trigger, with its arguments."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, encode(t.tgargs, 'escape') FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = 'public'::regnamespace
            WHERE t.tgname = %s
            """,
            [TRIGGER],
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
