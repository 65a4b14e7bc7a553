"""What the program was asked and what it answered, on disk before anything more is asked."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from tests.haverier.klient import Svar

TAGGAR = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]+>|\s+", re.DOTALL)
HOGST_ORD = 2000


@dataclass(frozen=True)
class Rad:
    """One request with its answer. `token`: what it would have made or saved; `sha256`: of the text that was saved;
    `ord`: what the page said that told of a fault.

    `t` is when it was sent, by the clock on the wall, and `s` how long the answer took.
    """

    slag: str
    token: str
    status: int
    kvitterat: bool
    t: float
    s: float
    plats: str = ""
    version: int = 0
    sha256: str = ""
    var: str = ""
    ord: str = ""

    @property
    def slut(self) -> float:
        """When it was answered."""
        return self.t + self.s


class Journal:
    """A file of rows that outlives whoever writes it."""

    def __init__(self, fil: Path) -> None:
        fil.parent.mkdir(parents=True, exist_ok=True)
        self._fil, self._las = fil.open("w", encoding="utf-8"), threading.Lock()
        self.rader: list[Rad] = []

    def skriv(self, rad: Rad) -> None:
        """Keep a row; it is on disk when this returns."""
        with self._las:
            self._fil.write(json.dumps(asdict(rad), ensure_ascii=False) + "\n")
            self._fil.flush()
            os.fsync(self._fil.fileno())
            self.rader.append(rad)

    def kvitterade(self) -> int:
        """How many have been acknowledged so far."""
        return sum(rad.kvitterat for rad in list(self.rader))

    def stang(self) -> None:
        """No more rows are to come."""
        self._fil.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.stang()


class Fraga:
    """A request that is under way, from its sending to its row."""

    def __init__(self, journal: Journal, slag: str, token: str, var: str = "", sha256: str = "") -> None:
        self._journal, self._slag, self._token, self._var, self._sha256 = journal, slag, token, var, sha256
        self._t = time.time()

    def besvarad(self, svar: Svar, *, version: int = 0) -> Svar:
        """Write the row, and pass the answer on."""
        self._journal.skriv(
            Rad(
                slag=self._slag,
                token=self._token,
                status=svar.status,
                kvitterat=svar.kvitterat,
                t=self._t,
                s=time.time() - self._t,
                plats=svar.plats,
                version=version,
                sha256=self._sha256 if svar.kvitterat else "",
                var=self._var,
                ord=TAGGAR.sub(" ", svar.text)[:HOGST_ORD] if svar.status >= 500 else "",
            )
        )
        return svar


def las(fil: Path) -> list[Rad]:
    """The rows of a journal, also of a run that was interrupted in the middle of one."""
    rader = []
    for text in fil.read_text("utf-8").splitlines():
        try:
            rader.append(Rad(**json.loads(text)))
        except ValueError:
            break
    return rader
