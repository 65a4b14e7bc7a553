"""Whether every row of the record is what the acts have said that it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from motions import audit
from motions.bevis.baslinje import digest_av
from motions.bevis.fraga import OLASLIGT, fraga, strom
from motions.bevis.rader import BRUTET, NOLL, Bevistabell, tabeller

HOGST = 20
"""So many rows of one table are named; of more, how many they are."""

LEDEN = """
WITH led AS (
    SELECT h.id, t.key AS tabell, r.key AS nyckel, left(r.value, 16) AS fore, substr(r.value, 17) AS digest
    FROM public.motions_handelserader e JOIN public.motions_handelse h ON h.id = e.handelse_id,
        pg_catalog.jsonb_each(CASE WHEN pg_catalog.jsonb_typeof(e.rader) = 'object' THEN e.rader ELSE '{}' END) t,
        pg_catalog.jsonb_each_text(CASE WHEN pg_catalog.jsonb_typeof(t.value) = 'object' THEN t.value ELSE '{}' END) r
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
WHERE b.digest IS DISTINCT FROM i.digest AND coalesce(b.bunden, true) AND b.digest IS DISTINCT FROM %s
ORDER BY 1, 2
"""
"""The rows whose digests do not follow one another from act to act, or end with another than is kept. A row that an upgrade has
marked does not give its digest, and is named for that.
"""
SAGDA = """
SELECT h.kedja, h.nummer, h.data ->> 'rader', e.rader::text
FROM public.motions_handelserader e JOIN public.motions_handelse h ON h.id = e.handelse_id ORDER BY h.id
"""
BORTA = """
SELECT h.kedja, h.nummer FROM public.motions_handelse h
WHERE pg_catalog.jsonb_exists(h.data, 'rader')
    AND NOT EXISTS (SELECT 1 FROM public.motions_handelserader e WHERE e.handelse_id = h.id)
ORDER BY h.kedja, h.nummer
"""


def delar() -> dict[str, Callable[[], Iterator[str]]]:
    """What is gone through of the rows, each part for itself: what cannot be read in one table hides nothing in another."""
    tabellerna: dict[str, Callable[[], Iterator[str]]] = {
        f"Raderna i {t.namn}": lambda t=t: _tabellens(t)  # type: ignore[misc]
        for t in tabeller().values()
    }
    return {
        "Händelsernas rader": _raderna_sagda,
        "Vad som är skrivet utanför programmet": _utanfor,
        "Vad händelserna har sagt om raderna": _ledbrott,
        **tabellerna,
    }


@transaction.atomic
def radbrott() -> Iterator[str]:
    """Every row that is not what was said, in Swedish, with what has been done to the proof itself."""
    fraga("SELECT pg_catalog.set_config('TimeZone', 'UTC', true)")
    return iter([brott for del_ in delar().values() for brott in del_()])


def antal_bevisade() -> int:
    """How many rows are proved."""
    ((antal,),) = fraga("SELECT count(*) FROM public.motions_radbevis WHERE digest <> ''")
    return int(antal)


def _raderna_sagda() -> Iterator[str]:
    """The acts whose rows are no longer those that they said, and those whose rows are gone."""
    for kedja, nummer, digest, text in strom(SAGDA):
        try:
            lika = audit.sha256(json.loads(text)) == digest
        except OLASLIGT:
            yield f"{kedja}: raderna till händelse {nummer} går inte att läsa."
            continue
        if not lika:
            yield f"{kedja}: raderna till händelse {nummer} är ändrade."
    for kedja, nummer in fraga(BORTA):
        yield f"{kedja}: raderna till händelse {nummer} är borta."


def _utanfor() -> Iterator[str]:
    """What was written beside the program."""
    obundna = fraga(
        "SELECT tabell, nyckel FROM public.motions_radbevis WHERE NOT bunden ORDER BY tabell, nyckel"
    )
    yield from _namngivna(obundna, "är skriven utanför programmet")


def _ledbrott() -> Iterator[str]:
    """What the acts said does not hang together with what is kept."""
    yield from _namngivna(fraga(LEDEN, NOLL, BRUTET), "har ett bevis som händelserna inte har sagt")


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


def _namngivna(rader: Sequence[tuple[Any, ...]], vad: str) -> Iterator[str]:
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
