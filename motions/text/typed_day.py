"""Days and times of day as people type them: 4/12-26, 4 december 2026, fredag 4 dec, 261204; 16.30, kl 16. The module is pure.

What can be read in one way alone is read. What can be two days, or none, is refused with a sentence that says how to write: a day
that was guessed wrong is found when it has passed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from motions.datum import MANADER, VECKODAGAR, datum_text
from motions.text.signs import one_form

SKRIV_DAGEN = "Skriv datumet med åtta siffror, till exempel 2026-12-04, eller som 4 december 2026."
SKRIV_TIDEN = "Skriv klockslaget med fyra siffror, till exempel 16.00."
RIMLIGT = 10
"""How many years from today a day may lie and still be what someone meant, when the digits can be read in two orders."""
HALVT_AR = 182
"""A past day without year that lies more days back is as likely the coming one, typed too early or in the wrong field."""


class Tidsled(Enum):
    """Which year a day without year is in."""

    NARMAST = "närmast"
    KOMMANDE = "kommande"
    """A frist: today, or the next such day."""
    GANGEN = "gången"
    """What has happened: today, or the last such day when that is no more than half a year back."""


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


@dataclass(frozen=True)
class _Fragan:
    """What was typed, seen from which day, which way the day lies, and the weekday that was said."""

    text: str
    today: date | None
    tidsled: Tidsled
    veckodag: int | None


def las_dag(text: str, today: date | None, tidsled: Tidsled = Tidsled.NARMAST) -> date:
    """The day that was typed. Without `today` the year must be there. Errors: OlasbarDagError."""
    rest = _DEN.sub("", " ".join(one_form(text).lower().split()))
    if today is not None and rest in _RELATIVA:
        return today + timedelta(days=_RELATIVA[rest])
    veckodag = None
    if hit := _VECKODAG.match(rest):
        veckodag = next(n for n, dag in enumerate(VECKODAGAR) if dag.startswith(hit[1]))
        rest = rest[hit.end() :]
    fragan = _Fragan(text, today, tidsled, veckodag)
    dag = _med_siffror(fragan, rest) or _med_manad(fragan, rest)
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


def _med_siffror(fragan: _Fragan, rest: str) -> date | None:
    text, today = fragan.text, fragan.today
    if hit := _ISO.fullmatch(rest):
        ar, manad, dag = (int(g) for g in hit.groups() if g)
        return _ensam(text, {_dagen(ar, manad, dag)})
    if hit := _SEX.fullmatch(rest):
        ett, tva, tre = (int(g) for g in hit.groups())
        return _rimlig(text, [(ett, tva, tre), (tre, tva, ett)], today)
    if hit := _TRE.fullmatch(rest):
        ett, tva, ar = int(hit[1]), int(hit[3]), int(hit[5])
        if len(hit[5]) == 4:
            return _ensam(text, {_dagen(ar, tva, ett)})
        lasningar = [(ar, tva, ett), (ett, tva, ar)]
        if hit[2] == hit[4] == "-":
            return _rimlig(text, lasningar[::-1], today)
        bara_dagen_forst = hit[2] != hit[4] or len(hit[1]) == 1
        return _rimlig(text, lasningar[:1] if bara_dagen_forst else lasningar, today)
    if (hit := _TVA.fullmatch(rest)) and today is not None:
        ett, tva = int(hit[1]), int(hit[3])
        par = [(tva, ett)] + ([(ett, tva)] if hit[2] == "-" else [])
        return _ensam(text, {d for manad, dag in par for d in _utan_ar(manad, dag, today, fragan)})
    return None


def _med_manad(fragan: _Fragan, rest: str) -> date | None:
    hit = _MANAD.fullmatch(rest)
    manad = hit and next((n for n, m in enumerate(MANADER, start=1) if _ar_manad(hit[2], m)), None)
    if not hit or manad is None:
        return None
    if hit[3]:
        return _rimlig(fragan.text, [(int(hit[3]), manad, int(hit[1]))], fragan.today)
    if fragan.today is None:
        return None
    return _ensam(fragan.text, _utan_ar(manad, int(hit[1]), fragan.today, fragan))


def _ar_manad(ord_: str, manad: str) -> bool:
    return manad.startswith(ord_) or (ord_ == "sept" and manad == "september")


def _utan_ar(manad: int, dag: int, today: date, fragan: _Fragan) -> set[date]:
    """The day in the year that it is meant in, both years when nobody can know; none when there is no such day.

    29 February is sought for eight years. A weekday that fits has said the year.
    """
    mojliga = [d for ar in range(today.year - 8, today.year + 9) if (d := _dagen(ar, manad, dag))]
    kommande, gangna = [d for d in mojliga if d >= today], [d for d in mojliga if d <= today]
    if not mojliga:
        return set()
    if fragan.tidsled == Tidsled.KOMMANDE:
        return {min(kommande)}
    if fragan.tidsled == Tidsled.NARMAST:
        return {min(mojliga, key=lambda d: (abs((d - today).days), d < today))}
    senaste = max(gangna)
    lange_sedan = (today - senaste).days > HALVT_AR and senaste.weekday() != fragan.veckodag
    return {senaste, min(kommande)} if lange_sedan else {senaste}


def _dagen(ar: int, manad: int, dag: int) -> date | None:
    try:
        return date(ar, manad, dag)
    except ValueError:
        return None


def _rimlig(text: str, lasningar: list[tuple[int, int, int]], today: date | None) -> date:
    """The day of the first reading, the usual order; the second, where there is one, is the other order of the same digits.

    The usual order alone is never passed by: when it names no day the other is not taken instead. When the other
    lies as near, or would but for a month that has no such day, nobody can know which was meant.
    """
    nu = today or date(2026, 1, 1)
    vanlig, *andra = [_narmast(lasning, nu) for lasning in lasningar]
    omvand = andra[0] if andra else None
    if omvand == vanlig or not andra:
        return _ensam(text, {vanlig})
    if vanlig is None:
        # The other reading is shown only when the digits were not meant in the usual order.
        raise (
            _ingen_dag(text) if _ser_ut_som_dag(lasningar[0]) or omvand is None else _kan_vara(text, [omvand])
        )
    if omvand is not None:
        if (
            abs(omvand - nu) < abs(vanlig - nu)
            or abs(vanlig.year - nu.year) > RIMLIGT
            or max(abs(d.year - nu.year) for d in (vanlig, omvand)) <= 1
        ):
            raise _kan_vara(text, [vanlig, omvand])
        return vanlig
    ar, manad, dag = lasningar[1]
    aret = min(_aren(ar, nu), key=lambda a: abs(a - nu.year))
    if _ser_ut_som_dag(lasningar[1]) and abs(aret - nu.year) < abs(vanlig.year - nu.year):
        raise OlasbarDagError(
            f"{text} kan vara {datum_text(vanlig)}, men den {dag} {MANADER[manad - 1]} {aret} finns inte. "
            f"Skriv datumet med åtta siffror, till exempel {vanlig.isoformat()}."
        )
    return vanlig


def _narmast(lasning: tuple[int, int, int], nu: date) -> date | None:
    """A year of two digits is in the century that lies nearest."""
    ar, manad, dag = lasning
    mojliga = [d for a in _aren(ar, nu) if (d := _dagen(a, manad, dag))]
    return min(mojliga, key=lambda d: abs(d - nu), default=None)


def _aren(ar: int, nu: date) -> list[int]:
    return [ar] if ar >= 1000 else [nu.year // 100 * 100 + ar + 100 * n for n in (-1, 0, 1)]


def _ser_ut_som_dag(lasning: tuple[int, int, int]) -> bool:
    """A day of some month, were it long enough."""
    return 1 <= lasning[1] <= 12 and 1 <= lasning[2] <= 31


def _ensam(text: str, dagar: set[date] | set[date | None]) -> date:
    mojliga = sorted(d for d in dagar if d)
    if not mojliga:
        raise _ingen_dag(text)
    if len(mojliga) > 1:
        raise _kan_vara(text, mojliga)
    return mojliga[0]


def _ingen_dag(text: str) -> OlasbarDagError:
    return OlasbarDagError(f"Dagen {text} finns inte i kalendern. Kontrollera månad och dag.")


def _kan_vara(text: str, dagar: list[date]) -> OlasbarDagError:
    *forst, sist = [datum_text(d) for d in sorted(dagar)]
    vilka = f"{', '.join(forst)} eller {sist}" if forst else sist
    return OlasbarDagError(
        f"{text} kan vara {vilka}. Skriv datumet med åtta siffror, till exempel {min(dagar).isoformat()}."
    )
