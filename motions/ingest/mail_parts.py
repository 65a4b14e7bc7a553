"""The parts of a mail: its headers, what it says, and its files, as they came. Asked for in a process apart (reading.py).

The mail is somebody else's text: every part may lie or be broken, and the library's own readers of headers take long over
hostile ones, so they are given the beginning alone. What is a file is found wherever it stands; a mail in the mail is a file,
and what it says and holds stands in the letter too.
"""

from __future__ import annotations

import binascii
import codecs
import hashlib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.errors import MessageError
from email.generator import BytesGenerator
from email.message import EmailMessage, Message, MIMEPart
from email.parser import BytesFeedParser, BytesHeaderParser
from email.utils import parsedate_to_datetime
from io import BytesIO

from motions.ingest import dnr_text
from motions.ingest.avsandare import avsandare, har_avsandare
from motions.ingest.charset import avkodad, avkodad_html
from motions.ingest.mail_headers import MAX_HUVUD, Policy, filnamn, rensa
from motions.ingest.skador import ar_skadad, fran_huvudet
from motions.ingest.visning import Visning
from motions.text import plain_text

MAX_TEXT = 5_000_000
"""So many signs of what a letter says are read: some thousand pages. `Delar.avkortad` tells of the rest."""
MAX_DELAR = 1000
MAX_DNR = 100_000
"""So far into a letter its own number is looked for."""
MAX_DJUP = 20
"""So many mails in each other are opened; the next is a file as it is."""
BIT = 1024 * 1024
_ANDELSER = {
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "message/delivery-status": ".txt",
}
"""What a part that has no name is called, by what it says that it is."""


class OlasligtError(Exception):
    """The bytes are not a mail that can be read; the message says why, in Swedish."""


@dataclass(frozen=True)
class Brevdel:
    """A file as the mail has it: its name, its bytes, what it is said to be; and whether it is a picture in the text."""

    namn: str
    data: bytes
    typ: str = ""
    i_texten: bool = False


@dataclass(frozen=True)
class Huvud:
    """The head of a mail: from whom, about what, when it came."""

    namn: str
    adress: str
    amne: str
    meddelande_id: str
    stunder: tuple[datetime, ...]


@dataclass(frozen=True)
class Delar(Huvud):
    """What a mail holds, before anything of it is judged. `fler`: it has more parts than are read; `avkortad`: more words;
    `skadat`: its parts do not stand as they should.
    """

    text: str
    dnr: str
    bilagor: tuple[Brevdel, ...]
    fler: bool = False
    avkortad: bool = False
    skadat: bool = False


def delar(data: bytes) -> Delar:
    """The parts of a mail. Errors: OlasligtError."""
    try:
        mail = _tolka(fran_huvudet(data))
        if har_avsandare(mail) or mail.get("subject"):
            return _delar(mail, data)
    except (MemoryError, SystemError):
        raise
    except Exception as error:
        # The library raises errors of every kind for headers and parts that break its own rules.
        raise OlasligtError("Meddelandet är skadat och kan inte läsas.") from error
    raise OlasligtError("Filen är inget e-postmeddelande: den saknar avsändare och ämne.")


def huvud(data: bytes) -> Huvud:
    """The head of a mail, of its first bytes. Errors: OlasligtError."""
    try:
        return _huvud(_som_mail(BytesHeaderParser(policy=Policy()).parsebytes(fran_huvudet(data))), data)
    except (MemoryError, SystemError):
        raise
    except Exception as error:
        raise OlasligtError("Meddelandets huvud är skadat och kan inte läsas.") from error


def _tolka(data: bytes) -> EmailMessage:
    """The mail, read a bit at a time: read whole it takes six times its size."""
    lasare = BytesFeedParser(policy=Policy())
    for borjar in range(0, len(data), BIT):
        lasare.feed(data[borjar : borjar + BIT])
    return _som_mail(lasare.close())


def _som_mail(mail: Message) -> EmailMessage:
    if not isinstance(mail, EmailMessage):
        raise TypeError(mail)
    return mail


def _huvud(mail: EmailMessage, data: bytes) -> Huvud:
    namn, adress = avsandare(mail)
    return Huvud(
        namn=rensa(namn, rader=False)[:200],
        adress=rensa(adress, rader=False)[:254],
        amne=rensa(str(mail.get("subject", "")), rader=False)[:300],
        meddelande_id=_id(mail, data),
        stunder=tuple(_stunder(mail)),
    )


def _delar(mail: EmailMessage, data: bytes) -> Delar:
    h = _huvud(mail, data)
    funnet = _Innehall(radslut=b"\r\n" if b"\r\n" in data[:MAX_HUVUD] else b"\n")
    funnet.brev(mail, 0)
    text, avkortad = funnet.hela_texten()
    return Delar(
        **vars(h),
        text=text,
        dnr=dnr_text.avsandarens(h.amne, text[:MAX_DNR]),
        bilagor=tuple(funnet.filer),
        fler=funnet.antal > MAX_DELAR,
        avkortad=avkortad,
        skadat=funnet.skadat,
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


@dataclass
class _Innehall:
    """What a mail says and the files that it holds, as its parts are gone through, in their order."""

    radslut: bytes
    filer: list[Brevdel] = field(default_factory=list)
    texter: list[str] = field(default_factory=list)
    visning: Visning = field(default_factory=Visning)
    namngivna: list[str] = field(default_factory=list)
    """The words of texts that are files by their name and stand in the letter: what it says, when it says nothing else."""
    antal: int = 0
    skadat: bool = False

    def brev(self, mail: EmailMessage, djup: int) -> None:
        """Take in a mail. A picture that is all that it says, or that it does not show, is a file like others."""
        fore, self.visning = self.visning, Visning()
        self.ga(mail, djup)
        for n, cid in self.visning.bilder:
            self.filer[n] = replace(self.filer[n], i_texten=self.visning.i_texten(cid))
        self.visning = fore

    def ga(self, del_: MIMEPart, djup: int, *, i_bild: bool = False) -> None:
        """Take in one part with all that stands in it. `i_bild`: it stands beside the html that may show it."""
        self.antal += 1
        if self.antal > MAX_DELAR:
            return
        self._ga(del_, djup, i_bild)
        self.skadat |= ar_skadad(del_)

    def _ga(self, del_: MIMEPart, djup: int, i_bild: bool) -> None:
        slag, under = del_.get_content_maintype(), del_.get_content_subtype()
        if slag == "message" and under in ("rfc822", "global"):
            self._meddelande(del_, djup)
        elif slag == "multipart" and del_.is_multipart():
            if under == "alternative":
                self._alternativ(del_, djup)
            else:
                for inre in _under(del_):
                    self.ga(inre, djup, i_bild=under == "related")
        elif self._ar_text(del_, slag, under):
            self.texter.append(_ord(del_))
            self.visning.sagt(self.texter[-1], _html(del_) if under == "html" else "")
        else:
            self._fil(del_, slag, under, i_bild)

    def _ar_text(self, del_: MIMEPart, slag: str, under: str) -> bool:
        """What is said, and no file. A part that says that it has parts, and has none, is what it says."""
        if slag == "multipart":
            return True
        return (
            slag == "text" and under in ("plain", "html") and not del_.is_attachment() and not filnamn(del_)
        )

    def _alternativ(self, del_: MIMEPart, djup: int) -> None:
        """The same said in several ways: the plain one is read, else the richest that says anything. The files of all count."""
        sagt: list[tuple[bool, list[str]]] = []
        for inre in _under(del_):
            fore, self.texter = self.texter, []
            self.ga(inre, djup)
            sagt.append((any(d.get_content_type() == "text/plain" for d in inre.walk()), self.texter))
            self.texter = fore
        med_ord = [(enkel, texter) for enkel, texter in sagt if any(t.strip() for t in texter)]
        if med_ord:
            self.texter += next((texter for enkel, texter in med_ord if enkel), med_ord[-1][1])

    def _meddelande(self, del_: MIMEPart, djup: int) -> None:
        """A mail in the mail: a file, and what it says and holds after it."""
        inre, data = _inre(del_, self.radslut)
        h = _huvud(inre, data)
        namn = filnamn(del_) or f"{h.amne or 'Bifogat meddelande'}.eml"
        self.filer.append(Brevdel(namn, data, "message/rfc822"))
        if djup >= MAX_DJUP:
            return
        fore, self.texter = self.texter, []
        self.brev(inre, djup + 1)
        fran = f"{h.namn} <{h.adress}>" if h.namn else h.adress
        rader = [f"Bifogat meddelande: {h.amne}", *([f"Från: {fran}"] if fran else [])]
        self.texter = [*fore, "\n".join(["", *rader]), *self.texter]

    def _fil(self, del_: MIMEPart, slag: str, under: str, i_bild: bool) -> None:
        typ = f"{slag}/{under}"
        if del_.is_multipart():
            data = b"\n".join(_som_bytes(d, self.radslut) for d in _under(del_))
        else:
            data = _bytes(del_)
        namn = filnamn(del_) or f"bilaga {len(self.filer) + 1}{_ANDELSER.get(typ, '')}"
        if slag == "image" and i_bild and del_.get("content-id") and not del_.is_attachment():
            self.visning.bilder.append((len(self.filer), str(del_["content-id"])))
        if typ in ("text/plain", "text/html") and not del_.is_attachment():
            self.namngivna.append(_ord(del_))
        self.filer.append(Brevdel(namn, data, typ))

    def hela_texten(self) -> tuple[str, bool]:
        """What the letter says, and then what the letters in it say; and whether there is more than is read."""
        texter = self.texter if any(t.strip() for t in self.texter) else self.namngivna
        helt = "\n\n".join(t for t in texter if t.strip())
        return rensa(helt[:MAX_TEXT], rader=True), len(helt) > MAX_TEXT


def _under(del_: MIMEPart) -> Iterator[MIMEPart]:
    for inre in del_.iter_parts() if del_.get_content_maintype() == "multipart" else del_.get_payload():
        if isinstance(inre, MIMEPart):
            yield inre


def _inre(del_: MIMEPart, radslut: bytes) -> tuple[EmailMessage, bytes]:
    """The mail that a part is, and its bytes. Some encode it, which they may not (RFC 2046 5.2.1), and mean what is encoded."""
    inre = next(_under(del_), None)
    if not isinstance(inre, EmailMessage):
        data = _bytes(del_)
        return _tolka(fran_huvudet(data)), data
    data = _som_bytes(inre, radslut)
    kodning = str(del_.get("content-transfer-encoding", "")).strip().lower()
    if kodning in ("base64", "quoted-printable") and not inre.keys():
        try:
            data = b64decode(data) if kodning == "base64" else codecs.decode(data, "quopri")
        except (binascii.Error, ValueError):
            return inre, data
        return _tolka(fran_huvudet(data)), data
    return inre, data


def _som_bytes(del_: MIMEPart, radslut: bytes) -> bytes:
    """A part as it was written."""
    ut = BytesIO()
    regler = Policy(linesep=radslut.decode(), refold_source="none", cte_type="8bit", max_line_length=0)
    BytesGenerator(ut, mangle_from_=False, policy=regler).flatten(del_, linesep=radslut.decode())
    return ut.getvalue()


def _ord(del_: MIMEPart) -> str:
    """The words of a text part, whatever it says of itself."""
    if del_.get_content_type() == "text/html":
        return plain_text.foreign_words(_html(del_))
    return avkodad(_bytes(del_), _teckenkod(del_))


def _html(del_: MIMEPart) -> str:
    return avkodad_html(_bytes(del_), _teckenkod(del_))


def _teckenkod(del_: MIMEPart) -> str:
    try:
        return str(del_.get_param("charset") or "")
    except (MessageError, ValueError, LookupError, TypeError):
        return ""


def _bytes(del_: MIMEPart) -> bytes:
    kropp = del_.get_payload(decode=True)
    return kropp if isinstance(kropp, bytes) else b""
