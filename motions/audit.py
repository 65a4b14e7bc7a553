"""The provable trail: acts chained per kedja, heads sealed every minute, and the proof that nothing was altered.

A kedja is serialised by an advisory lock held to COMMIT, so its visible rows are always a gap-free prefix in commit order: a
seal over the visible head can never be overtaken by a row that commits late with a lower number.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db import connection, transaction
from django.db.models import QuerySet

from motions.bevis.fraga import OLASLIGT, fraga, strom
from motions.bevis.rader import Rader, bind
from motions.json_data import Json, JsonObject
from motions.models import Anvandare, Handelse, Handelserader, Handelsetext, Sigill
from motions.prepared import Slot, prepared

BORJAN = "0" * 64
"""What the first row of every chain has before it."""

ORGANISATIONEN = "organisation:1"
BEVIS = "bevis:1"
"""The kedja of what was written of the record and no act tells: a file that was made, an upgrade, what the proof begins with."""
_SIGILLLAS = 4711
KLOCKAN_GAR_FEL = timedelta(minutes=5)
"""So much may the clocks of two machines differ."""
RADER = "rader"
"""Where a Handelse keeps the digest of the rows that it wrote."""
_TID = (
    "coalesce(pg_catalog.rtrim(pg_catalog.to_char(at AT TIME ZONE 'UTC', "
    """'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"BC'), 'AD'), '')"""
)
"""A moment as it was digested; text, since a moment without end is none that Python can hold. One before Christ says so."""
HANDELSER = (
    f"SELECT id, kedja, nummer, slag, {_TID}, by_id, data::text, foregaende, hash FROM public.motions_handelse "  # noqa: S608
    "ORDER BY kedja, nummer"
)
TEXTER = """
SELECT h.id, h.kedja, h.nummer, t.nyckel, t.text, t.salt, h.data ->> (t.nyckel || '_digest')
FROM public.motions_handelsetext t JOIN public.motions_handelse h ON h.id = t.handelse_id ORDER BY t.id
"""
SIGILL = (
    f"SELECT nummer, kedja, till_nummer, kedja_hash, {_TID}, foregaende, hash FROM public.motions_sigill "  # noqa: S608
    "ORDER BY nummer"
)
FORSEGLAT = "SELECT kedja, max(till_nummer) FROM public.motions_sigill GROUP BY kedja"
UTKASTEN = "utkast_digest"
"""The digest of the drafts that an ärende had as it was closed: named as the digest of a text, it is of none that is kept."""


def canonical(value: Json) -> bytes:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(value: Json) -> str:
    """The hex SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


SALT_TECKEN = 32


def salted_digest(text: str, salt: str) -> str:
    """The digest that a chain keeps of a free text; without the salt it says nothing about the text."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def _handelse_hash(rad: Handelse) -> str:
    return _handelse_digest(
        rad.kedja, rad.nummer, rad.slag, _tid(rad.at), rad.by_id, rad.data, rad.foregaende
    )


def _handelse_digest(
    kedja: str, nummer: int, slag: str, at: str, by: int, data: Json, foregaende: str
) -> str:
    return sha256(
        {
            "kedja": kedja,
            "nummer": nummer,
            "slag": slag,
            "at": at,
            "by": by,
            "data": data,
            "foregaende": foregaende,
        }
    )


def _sigill_hash(rad: Sigill) -> str:
    return _sigill_digest(
        rad.nummer, rad.kedja, rad.till_nummer, rad.kedja_hash, _tid(rad.at), rad.foregaende
    )


def _sigill_digest(
    nummer: int, kedja: str, till_nummer: int, kedja_hash: str, at: str, foregaende: str
) -> str:
    return sha256(
        {
            "nummer": nummer,
            "kedja": kedja,
            "till_nummer": till_nummer,
            "kedja_hash": kedja_hash,
            "at": at,
            "foregaende": foregaende,
        }
    )


def _tid(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def las(kedja: str) -> None:
    """Take the lock that serialises a kedja; it is held to COMMIT, and may be taken again by the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [kedja])


@prepared
def _senaste(*, kedja: Slot) -> QuerySet[Handelse]:
    return Handelse.objects.filter(kedja=kedja).order_by("-nummer")[:1]


def append(
    kedja: str,
    slag: str,
    *,
    by: Anvandare,
    at: datetime,
    data: Mapping[str, Json] | None = None,
    texter: Mapping[str, str] | None = None,
    rader: Rader | None = None,
) -> Handelse:
    """Append one act to a kedja, in the caller's transaction.

    `data`: ids, codes and digests only. `texter`: free texts by key; each is kept beside the chain with its salt, and only
    its salted digest goes in. `rader`: the rows that it wrote; when they are not given, all that the transaction has written and
    no act has said. Errors: TransactionManagementError outside a transaction.
    """
    rader = bind() if rader is None else rader
    las(kedja)
    senaste = _senaste.first(kedja=kedja)
    uppgifter: JsonObject = dict(data or {})
    salter = {nyckel: secrets.token_hex(SALT_TECKEN // 2) for nyckel, text in (texter or {}).items() if text}
    for nyckel, salt in salter.items():
        uppgifter[f"{nyckel}_digest"] = salted_digest((texter or {})[nyckel], salt)
    if rader:
        uppgifter[RADER] = sha256(_som_json(rader))
    rad = Handelse(
        kedja=kedja,
        nummer=senaste.nummer + 1 if senaste else 1,
        slag=slag,
        at=at,
        by=by,
        data=uppgifter,
        foregaende=senaste.hash if senaste else BORJAN,
    )
    rad.hash = _handelse_hash(rad)
    rad.save(force_insert=True)
    for nyckel, salt in salter.items():
        Handelsetext.objects.create(handelse=rad, nyckel=nyckel, text=(texter or {})[nyckel], salt=salt)
    if rader:
        Handelserader.objects.create(handelse=rad, rader=rader)
    return rad


def sag_raderna(slag: str, *, by: Anvandare, at: datetime, data: Mapping[str, Json] | None = None) -> None:
    """Say in the kedja of the proof what the transaction has written and no act has said; nothing when there is nothing."""
    if rader := bind():
        append(BEVIS, slag, by=by, at=at, data=data, rader=rader)


def _som_json(rader: Rader) -> JsonObject:
    return {tabell: dict(nycklar) for tabell, nycklar in rader.items()}


@transaction.atomic
def forsegla(at: datetime) -> int:
    """Seal the head of every kedja that has grown since its last seal. Returns the number of seals made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SIGILLLAS])
        cursor.execute(
            """
            SELECT DISTINCT ON (h.kedja) h.kedja, h.nummer, h.hash
            FROM motions_handelse h
            LEFT JOIN (SELECT kedja, max(till_nummer) AS till FROM motions_sigill GROUP BY kedja) s USING (kedja)
            WHERE h.nummer > coalesce(s.till, 0)
            ORDER BY h.kedja, h.nummer DESC
            """
        )
        huvuden = cursor.fetchall()
    senaste = senaste_sigill()
    nummer, foregaende = (senaste.nummer, senaste.hash) if senaste else (0, BORJAN)
    for kedja, till_nummer, kedja_hash in huvuden:
        nummer += 1
        sigill = Sigill(
            nummer=nummer,
            kedja=kedja,
            till_nummer=till_nummer,
            kedja_hash=kedja_hash,
            foregaende=foregaende,
            at=at,
        )
        sigill.hash = foregaende = _sigill_hash(sigill)
        sigill.save(force_insert=True)
    return len(huvuden)


def senaste_sigill() -> Sigill | None:
    """The head of the chain of seals: what a witness writes down."""
    return Sigill.objects.order_by("-nummer").first()


@dataclass
class Kontroll:
    """What a verification found.

    `brott` are faults in Swedish; `oforseglade` counts rows that no seal covers yet, `utan_sigill` names them: kedja to first and
    last nummer.
    """

    handelser: int = 0
    sigill: int = 0
    oforseglade: int = 0
    utan_sigill: dict[str, tuple[int, int]] = field(default_factory=dict)
    brott: list[str] = field(default_factory=list)
    sigillhuvud: str = BORJAN

    @property
    def hel(self) -> bool:
        """Whether nothing was found altered."""
        return not self.brott


def kontrollera(vittnen: Sequence[str] = (), *, at: datetime | None = None) -> Kontroll:
    """Recompute every chain and seal. `vittnen`: seal hashes kept elsewhere, each of which must still be in the chain of seals.

    `at`: the moment it is; a seal of a later one is a fault.
    """
    resultat = Kontroll()
    forseglat: dict[str, int] = dict(fraga(FORSEGLAT))
    hashar: dict[tuple[str, int], str] = {}
    sagda: dict[tuple[int, str], str] = {}
    for kedja, rader in groupby(strom(HANDELSER), key=itemgetter(1)):
        foregaende, fore = BORJAN, 0
        for vantat, (pk, _, nummer, slag, tid, by, text, innan, hash_) in enumerate(rader, start=1):
            resultat.handelser += 1
            if nummer != vantat:
                resultat.brott.append(
                    f"{kedja}: händelse {vantat} saknas eller ligger fel (hittade {nummer})."
                )
                break
            try:
                data = json.loads(text)
                digest = _handelse_digest(kedja, nummer, slag, tid, by, data, innan)
            except OLASLIGT:
                resultat.brott.append(f"{kedja}: händelse {nummer} går inte att läsa.")
                break
            if innan != foregaende or hash_ != digest:
                resultat.brott.append(f"{kedja}: händelse {nummer} är ändrad.")
                break
            foregaende = hashar[kedja, nummer] = hash_
            sagda |= {
                (pk, nyckel.removesuffix("_digest")): f"{kedja}: texten till händelse {nummer}"
                for nyckel in data
                if nyckel.endswith("_digest") and nyckel != UTKASTEN
            }
            if pk < fore:
                resultat.brott.append(f"{kedja}: händelse {nummer} har bytt plats med en annan.")
            fore = pk
            if nummer > forseglat.get(kedja, 0):
                resultat.oforseglade += 1
                forsta, _ = resultat.utan_sigill.get(kedja, (nummer, 0))
                resultat.utan_sigill[kedja] = (forsta, nummer)
    _kontrollera_texter(resultat, sagda)
    _kontrollera_sigill(resultat, hashar, vittnen, at)
    return resultat


def _kontrollera_texter(resultat: Kontroll, sagda: dict[tuple[int, str], str]) -> None:
    """Every text that was digested must be kept, and be the one that was: no act disposes of any yet."""
    for handelse, kedja, nummer, nyckel, text, salt, digest in strom(TEXTER):
        sagda.pop((handelse, nyckel), None)
        # A salt of another length could hold the beginning of the text.
        if len(salt) != SALT_TECKEN or digest != salted_digest(text, salt):
            resultat.brott.append(f"{kedja}: texten till händelse {nummer} är ändrad.")
    resultat.brott += [f"{var} är borta." for var in sagda.values()]


def _kontrollera_sigill(
    resultat: Kontroll, hashar: dict[tuple[str, int], str], vittnen: Sequence[str], at: datetime | None
) -> None:
    foregaende = BORJAN
    osedda = set(vittnen)
    for vantat, (nummer, kedja, till_nummer, kedja_hash, tid, innan, hash_) in enumerate(strom(SIGILL), 1):
        resultat.sigill += 1
        digest = _sigill_digest(nummer, kedja, till_nummer, kedja_hash, tid, innan)
        if nummer != vantat or innan != foregaende or hash_ != digest:
            resultat.brott.append(f"Sigill {vantat} saknas eller är ändrat.")
            break
        if hashar.get((kedja, till_nummer)) != kedja_hash:
            resultat.brott.append(
                f"{kedja}: förseglad händelse {till_nummer} saknas eller är inte den som förseglades."
            )
        if at is not None and tid > _tid(at + KLOCKAN_GAR_FEL):
            resultat.brott.append(f"Sigill {vantat} är satt i framtiden.")
        foregaende = resultat.sigillhuvud = hash_
        osedda.discard(hash_)
    resultat.brott += [
        f"Det bevittnade sigillet {vittne} finns inte i kedjan av sigill: sigill är borttagna eller gjorda om, "
        "eller så kommer vittnet från en annan installation."
        for vittne in sorted(osedda)
    ]
