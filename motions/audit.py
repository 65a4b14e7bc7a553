"""The provable trail: acts chained per kedja, heads sealed every minute, and the proof that nothing was altered.

A kedja is serialised by an advisory lock held to COMMIT, so its visible rows are always a gap-free prefix in commit order: a
seal over the visible head can never be overtaken by a row that commits late with a lower number.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from motions.json_data import Json, JsonObject
from motions.models import Anvandare, Handelse, Handelsetext, Sigill
from motions.prepared import Slot, prepared

BORJAN = "0" * 64
"""What the first row of every chain has before it."""

ORGANISATIONEN = "organisation:1"
_SIGILLLAS = 4711


def canonical(value: Json) -> bytes:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def sha256(value: Json) -> str:
    """The hex SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(canonical(value)).hexdigest()


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
) -> Handelse:
    """Append one act to a kedja, in the caller's transaction.

    `data`: ids, codes and digests only. `texter`: free texts by key; each is kept beside the chain with its salt, and only
    its salted digest goes in. Errors: TransactionManagementError outside a transaction.
    """
    las(kedja)
    senaste = _senaste.first(kedja=kedja)
    uppgifter: JsonObject = dict(data or {})
    salter = {nyckel: secrets.token_hex(16) for nyckel, text in (texter or {}).items() if text}
    for nyckel, salt in salter.items():
        uppgifter[f"{nyckel}_digest"] = salted_digest((texter or {})[nyckel], salt)
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
    return rad


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
    senaste = Sigill.objects.order_by("-nummer").first()
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


def kontrollera(vittne: str | None = None) -> Kontroll:
    """Recompute every chain and seal. `vittne`: a seal hash kept elsewhere, which must still be in the chain of seals."""
    resultat = Kontroll()
    forseglat = dict(
        Sigill.objects.values_list("kedja").annotate(till=Max("till_nummer")).values_list("kedja", "till")
    )
    hashar: dict[tuple[str, int], str] = {}
    for kedja, rader in _per_kedja():
        foregaende = BORJAN
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
            if rad.nummer > forseglat.get(kedja, 0):
                resultat.oforseglade += 1
                forsta, _ = resultat.utan_sigill.get(kedja, (rad.nummer, 0))
                resultat.utan_sigill[kedja] = (forsta, rad.nummer)
    _kontrollera_texter(resultat)
    _kontrollera_sigill(resultat, hashar, vittne)
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


def _kontrollera_texter(resultat: Kontroll) -> None:
    """A text that is still kept must be the one that was digested; one that is gone has been lawfully disposed of."""
    for text in Handelsetext.objects.select_related("handelse").iterator(chunk_size=2000):
        if text.handelse.data.get(f"{text.nyckel}_digest") != salted_digest(text.text, text.salt):
            resultat.brott.append(
                f"{text.handelse.kedja}: texten till händelse {text.handelse.nummer} är ändrad."
            )


def _kontrollera_sigill(resultat: Kontroll, hashar: dict[tuple[str, int], str], vittne: str | None) -> None:
    foregaende = BORJAN
    vittnet_sett = vittne is None
    for vantat, sigill in enumerate(Sigill.objects.order_by("nummer").iterator(chunk_size=2000), start=1):
        resultat.sigill += 1
        if sigill.nummer != vantat or sigill.foregaende != foregaende or sigill.hash != _sigill_hash(sigill):
            resultat.brott.append(f"Sigill {vantat} saknas eller är ändrat.")
            break
        if hashar.get((sigill.kedja, sigill.till_nummer)) != sigill.kedja_hash:
            resultat.brott.append(
                f"{sigill.kedja}: förseglad händelse {sigill.till_nummer} saknas eller är inte den som förseglades."
            )
        foregaende = resultat.sigillhuvud = sigill.hash
        vittnet_sett = vittnet_sett or sigill.hash == vittne
    if not vittnet_sett:
        resultat.brott.append("Det bevittnade sigillet finns inte i kedjan av sigill.")
