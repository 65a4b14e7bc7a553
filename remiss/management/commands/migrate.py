"""`manage.py migrate`: Django's own, as the owner of the tables, and then the application's role gets its rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connection

from motions import privileges
from remiss.management import Option

ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


class Command(migrate.Command):
    """With DATABASE_OWNER_URL the owner migrates; without it whoever DATABASE_URL names, who then owns what the program uses."""

    def handle(self, *args: str, **options: Option) -> None:
        """Migrate, then grant. Errors: CommandError."""
        if options["database"] != DEFAULT_DB_ALIAS or settings.DATABASE_OWNER is None:
            super().handle(*args, **options)
            return
        with as_owner(settings.DATABASE_OWNER):
            super().handle(*args, **options)
            if not options["plan"] and not options["check_unapplied"]:
                privileges.grant(str(settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]))


@contextmanager
def as_owner(owner: Mapping[str, str | int]) -> Iterator[None]:
    """The default connection as the owner's, until the block ends."""
    ours = connection.settings_dict
    connection.close()
    connection.settings_dict = {**ours, **{part: owner[part] for part in ADDRESS}}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = ours
