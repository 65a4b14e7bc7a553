"""A generated kommun of a hundred nämnder with as many ärenden as one asks for: the database makes the rows itself.

Every row is a function of its number, so that the same size is the same kommun. The words are few and common where the real ones
are: a tenth of the ärenden speak of traffic, and one in ten thousand of a thing that hardly anyone writes of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from motions.models import (
    Anvandare,
    Arendetyp,
    Avsnittsmall,
    Befattning,
    Enhet,
    Forvaltning,
    Klassificering,
    Kommun,
    LagradFil,
    Organ,
    Remittent,
    Roll,
)

NAMNDER = 100
HANDLAGGARE = 5
"""In each nämnd."""
AVSNITT = (
    ("sammanfattning", "Sammanfattning"),
    ("bakgrund", "Bakgrund"),
    ("bedomning", "Förvaltningens bedömning"),
)
"""The sections of a new utlåtande."""
FORSTA_DAGEN = date(2010, 1, 1)
DAGAR = 6000
NU = datetime(2026, 6, 1, tzinfo=UTC)
FIL = "0" * 64
"""The file of every handling: nobody opens it."""
VANLIGT, OVANLIGT = "trafikplan", "vindskydd"

AMNEN = [
    *(
        "skolskjuts",
        "äldreomsorg",
        "bibliotek",
        "parkering",
        "belysning",
        "trygghet",
        "vatten",
        "avlopp",
        "detaljplan",
        "cykelväg",
    ),
    *(
        "lekplats",
        "idrottshall",
        "kulturskola",
        "förskola",
        "hemtjänst",
        "färdtjänst",
        "bredband",
        "klimat",
        "buller",
        "avfall",
    ),
    *(
        "återbruk",
        "översiktsplan",
        "taxa",
        "avgift",
        "badhus",
        "gymnasium",
        "integration",
        "arbetsmarknad",
        "näringsliv",
        "handel",
    ),
]
SLAG = (
    "Remiss om",
    "Motion om",
    "Yttrande över",
    "Förslag till",
    "Samråd om",
    "Granskning av",
    "Revidering av",
)


@dataclass(frozen=True)
class Kommunen:
    """Who looks: one who sees every nämnd, and one who sees one in a hundred."""

    ser_allt: Anvandare
    ser_en: Anvandare


def fyll(antal: int) -> Kommunen:
    """Make the kommun with its people and `antal` ärenden, each with its remiss and two texts in the index."""
    kommunen = _organisation()
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # no trigger that looks a key up for each row
        cursor.execute(_INDEX)
        for namn, _ in (index := cursor.fetchall()):
            cursor.execute(f'DROP INDEX "{namn}"')
        cursor.execute(_UTAN_FORVAL)
        for tabell, kolumn, forval in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {tabell} ALTER COLUMN {kolumn} SET DEFAULT {forval}")
        for sats in (_ARENDEN, _REMISSER, _HANDLINGAR, _ARENDETEXTER, _HANDLINGSTEXTER):
            cursor.execute(sats, _PARAMETRAR | {"antal": antal})
        for _, skapa in index:
            cursor.execute(skapa)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return kommunen


def _organisation() -> Kommunen:
    """The nämnder with their people, many at a time: nobody looks at the history of who was made when."""
    allt = Anvandare(username="allt", first_name="Alva", last_name="Allseende")
    en = Anvandare(username="en", first_name="Ena", last_name="Registrator")
    nummer = range(NAMNDER)
    (kommun,) = Kommun.objects.bulk_create([Kommun(namn="Mätkommun")])
    LagradFil.objects.bulk_create([LagradFil(sha256=FIL, storlek=1000, mime="application/pdf", lagrad_at=NU)])
    (klass,) = Klassificering.objects.bulk_create(
        [Klassificering(kommun=kommun, kod="1.6", namn="Yttranden", fran_on=FORSTA_DAGEN)]
    )
    Remittent.objects.bulk_create([Remittent(kommun=kommun, namn=f"Remittent {n}") for n in range(50)])
    forvaltningar = Forvaltning.objects.bulk_create(
        [Forvaltning(kommun=kommun, namn=f"Förvaltning {n}", epost=f"f{n}@exempel.invalid") for n in nummer]
    )
    enheter = Enhet.objects.bulk_create([Enhet(forvaltning=f, namn="Enhet") for f in forvaltningar])
    organ = Organ.objects.bulk_create(
        [
            Organ(kommun=kommun, forvaltning=f, namn=f"Nämnd {n}", kortnamn=f"N{n}")
            for n, f in enumerate(forvaltningar)
        ]
    )
    typer = Arendetyp.objects.bulk_create(
        [Arendetyp(forvaltning=f, namn="Remiss", klassificering=klass) for f in forvaltningar]
    )
    Avsnittsmall.objects.bulk_create(
        [
            Avsnittsmall(arendetyp=typ, nyckel=nyckel, rubrik=rubrik, ordning=ordning)
            for typ in typer
            for ordning, (nyckel, rubrik) in enumerate(AVSNITT, start=1)
        ]
    )
    folk = Anvandare.objects.bulk_create(
        [allt, en]
        + [
            Anvandare(username=f"h{n}-{k}", first_name=f"Förnamn{k}", last_name=f"Efternamn{n:02}")
            for n in nummer
            for k in range(HANDLAGGARE)
        ]
    )
    Befattning.objects.bulk_create(
        [
            Befattning(anvandare=allt, roll=Roll.REGISTRATOR, fran_on=FORSTA_DAGEN, kommun=kommun),
            Befattning(anvandare=en, roll=Roll.REGISTRATOR, fran_on=FORSTA_DAGEN, organ=organ[0]),
        ]
        + [
            Befattning(
                anvandare=p, roll=Roll.HANDLAGGARE, fran_on=FORSTA_DAGEN, enhet=enheter[i // HANDLAGGARE]
            )
            for i, p in enumerate(folk[2:])
        ]
    )
    return Kommunen(allt, en)


_PARAMETRAR: dict[str, Any] = {
    "fil": FIL,
    "namnder": NAMNDER,
    "per_namnd": HANDLAGGARE,
    "dagar": DAGAR,
    "forsta": FORSTA_DAGEN,
    "nu": NU,
    "amnen": AMNEN,
    "slag": list(SLAG),
    "vanligt": VANLIGT,
    "ovanligt": OVANLIGT,
}

# Those that no constraint needs: made when all rows are there, they take a fraction of the time.
_INDEX = """
SELECT i.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
WHERE x.indrelid IN ('motions_arende'::regclass, 'motions_remiss'::regclass, 'motions_sokpost'::regclass)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)
"""
# What the rows below say nothing of is empty or no, as Django would have it.
_UTAN_FORVAL = """
SELECT table_name, column_name, CASE data_type WHEN 'boolean' THEN 'false' ELSE quote_literal('') END
FROM information_schema.columns
WHERE table_name IN ('motions_arende', 'motions_remiss', 'motions_sokpost') AND is_nullable = 'NO'
    AND column_default IS NULL AND is_generated = 'NEVER' AND data_type IN ('text', 'character varying', 'boolean')
"""
# k is the number in its own nämnd. The day grows with the number, so that what is newest is last.
_ARENDEN = """
INSERT INTO motions_arende (organ_id, arendetyp_id, klassificering_id, ursprung, ar, lopnummer, dnr, titel, offentlig_titel,
    inkommen_on, frist_on, state, state_since, registrerad_at, registrerad_by_id, handlaggare_id, enhet_id,
    sekretess, sekretess_lagrum, sekretess_at, sekretess_by_id)
SELECT o.id, t.id, (SELECT min(id) FROM motions_klassificering), 'remiss', 2026, k + 1,
    o.kortnamn || ' 2026-' || (k + 1) || '-1.6', rubrik.text, rubrik.text, dag.den, dag.den + 30 + k %% 61,
    CASE WHEN k %% 10 = 0 THEN 'beredning' WHEN k %% 10 = 1 THEN 'klart_for_namnd' ELSE 'avslutat' END, %(nu)s, %(nu)s,
    u.id, h.id, e.id, k %% 200 = 7, CASE WHEN k %% 200 = 7 THEN 'OSL 26:1' ELSE '' END,
    CASE WHEN k %% 200 = 7 THEN %(nu)s END, CASE WHEN k %% 200 = 7 THEN u.id END
FROM generate_series(0, %(antal)s - 1) n
CROSS JOIN LATERAL (SELECT n / %(namnder)s AS k) i_namnden
CROSS JOIN LATERAL (SELECT (%(forsta)s::date + (n::bigint * %(dagar)s / %(antal)s)::int) AS den) dag
CROSS JOIN LATERAL (SELECT (%(slag)s::text[])[1 + k %% 7] || ' ' ||
    CASE WHEN k %% 10 = 3 THEN %(vanligt)s::text ELSE (%(amnen)s::text[])[1 + k %% 30] END ||
    CASE WHEN n %% 10000 = 77 THEN ' med ' || %(ovanligt)s::text ELSE '' END ||
    ' i kvarteret ' || (%(amnen)s::text[])[1 + (n / 30) %% 30] || ' ' || n AS text) rubrik
JOIN (SELECT id, kortnamn, forvaltning_id, row_number() OVER (ORDER BY id) - 1 AS plats FROM motions_organ) o
    ON o.plats = n %% %(namnder)s
JOIN motions_arendetyp t ON t.forvaltning_id = o.forvaltning_id
JOIN motions_enhet e ON e.forvaltning_id = o.forvaltning_id
JOIN motions_anvandare h ON h.username = 'h' || (n %% %(namnder)s) || '-' || (k %% %(per_namnd)s)
JOIN motions_anvandare u ON u.username = 'allt'
ORDER BY n
"""
_REMISSER = """
INSERT INTO motions_remiss (arende_id, remittent_id, remittentens_dnr, ursprunglig_remisstid_on, remisstid_on)
SELECT a.id, r.id, 'KS 2026/' || a.id, a.frist_on, a.frist_on FROM motions_arende a
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS plats FROM motions_remittent) r ON r.plats = a.id %% 50
"""
# What is looked at every day has an akt of some length.
_HANDLINGAR = """
INSERT INTO motions_handling (arende_id, lopnummer, slag, riktning, datum_on, motpart, rubrik, offentlig_rubrik, filnamn, fil_id,
    sekretess, registrerad_at, registrerad_by_id, makulerad_skal)
SELECT a.id, n, 'skrivelse', 'inkommen', a.inkommen_on, 'Remittent ' || n, 'Skrivelse ' || n, 'Skrivelse ' || n,
    'skrivelse-' || n || '.pdf', %(fil)s, false, %(nu)s, a.registrerad_by_id, ''
FROM motions_arende a CROSS JOIN generate_series(1, 8) n WHERE a.state <> 'avslutat'
"""
_ARENDETEXTER = """
INSERT INTO motions_sokpost (kalla, kalla_nyckel, arende_id, organ_id, atkomst, rubrik, nummer, text)
SELECT 'arende', a.id, a.id, a.organ_id, CASE WHEN sekretess THEN 'hemlig' ELSE 'oppen' END, titel,
    'n2026x' || lopnummer || ' n2026 n' || lopnummer, dnr || ' Remittent ' || a.id %% 50 || ' KS 2026/' || a.id
FROM motions_arende a
"""
# One of two thousand paragraphs of forty words: what a page of a letter has when the commonest words are taken away.
_HANDLINGSTEXTER = """
WITH stycken AS (
    SELECT s, string_agg((%(amnen)s::text[])[1 + (s * 7 + k * k * 3) %% 30] || chr(97 + (s / 30 + k) %% 26), ' ') AS text
    FROM generate_series(0, 1999) s, generate_series(1, 40) k GROUP BY s)
INSERT INTO motions_sokpost (kalla, kalla_nyckel, arende_id, organ_id, atkomst, rubrik, nummer, text)
SELECT 'handling', a.id, a.id, a.organ_id, CASE WHEN sekretess THEN 'hemlig' ELSE 'oppen' END, 'Remiss från remittenten', '',
    stycken.text
FROM motions_arende a JOIN stycken ON stycken.s = a.id %% 2000
"""
