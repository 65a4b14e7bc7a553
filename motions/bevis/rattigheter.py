"""Whether somebody may do more in the database than the program gives: who owns what, and who may write what is only added to."""

from __future__ import annotations

from collections.abc import Iterator

from motions import privileges
from motions.bevis import mellan
from motions.bevis.fraga import fraga
from motions.bevis.rader import KROPPAR

LASER, LAGGER_TILL, ANDRAR = ["SELECT"], ["SELECT", "INSERT"], ["SELECT", "INSERT", "UPDATE", "DELETE"]
FOR_MYCKET = """
WITH v AS (SELECT * FROM unnest(%s::text[], %s::text[]) v (tabell, far)),
tabell AS (
    SELECT c.oid, c.relname, c.relowner, c.relacl, pg_catalog.string_to_array(v.far, ',') AS far
    FROM v JOIN pg_catalog.pg_class c ON c.relname = v.tabell AND c.relnamespace = 'public'::regnamespace),
ratt AS (
    SELECT t.relname, t.relowner, t.far, '' AS kolumn, x.grantee, x.privilege_type
    FROM tabell t, pg_catalog.aclexplode(t.relacl) x
    UNION ALL
    SELECT t.relname, t.relowner, t.far, a.attname, x.grantee, x.privilege_type
    FROM tabell t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid, pg_catalog.aclexplode(a.attacl) x)
SELECT r.relname, r.kolumn, coalesce(o.rolname, ''), pg_catalog.string_agg(r.privilege_type, ', ' ORDER BY r.privilege_type)
FROM ratt r LEFT JOIN pg_catalog.pg_roles o ON o.oid = r.grantee
WHERE r.grantee <> r.relowner AND r.privilege_type <> ALL (r.far) AND r.privilege_type <> 'MAINTAIN'
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
"""MAINTAIN is to vacuum and to index anew."""
AGARE = """
SELECT c.relname, pg_catalog.pg_get_userbyid(c.relowner) FROM pg_catalog.pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%s)
UNION ALL SELECT p.proname || '()', pg_catalog.pg_get_userbyid(p.proowner) FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname = ANY (%s)
ORDER BY 1
"""
KONTON = """
WITH agare AS (SELECT c.relowner FROM pg_catalog.pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = 'motions_radbevis')
SELECT r.rolname, pg_catalog.concat_ws(', ',
    CASE WHEN r.rolsuper THEN 'superanvändare' END,
    CASE WHEN r.rolcreaterole THEN 'får göra konton' END,
    CASE WHEN r.rolbypassrls THEN 'går förbi radskydd' END,
    CASE WHEN r.rolreplication THEN 'får replikera' END,
    (SELECT 'har rättigheterna hos ' || pg_catalog.string_agg(m.rolname, ', ' ORDER BY m.rolname) FROM pg_catalog.pg_roles m
     WHERE NOT r.rolsuper AND m.oid <> r.oid AND pg_catalog.pg_has_role(r.oid, m.oid, 'MEMBER')
        AND (m.oid = agare.relowner OR m.rolsuper OR m.rolcreaterole OR m.rolname = ANY (%s))))
FROM pg_catalog.pg_roles r, agare
WHERE r.oid <> agare.relowner AND r.oid IN (
    SELECT x.grantee FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) x
    WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%s) AND x.privilege_type IN ('INSERT', 'UPDATE', 'DELETE'))
ORDER BY 1
"""
"""The accounts that may write any table of ours and are not the owner: that of the program."""
FARLIGA = [
    *("pg_write_all_data", "pg_write_server_files", "pg_execute_server_program"),
    *("pg_create_subscription", "pg_database_owner"),
]


def brott() -> Iterator[str]:
    """Each right too much, in Swedish."""
    far = _far()
    for tabell, kolumn, konto, ratt in fraga(FOR_MYCKET, [*far], [",".join(r) for r in far.values()]):
        var = f"kolumnen «{kolumn}» i " if kolumn else ""
        vem = f"kontot {konto}" if konto else "alla konton"
        yield f"{tabell}: {vem} har fått rätt ({ratt}) till {var}tabellen, som programmet inte ger."
    yield from _agarna()
    for konto, mer in fraga(KONTON, FARLIGA, mellan.tabellnamn()):
        if mer:
            yield f"Kontot {konto} får mer än programmet ska få: {mer}."


def _far() -> dict[str, list[str]]:
    """What others than the owner may do with each table: what motions/privileges.py gives the program."""
    tillagda = {m._meta.db_table for m in privileges.only_added_to()} | {*privileges.BESIDE}
    return {
        tabell: LASER if tabell in privileges.READ_ONLY else LAGGER_TILL if tabell in tillagda else ANDRAR
        for tabell in mellan.tabellnamn()
    }


def _agarna() -> Iterator[str]:
    """All that the program has is one owner's: that of the proof."""
    agare = dict(fraga(AGARE, mellan.tabellnamn(), [*KROPPAR]))
    bevisets = agare.get("motions_radbevis", "")
    for vad, vem in agare.items():
        if vem != bevisets:
            yield f"{vad}: ägs av {vem}, och det andra av {bevisets}."
