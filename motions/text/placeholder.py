"""The places of a beslutssats: what a library text leaves open, and who fills it in.

`{namnd}` and `{mottagare}` are filled in by the program; any other place in braces is for the handläggare, who cannot send the
utlåtande before it is gone. The module is pure.
"""

from __future__ import annotations

import re

FYLLS_I = {"namnd": "nämndens namn", "mottagare": "den som skickade remissen"}
"""The places that the program fills in, and with what."""

_PLATS = re.compile(r"\{([^{}]*)\}")
_NAMN = re.compile(r"[a-zåäö][a-zåäö _]{0,30}")
_STAVNINGAR = {
    "nämnd": "namnd", "nämnden": "namnd", "namnden": "namnd", "organ": "namnd", "mottagaren": "mottagare",
    "remittent": "mottagare", "remittenten": "mottagare",
}  # fmt: skip


def brist(text: str) -> str:
    """What is wrong with the places of a library text and how it is mended, in Swedish; "" when nothing is."""
    if re.search(r"[{}]", _PLATS.sub("", text)):
        return "En klammer saknar sin andra halva. Skriv platser så här: {namnd}."
    for namn in _PLATS.findall(text):
        avsedd = _STAVNINGAR.get(namn.strip().casefold(), namn.strip().casefold())
        if avsedd in FYLLS_I and namn != avsedd:
            return f"Skriv {{{avsedd}}} i stället för {{{namn}}}, så fyller programmet i {FYLLS_I[avsedd]}."
        if not _NAMN.fullmatch(namn):
            return f"Platsen {{{namn[:40]}}} behöver ett namn med små bokstäver, till exempel {{uppdrag}}."
    return ""
