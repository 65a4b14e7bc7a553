"""Days and times of day as people type them: 4/12-26, 4 december 2026, fredag 4 dec, 261204; 16.30, kl 16. The module is pure.

What can be read in one way alone is read. What can be two days, or none, is refused with a sentence that says how to write: a day
that was guessed wrong is found when it has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from enum import Enum

from motions.datum import MANADER, VECKODAGAR, datum_text
from motions.text.signs import one_form

SKRIV_DAGEN = "Skriv datumet med åtta siffror, till exempel 2026-12-04, eller som 4 december 2026."
SKRIV_TIDEN = "Skriv klockslaget med fyra siffror, till exempel 16.00."
RIMLIGT = 10
"""How many years from today a day may lie and still be what someone meant, when another reading lies nearer."""


class Tidsled(Enum):
    """Which year a day without year is in."""

    NARMAST = "närmast"
    KOMMANDE = "kommande"
    """A frist: today, or the next such day."""
    GANGEN = "gången"
    """What has happened: today, or the last such day."""


class OlasbarDagError(ValueError):
    """No day, no one day, or no time of day; the message is Swedish, for the user, and says how to write."""


_RELATIVA = {
    "idag": 0,
    "i dag": 0,
    "imorgon": 1,
    "i morgon": 1,
    "imorron": 1,
    "i övermorgon": 2,
    "igår": -1,
    "i går": -1,
    "i förrgår": -2,
}
_VECKODAG = re.compile(r"(mån|tis|ons|tor|tors|fre|lör|sön)(?:dag(?:en)?)?\b[.,]?\s*(?:den\s+)?")
_DEN = re.compile(r"^den\s+")
_ISO = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})", re.ASCII)
_SEX = re.compile(r"(\d{2})(\d{2})(\d{2})", re.ASCII)
_TRE = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\.?(?:\s?([-/.])\s?|\s)(\d{4}|\d{2})", re.ASCII)
_TVA = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\.?", re.ASCII)
_MANAD = re.compile(
    r"([0-9]{1,2})(?:\s*:?\s*[ea]\b|:de|\.)?\s*([a-zåäö]{3,})\.?(?:,?\s*[-']?\s*([0-9]{4}|[0-9]{2}))?"
)
_KLOCKAN = re.compile(r"(?:klockan|kl\.?)?\s*(\d{1,2})(?:[.:, ]?(\d{2}))?(?:[.:]00(?=$))?", re.ASCII)


def las_dag(text: str, today: date | None, tidsled: Tidsled = Tidsled.NARMAST) -> date:
    """The day that was typed. Without `today` the year must be there. Errors: OlasbarDagError."""
    rest = _DEN.sub("", " ".join(one_form(text).lower().split()))
    if today is not None and rest in _RELATIVA:
        return today + timedelta(days=_RELATIVA[rest])
    veckodag = None
    if hit := _VECKODAG.match(rest):
        veckodag = next(n for n, dag in enumerate(VECKODAGAR) if dag.startswith(hit[1]))
        rest = rest[hit.end() :]
    dag = _med_siffror(text, rest, today, tidsled) or _med_manad(text, rest, today, tidsled)
    if dag is None:
        raise OlasbarDagError(SKRIV_DAGEN)
    if veckodag is not None and dag.weekday() != veckodag:
        raise OlasbarDagError(
            f"Den {datum_text(dag)} är en {VECKODAGAR[dag.weekday()]}, inte en {VECKODAGAR[veckodag]}. Kontrollera dagen."
        )
    return dag


def las_klockslag(text: str) -> time:
    """The time of day that was typed: 16, 16.30, 16:30, 1630, kl 16.30. Errors: OlasbarDagError."""
    hit = _KLOCKAN.fullmatch(one_form(text).lower().strip())
    if not hit or int(hit[1]) > 23 or int(hit[2] or 0) > 59:
        raise OlasbarDagError(SKRIV_TIDEN)
    return time(int(hit[1]), int(hit[2] or 0))


def _med_siffror(text: str, rest: str, today: date | None, tidsled: Tidsled) -> date | None:
    if hit := _ISO.fullmatch(rest):
        return _en(text, [tuple(int(g) for g in hit.groups() if g)])
    if hit := _SEX.fullmatch(rest):
        ett, tva, tre = (int(g) for g in hit.groups())
        return _rimlig(text, [(ett, tva, tre), (tre, tva, ett)], today)
    if hit := _TRE.fullmatch(rest):
        ett, tva, ar = int(hit[1]), int(hit[3]), int(hit[5])
        if len(hit[5]) == 4:
            return _en(text, [(ar, tva, ett)])
        if hit[2] == hit[4] == "-":
            return _rimlig(text, [(ett, tva, ar), (ar, tva, ett)], today)
        bara_dagen_forst = hit[2] != hit[4] or hit[2] == "."
        return _rimlig(text, [(ar, tva, ett)] + ([] if bara_dagen_forst else [(ett, tva, ar)]), today)
    if (hit := _TVA.fullmatch(rest)) and today is not None:
        ett, tva = int(hit[1]), int(hit[3])
        lasningar = [(tva, ett)] + ([(ett, tva)] if hit[2] == "-" else [])
        dagar = {d for manad, dag in lasningar if (d := _utan_ar(manad, dag, today, tidsled))}
        return _ensam(text, dagar)
    return None


def _med_manad(text: str, rest: str, today: date | None, tidsled: Tidsled) -> date | None:
    hit = _MANAD.fullmatch(rest)
    manad = hit and next((n for n, m in enumerate(MANADER, start=1) if _ar_manad(hit[2], m)), None)
    if not hit or manad is None:
        return None
    if hit[3]:
        return _rimlig(text, [(int(hit[3]), manad, int(hit[1]))], today)
    if today is None:
        return None
    dag = _utan_ar(manad, int(hit[1]), today, tidsled)
    return _ensam(text, {dag} if dag else set())


def _ar_manad(ord_: str, manad: str) -> bool:
    return manad.startswith(ord_) or (ord_ == "sept" and manad == "september")


def _utan_ar(manad: int, dag: int, today: date, tidsled: Tidsled) -> date | None:
    """The day in the year that it is meant in; None when there is no such day. 29 February is sought for eight years."""
    mojliga = [d for ar in range(today.year - 8, today.year + 9) if (d := _dagen(ar, manad, dag))]
    if tidsled == Tidsled.KOMMANDE:
        mojliga = [d for d in mojliga if d >= today]
    elif tidsled == Tidsled.GANGEN:
        mojliga = [d for d in mojliga if d <= today]
    return min(mojliga, key=lambda d: (abs((d - today).days), d < today), default=None)


def _dagen(ar: int, manad: int, dag: int) -> date | None:
    try:
        return date(ar, manad, dag)
    except ValueError:
        return None


def _en(text: str, delar: Iterable[tuple[int, ...]]) -> date:
    return _ensam(text, {d for ar, manad, dag in delar if (d := _dagen(ar, manad, dag))})


def _rimlig(text: str, lasningar: list[tuple[int, int, int]], today: date | None) -> date:
    """The day of the first reading; a year of two digits is in the century that lies nearest.

    The second reading is the other order of the same digits. When only that one lies near today, nobody can know.
    """
    nu = today or date(2026, 1, 1)
    dagar = []
    for ar, manad, dag in lasningar:
        arhundraden = (ar,) if ar >= 1000 else (nu.year // 100 * 100 + ar + 100 * n for n in (-1, 0, 1))
        mojliga = [d for a in arhundraden if (d := _dagen(a, manad, dag))]
        if mojliga:
            dagar.append(min(mojliga, key=lambda d: abs((d - nu).days)))
    nara = [d for d in dagar if abs(d.year - nu.year) <= RIMLIGT]
    if len(dagar) > 1 and nara and dagar[0] not in nara:
        return _ensam(text, set(dagar))
    return _ensam(text, set(dagar[:1]))


def _ensam(text: str, dagar: set[date]) -> date:
    if not dagar:
        raise OlasbarDagError(f"Dagen {text} finns inte i kalendern. Kontrollera månad och dag.")
    if len(dagar) > 1:
        tva = " eller ".join(datum_text(d) for d in sorted(dagar))
        raise OlasbarDagError(
            f"{text} kan vara {tva}. Skriv datumet med åtta siffror, till exempel {min(dagar).isoformat()}."
        )
    return dagar.pop()
