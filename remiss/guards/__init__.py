"""May it now: subject → reasons why not, in Swedish, shown to the user. The action bar and the gate ask the same."""

from remiss.guards import (
    arende,
    beslut,
    delegation,
    diarium,
    gemensamt,
    protokoll,
    sammantrade,
    utlatande,
)

__all__ = [
    "arende",
    "beslut",
    "delegation",
    "diarium",
    "gemensamt",
    "protokoll",
    "sammantrade",
    "utlatande",
]
