"""Personnummer and samordningsnummer in a text (folkbokföringslagen 18 §), and the text without. The module is pure.

A number counts when its day exists and its check digit is right, whatever parts it: a text is read in the one form of its signs.
An organisationsnummer has a third digit of two or more, so no month, and the parts of a diarienummer are hardly ever those of a
day. A period is none, nor a day with a time. What is found is warned of, and nothing is decided by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from motions.text.signs import one_form_with_places

_MELLAN = r"(?: ?[-/.:_] ?| )"
_FORE_SISTA = r" ?[-+_/.:,]{0,2} ?"
_NUMMER = re.compile(
    rf"(?<!\d)(?:(?P<sekel>18|19|20)[- ]?)?(?P<ar>\d\d)(?:"
    rf"(?P<manad>\d\d)(?P<dag>\d\d){_FORE_SISTA}(?P<sista>\d\d[- ]?\d\d)"
    rf"|{_MELLAN}(?P<manad_>\d\d){_MELLAN}(?P<dag_>\d\d){_FORE_SISTA}(?P<sista_>\d{{4}})"
    rf")(?!\d|{_MELLAN}\d\d{_MELLAN}\d\d(?!\d)| ?/ ?(?:19|20)\d\d(?!\d))"
)
"""Not the first day of a period, nor what stands before the year of a diarienummer (10.02.11-1234/2026)."""
_SAMORDNING = 60
"""Added to the day of a samordningsnummer."""
UTELAMNAT = "[personnummer]"


def _ar_nummer(hit: re.Match[str]) -> bool:
    manad, dag = int(hit["manad"] or hit["manad_"]), int(hit["dag"] or hit["dag_"])
    siffror = f"{hit['ar']}{manad:02}{dag:02}{re.sub('[- ]', '', hit['sista'] or hit['sista_'])}"
    if dag > _SAMORDNING:
        dag -= _SAMORDNING
    for sekel in (int(hit["sekel"]),) if hit["sekel"] else (19, 20):
        try:
            date(sekel * 100 + int(hit["ar"]), manad, dag)
        except ValueError:
            continue
        return _kontrollsiffran_stammer(siffror)
    return False


def _kontrollsiffran_stammer(siffror: str) -> bool:
    """Luhn over the ten digits."""
    summa = 0
    for plats, siffra in enumerate(siffror):
        tal = int(siffra) * (2 if plats % 2 == 0 else 1)
        summa += tal // 10 + tal % 10
    return summa % 10 == 0


def _platser(text: str) -> Iterator[tuple[int, int]]:
    """Where in the text each number begins and ends. In «18 000229-1235» it begins after what is no century."""
    form, platser = one_form_with_places(text)
    fran = 0
    while hit := _NUMMER.search(form, fran):
        if _ar_nummer(hit):
            yield platser[hit.start()][0], platser[hit.end() - 1][1]
            fran = hit.end()
        else:
            fran = hit.start() + 1


def hitta(text: str) -> list[str]:
    """The numbers as they are written, each once."""
    return list(dict.fromkeys(text[fran:till] for fran, till in _platser(text)))


def utan(text: str) -> str:
    """The text with a word in the place of each number."""
    delar, klart = [], 0
    for fran, till in _platser(text):
        delar += [text[klart:fran], UTELAMNAT]
        klart = till
    return "".join([*delar, text[klart:]])
