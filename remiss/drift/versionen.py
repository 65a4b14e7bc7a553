"""Whether the database has the tables of this version of the program: those of another are not to be judged by its rules."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ALDRE = (
    "Databasen är av en äldre version än programmet, så inget är kontrollerat. Uppgradera den först: starta programmet eller kör "
    "«manage.py migrate»."
)
NYARE = "Databasen är av en nyare version än programmet, så inget är kontrollerat. Kör kommandot med den version som är i drift."


class AnnanVersionError(Exception):
    """The tables are not those of the program; the message is Swedish and says what to do."""


def ar_migrerad() -> bool:
    """Whether every migration of the program has been made."""
    return not _kvar(MigrationExecutor(connection))


def krav_samma_version() -> None:
    """Errors: AnnanVersionError when migrations remain, or were made that the program does not have."""
    executor = MigrationExecutor(connection)
    if _kvar(executor):
        raise AnnanVersionError(ALDRE)
    loader = executor.loader
    ours = {app for app, _ in loader.disk_migrations}
    if any(app in ours for app, _ in loader.applied_migrations.keys() - loader.disk_migrations.keys()):
        raise AnnanVersionError(NYARE)


def _kvar(executor: MigrationExecutor) -> bool:
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
