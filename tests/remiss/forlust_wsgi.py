"""The program as the loss tests serve it: whole, or with one protection taken out, and with a place to be killed in.

FORLUST names what is taken out. FORLUST_STOPP names a file: the first POST that is done and not yet answered makes the file and
waits there to be killed. Neither exists in the program itself.
"""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.core.wsgi import get_wsgi_application

Svara = Callable[..., Any]
UTAN = os.environ.get("FORLUST", "")
STOPP = os.environ.get("FORLUST_STOPP", "")

django = get_wsgi_application()

if UTAN == "nyckel":
    from remiss.web import idempotency

    idempotency.idempotent = lambda view: view


def _med_stopp(environ: dict[str, Any], start_response: Svara) -> Iterable[bytes]:
    """Do what is asked; if it was a POST, stand between COMMIT and the answer."""
    svar = list(django(environ, start_response))
    if STOPP and environ["REQUEST_METHOD"] == "POST" and not Path(STOPP).exists():
        Path(STOPP).touch()
        time.sleep(600)
    return svar


def _hor_inte_pa(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
    """A start_response for an answer that nobody waits for."""
    return lambda data: None


def _svar_fore_commit(environ: dict[str, Any], start_response: Svara) -> Iterable[bytes]:
    """Say «sparat» at once, and save a little later."""
    if environ["REQUEST_METHOD"] != "POST":
        return django(environ, start_response)
    kropp = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    senare = {**environ, "wsgi.input": io.BytesIO(kropp)}

    def spara() -> None:
        time.sleep(5)
        django(senare, _hor_inte_pa)

    threading.Thread(target=spara, daemon=True).start()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b'{"version": 1, "sparat": "12.00"}']


application = _svar_fore_commit if UTAN == "commit" else _med_stopp
