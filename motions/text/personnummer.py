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

_SKILJER = r"[-+_/\\.,:;~|'\"·•∙⋅‧・●▪∕¦│]"
"""Not what reckons or measures: × = % §."""
_MELLAN = r"(?: ?[-/.:_·•∙⋅‧・] ?| )"
_FORE_SISTA = rf"(?: ?{_SKILJER}){{0,3}} ?"
_DATUM = rf"(?:(?:18|19|20)[- ]?)?\d\d(?:(?P<hela>\d{{4}})|{_MELLAN}\d\d{_MELLAN}\d\d)(?P<lang>(?<=[-.]\d\d)(?=[)\]]? ?-))?"
_SISTA = r"(?:\d{4}|\d\d[- ]\d\d|\d{3} \d|(?<!\d)(?<!\d )\d \d{3})"
"""Four digits, maybe in two parts. After a date and a space alone «3 234» is an amount."""
_EN_OCH_EN = rf"(?<!\d )(?:(?:1 [89]|2 0) )?\d(?: \d){{5}}(?: | ?{_SKILJER} ?)\d(?: \d){{3}}(?! \d)"
"""Each digit in a box of its own."""
_NUMMER = re.compile(
    rf"(?<!\d)(?:{_EN_OCH_EN}"
    rf"|(?P<oppnat>[(\[\"'] ?)?{_DATUM}(?(oppnat) ?(?:{_SKILJER} ?)?[)\]\"']){_FORE_SISTA}"
    rf"(?P<oppnat_>[(\[] ?(?:{_SKILJER} ?)?)?(?(hela){_SISTA}|(?(lang){_SISTA}|\d{{4}}))(?(oppnat_) ?[)\]])"
    rf")(?!\d|{_MELLAN}\d\d{_MELLAN}\d\d(?!\d)| ?/ ?(?:19|20)\d\d(?!\d))"
)
"""Not the first day of a period, nor what stands before the year of a diarienummer (10.02.11-1234/2026).

A date in parts has its last digits whole, unless a dash joins them: else it may be a row of numbers, or a time.
"""
_SAMORDNING = 60
"""Added to the day of a samordningsnummer."""
UTELAMNAT = "[personnummer]"


def _ar_nummer(skrivet: str) -> bool:
    siffror = re.sub(r"\D", "", skrivet)
    sekel, siffror = siffror[:-10], siffror[-10:]
    ar, manad, dag = int(siffror[:2]), int(siffror[2:4]), int(siffror[4:6])
    if dag > _SAMORDNING:
        dag -= _SAMORDNING
    for hundra in (int(sekel),) if sekel else (19, 20):
        try:
            date(hundra * 100 + ar, manad, dag)
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
        if _ar_nummer(hit[0]):
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
