"""The start-up check that the log of the database takes in nothing of what people have written."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connection

from remiss.start.database_log import ALLOWED, QUESTION, loud


@register(Tags.database)
def kontrollera_databasens_logg(
    app_configs: Sequence[AppConfig] | None,
    *,
    databases: Sequence[str] | None = None,
    **kwargs: Sequence[str] | None,
) -> list[CheckMessage]:
    """remiss.W002: a setting of the server lets what people have written into its log."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [list(ALLOWED)])
        fel = loud(dict(cursor.fetchall()))
    return [
        Warning(
            f"Databasens logg kan ta med det som människor skriver: {namn} är {ar}.",
            hint=f"Sätt {namn} till {bor}; se docs/drift.md.",
            id="remiss.W002",
        )
        for namn, (ar, bor) in fel.items()
    ]
