"""What an act must be told, one frozen dataclass each: made by the act's form, taken by its guard and its effect."""

from remiss.facts import (
    anmalan,
    arende,
    beslut,
    delegation,
    diarium,
    expediering,
    foredragningslista,
    gemensamt,
    protokoll,
    sammantrade,
    utlatande,
    utlatandetext,
)
from remiss.facts.base import NOTHING, Facts, Motivering

__all__ = [
    "NOTHING",
    "Facts",
    "Motivering",
    "anmalan",
    "arende",
    "beslut",
    "delegation",
    "diarium",
    "expediering",
    "foredragningslista",
    "gemensamt",
    "protokoll",
    "sammantrade",
    "utlatande",
    "utlatandetext",
]
