"""A mail server of our own: it takes what it is sent, and answers, waits with its answer or hangs up, as it is told."""

from __future__ import annotations

import contextlib
import email
import email.policy
import socketserver
import threading
from datetime import UTC, datetime
from enum import Enum
from types import TracebackType

from tests.haverier.dom import Mottaget

HOGST_VANTAN = 120.0


class Lage(Enum):
    """What it does when a mail has been sent to it."""

    TA_EMOT = "ta emot"
    VANTA = "vänta"
    LAGG_PA = "lägg på"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    posten: Epost


class _Samtal(socketserver.StreamRequestHandler):
    """One conversation (RFC 5321), as much of it as is needed."""

    server: _Server

    def handle(self) -> None:
        """Answer each command until the other hangs up, or is killed."""
        with contextlib.suppress(OSError):
            self._samtala()

    def _samtala(self) -> None:
        self._svara("220 haverier")
        while rad := self.rfile.readline(2000):
            kommando = rad[:4].upper().strip()
            if kommando == b"DATA":
                self._svara("354 skriv")
                if not self._ta_emot(self._brevet()):
                    return
            elif kommando == b"QUIT":
                self._svara("221 adjö")
                return
            else:
                self._svara("250 haverier" if kommando in (b"EHLO", b"HELO") else "250 ja")

    def _brevet(self) -> bytes:
        rader = []
        while (rad := self.rfile.readline(100_000)) not in (b".\r\n", b""):
            rader.append(rad[1:] if rad.startswith(b"..") else rad)
        return b"".join(rader)

    def _ta_emot(self, brevet: bytes) -> bool:
        posten, port = self.server.posten, int(self.client_address[1])
        # It is on the server's disk from here on: whether the answer arrives is another matter.
        posten.behall(brevet)
        if posten.lage is Lage.LAGG_PA:
            return False
        if posten.lage is Lage.VANTA:
            posten.haller.add(port)
            posten.slapp.wait(HOGST_VANTAN)
            posten.haller.discard(port)
        self._svara("250 mottaget")
        return True

    def _svara(self, rad: str) -> None:
        self.wfile.write(rad.encode() + b"\r\n")


class Epost:
    """The server, for as long as its block lasts: since `sedan`. `haller`: the ports of those who wait for its answer."""

    def __init__(self) -> None:
        self.sedan = datetime.now(UTC)
        self.lage = Lage.TA_EMOT
        self.mottagna: list[Mottaget] = []
        self.haller: set[int] = set()
        self.slapp = threading.Event()
        self._las = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Samtal)
        self._server.posten = self
        self._trad = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        """What EMAIL_URL says."""
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Epost:
        self._trad.start()
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.slapp.set()
        self._server.shutdown()
        self._server.server_close()

    def vanta_med_svaren(self) -> None:
        """From now on nobody gets an answer."""
        self.slapp.clear()
        self.lage = Lage.VANTA

    def svara(self) -> None:
        """Answer those who wait, and all who come."""
        self.lage = Lage.TA_EMOT
        self.slapp.set()

    def behall(self, brevet: bytes) -> None:
        """Keep a mail that was sent."""
        brev = email.message_from_bytes(brevet, policy=email.policy.default)
        with self._las:
            self.mottagna.append(
                Mottaget(
                    str(brev["Message-ID"]).strip(), str(brev["Subject"]).strip(), str(brev["To"]).strip()
                )
            )
