"""May it now: subject → reasons why not, in Swedish, shown to the user. The action bar and the gate ask the same."""

from remiss.guards import (
    anmalan,
    arende,
    beslut,
    delegation,
    diarium,
    foredragningslista,
    franvaro,
    gemensamt,
    konto,
    motesmejl,
    personuppgifter,
    post,
    protokoll,
    register,
    sammantrade,
    utlatande,
)

__all__ = [
    "anmalan",
    "arende",
    "beslut",
    "delegation",
    "diarium",
    "foredragningslista",
    "franvaro",
    "gemensamt",
    "konto",
    "motesmejl",
    "personuppgifter",
    "post",
    "protokoll",
    "register",
    "sammantrade",
    "utlatande",
]
