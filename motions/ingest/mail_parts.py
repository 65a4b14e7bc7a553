"""The parts of a mail: its headers, what it says, and its files, as they came. Asked for in a process apart (reading.py).

The mail is somebody else's text: every part may lie or be broken, and the library's own readers of headers take long over
hostile ones, so they are given the beginning alone.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesFeedParser
from email.utils import parseaddr, parsedate_to_datetime

from motions.ingest.file_text import avkodad
from motions.text import plain_text

MAX_TEXT = 100_000
MAX_HUVUD = 4_000
"""Of one header. The readers of the library take a time that grows with its square."""
MAX_DELAR = 1000
BIT = 1024 * 1024
_DNR = re.compile(r"\b(?:dnr|diarienummer|diarienr)\b[\s.:]*([A-ZÅÄÖ]{0,12}\s?\d[\d.\-/: ]{2,40}\d)", re.I)


class OlasligtError(Exception):
    """The bytes are not a mail that can be read; the message says why, in Swedish."""


@dataclass(frozen=True)
class Brevdel:
    """A file as the mail has it: its name, and its bytes; None for a part that is another message."""

    namn: str
    data: bytes | None


@dataclass(frozen=True)
class Delar:
    """What a mail holds, before anything of it is judged."""

    namn: str
    adress: str
    amne: str
    text: str
    dnr: str
    meddelande_id: str
    stunder: tuple[datetime, ...]
    bilagor: tuple[Brevdel, ...]


class _Policy(policy.EmailPolicy):
    """Reads the beginning of each header."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        text: str = super().header_fetch_parse(name, value[:MAX_HUVUD] if type(value) is str else value)
        return text


def delar(data: bytes) -> Delar:
    """The parts of a mail. Errors: OlasligtError."""
    try:
        mail = _tolka(data)
        if mail.get("from") or mail.get("subject"):
            return _delar(mail, data)
    except (MemoryError, SystemError):
        raise
    except Exception as error:
        # The library raises errors of every kind for headers and parts that break its own rules.
        raise OlasligtError("Meddelandet är skadat och kan inte läsas.") from error
    raise OlasligtError("Filen är inget e-postmeddelande: den saknar avsändare och ämne.")


def _tolka(data: bytes) -> EmailMessage:
    """The mail, read a bit at a time: read whole it takes six times its size."""
    lasare = BytesFeedParser(policy=_Policy())
    for borjar in range(0, len(data), BIT):
        lasare.feed(data[borjar : borjar + BIT])
    mail = lasare.close()
    if not isinstance(mail, EmailMessage):
        raise TypeError(mail)
    return mail


def _delar(mail: EmailMessage, data: bytes) -> Delar:
    namn, adress = parseaddr(str(mail.get("from", "")))
    amne = rensa(str(mail.get("subject", "")), rader=False)[:300]
    text = _text(mail)
    nummer = _DNR.search(f"{amne}\n{text}")
    return Delar(
        namn=rensa(namn, rader=False)[:200],
        adress=rensa(adress, rader=False)[:254],
        amne=amne,
        text=text,
        dnr=" ".join(nummer[1].split())[:60] if nummer else "",
        meddelande_id=_id(mail, data),
        stunder=tuple(_stunder(mail)),
        bilagor=tuple(_bilagor(mail)),
    )


def _id(mail: EmailMessage, data: bytes) -> str:
    """The message's own id; of one without, or with one that is too long to be kept, the digest of its bytes."""
    eget = rensa(str(mail.get("message-id", "")), rader=False)
    return eget if 0 < len(eget) <= 250 else f"sha256:{hashlib.sha256(data).hexdigest()}"


def _stunder(mail: EmailMessage) -> list[datetime]:
    """When it came, by what is best known: our own server's latest stamp, then what the mail says."""
    stamplar = [str(r).rpartition(";")[2] for r in mail.get_all("received", [])[:1]]
    ut = []
    for text in (*stamplar, str(mail.get("date", ""))):
        try:
            ut.append(parsedate_to_datetime(text.strip()[:100]))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ut


def _text(mail: EmailMessage) -> str:
    """What the mail says: its plain text, else the words of its HTML."""
    del_ = mail.get_body(preferencelist=("plain", "html"))
    if del_ is None:
        return ""
    text = _avkodad(del_)
    if del_.get_content_type() == "text/html":
        text = plain_text.foreign_words(text)
    return rensa(text[: 4 * MAX_TEXT], rader=True)[:MAX_TEXT]


def _avkodad(del_: MIMEPart) -> str:
    """The text of a part, as it says that it is encoded, or else as it must be."""
    try:
        raw = del_.get_content()
    except (LookupError, ValueError, TypeError):
        # «unknown-8bit» (RFC 1428), a name that nobody has heard of, or no name at all.
        raw = _bytes(del_)
    return avkodad(raw) if isinstance(raw, bytes) else str(raw)


def rensa(text: str, *, rader: bool) -> str:
    """Text that can be stored and shown: no control or direction characters, no lone surrogates; one line unless `rader`."""
    hel = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    rent = "".join(c for c in hel if c in "\n\t" or unicodedata.category(c)[0] != "C")
    if not rader:
        return " ".join(rent.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(r.rstrip() for r in rent.splitlines())).strip()


def _bilagor(mail: EmailMessage) -> list[Brevdel]:
    ut = []
    for n, del_ in enumerate(mail.iter_attachments(), start=1):
        if n > MAX_DELAR:
            break
        namn = rensa(del_.get_filename() or f"bilaga {n}", rader=False)
        ut.append(Brevdel(namn, None if _ar_meddelande(del_) else _bytes(del_)))
    return ut


def _ar_meddelande(del_: EmailMessage) -> bool:
    return del_.get_content_maintype() in ("message", "multipart")


def _bytes(del_: MIMEPart) -> bytes:
    kropp = del_.get_payload(decode=True)
    return kropp if isinstance(kropp, bytes) else b""
