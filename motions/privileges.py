"""What the application's own role may do in the database: add to what is only added to, and own nothing.

Triggers keep everyone from changing it or taking it away; a role that owns no table cannot take the triggers away either.
Migrations run as the owner.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg import sql
from simple_history.models import HistoricalChanges

from motions.models import Handelsetext

ADDED_TO = "endast_tillagg"
"""The name of the trigger on a table that is only added to."""
BESIDE = ("remiss_lasning", "remiss_verifiering")
"""Who has read what, and how the verifications went: beside the record, and only added to as well."""
READ_ONLY = ("motions_radbevis", "django_migrations")
"""The proof, which the triggers write as the owner, and what the tables are."""


def only_added_to() -> list[type[Model]]:
    """The tables of what must never change: those with the trigger, the words of the acts, and the history of all others."""
    return [
        m
        for m in apps.get_models()
        if _has_trigger(m) or issubclass(m, HistoricalChanges) or m is Handelsetext
    ]


def _has_trigger(model: type[Model]) -> bool:
    return any(trigger.name == ADDED_TO for trigger in getattr(model._meta, "triggers", []))


def grant(role: str) -> None:
    """Give `role` what the program needs of the tables that there are, and no more. Asked by their owner; twice is harmless."""
    with connection.cursor() as cursor:
        for statement in _statements(sql.Identifier(role)):
            cursor.execute(statement)


def _statements(role: sql.Identifier) -> Iterator[sql.Composed]:
    kept = sql.SQL(", ").join(sql.Identifier(m._meta.db_table) for m in only_added_to())
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(role)
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role)
    yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(kept, role)
    for table in BESIDE:
        yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), role)
    for table in READ_ONLY:
        yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(sql.Identifier(table), role)


def owned_by(role: str) -> bool:
    """Whether `role` has the rights of the owner of any table, itself or through another role."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT 1 FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                  AND pg_has_role(%s::name, relowner, 'MEMBER'))
            """,
            [role],
        )
        return bool(cursor.fetchone()[0])
