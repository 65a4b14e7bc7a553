"""Reading a mail as a letter: who, when, what, and its files, all of them, as they came.

The mail is somebody else's text: it is taken apart in a process of its own. What cannot be understood is a letter all the same,
that says so and has the whole message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings

from motions.apart import OverGransError
from motions.datum import day_of
from motions.documents.store import GranskadFil
from motions.ingest.brev import Avvisad, Brev
from motions.ingest.brevlada import Meddelande
from motions.ingest.file_check import MB, for_stor, sakert_namn, ta_emot
from motions.ingest.mail_parts import Brevdel, Delar, Huvud, OlasligtError, delar, huvud
from motions.ingest.reading import LASNING
from motions.models import Forvaltning, Organ
from motions.numbering import parse_dnr

UTAN_AMNE = "Meddelande utan ämne"
TOMT = "Meddelandet är tomt."
ORIGINALET = "Meddelandet som det kom.eml"
BORJAN = 64 * 1024
"""So much of a message that cannot be read, or not be taken in, is searched for its head."""


def storst() -> int:
    """The bytes of the largest message that is taken in: what may be uploaded, with its base64, and some more of it."""
    return settings.MAX_UPLOAD_MB * 4 * MB


def nyckel(data: bytes) -> str:
    """By what a message is known: the digest of its bytes."""
    return hashlib.sha256(data).hexdigest()


def las(data: bytes, forvaltning: Forvaltning, *, at: datetime) -> Brev:
    """The letter of a mail. Errors: OlasligtError."""
    if not data.strip():
        raise OlasligtError(TOMT)
    try:
        mail = LASNING.gor(delar, data)
    except OverGransError as error:
        raise OlasligtError(f"Meddelandet kunde inte läsas. {error}") from error
    filer, avvisade = _filer([b for b in mail.bilagor if not b.i_texten])
    bilder, for_stora = _filer([b for b in mail.bilagor if b.i_texten])
    return replace(
        _huvudet(mail, forvaltning, at),
        text=mail.text,
        avsandarens_dnr=_inte_vart(mail.dnr, forvaltning),
        filer=filer,
        bilder=bilder,
        original=_original(data),
        sha256=nyckel(data),
        avvisade=[*avvisade, *for_stora, *_anmarkningar(mail)],
    )


def _anmarkningar(mail: Delar) -> Iterator[Avvisad]:
    """What of the message is not here, or may not be, and where it is."""
    hela = f"Hela finns i «{ORIGINALET}»."
    if mail.fler:
        yield Avvisad("Fler delar", "Meddelandet har fler delar än som läses. Alla finns i originalet.")
    if mail.avkortad:
        yield Avvisad("Resten av texten", f"Brevet är längre än som läses. {hela}")
    if mail.skadat:
        yield Avvisad("Delar av brevet", f"Brevet är skadat. Något kan saknas eller se fel ut här. {hela}")


def oforstatt(data: bytes, forvaltning: Forvaltning, skal: str, *, kalla: str, at: datetime) -> Brev:
    """The letter of a message that cannot be understood: all of it, with the head if that can be read. `kalla`: what it is
    called where it came from.
    """
    return replace(
        _borjan(data, forvaltning, kalla, at),
        original=_original(data),
        sha256=nyckel(data),
        olast=skal,
    )


def for_stort(meddelande: Meddelande, forvaltning: Forvaltning, *, at: datetime) -> Brev:
    """The letter of a message that is larger than what is taken in: its head, and where the rest is. Errors: OlastError.

    It is known by its length and its beginning, since the digest of the whole would need the whole.
    """
    storst_mb, mb = storst() // MB, -(-meddelande.storlek // MB)
    borjan = meddelande.borjan(BORJAN)
    skal = f"Meddelandet är {mb} MB. Högst {storst_mb} MB tas emot. Det ligger kvar {meddelande.ligger}."
    return replace(
        _borjan(borjan, forvaltning, meddelande.kalla, at),
        sha256=nyckel(b"%d:" % meddelande.storlek + borjan[:BORJAN]),
        avvisade=[Avvisad(ORIGINALET, skal)],
        olast=skal,
    )


def inget(meddelande: Meddelande, forvaltning: Forvaltning, skal: str, *, at: datetime) -> Brev:
    """The letter of what should be a message and holds none. It is known by what it is called: it has no bytes."""
    skal = f"{skal} Det ligger kvar {meddelande.ligger}."
    return replace(
        _borjan(b"", forvaltning, meddelande.kalla, at),
        sha256=nyckel(b"0:" + meddelande.kalla.encode()),
        avvisade=[Avvisad(ORIGINALET, skal[:300])],
        olast=skal[:300],
    )


def _borjan(data: bytes, forvaltning: Forvaltning, kalla: str, at: datetime) -> Brev:
    try:
        h = LASNING.gor(huvud, data[:BORJAN])
    except (OverGransError, OlasligtError):
        h = Huvud("", "", "", "", ())
    return replace(_huvudet(h, forvaltning, at), amne=h.amne or f"Meddelande ({kalla})"[:300])


def _huvudet(h: Huvud, forvaltning: Forvaltning, at: datetime) -> Brev:
    return Brev(
        forvaltning=forvaltning,
        inkommen_on=_inkommen(h.stunder, at),
        avsandare=h.namn or h.adress[:200],
        epost=h.adress,
        amne=h.amne or UTAN_AMNE,
        meddelande_id=h.meddelande_id,
    )


def _original(data: bytes) -> GranskadFil:
    return GranskadFil(data, "message/rfc822", ORIGINALET)


def _inte_vart(dnr: str, forvaltning: Forvaltning) -> str:
    """The number, unless it is one of our own that the letter names."""
    organ = parse_dnr(dnr).organ
    if organ and Organ.objects.filter(forvaltning=forvaltning, kortnamn__iexact=organ).exists():
        return ""
    return dnr


def _inkommen(stunder: Sequence[datetime], at: datetime) -> date:
    """The Swedish day it reached us, by the first that can be, never after today (FL 22 §)."""
    idag = day_of(at)
    for stund in stunder:
        try:
            dag = day_of(stund) if stund.tzinfo else stund.date()
        except OverflowError:
            continue
        if date(1990, 1, 1) <= dag <= idag:
            return dag
    return idag


def _filer(bilagor: Sequence[Brevdel]) -> tuple[list[GranskadFil], list[Avvisad]]:
    """The files, kept as they came; those that are empty or too large by name and reason, which the original has all the same."""
    filer: list[GranskadFil] = []
    avvisade: list[Avvisad] = []
    for bilaga in bilagor:
        if not bilaga.data:
            avvisade.append(Avvisad(sakert_namn(bilaga.namn), "Filen är tom."))
        elif for_stor(len(bilaga.data), settings.MAX_UPLOAD_MB):
            skal = f"Filen är större än {settings.MAX_UPLOAD_MB} MB. Den finns i meddelandet som det kom."
            avvisade.append(Avvisad(sakert_namn(bilaga.namn), skal))
        else:
            filer.append(ta_emot(bilaga.namn, bilaga.data))
    return filer, avvisade
