"""What an act must be told, one frozen dataclass each: made by the act's form, taken by its guard and its effect."""

from remiss.facts import (
    arende,
    beslut,
    delegation,
    diarium,
    expediering,
    gemensamt,
    protokoll,
    sammantrade,
    utlatande,
)
from remiss.facts.base import NOTHING, Facts, Motivering

__all__ = [
    "NOTHING",
    "Facts",
    "Motivering",
    "arende",
    "beslut",
    "delegation",
    "diarium",
    "expediering",
    "gemensamt",
    "protokoll",
    "sammantrade",
    "utlatande",
]
