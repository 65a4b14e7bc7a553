"""Who is acting: every write of the record names its actor, the autosave and the administration too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import HttpRequest

_actor: ContextVar[AbstractBaseUser | None] = ContextVar("actor", default=None)


class AktorSaknasError(RuntimeError):
    """A row of the record was written without anyone being named as its author."""


@contextmanager
def acting(by: AbstractBaseUser) -> Iterator[None]:
    """Name `by` as the author of every history row written inside the block. The gate's alone."""
    token = _actor.set(by)
    try:
        yield
    finally:
        _actor.reset(token)


def history_user(instance: Model, request: HttpRequest | None) -> AbstractBaseUser:
    """The user of a history row. Errors: AktorSaknasError when no one acts."""
    by = _actor.get()
    if by is None:
        raise AktorSaknasError(f"{type(instance).__name__} skrevs utan att någon angavs som aktör.")
    return by
