"""What guards the proof: the triggers and functions of the program, and that nobody has put others beside them.

Whoever is the database's superuser need not change a row to change what is written, or what is read: see also
motions/bevis/mellan.py and motions/bevis/rattigheter.py. What is not as the program made it is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from motions.bevis import vantat
from motions.bevis.fraga import fraga
from motions.bevis.rader import KROPPAR, TRIGGER

FRAMMANDE_FUNKTIONER = """
SELECT p.proname FROM pg_catalog.pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname <> ALL (%s)
    AND NOT (p.prolang IN (12, 13) AND EXISTS (
        SELECT 1 FROM pg_catalog.pg_depend d
        WHERE d.objid = p.oid AND d.classid = 'pg_catalog.pg_proc'::regclass AND d.deptype = 'e'))
ORDER BY 1
"""
"""What is written in C belongs to one of PostgreSQL's extensions; anything can be said to belong to one."""


def brott() -> Iterator[str]:
    """Each trigger and function that is not as the program made it, in Swedish."""
    yield from _utlosarna()
    yield from _funktionerna()


def _utlosarna() -> Iterator[str]:
    vantade = vantat.utlosare()
    for u in sorted(vantat.andrade(), key=lambda u: (u.tabell, u.namn)):
        if u.namn == TRIGGER:
            vad = "bevisets utlösare"
        elif (u.tabell, u.namn) in vantat.vagrar():
            vad = f"utlösaren som vägrar ändringar («{u.namn}»)"
        else:
            vad = f"utlösaren «{u.namn}»"
        yield f"{u.tabell}: {vad} saknas, är avstängd eller är ändrad."
    for u, _, har in vantat.installerade():
        if not har or (u.tabell, u.namn) not in vantade:
            yield f"{u.tabell}: utlösaren «{u.namn}» är inte programmets."


def _funktionerna() -> Iterator[str]:
    for namn in sorted(vantat.andrade_funktioner()):
        vems = "Bevisets funktion" if namn in KROPPAR else "Programmets funktion"
        yield f"{vems} «{namn}» i databasen är ändrad eller borta."
    for (namn,) in fraga(FRAMMANDE_FUNKTIONER, [*vantat.funktioner(), vantat.SV_SORT]):
        yield f"Funktionen «{namn}» i databasen är inte programmets: den kan göra att annat läses än det som står där."
