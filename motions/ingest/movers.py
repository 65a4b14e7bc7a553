"""The movers of a motion as people write them: one to a line or several, each with a party in brackets. The module is pure.

A mover whose party must be guessed is not guessed: the svar names each by party, and the wrong one is an insult in print.
"""

from __future__ import annotations

import re
from itertools import pairwise

MAX_PARTI = 40
MAX_NAMN = 150
SKRIV = "Skriv varje motionär med parti inom parentes: Anna Ek (S), Bo Ek (M)."

_PARENTES = re.compile(r"\(([^()]*)\)")
_SKILJER = re.compile(r"\s*[;,]\s*(?:(?:och|samt)\s+)?|\s+(?:och|samt|&)\s+", re.IGNORECASE)
_MFL = re.compile(r"\bm\.?\s?fl\.?(?=\s|$|[,;])", re.IGNORECASE)
_GEMENSAMT = re.compile(r"(?:(båda|bägge)|alla|samtliga)\s*(?:för\s*)?(.+)", re.IGNORECASE)
_FORKORTNING = re.compile(r"[A-ZÅÄÖ]{1,5}")


class MotionarError(ValueError):
    """A line that may be read in several ways, or not at all; the message is Swedish, for the user, and says how to write."""


def las_motionarer(text: str) -> list[tuple[str, str]]:
    """(name, party) of each mover, in order. Errors: MotionarError."""
    return [
        person for rad in text.splitlines() if rad.strip(" \t,;") for person in _raden(" ".join(rad.split()))
    ]


def _raden(rad: str) -> list[tuple[str, str]]:
    if _MFL.search(rad):
        raise MotionarError(f"«{rad}» nämner inte alla. Skriv alla motionärer, en per rad: Anna Ek (S).")
    personer: list[tuple[str, str]] = []
    vantar: list[str] = []
    for bit in _bitar(rad):
        namn, parti = _namn_och_parti(bit, rad)
        if not parti:
            vantar.append(namn)
            continue
        gemensamt = _GEMENSAMT.fullmatch(parti)
        if gemensamt:
            alla = [*vantar, namn]
            if len(alla) == 1 or (gemensamt[1] and len(alla) != 2):
                raise MotionarError(f"«{rad}»: «{parti}» stämmer inte med antalet namn. {SKRIV}")
            personer += [(n, gemensamt[2]) for n in alla]
        elif vantar:
            raise MotionarError(f"«{', '.join(vantar)}» saknar parti. {SKRIV}")
        else:
            personer.append((namn, parti))
        vantar = []
    if vantar:
        raise MotionarError(
            f"«{', '.join(vantar)}» saknar parti. Skriv partiet inom parentes, till exempel Per Ek (MP)."
        )
    for namn, parti in personer:
        _granska(namn, parti)
    return personer


def _bitar(rad: str) -> list[str]:
    """The line parted between people: at signs and words between names, and after a party that a name follows."""
    delar = _utanfor_parentes(rad)
    bitar = []
    for del_ in delar:
        slut = 0
        for ena, andra in pairwise(list(_PARENTES.finditer(del_))):
            # «Anna (Anki) Ek (S)» is one, «Anna Ek (S) Bo Ek (M)» two.
            if _FORKORTNING.fullmatch(ena[1].strip()) and del_[ena.end() : andra.start()].strip():
                bitar.append(del_[slut : ena.end()])
                slut = ena.end()
        bitar.append(del_[slut:])
    return [bit for bit in (b.strip(" ,;.") for b in bitar) if bit]


def _utanfor_parentes(rad: str) -> list[str]:
    delar, slut, djup = [], 0, [False] * len(rad)
    for hit in _PARENTES.finditer(rad):
        djup[hit.start() : hit.end()] = [True] * (hit.end() - hit.start())
    for hit in _SKILJER.finditer(rad):
        if not djup[hit.start()]:
            delar.append(rad[slut : hit.start()])
            slut = hit.end()
    return [*delar, rad[slut:]]


def _namn_och_parti(bit: str, rad: str) -> tuple[str, str]:
    """A name with its party, "" when none is given. Errors: MotionarError."""
    hit = next(reversed(list(_PARENTES.finditer(bit))), None)
    if hit is None:
        if "(" in bit or ")" in bit:
            raise MotionarError(f"«{rad}» har en parentes utan sitt par. {SKRIV}")
        return bit, ""
    namn, parti, efter = bit[: hit.start()].strip(), hit[1].strip(), bit[hit.end() :].strip()
    if efter:
        raise MotionarError(f"«{efter}» står efter partiet i «{rad}». {SKRIV}")
    if not namn or not parti:
        raise MotionarError(f"«{bit}» saknar {'parti' if namn else 'namn'}. {SKRIV}")
    return namn, parti


def _granska(namn: str, parti: str) -> None:
    if not any(tecken.isalpha() for tecken in namn):
        raise MotionarError(f"«{namn}» är inget namn. {SKRIV}")
    if len(namn) > MAX_NAMN:
        raise MotionarError(f"«{namn[:40]} …» är för långt för ett namn. {SKRIV}")
    if re.search(r"[,;/]|\boch\b", parti):
        raise MotionarError(f"«{parti}» är mer än ett parti. {SKRIV}")
    if len(parti) > MAX_PARTI:
        raise MotionarError(f"«{parti[:40]} …» är för långt. Ett partis namn har högst {MAX_PARTI} tecken.")
