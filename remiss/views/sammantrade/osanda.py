"""The mails of a sitting that could not be sent, as its page tells of them: what each was, and to whom."""

from __future__ import annotations

from collections import defaultdict

from motions.models import Sammantrade
from remiss.drift.mejl import ej_skickade_om
from remiss.web.http import Context
from remiss.web.idempotency import ny_nyckel


def osanda(s: Sammantrade, skalfel: tuple[str, str]) -> Context | None:
    """Each subject with the people that it did not reach, and a key for each of the two answers; None when all was sent."""
    rader = ej_skickade_om(s)
    if not rader:
        return None
    till: dict[str, list[str]] = defaultdict(list)
    for u in rader:
        till[u.amne].append(u.till.namn if u.till else u.adress)
    skal, fel = skalfel
    return {
        "rader": list(till.items()),
        "antal": len({u.till_id or u.adress for u in rader}),
        "skal": skal,
        "fel": fel,
        "igen_nyckel": ny_nyckel(),
        "kvitteringsnyckel": ny_nyckel(),
    }
