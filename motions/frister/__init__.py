"""What falls due: from the facts of ärenden, sammanträden and protokoll to days, each with its lagrum and whose turn it is.

No day is stored and counted down: every row is worked out anew from what has happened (`deadlines.py` counts). The module is
pure: facts in, rows out, and the day comes in as ``today``.
"""

from motions.frister.arende import Arendefakta, ObesvaratAnstand, VacktMotion, arendets
from motions.frister.protokoll import (
    Anslagsfakta,
    Protokollfakta,
    Uttalandefakta,
    justeringsfrist,
    protokollets,
    uttalandets,
)
from motions.frister.rad import (
    KOMMANDE_DAGAR,
    Art,
    Fristrad,
    Fristslag,
    Grupp,
    Subjekt,
    gruppera,
    veckans_slut,
)
from motions.frister.sammantrade import Sammantradefakta, sammantradets

__all__ = [
    "KOMMANDE_DAGAR",
    "Anslagsfakta",
    "Arendefakta",
    "Art",
    "Fristrad",
    "Fristslag",
    "Grupp",
    "ObesvaratAnstand",
    "Protokollfakta",
    "Sammantradefakta",
    "Subjekt",
    "Uttalandefakta",
    "VacktMotion",
    "arendets",
    "gruppera",
    "justeringsfrist",
    "protokollets",
    "sammantradets",
    "uttalandets",
    "veckans_slut",
]
