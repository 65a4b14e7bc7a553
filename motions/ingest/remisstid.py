"""By which day a letter asks for an answer, when it says so in words. The module is pure."""

from __future__ import annotations

import re
from datetime import date

from motions.datum import MANADER, VECKODAGAR

_MANAD = "(" + "|".join([rf"{m[:3]}(?:{m[3:]}|t?\.|t)?" for m in MANADER]) + ")"
_VECKODAG = rf"(?:({'|'.join(d[:3] for d in VECKODAGAR)})[a-zåäö]{{0,6}}\.?\s{{1,3}})?"
_I_ORD = rf"{_VECKODAG}(?:den\s{{1,3}})?(\d{{1,2}})(?::?[ae])?\s{{1,3}}{_MANAD}(?:\s{{1,3}}(\d{{4}}))?(?![a-zåäö\d])"
_I_SIFFROR = r"(?:den\s{1,3})?(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
_KORT = rf"{_VECKODAG}(?:den\s{{1,3}})?(\d{{1,2}})[/.](\d{{1,2}})(?:[-/. ]\s?(\d{{4}}))?(?![\d/])"
_DAG = rf"(?:{_I_SIFFROR}|{_I_ORD}|{_KORT})"
_FORE = r"(?:senast|remisstid\w{0,4}|svarstid\w{0,4}|svarsdatum|svarsdag|sista\s{1,3}(?:(?:svars)?dag\w{0,5}|datum))"
_MELLAN = (
    r"(?:\s{1,3}(?:den|är|för|att|svar|svara|inkomma|yttrande|yttra|sig|er|ert|till|oss|med|gäller|går|ut|löper|sträcker|sätts|"
    r"har|satts|bestämts|remissvar|remissvaret|tillhanda|och|med|klockan|kl\.?|\d{1,2}[.:]\d{2})){0,8}"
)
_SENAST = re.compile(rf"\b{_FORE}\b:?{_MELLAN}\s{{1,3}}{_DAG}", re.I)


def senast_den(text: str, *, kom: date) -> date | None:
    """The day, of a letter that came on `kom`. A day without a year is the next such day, or that of the weekday that is said."""
    for hit in _SENAST.finditer(text):
        ar, manad, dag, veckodag = _delar(hit)
        try:
            if ar is not None:
                return date(ar, manad, dag)
            return _utan_ar(manad, dag, veckodag, kom)
        except ValueError:
            continue
    return None


def _delar(hit: re.Match[str]) -> tuple[int | None, int, int, str]:
    """Year if it is said, month, day, the beginning of the weekday's name if that is."""
    (
        ar,
        manad,
        dag,
        i_ord_veckodag,
        i_ord_dag,
        i_ord_manad,
        i_ord_ar,
        kort_veckodag,
        kort_dag,
        kort_manad,
        kort_ar,
    ) = hit.groups()
    if ar:
        return int(ar), int(manad), int(dag), ""
    if i_ord_dag:
        nummer = next(n for n, m in enumerate(MANADER, start=1) if m.startswith(i_ord_manad[:3].lower()))
        return int(i_ord_ar) if i_ord_ar else None, nummer, int(i_ord_dag), (i_ord_veckodag or "").lower()
    return int(kort_ar) if kort_ar else None, int(kort_manad), int(kort_dag), (kort_veckodag or "").lower()


def _utan_ar(manad: int, dag: int, veckodag: str, kom: date) -> date:
    """Errors: ValueError for a day that no year has."""
    alla = []
    for ar in (kom.year, kom.year + 1, kom.year - 1, kom.year + 2, kom.year + 3):
        try:
            alla.append(date(ar, manad, dag))
        except ValueError:
            continue
    if not alla:
        raise ValueError((manad, dag))
    ratt = [d for d in alla if not veckodag or VECKODAGAR[d.weekday()].startswith(veckodag)]
    kommande = sorted(d for d in alla if d >= kom)
    return next((d for d in kommande[:1] if d in ratt), (ratt or kommande)[0])
