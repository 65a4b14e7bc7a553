"""A förslag to decide, put in the past tense of a protokoll: «X beslutar att …» becomes «X beslutade att …».

Only the finite verb of the main clause changes, and only when it is one that nämnder are known to use;
anything else is left as it is, for the secretary to edit. The module is pure.
"""

import re

PRETERITUM = {
    "beslutar": "beslutade",
    "godkänner": "godkände",
    "överlämnar": "överlämnade",
    "lämnar": "lämnade",
    "åberopar": "åberopade",
    "hänvisar": "hänvisade",
    "antar": "antog",
    "justerar": "justerade",
    "förklarar": "förklarade",
    "uppdrar": "uppdrog",
    "tillstyrker": "tillstyrkte",
    "avstyrker": "avstyrkte",
    "föreslår": "föreslog",
    "lägger": "lade",
    "noterar": "noterade",
    "fastställer": "fastställde",
    "avger": "avgav",
    "ställer": "ställde",
    "avslår": "avslog",
    "bifaller": "biföll",
    "anser": "ansåg",
    "ger": "gav",
    "tackar": "tackade",
    "avstår": "avstod",
}
"""The verbs of beslutssatser (domain 4.8) in the present tense, and in the past."""

_KOPPLADE = re.compile(r"\b(" + "|".join(PRETERITUM) + r")\b")
_BISATS = re.compile(r"\b(att|som|vilket|vilka|där|när|om|eftersom)\b")


def i_preteritum(sats: str) -> str:
    """The sats with the finite verbs of its main clause in the past tense.

    The main clause ends where a bisats («att …», «som …») begins, so that what is decided keeps its tense;
    two verbs joined by «och» («godkänner och åberopar») both change. With no known verb nothing changes.
    """
    borjan = _BISATS.search(sats)
    slut = borjan.start() if borjan else len(sats)
    return _KOPPLADE.sub(lambda traff: PRETERITUM[traff[0]], sats[:slut]) + sats[slut:]
