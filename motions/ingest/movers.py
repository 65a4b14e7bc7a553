"""The movers of a motion as people write them: one to a line or several, each with a party in brackets. The module is pure.

A mover whose party must be guessed is not guessed: the svar names each by party, and the wrong one is an insult in print. Bullets
and numbers before a name are taken away, and what stands between two names parts them; a word that is no part of a name is said.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from motions.text.signs import one_form, seen

MAX_PARTI = 40
MAX_NAMN = 150
SKRIV = "Skriv varje motionär med parti inom parentes: Anna Ek (S), Bo Ek (M)."

_PARENTES = re.compile(r"\(([^()]*)\)")
_OCH = r"(?:(?i:och|samt|jämte|tillsammans\s+med|ihop\s+med)|med|plus|o\.?)"
"""What stands between two names. The short ones in small letters alone: «Med» may be a name, and O begins one."""
_SKILJER = re.compile(rf"(?<=\)) ?[^\w\s()]+ ?| ?[;,/+|&] ?| [^\w\s()\"'”“’] |(?: |(?<=\))){_OCH} ")
_FORE_NAMNET = re.compile(
    rf"(?:(?>[^\w\s()\"'”“’«»]+\s*|\(?\d{{1,3}}(?:[.):]+\s*|\s+)|[①-⓿❶-➓]\s*|(?:[A-Za-z]|[ivx]+)\)\s*|[ivx]+\.\s+|{_OCH}\s+))+(?=[^\W\d_])"
)
"""Bullets, whatever they look like, numbers, and the «och» of a line that goes on. Each is read in one way: a row of dashes
may be divided in more ways than anyone can wait for."""
_MFL = re.compile(r"\bm\.?\s?fl\.?(?=\s|$|[,;])", re.IGNORECASE)
_GEMENSAMT = re.compile(r"(?:(båda|bägge)|alla|samtliga)\s*(?:för\s*)?(.+)", re.IGNORECASE)
_PARTI = re.compile(
    r"[A-ZÅÄÖ]{1,5}|[a-zåäö]{1,2}|.*(?:parti|lista|demokrat|moderat|center|liberal|vänster|miljö|oberoende|partilös).*",
    re.DOTALL,
)
"""What is a party and not what somebody is called, between two names: «Anna Ek (S) Bo Ek (M)», «Anna (Anki) Ek (S)»."""
_KALLAD = re.compile(r"([^()]+)\([^()\s]+\)([^()]+)")
_SMA = re.compile(
    "af|al|abu|ben|bin|bint|da?|dei?|del|della|de[nrs]|di|dos?|du|el?|het|ibn|las?|le|los|of|op|san|te[nr]|til|und|va[nm]|vo[nm]"
    "|y|zu|zu[mr]"
)
"""The words of a name that are written with a small letter."""
_INTE_FORST = re.compile(
    "av|från|för|genom|via|hos|till|motion|motionär(?:en|er|erna)?|undertecknade?|väckt|ledam(?:ot|oten|öter|öterna)"
    "|ersättaren?|ordföranden?|vice|förste|andre|herr|fru|kommunalråd(?:et)?|oppositionsråd(?:et)?"
)
_INGET_NAMN = re.compile(
    ".+(?:partiets?|demokraterna|moderaterna|liberalerna|gruppen|ledamot(?:en)?|ledaren?|ordföranden?)|centern|dr"
)
_INGET_PARTI = re.compile(
    "båda|bägge|alla|samtliga|.*(?:ordföranden?|ledamot(?:en)?|ersättaren?|ledaren?|kommunalråd(?:et)?|oppositionsråd(?:et)?)"
)


class MotionarError(ValueError):
    """A line that may be read in several ways, or not at all; the message is Swedish, for the user, and says how to write."""


def las_motionarer(text: str) -> list[tuple[str, str]]:
    """(name, party) of each mover, in order. Errors: MotionarError."""
    rader = [" ".join(rad.split()) for rad in map(seen, text.splitlines())]
    return [person for rad in rader if rad.strip(" ,;") for person in _raden(rad)]


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
            if _PARTI.fullmatch(ena[1].strip()) and del_[ena.end() : andra.start()].strip():
                bitar.append(del_[slut : ena.end()])
                slut = ena.end()
        bitar.append(del_[slut:])
    utan_punkt = (_utan_punkt(bit.strip()) for bit in bitar)
    return [
        bit for bit in (b.strip(" ,;.") for b in utan_punkt) if any(t.isalnum() or t in "()" for t in bit)
    ]


def _utan_punkt(bit: str) -> str:
    hit = _FORE_NAMNET.match(bit)
    return bit[hit.end() :] if hit else bit


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
    namn, efter = bit[: hit.start()].strip(), bit[hit.end() :].strip()
    parti = hit[1].strip().removeprefix("för ")
    if efter:
        raise MotionarError(f"«{efter}» står efter partiet i «{rad}». {SKRIV}")
    if not namn or not parti:
        raise MotionarError(f"«{bit}» saknar {'parti' if namn else 'namn'}. {SKRIV}")
    return namn, parti


def _granska(namn: str, parti: str) -> None:
    _granska_namn(namn)
    if not any(tecken.isalpha() for tecken in parti):
        raise MotionarError(
            f"«{parti}» är inget parti. Skriv partilös för den som inte har något: {namn} (partilös)."
        )
    if _INGET_PARTI.fullmatch(parti.lower()):
        raise MotionarError(f"«{parti}» är inget parti. {SKRIV}")
    if re.search(r"[,;/]|\boch\b", parti):
        raise MotionarError(f"«{parti}» är mer än ett parti. {SKRIV}")
    if len(parti) > MAX_PARTI:
        raise MotionarError(f"«{parti[:40]} …» är för långt. Ett partis namn har högst {MAX_PARTI} tecken.")


def _granska_namn(namn: str) -> None:
    """Whether every word may be of one person's name. Errors: MotionarError."""
    if len(namn) > MAX_NAMN:
        raise MotionarError(f"«{namn[:40]} …» är för långt för ett namn. {SKRIV}")
    ord_ = one_form(_utan_tillnamn(namn)).split()
    if not any(tecken.isalpha() for tecken in namn):
        raise MotionarError(f"«{namn}» är inget namn. {SKRIV}")
    for n, o in enumerate(ord_):
        if (
            not _namnord(o)
            or (n == 0 and _INTE_FORST.fullmatch(o.lower()))
            or _INGET_NAMN.fullmatch(o.lower())
        ):
            raise MotionarError(f"«{o}» i «{namn}» hör inte till ett namn. {SKRIV}")
    if len(ord_) < 2:
        raise MotionarError(f"«{namn}» är bara ett namn. Skriv både förnamn och efternamn. {SKRIV}")


def _utan_tillnamn(namn: str) -> str:
    """«Anna (Anki) Ek» without what she is called. Errors: MotionarError when it may be a party between two people."""
    if "(" not in namn:
        return re.sub(r'"([^"\s]+)"', r"\1", one_form(namn))
    hit = _KALLAD.fullmatch(namn)
    if hit and 1 in (len(hit[1].split()), len(hit[2].split())):
        return f"{hit[1]}{hit[2]}"
    raise MotionarError(f"«{namn}» kan vara två personer. Skriv en per rad. {SKRIV}")


def _namnord(ord_: str) -> bool:
    """Whether a word is written as those of a name are: with a capital, but for «von» and its like; d'Arcy, al-Hakim, J.P."""
    if not all(t.isalpha() or t in "'-." or unicodedata.category(t)[0] == "M" for t in ord_):
        return False
    if not ord_[0].islower():
        return ord_[0].isalpha()
    return bool(_SMA.fullmatch(ord_.strip("'."))) or any(d[:1].isupper() for d in re.split("['-]", ord_))
