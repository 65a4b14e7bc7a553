"""A browser that costs little: its cookies, a connection for each question, no redirects followed, answers that may not come."""

from __future__ import annotations

import http.client
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = "a" * 32
TALAMOD_SEKUNDER = 60.0
INGET = 0
"""The status of an answer that was cut off before it was whole."""


@dataclass(frozen=True)
class Svar:
    """An answer, or that there was none."""

    status: int
    plats: str = ""
    text: str = ""

    @property
    def kvitterat(self) -> bool:
        """Whether it says that what was asked is done: a redirect to the login says that nothing was."""
        return self.status == 200 or (self.status == 302 and "/logga-in/" not in self.plats)


@dataclass(frozen=True)
class Fil:
    """A file to send: the field of the form, its name and its bytes."""

    falt: str
    namn: str
    innehall: bytes


@dataclass
class Klient:
    """One browser against the program on a port of loopback."""

    port: int
    talamod: float = TALAMOD_SEKUNDER
    kakor: dict[str, str] = field(default_factory=lambda: {"csrftoken": CSRF})

    def fraga(
        self, metod: str, stig: str, kropp: bytes = b"", huvud: Mapping[str, str] | None = None
    ) -> Svar:
        """Ask once; an answer that does not come whole has the status `INGET`."""
        forbindelse = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.talamod)
        kaka = "; ".join(f"{namn}={varde}" for namn, varde in self.kakor.items())
        try:
            forbindelse.request(
                metod, stig, kropp or None, {"Cookie": kaka, "Connection": "close", **(huvud or {})}
            )
            svar = forbindelse.getresponse()
            text = svar.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            return Svar(INGET, text=repr(error))
        finally:
            forbindelse.close()
        for rad in svar.headers.get_all("Set-Cookie") or []:
            namn, _, varde = rad.split(";")[0].partition("=")
            self.kakor[namn] = varde
        return Svar(svar.status, svar.getheader("Location") or "", text)

    def get(self, stig: str) -> Svar:
        """A page."""
        return self.fraga("GET", stig)

    def post(self, stig: str, falt: Mapping[str, str], *, json: bool = False) -> Svar:
        """A form; with `json` as the autosave sends it."""
        kropp = urlencode({"csrfmiddlewaretoken": self.kakor["csrftoken"], **falt}).encode()
        huvud = {"Content-Type": "application/x-www-form-urlencoded"}
        if json:
            huvud["Accept"] = "application/json, text/html"
        return self.fraga("POST", stig, kropp, huvud)

    def post_filer(self, stig: str, falt: Mapping[str, str], filer: Sequence[Fil]) -> Svar:
        """A form with files."""
        grans = uuid.uuid4().hex
        delar = [
            f'--{grans}\r\nContent-Disposition: form-data; name="{namn}"\r\n\r\n{varde}\r\n'.encode()
            for namn, varde in {"csrfmiddlewaretoken": self.kakor["csrftoken"], **falt}.items()
        ]
        for fil in filer:
            huvud = f'form-data; name="{fil.falt}"; filename="{fil.namn}"'
            delar.append(
                f"--{grans}\r\nContent-Disposition: {huvud}\r\nContent-Type: application/octet-stream\r\n\r\n".encode()
                + fil.innehall
                + b"\r\n"
            )
        kropp = b"".join([*delar, f"--{grans}--\r\n".encode()])
        return self.fraga("POST", stig, kropp, {"Content-Type": f"multipart/form-data; boundary={grans}"})

    def likadan(self) -> Klient:
        """Another window of the same browser."""
        return Klient(self.port, self.talamod, dict(self.kakor))


class EjInloggadError(Exception):
    """The login did not answer as it should."""


def logga_in(port: int, person: int, *, talamod: float = TALAMOD_SEKUNDER) -> Klient:
    """Become one of the demo's people, by the button of the login page. Errors: EjInloggadError."""
    klient = Klient(port, talamod)
    svar = klient.post("/logga-in/som/", {"anvandare": str(person)})
    if svar.status != 302 or "sessionid" not in klient.kakor:
        raise EjInloggadError(f"Inloggningen som {person} svarade {svar.status}.")
    return klient
