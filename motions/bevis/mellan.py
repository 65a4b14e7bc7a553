"""Whether anything stands between the rows and who reads them.

A view with the name of a table, a setting that has it found, a function, an operator, a cast or a type that answers something
else than what is stored: none of them changes a row. What was not made with the database itself, by one of its extensions or by
the program, is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import GeneratedField, Model

from motions.bevis.fraga import fraga

EGET = 16384
"""The first oid of what somebody has made after PostgreSQL's own `initdb`."""
EGNA = ("motions_", "remiss_")
"""So the tables begin whose columns are ours to know."""
RAKT = ('"$user", public', "public", "public, pg_catalog", "pg_catalog, public")
"""The search paths by which our tables are found."""
ANDRAR_DET_LASTA = (
    *("search_path", "role", "session_authorization", "session_replication_role", "row_security"),
    *("session_preload_libraries", "local_preload_libraries", "dynamic_library_path", "event_triggers"),
    *("allow_system_table_mods", "transform_null_equals", "array_nulls", "standard_conforming_strings"),
    *("default_table_access_method", "lo_compat_privileges", "xmloption", "backslash_quote"),
    *("timezone", "datestyle", "intervalstyle", "bytea_output", "client_encoding", "extra_float_digits"),
)
"""Settings that change what a question answers, or whether the triggers run; time limits and the like do not."""
JAMFOR = ["=", "<>", "<", "<=", ">", ">=", "~~", "!~~", "~~*", "||", "->", "->>", "@>", "<@", "&&", "+", "-"]

INSTALLNINGAR = """
SELECT coalesce(r.rolname, ''), i.vad FROM pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole,
    pg_catalog.unnest(s.setconfig) i (vad)
WHERE s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
ORDER BY 1, 2
"""
HANDELSEUTLOSARE = """
SELECT e.evtname FROM pg_catalog.pg_event_trigger e JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid
WHERE e.evtenabled <> 'D' AND p.prolang NOT IN (12, 13) ORDER BY 1
"""
"""One that is written in C belongs to an extension."""
SAMMA_NAMN = """
SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= %s AND c.relkind NOT IN ('i', 'I', 't')
    AND ((c.relname = ANY (%s) AND n.nspname <> 'public') OR n.nspname IN ('pg_catalog', 'information_schema'))
ORDER BY 1, 2
"""
FORE_VARA = """
SELECT n.nspname FROM pg_catalog.pg_namespace n
WHERE n.nspname = ANY (SELECT r.rolname FROM pg_catalog.pg_roles r)
"""
"""Schemas that come before «public» for somebody: what is in them is read in the place of ours."""
FUNKTIONER = """
SELECT n.nspname || '.' || p.proname FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.oid >= %s AND n.nspname <> 'public' AND (n.nspname IN ('pg_catalog', 'information_schema') OR (
    EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass AND d.refobjid = p.oid
        AND d.deptype IN ('n', 'a', 'i') AND d.classid <> 'pg_catalog.pg_proc'::regclass)
    AND p.prolang NOT IN (12, 13)))
ORDER BY 1
"""
"""In the catalogue, or used by an index, a column, a rule, a trigger, an operator, a cast or a type."""
FRAMMANDE = """
SELECT i.type, i.identity FROM (
    SELECT 'pg_catalog.pg_operator'::regclass::oid AS klass, o.oid, o.oprname = ANY (%s) AS alltid
    FROM pg_catalog.pg_operator o
    UNION ALL SELECT 'pg_catalog.pg_cast'::regclass, c.oid, false FROM pg_catalog.pg_cast c
    UNION ALL SELECT 'pg_catalog.pg_conversion'::regclass, v.oid, false FROM pg_catalog.pg_conversion v
    UNION ALL SELECT 'pg_catalog.pg_opclass'::regclass, k.oid, false FROM pg_catalog.pg_opclass k
    UNION ALL SELECT 'pg_catalog.pg_language'::regclass, l.oid, false FROM pg_catalog.pg_language l
    UNION ALL SELECT 'pg_catalog.pg_transform'::regclass, f.oid, false FROM pg_catalog.pg_transform f
    UNION ALL SELECT 'pg_catalog.pg_am'::regclass, a.oid, false FROM pg_catalog.pg_am a
    UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, false FROM pg_catalog.pg_type t
        WHERE t.typelem = 0 AND (t.typtype = 'b' OR t.typnamespace = 'pg_catalog'::regnamespace)
    ) x, LATERAL pg_catalog.pg_identify_object(x.klass, x.oid, 0) i
WHERE x.oid >= %s AND (x.alltid OR NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = x.klass AND d.objid = x.oid AND d.deptype = 'e'))
ORDER BY 1, 2
"""
TABELLER = """
SELECT v.tabell FROM unnest(%s::text[], %s::text[]) v (tabell, nyckel)
LEFT JOIN pg_catalog.pg_class c ON c.relname = v.tabell AND c.relnamespace = 'public'::regnamespace
WHERE c.relkind IS DISTINCT FROM 'r' OR c.relrowsecurity OR c.relforcerowsecurity OR c.relhasrules
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE c.oid IN (i.inhparent, i.inhrelid))
    OR NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_index x JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attname = v.nyckel
        WHERE x.indrelid = c.oid AND x.indisprimary AND x.indisvalid AND x.indisunique AND x.indnkeyatts = 1
            AND x.indkey[0] = k.attnum)
ORDER BY 1
"""
KOLUMNER = """
SELECT v.tabell, v.kolumn FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) v (tabell, kolumn, typ, raknas)
JOIN pg_catalog.pg_class c ON c.relname = v.tabell AND c.relnamespace = 'public'::regnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = v.kolumn AND NOT a.attisdropped
WHERE a.atttypid IS DISTINCT FROM pg_catalog.to_regtype(v.typ)::oid OR a.attcollation >= %s
    OR (a.attgenerated <> '') <> (v.raknas = 'ja')
ORDER BY 1, 2
"""
SLAG = {
    "operator": "Operatorn",
    "cast": "Typomvandlingen",
    "conversion": "Teckenomvandlingen",
    "operator class": "Operatorklassen",
    "language": "Språket",
    "transform": "Omvandlingen",
    "access method": "Åtkomstmetoden",
    "type": "Typen",
}


def brott() -> Iterator[str]:
    """Each thing that is not the program's, in Swedish."""
    yield from _tabellerna()
    yield from _fore_tabellerna()
    yield from _installningarna()
    for (namn,) in fraga(HANDELSEUTLOSARE):
        yield f"Händelseutlösaren «{namn}» i databasen är inte programmets: den körs när någon ansluter eller ändrar."
    for (namn,) in fraga(FUNKTIONER, EGET):
        yield f"Funktionen «{namn}» i databasen är inte programmets: den kan göra att annat läses än det som står där."
    for slag, namn in fraga(FRAMMANDE, JAMFOR, EGET):
        yield f"{SLAG.get(slag, slag)} «{namn}» i databasen är inte programmets: annat kan läsas än det som står där."


def modeller() -> list[type[Model]]:
    """All that the program keeps in the database."""
    return [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]


def tabellnamn() -> list[str]:
    """The names of all tables that the program has."""
    return sorted(nycklar())


def nycklar() -> dict[str, str]:
    """The column of each table that no two rows share: with another key one may stand there twice, both proved."""
    return {m._meta.db_table: str(m._meta.pk.column) for m in modeller()} | {"django_migrations": "id"}


def _tabellerna() -> Iterator[str]:
    egna = nycklar()
    for (tabell,) in fraga(TABELLER, [*egna], [*egna.values()]):
        yield (
            f"{tabell}: tabellen har något som programmet inte har gjort (regel, radskydd, arv eller inte sin primärnyckel), så "
            "att annat kan läsas än det som står där."
        )
    kolumner = [
        (m._meta.db_table, str(f.column), typ, "ja" if isinstance(f, GeneratedField) else "")
        for m in modeller()
        if m._meta.db_table.startswith(EGNA)
        for f in m._meta.concrete_fields
        if (typ := f.db_type(connection))
    ]
    for tabell, kolumn in fraga(KOLUMNER, *([*delen] for delen in zip(*kolumner, strict=True)), EGET):
        yield f"{tabell}: kolumnen «{kolumn}» saknas eller är inte av programmets typ: annat kan läsas än det som står där."


def _fore_tabellerna() -> Iterator[str]:
    for schema, namn in fraga(SAMMA_NAMN, EGET, tabellnamn()):
        yield f"«{schema}.{namn}» i databasen är inte programmets: den kan läsas i stället för programmets egen tabell."
    for (schema,) in fraga(FORE_VARA):
        yield f"Schemat «{schema}» i databasen läses före programmets eget."


def _installningarna() -> Iterator[str]:
    for konto, satt in fraga(INSTALLNINGAR):
        namn, _, varde = satt.partition("=")
        if (namn.lower() in ANDRAR_DET_LASTA or "." in namn) and not (
            namn == "search_path" and varde in RAKT
        ):
            vem = f"kontot {konto}" if konto else "alla konton"
            yield f"Databasen ställer in «{namn}» för {vem}: annat kan läsas eller skrivas än vad programmet menar."
