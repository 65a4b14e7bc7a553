"""Where a diarienummer stands in a text, read whole, however the authority that issued it writes it. The module is pure.

After a word that says so («dnr», «diarienummer», «beteckning») almost anything with digits is one. Without the word it must
have the letters of an authority and a year, and be neither a printed matter (SOU 2026:88, prop. 2026/27:44) nor a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MEST = 40
"""So many numbers of one text."""
LANGST = 60
_BOKSTAV = "A-Za-zÅÄÖåäö"
_STRECK = r"\-‐‑‒–−"
_SIFFERDEL = rf"\d{{1,12}}(?:[{_BOKSTAV}]{{1,6}}\d{{0,8}})?(?![{_BOKSTAV}\d])"
_ENHET = rf"[A-ZÅÄÖ][A-ZÅÄÖ0-9]{{0,7}}(?![{_BOKSTAV}\d])"
"""Who has it, after the number: «U2026/02345/UH»."""
_FORTS = rf"(?:(?: ?[/:] ?|[.{_STRECK}_]){_SIFFERDEL}| ?/ ?{_ENHET}|[{_STRECK}]{_ENHET})"
_NUMMER = (
    rf"(?:[{_BOKSTAV}]{{1,12}}(?: |[./:{_STRECK}_] ?)?)?\d{{1,12}}(?:[{_BOKSTAV}]{{1,6}}\d{{1,8}})?"
    rf"(?:{_FORTS}{{1,6}}|(?<=\b(?:19|20)\d\d) ?[{_STRECK} ] ?\d{{1,8}}(?![\d{_BOKSTAV}]))?(?![{_BOKSTAV}\d])"
)
_ORDET = r"\b(?i:d\.?nr|diarienr|diarienummer|ärendenr|ärendenummer|beteckning)\b"
_EFTER_ORDET = re.compile(rf"{_ORDET}(?: ?\([^()\n]{{0,40}}\))?[\s.:]{{0,9}}({_NUMMER})")
_MOTTAGARENS = re.compile(r"\b(?:ert|er|eder|eran|eras|mottagarens)\s{1,3}$", re.I)
_AR = rf"[ ./{_STRECK}]?(?:19|20)"
_UTAN_ORD = re.compile(
    rf"(?<![{_BOKSTAV}\d./:{_STRECK}])(?=[A-ZÅÄÖ]{{1,8}}{_AR}|[A-ZÅÄÖ][a-zåäö]{{1,2}}[./{_STRECK}]?(?:19|20))"
    rf"([{_BOKSTAV}]{{1,8}})[ ./{_STRECK}]?((?:19|20)\d\d)(?:[.:/{_STRECK}]{_SIFFERDEL})(?:{_FORTS}){{0,5}}(?![{_BOKSTAV}\d])"
)
_TRYCKT = re.compile(
    "sou|ds|prop|skr|dir|sfs|sosfs|bet|mot|rskr|nja|hfd|rå|ad|möd|iso|en|ss|eu|eg|com|kom|fn|kl|tf|osl|vt|ht|kv|q|v|den|år|nr|jo"
)
"""What stands before a year and a number that no diarium has."""
_DAG = re.compile(rf"(?:19|20)\d\d[{_STRECK}](?:0[1-9]|1[0-2])[{_STRECK}](?:0[1-9]|[12]\d|3[01])(?!\d)")


def avsandarens(amne: str, text: str) -> str:
    """The number that whoever wrote a letter gives their own ärende, or ""."""
    hela = f"{amne}\n{text}"
    sagda = list(_efter_ordet(hela))
    for nummer, egna in sagda:
        if egna:
            return nummer
    if sagda:
        return sagda[0][0]
    i_amnet = next(_utan_ord(amne), "")
    i_texten = list(dict.fromkeys(islice(_utan_ord(text), MEST)))
    return i_amnet or (i_texten[0] if len(i_texten) == 1 else "")


def alla(text: str) -> list[str]:
    """Every number of a text, each once, at most `MEST`."""
    funna = [*(nummer for nummer, _ in islice(_efter_ordet(text), MEST)), *islice(_utan_ord(text), MEST)]
    return list(dict.fromkeys(funna))[:MEST]


def _efter_ordet(text: str) -> Iterator[tuple[str, bool]]:
    """The numbers after the word, and whether they are the writer's own: «Ert dnr» is the reader's."""
    for hit in _EFTER_ORDET.finditer(text):
        nummer = _helt(hit[1])
        if sum(c.isdigit() for c in nummer) >= 4 and not _DAG.match(nummer):
            yield nummer, _MOTTAGARENS.search(text[max(0, hit.start() - 20) : hit.start()]) is None


def _utan_ord(text: str) -> Iterator[str]:
    for hit in _UTAN_ORD.finditer(text):
        nummer = _helt(hit[0])
        ar = nummer.find(hit[2])
        if not _TRYCKT.fullmatch(hit[1].lower()) and not _DAG.match(nummer[ar:]) and not _lasar(nummer[ar:]):
            yield nummer


def _lasar(text: str) -> bool:
    """Two years in a row: a läsår, a period."""
    ar = re.fullmatch(rf"(\d{{4}})[/{_STRECK}](\d{{4}})", text)
    return ar is not None and 0 < int(ar[2]) - int(ar[1]) < 6


def _helt(nummer: str) -> str:
    return " ".join(nummer.split())[:LANGST]
