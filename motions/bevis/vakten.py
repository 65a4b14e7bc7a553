"""What guards the proof: the triggers and their functions, and that nothing stands between the tables and who reads them.

Whoever is the database's superuser need not change a row to change what is read: a function of the same name, a rule, a policy
or a table that inherits does it. What is not as the program made it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from motions import privileges
from motions.bevis.rader import BIND, KROPPAR, SATT, TRIGGER, installerade, tabeller

EFTER_VARJE_RAD = 29
"""AFTER, of INSERT, UPDATE and DELETE, for each row: pg_trigger.tgtype."""
VARA = (f"^({TRIGGER}|{BIND}|sv_sort|_pgtrigger_should_ignore|pgtrigger_.*|procrastinate_.*)$",)
"""The functions of the program; those of PostgreSQL's extensions belong to their extension."""

UTLOSARE = """
SELECT c.relname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND t.tgname = %s
    AND (t.tgtype <> %s OR t.tgqual IS NOT NULL OR t.tgattr::text <> '' OR t.tgdeferrable
        OR t.tgfoid <> to_regprocedure('public.' || %s || '()'))
"""
FRAMMANDE_UTLOSARE = """
SELECT c.relname, t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'motions\\_%%' AND NOT t.tgisinternal
    AND t.tgname <> %s AND t.tgname <> ALL (%s)
"""
AVSTANGDA = """
SELECT v.tabell FROM unnest(%s::text[], %s::text[]) v (tabell, namn)
WHERE NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = v.tabell AND t.tgname = v.namn
        AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgfoid = to_regproc('public.' || v.namn))
"""
FUNKTIONER = """
SELECT p.proname, p.prosrc, p.prosecdef, coalesce(p.proconfig, '{}') FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (%s)
"""
FRAMMANDE_FUNKTIONER = """
SELECT p.proname FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname !~ ALL (%s)
    AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
ORDER BY 1
"""
TABELLER = """
SELECT v.tabell FROM unnest(%s::text[]) v (tabell)
LEFT JOIN pg_catalog.pg_class c ON c.relname = v.tabell AND c.relnamespace = 'public'::regnamespace
WHERE c.relkind IS DISTINCT FROM 'r' OR c.relrowsecurity OR c.relforcerowsecurity OR c.relhasrules
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid))
    OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid AND x.indisprimary AND x.indisvalid)
ORDER BY 1
"""
FAR_ANDRA = """
SELECT c.relname FROM pg_catalog.pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%s) AND NOT pg_has_role(c.relowner, 'MEMBER')
    AND (has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE') OR has_table_privilege(c.oid, 'TRUNCATE'))
ORDER BY 1
"""
FORE_VARA = """
SELECT n.nspname FROM pg_catalog.pg_namespace n
WHERE n.nspname = ANY (SELECT r.rolname FROM pg_catalog.pg_roles r)
"""
"""Schemas that come before «public» for somebody: what is in them is read in the place of ours."""


def brott() -> Iterator[str]:
    """All that is not as the program made it, in Swedish."""
    yield from _utlosarna()
    yield from _funktionerna()
    yield from _tabellerna()


def _fraga(sql: str, *varden: str | int | list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, varden)
        return list(cursor.fetchall())


def _utlosarna() -> Iterator[str]:
    finns = installerade(i_kraft=True)
    andra = {tabell for (tabell,) in _fraga(UTLOSARE, TRIGGER, EFTER_VARJE_RAD, TRIGGER)}
    for t in tabeller().values():
        if finns.get(t.namn) != (t.nyckel, *t.kolumner) or t.namn in andra:
            yield f"{t.namn}: bevisets utlösare saknas, är avstängd eller är ändrad. Kör «manage.py migrate»."
    vantade = [
        (m._meta.db_table, str(u.get_pgid(m)))
        for m in apps.get_app_config("motions").get_models()
        for u in getattr(m._meta, "triggers", ())
    ]
    tabellerna, namnen = [t for t, _ in vantade], [n for _, n in vantade]
    for (tabell,) in _fraga(AVSTANGDA, tabellerna, namnen):
        yield f"{tabell}: utlösaren som vägrar ändringar saknas, är avstängd eller är ändrad."
    for tabell, namn in _fraga(FRAMMANDE_UTLOSARE, TRIGGER, namnen):
        yield f"{tabell}: utlösaren «{namn}» är inte programmets."


def _funktionerna() -> Iterator[str]:
    funna = _fraga(FUNKTIONER, list(KROPPAR))
    for namn, kropp in KROPPAR.items():
        satt = {f"{vad}={varde}" for vad, varde in SATT[namn].items()}
        lika = [(src, definer, set(config)) for funnen, src, definer, config in funna if funnen == namn]
        if lika != [(kropp, True, satt)]:
            yield "Bevisets funktion i databasen är ändrad eller borta. Kör «manage.py migrate»."
    for (namn,) in _fraga(FRAMMANDE_FUNKTIONER, list(VARA)):
        yield f"Funktionen «{namn}» i databasen är inte programmets: den kan göra att annat läses än det som står där."


def _tabellerna() -> Iterator[str]:
    alla = [
        str(m._meta.db_table) for m in apps.get_app_config("motions").get_models(include_auto_created=True)
    ]
    for (tabell,) in _fraga(TABELLER, alla):
        yield (
            f"{tabell}: tabellen har något som programmet inte har gjort (regel, radskydd, arv eller ingen primärnyckel), så att "
            "annat kan läsas än det som står där."
        )
    for (tabell,) in _fraga(FAR_ANDRA, [str(m._meta.db_table) for m in privileges.only_added_to()]):
        yield f"{tabell}: programmets konto har fått rätt att ändra i det som bara läggs till."
    for (schema,) in _fraga(FORE_VARA):
        yield f"Schemat «{schema}» i databasen läses före programmets eget."
