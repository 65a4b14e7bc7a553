"""The search index as a whole: whether it is what this version writes, and making it so.

An ärende has a row of its own from its registration on, so one without it is not indexed: it is older than the index. What is
made here is derived, by the code of today; a migration could only do it by that of its own day.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from motions import sokposter
from motions.models import Arende, Sokkalla, Sokpost

VERSION = 2
"""Of what the rows hold. Raise it when `sokposter` writes other rows than before: the next migrate then makes all anew."""
SAID_EVERY = 1000
_MARKE = "sökregister, version "


def _nothing(about: object) -> None:
    """Neither anything more to do nor anyone to tell."""


def to_do() -> QuerySet[Arende]:
    """The ärenden whose rows are to be made: all when an older version wrote them, else those that have none."""
    if stored_version() < VERSION:
        return Arende.objects.all()
    own = Sokpost.objects.filter(arende=OuterRef("pk"), kalla=Sokkalla.ARENDE)
    return Arende.objects.filter(~Exists(own))


def rebuild(
    arenden: QuerySet[Arende],
    las: sokposter.Filtext | None = None,
    *,
    then: Callable[[Arende], object] = _nothing,
    say: Callable[[str], object] = _nothing,
) -> int:
    """Make the rows of the ärenden anew, each in a transaction of its own with what `then` adds to it; how many there were.

    The program may run meanwhile, and what is done when it is interrupted stays done.
    """
    count = 0
    for pk in arenden.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
        with transaction.atomic():
            arende = Arende.objects.select_for_update(of=("self",)).select_related("organ").get(pk=pk)
            sokposter.skriv_om(arende, las)
            then(arende)
        count += 1
        if count % SAID_EVERY == 0:
            say(f"{count} ärenden …")
    return count


def stored_version() -> int:
    """The version that wrote the index. It stands as a comment on its table; the first left none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass, 'pg_class')", [Sokpost._meta.db_table])
        (comment,) = cursor.fetchone()
    return int(comment.removeprefix(_MARKE)) if comment and comment.startswith(_MARKE) else 1


def store_version(version: int = VERSION) -> None:
    """Say that the whole index is of this version."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Sokpost._meta.db_table)
        cursor.execute(f"COMMENT ON TABLE {table} IS '{_MARKE}{version:d}'")
