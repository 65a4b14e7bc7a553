"""Edits by somebody who knows the program: digests made anew, chains and seals reckoned again, tails cut off, forged files."""

from __future__ import annotations

import json
import os
import random
from typing import Any

from django.utils import timezone

from motions import audit, versioner
from motions.bevis.rader import TRIGGER, tabeller
from motions.documents import store
from motions.models import Dokument, Handelse, Handelserader, Sigill, Version
from tests.haverier.rader import Andring, IngetAttAndraError, kolumnerna, med_rader, nyckel, q, satt

ANNAN = "(select max(id) from motions_anvandare where id <> {k})"


def _forseglad(slump: random.Random, minst: int) -> tuple[str, int]:
    """A kedja with so many acts that are sealed, and how many."""
    rader = q(
        "select kedja, max(till_nummer) from motions_sigill group by 1 having max(till_nummer) >= %s order by 1",
        minst,
    )
    if not rader:
        raise IngetAttAndraError("ingen kedja")
    kedja, till = slump.choice(rader)
    return str(kedja), int(till)


def rakna_om(kedja: str, fran: int) -> None:
    """Give the acts from here on the hashes that they would have."""
    fore = audit.BORJAN
    if fran > 1:
        fore = q("select hash from motions_handelse where kedja = %s and nummer = %s", kedja, fran - 1)[0][0]
    for h in Handelse.objects.filter(kedja=kedja, nummer__gte=fran).order_by("nummer"):
        h.foregaende = fore
        fore = audit._handelse_hash(h)
        q("update motions_handelse set foregaende = %s, hash = %s where id = %s", h.foregaende, fore, h.pk)


def rakna_om_sigillen() -> None:
    """Give all seals the hashes that they would have."""
    fore = audit.BORJAN
    for nummer, s in enumerate(Sigill.objects.order_by("nummer"), start=1):
        rad = q("select hash from motions_handelse where kedja = %s and nummer = %s", s.kedja, s.till_nummer)
        s.nummer, s.foregaende, s.kedja_hash = nummer, fore, rad[0][0] if rad else s.kedja_hash
        fore = audit._sigill_hash(s)
        q(
            "update motions_sigill set nummer = %s, kedja_hash = %s, foregaende = %s, hash = %s where id = %s",
            nummer,
            s.kedja_hash,
            s.foregaende,
            fore,
            s.pk,
        )


def _ar_forseglad(h: Handelse) -> bool:
    """An act that has no seal yet may be rewritten with all that it said: that stands in the list."""
    return bool(q("select 1 from motions_sigill where kedja = %s and till_nummer >= %s", h.kedja, h.nummer))


# -- chains --------------------------------------------------------------------------------------


def svans_borta(slump: random.Random) -> Andring:
    """The last acts of a sealed kedja."""
    kedja, till = _forseglad(slump, 1)
    q("delete from motions_handelse where kedja = %s and nummer >= %s", kedja, slump.randint(1, till))
    return Andring("slutet av en kedja borttaget")


def svans_omskriven(slump: random.Random) -> Andring:
    """An act altered and all after it reckoned anew."""
    kedja, till = _forseglad(slump, 1)
    nummer = slump.randint(1, till)
    q(
        "update motions_handelse set at = at - interval '1 hour' where kedja = %s and nummer = %s",
        kedja,
        nummer,
    )
    rakna_om(kedja, nummer)
    return Andring("kedja omräknad från en ändrad händelse")


def inskjuten(slump: random.Random) -> Andring:
    """An act that never was, with the rest reckoned anew."""
    kedja, till = _forseglad(slump, 2)
    nummer = slump.randint(2, till)
    q(
        "update motions_handelse set nummer = nummer + 1000000 where kedja = %s and nummer >= %s",
        kedja,
        nummer,
    )
    q("update motions_handelse set nummer = nummer - 999999 where kedja = %s and nummer > 1000000", kedja)
    q(
        "insert into motions_handelse (kedja, nummer, slag, at, by_id, data, foregaende, hash) select kedja, %s, "
        "'arende.avskriv', at, by_id, '{}', 'x', md5(random()::text) || md5(random()::text) from motions_handelse "
        "where kedja = %s limit 1",
        nummer,
        kedja,
    )
    rakna_om(kedja, nummer)
    return Andring("händelse inskjuten och kedjan omräknad")


def text_med_digest(slump: random.Random) -> Andring:
    """Another word in a free text, with its digest and the kedja made anew."""
    pk = nyckel(slump, "motions_handelsetext")
    handelse, falt, salt, text = q(
        "select handelse_id, nyckel, salt, text from motions_handelsetext where id = %s", pk
    )[0]
    ny = f"{text} x"
    q("update motions_handelsetext set text = %s where id = %s", ny, pk)
    digest = json.dumps({f"{falt}_digest": audit.salted_digest(ny, salt)})
    q("update motions_handelse set data = data || %s::jsonb where id = %s", digest, handelse)
    h = Handelse.objects.get(pk=handelse)
    rakna_om(h.kedja, h.nummer)
    return Andring("text, digest och kedja omräknade", listad=not _ar_forseglad(h))


# -- seals ---------------------------------------------------------------------------------------


def sigill_borta(slump: random.Random) -> Andring:
    """A seal in the middle."""
    nummer = q("select max(nummer) from motions_sigill")[0][0]
    if nummer < 2:
        raise IngetAttAndraError("för få sigill")
    q("delete from motions_sigill where nummer = %s", slump.randint(1, nummer - 1))
    return Andring("sigill borttaget i mitten")


def sigillen_slutar_forr(slump: random.Random) -> Andring:
    """The last seals."""
    nummer = q("select max(nummer) from motions_sigill")[0][0]
    q("delete from motions_sigill where nummer > %s", nummer - slump.randint(1, min(5, nummer)))
    return Andring("de sista sigillen borttagna", bara_vittne=True)


def alla_sigill_borta(slump: random.Random) -> Andring:
    """Every seal."""
    q("delete from motions_sigill")
    return Andring("alla sigill borttagna", bara_vittne=True)


def sigillen_gjorda_om(slump: random.Random) -> Andring:
    """One seal altered and all of them reckoned anew."""
    satt("motions_sigill", nyckel(slump, "motions_sigill"), "at", "at - interval '1 minute'")
    rakna_om_sigillen()
    return Andring("sigillen omräknade efter en ändring", bara_vittne=True)


def allt_gjort_om(slump: random.Random) -> Andring:
    """An act altered, its kedja and all the seals reckoned anew: whoever can do that is found by a witness alone."""
    kedja, till = _forseglad(slump, 1)
    nummer = slump.randint(1, till)
    q(
        "update motions_handelse set at = at - interval '1 hour' where kedja = %s and nummer = %s",
        kedja,
        nummer,
    )
    rakna_om(kedja, nummer)
    rakna_om_sigillen()
    return Andring("kedja och alla sigill omräknade", bara_vittne=True)


# -- rows with their proof -----------------------------------------------------------------------


def _rad_med_bevis(slump: random.Random) -> tuple[str, str]:
    """Alter a proved row and give it a digest that is right. Returns the table and the key."""
    tabell = slump.choice(
        [t for t in med_rader() if t in tabeller() and any(k.typ == "text" for k in kolumnerna(t))]
    )
    pk = nyckel(slump, tabell)
    kolumn = slump.choice([k for k in kolumnerna(tabell) if k.typ == "text"])
    satt(tabell, pk, kolumn.namn, f"""coalesce("{kolumn.namn}", '') || ' x'""")
    t = tabeller()[tabell]
    q("set local timezone to 'UTC'")
    q(
        f"update motions_radbevis b set digest = left(encode(sha256(convert_to(b.salt || (select jsonb_object_agg(kolumn, "
        f"to_jsonb(t) -> kolumn) from unnest(%s::text[]) kolumn)::text, 'UTF8')), 'hex'), 32) from {tabell} t "
        f"where b.tabell = %s and b.nyckel = %s and t.{t.nyckel}::text = b.nyckel",
        list(t.kolumner),
        tabell,
        str(pk),
    )
    return tabell, str(pk)


def rad_och_radbevis(slump: random.Random) -> Andring:
    """A row with its digest made anew."""
    tabell, _ = _rad_med_bevis(slump)
    return Andring(f"rad i {tabell} med radbeviset omräknat")


def rad_och_allt_bevis(slump: random.Random) -> Andring:
    """A row, its digest, what the act said of it, the kedja and all the seals."""
    tabell, pk = _rad_med_bevis(slump)
    ((ny,),) = q("select digest from motions_radbevis where tabell = %s and nyckel = %s", tabell, pk)
    rader = Handelserader.objects.filter(rader__has_key=tabell).order_by("-handelse_id")
    sist = next((r for r in rader if pk in r.rader[tabell]), None)
    if sist is None:
        raise IngetAttAndraError(tabell)
    sagda: dict[str, Any] = sist.rader
    sagda[tabell][pk] = sagda[tabell][pk][:16] + ny
    q("update motions_handelserader set rader = %s where id = %s", json.dumps(sagda), sist.pk)
    h = sist.handelse
    q(
        "update motions_handelse set data = data || %s::jsonb where id = %s",
        json.dumps({audit.RADER: audit.sha256(sagda)}),
        h.pk,
    )
    rakna_om(h.kedja, h.nummer)
    rakna_om_sigillen()
    return Andring(f"rad i {tabell} med allt bevis omräknat", listad=not _ar_forseglad(h), bara_vittne=True)


def vakten_avslagen(slump: random.Random) -> Andring:
    """The trigger of a table switched off, or the function of them all made to do nothing."""
    if slump.random() < 0.3:
        q(
            f"create or replace function {TRIGGER}() returns trigger language plpgsql as 'begin return null; end'"
        )
        return Andring("bevisets funktion ersatt")
    tabell = slump.choice(list(tabeller()))
    q(f"alter table {tabell} disable trigger {TRIGGER}")
    return Andring(f"bevisets utlösare avslagen på {tabell}")


# -- versions and documents ----------------------------------------------------------------------


def version_med_digest(slump: random.Random) -> Andring:
    """Another title in a frozen version, with its digests made anew."""
    v = Version.objects.get(pk=nyckel(slump, "motions_version"))
    v.innehall["titel"] += " x"
    delar = versioner.delar(v.innehall)
    q(
        "update motions_version set innehall = %s, delar = %s, sha256 = %s where id = %s",
        json.dumps(v.innehall),
        json.dumps(delar),
        audit.sha256(dict(delar)),
        v.pk,
    )
    return Andring("version med digest omräknad")


def dokument_med_digest(slump: random.Random) -> Andring:
    """Another fact in a frozen document, with its digest made anew."""
    d = Dokument.objects.get(pk=nyckel(slump, "motions_dokument"))
    fakta = {**d.fakta, "x": 1}
    q(
        "update motions_dokument set fakta = %s, sha256 = %s where id = %s",
        json.dumps(fakta),
        audit.sha256({"slag": d.slag, "fakta": fakta}),
        d.pk,
    )
    return Andring("dokument med digest omräknad")


def pdf_utbytt(slump: random.Random) -> Andring:
    """A forged PDF, stored and registered in good order, in the place of the document's own."""
    pk = nyckel(slump, "motions_framstallning")
    fil = store.save(b"%PDF-1.7 falsk " + os.urandom(8), mime="application/pdf", at=timezone.now())
    q("update motions_framstallning set fil_id = %s where id = %s", fil.sha256, pk)
    return Andring("PDF utbytt mot en falsk", angra=lambda: store.path_of(fil.sha256).unlink(missing_ok=True))


def handling_utbytt(slump: random.Random) -> Andring:
    """A handling with another file that is stored already."""
    pk = nyckel(slump, "motions_handling", "fil_id is not null")
    satt(
        "motions_handling", pk, "fil_id", "(select max(sha256) from motions_lagradfil where sha256 <> fil_id)"
    )
    return Andring("handlingens fil utbytt mot en annan")


def filen_omskriven(slump: random.Random) -> Andring:
    """A stored file with other bytes, and its row with the digest that they have; what pointed at it follows."""
    sha = nyckel(slump, "motions_lagradfil")
    data = store.path_of(sha).read_bytes() + b"\n"
    fil = store.save(data, mime="text/plain", at=timezone.now())
    for tabell in ("motions_framstallning", "motions_handling"):
        q(f"update {tabell} set fil_id = %s where fil_id = %s", fil.sha256, sha)
    q("delete from motions_lagradfil where sha256 = %s", sha)
    return Andring(
        "fil omskriven med ny kontrollsumma", angra=lambda: store.path_of(fil.sha256).unlink(missing_ok=True)
    )
