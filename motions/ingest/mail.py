"""Reading a mail as a letter: who, when, what, and its files, judged as uploads are.

The mail is somebody else's text: every part may lie or be broken. What cannot be read at all is an OlasligtError; what is
not accepted is named in the letter.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from motions.datum import day_of
from motions.documents.store import GranskadFil
from motions.ingest.brev import Avvisad, Brev
from motions.ingest.file_check import granska_fil, sakert_namn
from motions.models import Forvaltning
from motions.text import plain_text

MAX_TEXT = 100_000
MAX_FILER = 100
UTAN_AMNE = "Meddelande utan ämne"
_DNR = re.compile(r"\b(?:dnr|diarienummer|diarienr)\b[\s.:]*([A-ZÅÄÖ]{0,12}\s?\d[\d.\-/: ]{2,40}\d)", re.I)


class OlasligtError(Exception):
    """The bytes are not a mail that can be read; the message says why, in Swedish."""


def las(data: bytes, forvaltning: Forvaltning, *, at: datetime) -> Brev:
    """The letter of a mail. Errors: OlasligtError."""
    if not data.strip():
        raise OlasligtError("Filen är tom.")
    try:
        mail = message_from_bytes(data, policy=policy.default)
        return _brev(mail, data, forvaltning, at=at)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        # The library raises all of these for headers and parts that break its own rules.
        raise OlasligtError(f"Meddelandet kan inte läsas ({type(error).__name__}).") from error


def _brev(mail: EmailMessage, data: bytes, forvaltning: Forvaltning, *, at: datetime) -> Brev:
    if not mail.get("from") and not mail.get("subject"):
        raise OlasligtError("Filen är inget e-postmeddelande: den saknar avsändare och ämne.")
    namn, adress = parseaddr(str(mail.get("from", "")))
    amne = rensa(str(mail.get("subject", "")), rader=False)[:300] or UTAN_AMNE
    text = _text(mail)
    filer, avvisade = _filer(mail)
    nummer = _DNR.search(f"{amne}\n{text}")
    return Brev(
        forvaltning=forvaltning,
        inkommen_on=_inkommen(mail, at),
        avsandare=(rensa(namn, rader=False) or rensa(adress, rader=False))[:200],
        epost=rensa(adress, rader=False)[:254],
        amne=amne,
        text=text,
        avsandarens_dnr=" ".join(nummer[1].split())[:60] if nummer else "",
        meddelande_id=_id(mail, data),
        filer=filer,
        avvisade=avvisade,
    )


def _id(mail: EmailMessage, data: bytes) -> str:
    """The message's own id; of one without, or with one that is too long to be kept, the digest of its bytes."""
    eget = rensa(str(mail.get("message-id", "")), rader=False)
    return eget if 0 < len(eget) <= 250 else f"sha256:{hashlib.sha256(data).hexdigest()}"


def _inkommen(mail: EmailMessage, at: datetime) -> date:
    """The Swedish day it reached us: our own server's latest stamp, else what the mail says, never after today (FL 22 §)."""
    idag = day_of(at)
    stamplar = [str(r).rpartition(";")[2] for r in mail.get_all("received", [])[:1]]
    for text in (*stamplar, str(mail.get("date", ""))):
        dag = _dag(text)
        if dag is not None and date(1990, 1, 1) <= dag <= idag:
            return dag
    return idag


def _dag(text: str) -> date | None:
    try:
        stund = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return day_of(stund) if stund.tzinfo else stund.date()


def _text(mail: EmailMessage) -> str:
    """What the mail says: its plain text, else the words of its HTML."""
    del_ = mail.get_body(preferencelist=("plain", "html"))
    if del_ is None:
        return ""
    raw = del_.get_content()
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    if del_.get_content_type() == "text/html":
        text = plain_text.words(text)
    return rensa(text, rader=True)[:MAX_TEXT]


def rensa(text: str, *, rader: bool) -> str:
    """Text that can be stored and shown: no control or direction characters, no lone surrogates; one line unless `rader`."""
    hel = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    rent = "".join(c for c in hel if c in "\n\t" or unicodedata.category(c)[0] != "C")
    if not rader:
        return " ".join(rent.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(r.rstrip() for r in rent.splitlines())).strip()


def _filer(mail: EmailMessage) -> tuple[list[GranskadFil], list[Avvisad]]:
    """The attachments, each judged by its content; those not accepted by name and reason."""
    filer: list[GranskadFil] = []
    avvisade: list[Avvisad] = []
    for n, del_ in enumerate(mail.iter_attachments(), start=1):
        namn = sakert_namn(rensa(del_.get_filename() or f"bilaga {n}", rader=False))
        if n > MAX_FILER:
            avvisade.append(Avvisad(namn, f"Meddelandet har fler än {MAX_FILER} bilagor."))
            continue
        if del_.get_content_maintype() in ("message", "multipart"):
            skal = "Bilagan är ett annat meddelande. Öppna det och lägg in det för sig."
            avvisade.append(Avvisad(namn, skal))
            continue
        kropp = del_.get_payload(decode=True)
        try:
            filer.append(granska_fil(SimpleUploadedFile(namn, kropp if isinstance(kropp, bytes) else b"")))
        except ValidationError as error:
            avvisade.append(Avvisad(namn, " ".join(error.messages)))
    return filer, avvisade
