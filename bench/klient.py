"""A client that costs little, for it shares the machine with what it measures: raw sockets and requests that are ready made.

It asks as a browser does, also for compressed pages, and reads no more of an answer than its status and its length.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

TALAMOD_SEKUNDER = 30.0
SLAPP_SEKUNDER = 1.5
"""Gunicorn closes a connection that has been idle for two seconds: what is older is opened anew."""
LANGD = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
KAKA = re.compile(r"\r\nset-cookie: *([^=;\s]+)=([^;\r]*)", re.IGNORECASE)
STANGER = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class SvarFelError(Exception):
    """The program answered what it should not, or not at all."""


@dataclass(frozen=True)
class Svar:
    """An answer, as it came."""

    status: int
    huvud: bytes
    kropp: bytes


def las_svar(las: Callable[[int], bytes]) -> Svar:
    """Read one answer; `las` is a socket's recv. Errors: SvarFelError when it ends before it is whole or says no length."""
    buffert = bytearray()
    while (slut := buffert.find(b"\r\n\r\n")) < 0:
        bit = las(65536)
        if not bit:
            raise SvarFelError("Förbindelsen stängdes innan svaret kom.")
        buffert += bit
    huvud = bytes(buffert[:slut])
    status = int(huvud[9:12])
    traff = LANGD.search(huvud)
    if traff is None:
        raise SvarFelError(f"Svaret {status} säger inte hur långt det är.")
    langd, borjan = int(traff[1]), slut + 4
    while len(buffert) - borjan < langd:
        bit = las(65536)
        if not bit:
            raise SvarFelError("Förbindelsen stängdes mitt i svaret.")
        buffert += bit
    return Svar(status, huvud, bytes(buffert[borjan : borjan + langd]))


class Forbindelse:
    """One connection to the program on a port of loopback."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._senast = 0.0

    def fraga(self, bytes_: bytes) -> Svar:
        """Send a request and read its answer. Errors: SvarFelError."""
        if time.monotonic() - self._senast > SLAPP_SEKUNDER:
            self.stang()
        try:
            if self._socket is None:
                self._socket = socket.create_connection(("127.0.0.1", self._port), TALAMOD_SEKUNDER)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.sendall(bytes_)
            svar = las_svar(self._socket.recv)
        except OSError as error:
            self.stang()
            raise SvarFelError(f"Inget svar: {error}.") from error
        except SvarFelError:
            self.stang()
            raise
        self._senast = time.monotonic()
        if STANGER.search(svar.huvud):
            self.stang()
        return svar

    def stang(self) -> None:
        """Close it; the next request opens it anew."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


@dataclass
class Session:
    """A person who is logged in: the cookies, and the requests that carry them."""

    port: int
    kakor: dict[str, str] = field(default_factory=dict)

    def get(self, adress: str, *, komprimerat: bool = True, ensam: bool = False) -> bytes:
        """The request for a page; one that is `ensam` has a connection of its own, which is closed after it."""
        huvud = {"Accept-Encoding": "gzip, deflate, br"} if komprimerat else {}
        return self._bygg("GET", adress, huvud | ({"Connection": "close"} if ensam else {}))

    def post(self, adress: str, falt: Mapping[str, str], huvud: Mapping[str, str]) -> bytes:
        """The request that posts a form, with the token of the cookie."""
        kropp = urlencode({**falt, "csrfmiddlewaretoken": self.kakor.get("csrftoken", "")}).encode()
        mer = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(kropp))}
        return self._bygg("POST", adress, {**mer, **huvud}) + kropp

    def ta_emot(self, svar: Svar) -> Svar:
        """Keep the cookies of an answer, and pass it on."""
        self.kakor |= dict(KAKA.findall(svar.huvud.decode("latin-1")))
        return svar

    def _bygg(self, metod: str, adress: str, huvud: Mapping[str, str]) -> bytes:
        rader = [f"{metod} {adress} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        if self.kakor:
            rader.append("Cookie: " + "; ".join(f"{namn}={varde}" for namn, varde in self.kakor.items()))
        rader += [f"{namn}: {varde}" for namn, varde in huvud.items()]
        return ("\r\n".join(rader) + "\r\n\r\n").encode()


def logga_in_som(port: int, nyckel: int) -> Session:
    """Become one of the demo's people, by the button of the login page. Errors: SvarFelError."""
    session, forbindelse = Session(port), Forbindelse(port)
    try:
        session.ta_emot(forbindelse.fraga(session.get("/logga-in/", komprimerat=False)))
        svar = forbindelse.fraga(session.post("/logga-in/som/", {"anvandare": str(nyckel)}, {}))
        session.ta_emot(svar)
    finally:
        forbindelse.stang()
    if svar.status != 302 or "sessionid" not in session.kakor:
        raise SvarFelError(f"Inloggningen svarade {svar.status}.")
    return session


def takt(port: int, fraga: bytes, antal: int, sekunder: float, duger: Callable[[Svar], bool]) -> float:
    """How many answers a second `antal` askers get together, who each ask again as soon as they are answered.

    Each request has a connection of its own, for the worker that is free to take: a connection that is kept stays with its
    worker, and two of them with the same one in every other round, which halves the rate. The rates of the askers are added,
    each over its own time: what the last answer takes is nobody's waiting. Errors: SvarFelError when an answer does not do.
    """
    fel: list[SvarFelError] = []
    takter: list[float] = []
    start = threading.Barrier(antal)

    def en() -> None:
        forbindelse = Forbindelse(port)
        try:
            start.wait()
            borjan, besvarade = time.perf_counter(), 0
            while (nu := time.perf_counter()) < borjan + sekunder and not fel:
                svar = forbindelse.fraga(fraga)
                forbindelse.stang()
                if not duger(svar):
                    raise SvarFelError(f"Ett svar hade status {svar.status} och {len(svar.kropp)} byte.")
                besvarade += 1
            takter.append(besvarade / (nu - borjan))
        except SvarFelError as error:
            fel.append(error)
        finally:
            forbindelse.stang()

    tradar = [threading.Thread(target=en) for _ in range(antal)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    if fel:
        raise fel[0]
    return sum(takter)
