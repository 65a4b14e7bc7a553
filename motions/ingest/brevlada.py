"""Where mail lies before it is ours: a folder of .eml, or a mailbox that is read over IMAP.

Nothing is marked before whoever reads has kept it: `klart` is called after COMMIT. A message that is met once more, since the
program ended between the two, is known by its bytes.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeAlias
from urllib.parse import unquote, urlsplit

from motions.text.signs import nfc

ANDELSER = (".eml",)
MARKE = "RemissInlast"
"""The keyword (RFC 9051 2.3.2) that a message has in its mailbox when it is here. Whether somebody has read it says nothing."""
SEKUNDER = 60
Svarsdel: TypeAlias = "bytes | tuple[bytes, ...] | None"
"""A piece of what a server answers."""
INGEN_FIL = "Det som heter som ett meddelande är ingen fil, eller en länk till en fil som inte finns."
EJ_UTLAMNAT = "Servern kunde inte lämna ut meddelandet. Det ligger kvar och hämtas nästa gång."
EJ_MARKT = "Meddelandet finns här, men servern kunde inte märka det i brevlådan."
_PORTAR = {"imaps": 993, "imap": 143}


class BrevladaError(Exception):
    """The folder or the mailbox cannot be read; the message says why, in Swedish."""


class OlastError(Exception):
    """One message could not be fetched or marked; the message says why, in Swedish. It is left as it is."""


class IngetError(OlastError):
    """There is no message where one should be; the message says why, in Swedish."""


class Meddelande(Protocol):
    """One message where it lies."""

    @property
    def kalla(self) -> str:
        """What it is called there."""

    @property
    def ligger(self) -> str:
        """Where it lies, in the words of a sentence."""

    @property
    def storlek(self) -> int:
        """Its bytes. Errors: OlastError."""

    def borjan(self, antal: int) -> bytes:
        """Its first bytes. Errors: OlastError."""

    def hamta(self) -> bytes:
        """All of it. Errors: OlastError."""

    def klart(self) -> None:
        """It is kept. Errors: OlastError, BrevladaError."""


@dataclass(frozen=True)
class Fil:
    """A message in a folder. It is left where it lies, as it is."""

    fil: Path
    storlek: int

    @property
    def kalla(self) -> str:
        """The name of the file, in signs that can be kept."""
        return self.fil.name.encode("utf-8", "replace").decode()

    @property
    def ligger(self) -> str:
        """By the name of the file: the folder may have many."""
        return f"där det kom: {self.kalla}"

    def borjan(self, antal: int) -> bytes:
        """Its first bytes. Errors: OlastError."""
        if not self.fil.is_file():
            raise IngetError(INGEN_FIL)
        try:
            with self.fil.open("rb") as fil:
                return fil.read(antal)
        except OSError as error:
            raise OlastError("Filen i mappen gick inte att läsa.") from error

    def hamta(self) -> bytes:
        """All of it. Errors: OlastError."""
        return self.borjan(-1)

    def klart(self) -> None:
        """A file in a folder bears no mark."""


@contextmanager
def mapp(sokvag: Path) -> Iterator[Iterator[Meddelande]]:
    """The messages of a folder, in the order of their names. Errors: BrevladaError."""
    if not sokvag.is_dir():
        raise BrevladaError(f"Mappen {sokvag} finns inte.")
    filer = sorted(f for f in sokvag.iterdir() if f.suffix.lower() in ANDELSER)
    yield (Fil(f, _storlek(f)) for f in filer)


def _storlek(fil: Path) -> int:
    try:
        return fil.stat().st_size if fil.is_file() else 0
    except OSError:
        # Reading it says why.
        return 0


@dataclass(frozen=True)
class Adress:
    """A mailbox: imaps://user@host:port/mailbox, or imap:// for one that begins TLS when it is asked to (STARTTLS)."""

    tls_fran_start: bool
    vard: str
    port: int
    anvandare: str
    lada: str

    @classmethod
    def ur(cls, url: str) -> Self:
        """Errors: BrevladaError for what is no such address. The address itself is not repeated: it may hold a secret."""
        try:
            delar = urlsplit(url)
            port = delar.port
        except ValueError as error:
            raise BrevladaError("Adressen till brevlådan går inte att läsa.") from error
        if delar.scheme not in _PORTAR or not delar.hostname or not delar.username:
            raise BrevladaError("Skriv adressen som imaps://användare@värd/INBOX.")
        if delar.password:
            raise BrevladaError("Lösenordet ska inte stå i adressen utan i POST_PASSWORD.")
        return cls(
            delar.scheme == "imaps",
            delar.hostname,
            port or _PORTAR[delar.scheme],
            unquote(delar.username),
            unquote(delar.path.strip("/")) or "INBOX",
        )


def i_utf7(namn: str) -> str:
    """The name of a mailbox as a server has it (RFC 3501 5.1.3). One that is written so already is left as it is."""
    if namn.isascii() and _ar_utf7(namn):
        return namn
    delar = re.split(r"([^\x20-\x7e]+)", nfc(namn).replace("&", "&-"))
    delar[1::2] = [f"&{b64encode(d.encode('utf-16-be'), b'+,').decode().rstrip('=')}-" for d in delar[1::2]]
    return "".join(delar)


def _ar_utf7(namn: str) -> bool:
    if not re.fullmatch(r"(?:[^&]|&[A-Za-z0-9+,]*-)*", namn):
        return False
    try:
        tecken = [b64decode(d + "==", b"+,").decode("utf-16-be") for d in re.findall(r"&([^-]+)-", namn)]
    except ValueError:
        return False
    return not any(t.isascii() for t in tecken)


class Brevlada:
    """A mailbox, open. Whatever the server says is somebody else's text, and is read as little as can be."""

    def __init__(self, adress: Adress, losenord: str, *, ca: str = "") -> None:
        self._adress, self._losenord, self._ca = adress, losenord, ca
        self._numrerad: Sequence[Svarsdel] = ()

    def __enter__(self) -> Iterator[Meddelande]:
        """The messages without our mark, oldest first. Errors: BrevladaError."""
        self._koppla()
        try:
            return iter([IBrevladan(self, uid) for uid in self._omarkta()])
        except BaseException:
            self._lagg_pa()
            raise

    def om(self, uid: str, gor: str, *vad: str, annars: str) -> Sequence[Svarsdel]:
        """What the server answers about one message. Errors: OlastError with `annars` when it refuses; BrevladaError.

        A server that cannot read a message may hang up (Dovecot does): the next is asked for over a new connection.
        """
        try:
            return _bra(self._imap.uid(gor, uid, *vad))
        except (imaplib.IMAP4.abort, ConnectionError) as error:
            self._lagg_pa()
            self._koppla(igen=True)
            raise OlastError(annars) from error
        except imaplib.IMAP4.error as error:
            raise OlastError(annars) from error
        except OSError as error:
            raise BrevladaError(f"Brevlådan svarar inte ({type(error).__name__}).") from error

    def _koppla(self, *, igen: bool = False) -> None:
        with _sagt(f"Brevlådan på {self._adress.vard} kan inte nås"):
            self._imap = self._anslut()
        try:
            with _sagt("Servern tar inte emot användarnamnet och lösenordet"):
                self._logga_in()
            self._oppna()
            numrerad = self._imap.response("UIDVALIDITY")[1]
            if igen and numrerad != self._numrerad:
                raise BrevladaError("Brevlådan har numrerats om. Resten hämtas nästa gång.")
            self._numrerad = numrerad
        except BaseException:
            self._lagg_pa()
            raise

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None
    ) -> None:
        """Leave the mailbox without removing anything from it."""
        try:
            self._imap.logout()
        except (imaplib.IMAP4.error, OSError):
            self._lagg_pa()

    def _lagg_pa(self) -> None:
        # One that is closed already says so; what is told is why it was.
        with suppress(OSError):
            self._imap.shutdown()

    def _anslut(self) -> imaplib.IMAP4:
        regler = ssl.create_default_context(cafile=self._ca or None)
        a = self._adress
        if a.tls_fran_start:
            return imaplib.IMAP4_SSL(a.vard, a.port, ssl_context=regler, timeout=SEKUNDER)
        imap = imaplib.IMAP4(a.vard, a.port, timeout=SEKUNDER)
        imap.starttls(regler)
        return imap

    def _logga_in(self) -> None:
        """With PLAIN where the server knows it: LOGIN takes ASCII alone, and what it is sent stands within TLS all the same."""
        a, losenord = self._adress, self._losenord
        if "AUTH=PLAIN" in self._imap.capabilities:
            self._imap.authenticate("PLAIN", lambda _: f"\0{a.anvandare}\0{losenord}".encode())
        else:
            self._imap.login(a.anvandare, losenord)

    def _oppna(self) -> None:
        """Errors: BrevladaError for a mailbox that is not there, or that keeps no mark of ours."""
        namn = i_utf7(self._adress.lada).replace("\\", "\\\\").replace('"', '\\"')
        with _sagt(f"Mappen {self._adress.lada} kan inte öppnas"):
            _bra(self._imap.select(f'"{namn}"'))
        tillats = b" ".join(d for d in self._imap.response("PERMANENTFLAGS")[1] if d)
        if rb"\*" not in tillats and MARKE.lower().encode() not in tillats.lower():
            raise BrevladaError(
                "Brevlådan kan inte märka meddelanden med ett eget nyckelord. Hämta ur en mapp i stället."
            )

    def _omarkta(self) -> list[str]:
        with _sagt("Meddelandena kan inte räknas upp"):
            svar = _bra(self._imap.uid("SEARCH", "UNDELETED", "UNKEYWORD", MARKE))
        return [uid.decode() for rad in _bitar(svar) for uid in rad.split()]


@dataclass(frozen=True)
class IBrevladan:
    """A message in a mailbox. It is read without being marked as read."""

    lada: Brevlada
    uid: str

    @property
    def kalla(self) -> str:
        """Its number in the mailbox."""
        return f"meddelande {self.uid} i brevlådan"

    @property
    def ligger(self) -> str:
        """Without its number, which no program for mail shows."""
        return "i brevlådan"

    @cached_property
    def storlek(self) -> int:
        """Its bytes, asked for when it is its turn. Errors: OlastError, BrevladaError."""
        svar = self._fraga("(RFC822.SIZE)")
        funnet = re.search(rb"RFC822\.SIZE (\d{1,12})", b" ".join(_bitar(svar)))
        return int(funnet[1]) if funnet else 0

    def borjan(self, antal: int) -> bytes:
        """Its first bytes. Errors: OlastError, BrevladaError."""
        return self._hamta(f"(BODY.PEEK[]<0.{antal}>)")

    def hamta(self) -> bytes:
        """All of it. Errors: OlastError, BrevladaError."""
        return self._hamta("(BODY.PEEK[])")

    def _hamta(self, vad: str) -> bytes:
        kropp = next((d[1] for d in self._fraga(vad) if isinstance(d, tuple)), None)
        if not isinstance(kropp, bytes):
            raise OlastError(EJ_UTLAMNAT)
        return kropp

    def _fraga(self, vad: str) -> Sequence[Svarsdel]:
        return self.lada.om(self.uid, "FETCH", vad, annars=EJ_UTLAMNAT)

    def klart(self) -> None:
        """Mark it. Errors: OlastError, BrevladaError; it is then met again, and known by its bytes."""
        self.lada.om(self.uid, "STORE", "+FLAGS.SILENT", f"({MARKE})", annars=EJ_MARKT)


@contextmanager
def _sagt(vad: str) -> Iterator[None]:
    """Errors: BrevladaError for what the server refuses, and for a server that does not answer. It may quote what it was told."""
    try:
        yield
    except (imaplib.IMAP4.error, UnicodeError) as error:
        raise BrevladaError(f"{vad}.") from error
    except OSError as error:
        raise BrevladaError(f"{vad} ({type(error).__name__}).") from error


def _bra(svar: tuple[str, Sequence[Svarsdel]]) -> Sequence[Svarsdel]:
    slag, data = svar
    if slag != "OK":
        raise imaplib.IMAP4.error(slag)
    return data


def _bitar(svar: Sequence[Svarsdel]) -> Iterator[bytes]:
    for del_ in svar:
        yield from (d for d in (del_ if isinstance(del_, tuple) else (del_,)) if isinstance(d, bytes))
