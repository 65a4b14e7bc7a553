"""How a § is decided by acklamation: facts, propositions, what follows, what to write, who may dissent.

The engine proposes by the book (KL 5:53-56 via 6:33, domain 1.16-1.22) and the secretary records what was
done. The rooms: ``fakta`` the frozen records, ``ordning`` the propositions and their outcome, ``text`` the
sentences of the protokoll, ``kontroll`` what a § still lacks before justering, ``ratt`` quorum and dissent.
All of it is pure.
"""

from motions.beslutsgang.fakta import (
    BeslutadPunkt,
    Fraga,
    Huvudforslag,
    Ledamot,
    Paragraf,
    Proposition,
    Textpunkt,
    Yrkande,
)
from motions.beslutsgang.kontroll import Brist, kontrollera
from motions.beslutsgang.ordning import beslutade_punkter, foresla_ordning, utfall
from motions.beslutsgang.ratt import (
    Beslutsforhet,
    Reservationsratt,
    beslutsfor,
    far_lamna,
    far_reservera,
)
from motions.beslutsgang.text import PRESENS, PRETERITUM, Formuleringar, Protokollstext, Verb, protokollstext

__all__ = [
    "PRESENS",
    "PRETERITUM",
    "BeslutadPunkt",
    "Beslutsforhet",
    "Brist",
    "Formuleringar",
    "Fraga",
    "Huvudforslag",
    "Ledamot",
    "Paragraf",
    "Proposition",
    "Protokollstext",
    "Reservationsratt",
    "Textpunkt",
    "Verb",
    "Yrkande",
    "beslutade_punkter",
    "beslutsfor",
    "far_lamna",
    "far_reservera",
    "foresla_ordning",
    "kontrollera",
    "protokollstext",
    "utfall",
]
