"""The provable trail: acts chained per kedja, heads sealed every minute, and the proof that nothing was altered.

A kedja is serialised by an advisory lock held to COMMIT, so its visible rows are always a gap-free prefix in commit order: a
seal over the visible head can never be overtaken by a row that commits late with a lower number.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max, QuerySet

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
    return sha256(
        {
            "kedja": rad.kedja,
            "nummer": rad.nummer,
            "slag": rad.slag,
            "at": rad.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "by": rad.by_id,
            "data": rad.data,
            "foregaende": rad.foregaende,
        }
    )


def _sigill_hash(rad: Sigill) -> str:
    return sha256(
        {
            "nummer": rad.nummer,
            "kedja": rad.kedja,
            "till_nummer": rad.till_nummer,
            "kedja_hash": rad.kedja_hash,
            "at": rad.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "foregaende": rad.foregaende,
        }
    )


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
    forseglat = dict(
        Sigill.objects.values_list("kedja").annotate(till=Max("till_nummer")).values_list("kedja", "till")
    )
    hashar: dict[tuple[str, int], str] = {}
    sagda: dict[tuple[int, str], str] = {}
    for kedja, rader in _per_kedja():
        foregaende, fore = BORJAN, 0
        for vantat, rad in enumerate(rader, start=1):
            resultat.handelser += 1
            if rad.nummer != vantat:
                resultat.brott.append(
                    f"{kedja}: händelse {vantat} saknas eller ligger fel (hittade {rad.nummer})."
                )
                break
            if rad.foregaende != foregaende or rad.hash != _handelse_hash(rad):
                resultat.brott.append(f"{kedja}: händelse {rad.nummer} är ändrad.")
                break
            foregaende = hashar[kedja, rad.nummer] = rad.hash
            sagda |= {
                (rad.pk, nyckel.removesuffix("_digest")): f"{kedja}: texten till händelse {rad.nummer}"
                for nyckel in rad.data
                if nyckel.endswith("_digest") and nyckel != UTKASTEN
            }
            if rad.pk < fore:
                resultat.brott.append(f"{kedja}: händelse {rad.nummer} har bytt plats med en annan.")
            fore = rad.pk
            if rad.nummer > forseglat.get(kedja, 0):
                resultat.oforseglade += 1
                forsta, _ = resultat.utan_sigill.get(kedja, (rad.nummer, 0))
                resultat.utan_sigill[kedja] = (forsta, rad.nummer)
    _kontrollera_texter(resultat, sagda)
    _kontrollera_sigill(resultat, hashar, vittnen, at)
    return resultat


def _per_kedja() -> Iterator[tuple[str, list[Handelse]]]:
    kedja, rader = "", list[Handelse]()
    for rad in Handelse.objects.order_by("kedja", "nummer").iterator(chunk_size=2000):
        if rad.kedja != kedja:
            if rader:
                yield kedja, rader
            kedja, rader = rad.kedja, []
        rader.append(rad)
    if rader:
        yield kedja, rader


def _kontrollera_texter(resultat: Kontroll, sagda: dict[tuple[int, str], str]) -> None:
    """Every text that was digested must be kept, and be the one that was: no act disposes of any yet."""
    for text in Handelsetext.objects.select_related("handelse").iterator(chunk_size=2000):
        sagda.pop((text.handelse_id, text.nyckel), None)
        # A salt of another length could hold the beginning of the text.
        if len(text.salt) != SALT_TECKEN or text.handelse.data.get(f"{text.nyckel}_digest") != salted_digest(
            text.text, text.salt
        ):
            resultat.brott.append(
                f"{text.handelse.kedja}: texten till händelse {text.handelse.nummer} är ändrad."
            )
    resultat.brott += [f"{var} är borta." for var in sagda.values()]


def _kontrollera_sigill(
    resultat: Kontroll, hashar: dict[tuple[str, int], str], vittnen: Sequence[str], at: datetime | None
) -> None:
    foregaende = BORJAN
    osedda = set(vittnen)
    for vantat, sigill in enumerate(Sigill.objects.order_by("nummer").iterator(chunk_size=2000), start=1):
        resultat.sigill += 1
        if sigill.nummer != vantat or sigill.foregaende != foregaende or sigill.hash != _sigill_hash(sigill):
            resultat.brott.append(f"Sigill {vantat} saknas eller är ändrat.")
            break
        if hashar.get((sigill.kedja, sigill.till_nummer)) != sigill.kedja_hash:
            resultat.brott.append(
                f"{sigill.kedja}: förseglad händelse {sigill.till_nummer} saknas eller är inte den som förseglades."
            )
        if at is not None and sigill.at > at + KLOCKAN_GAR_FEL:
            resultat.brott.append(f"Sigill {vantat} är satt i framtiden.")
        foregaende = resultat.sigillhuvud = sigill.hash
        osedda.discard(sigill.hash)
    resultat.brott += [
        f"Det bevittnade sigillet {vittne} finns inte i kedjan av sigill: sigill är borttagna eller gjorda om, "
        "eller så kommer vittnet från en annan installation."
        for vittne in sorted(osedda)
    ]
