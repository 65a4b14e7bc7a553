"""Whether every row of the record is what the acts have said that it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from psycopg import sql

from motions import audit
from motions.bevis.baslinje import digest_av
from motions.bevis.rader import NOLL, Bevistabell, tabeller
from motions.json_data import JsonObject
from motions.models import Handelse, Handelserader

HOGST = 20
"""So many rows of one table are named; of more, how many they are."""

LEDEN = """
WITH led AS (
    SELECT h.id, t.key AS tabell, r.key AS nyckel, left(r.value, 16) AS fore, substr(r.value, 17) AS digest
    FROM public.motions_handelserader e JOIN public.motions_handelse h ON h.id = e.handelse_id,
        pg_catalog.jsonb_each(e.rader) t, pg_catalog.jsonb_each_text(t.value) r
), i_foljd AS (
    SELECT led.*, lag(digest) OVER w AS innan, lead(id) OVER w AS sedan FROM led
    WINDOW w AS (PARTITION BY tabell, nyckel ORDER BY id)
)
SELECT tabell, nyckel FROM i_foljd
WHERE fore <> coalesce(nullif(left(innan, 16), ''), %s)
UNION
SELECT coalesce(b.tabell, i.tabell), coalesce(b.nyckel, i.nyckel)
FROM (SELECT * FROM i_foljd WHERE sedan IS NULL) i
FULL JOIN public.motions_radbevis b ON b.tabell = i.tabell AND b.nyckel = i.nyckel
WHERE b.digest IS DISTINCT FROM i.digest AND coalesce(b.bunden, true)
ORDER BY 1, 2
"""
"""The rows whose digests do not follow one another from act to act, or end with another than is kept."""


@transaction.atomic
def radbrott() -> Iterator[str]:
    """Every row that is not what was said, in Swedish, with what has been done to the proof itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone TO 'UTC'")
    brott = [*_raderna_sagda(), *_utanfor(), *_ledbrott()]
    for t in tabeller().values():
        brott += _tabellens(t)
    return iter(brott)


def antal_bevisade() -> int:
    """How many rows are proved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM motions_radbevis WHERE digest <> ''")
        (antal,) = cursor.fetchone()
    return int(antal)


def _raderna_sagda() -> Iterator[str]:
    """The acts whose rows are no longer those that they said, and those whose rows are gone."""
    for rad in Handelserader.objects.select_related("handelse").iterator(chunk_size=500):
        sagda: JsonObject = rad.rader
        if rad.handelse.data.get(audit.RADER) != audit.sha256(sagda):
            yield f"{rad.handelse.kedja}: raderna till händelse {rad.handelse.nummer} är ändrade."
    utan = Handelse.objects.filter(data__has_key=audit.RADER, rader__isnull=True)
    for kedja, nummer in utan.order_by("kedja", "nummer").values_list("kedja", "nummer"):
        yield f"{kedja}: raderna till händelse {nummer} är borta."


def _utanfor() -> Iterator[str]:
    """What was written beside the program."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tabell, nyckel FROM motions_radbevis WHERE NOT bunden ORDER BY tabell, nyckel")
        yield from _namngivna(cursor.fetchall(), "är skriven utanför programmet")


def _ledbrott() -> Iterator[str]:
    """What the acts said does not hang together with what is kept."""
    with connection.cursor() as cursor:
        cursor.execute(LEDEN, [NOLL])
        yield from _namngivna(cursor.fetchall(), "har ett bevis som händelserna inte har sagt")


def _tabellens(t: Bevistabell) -> Iterator[str]:
    """The rows of a table that do not give their digest, are gone, or have come without one."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                """
                SELECT coalesce(b.nyckel, t.{0}::text), CASE
                    WHEN t.{0} IS NULL THEN 'är borttagen utanför programmet'
                    WHEN coalesce(b.digest, '') = '' THEN 'har kommit till utanför programmet'
                    ELSE 'är ändrad' END
                FROM public.{1} t
                FULL JOIN (SELECT * FROM public.motions_radbevis WHERE tabell = %s) b ON b.nyckel = t.{0}::text
                WHERE (t.{0} IS NULL AND b.digest <> '')
                    OR (t.{0} IS NOT NULL AND (b.digest IS NULL OR b.digest IS DISTINCT FROM {2}))
                ORDER BY 2, 1
                """
            ).format(sql.Identifier(t.nyckel), sql.Identifier(t.namn), digest_av(sql.SQL("b.salt"))),
            [t.namn, list(t.kolumner)],
        )
        funna: dict[str, list[tuple[str, str]]] = {}
        for nyckel, vad in cursor.fetchall():
            funna.setdefault(vad, []).append((t.namn, nyckel))
    for vad, rader in funna.items():
        yield from _namngivna(rader, vad)


def _namngivna(rader: list[tuple[str, str]], vad: str) -> Iterator[str]:
    """Each row by the name of its table and its key; of more than `HOGST` in one table, how many there are more."""
    per_tabell: dict[str, list[str]] = {}
    for tabell, nyckel in rader:
        per_tabell.setdefault(tabell, []).append(nyckel)
    for tabell, nycklar in per_tabell.items():
        t = tabeller().get(tabell)
        namn = str(t.modell._meta.verbose_name) if t else tabell
        for nyckel in nycklar[:HOGST]:
            yield f"{namn[:1].upper()}{namn[1:]} {nyckel} ({tabell}): raden {vad}."
        if len(nycklar) > HOGST:
            yield f"{tabell}: ytterligare {len(nycklar) - HOGST} rader {vad.replace('är ', 'är också ', 1)}."
