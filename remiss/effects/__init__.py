"""What it does: (subject, *, by, at, …) → what the chain is told. An effect never calls perform and never sets a state."""

from remiss.effects import (
    anmalan,
    anmalda,
    arende,
    beslut,
    delegation,
    diarium,
    expediering,
    foredragningslista,
    gemensamt,
    handling,
    protokoll,
    remiss,
    sammantrade,
    sok,
    utlatande,
)

__all__ = [
    "anmalan",
    "anmalda",
    "arende",
    "beslut",
    "delegation",
    "diarium",
    "expediering",
    "foredragningslista",
    "gemensamt",
    "handling",
    "protokoll",
    "remiss",
    "sammantrade",
    "sok",
    "utlatande",
]
