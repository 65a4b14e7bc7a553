"""By which day a letter asks for an answer, when it says so in words. The module is pure."""

from __future__ import annotations

import re
from datetime import date

from motions.datum import MANADER, VECKODAGAR
from motions.text.typed_day import OlasbarDagError, Tidsled, las_dag

_MANAD = "(?:" + "|".join([rf"{m[:3]}(?:{m[3:]}|t?\.|t)?" for m in MANADER]) + ")"
_VECKODAG = rf"(?:(?:{'|'.join(d[:3] for d in VECKODAGAR)})s?(?:dag(?:en)?)?[.,]?\s{{1,3}})?"
_DEN = r"(?:den\s{1,3})?"
_I_ORD = rf"\d{{1,2}}(?::?[ae])?\s{{1,3}}{_MANAD}(?:\s{{1,3}}(?:\d{{4}}|[-']\d{{2}}))?(?![a-zåäö\d])"
_I_SIFFROR = r"\d{4}-\d{1,2}-\d{1,2}(?!\d)"
_KORT = r"\d{1,2}[/.]\d{1,2}(?:[-/. ]\s?\d{4}|[-/]\d{2}(?![\d/.:]))?(?![\d/])"
_DAG = rf"({_VECKODAG}{_DEN}(?:{_I_SIFFROR}|{_I_ORD}|{_KORT}))"
_FORE = r"(?:senast|remisstid\w{0,4}|svarstid\w{0,4}|svarsdatum|svarsdag|sista\s{1,3}(?:(?:svars)?dag\w{0,5}|datum))"
_MELLAN = (
    r"(?:\s{1,3}(?:den|är|för|att|svar|svara|inkomma|yttrande|yttra|sig|er|ert|till|oss|med|gäller|går|ut|löper|sträcker|sätts|"
    r"har|satts|bestämts|remissvar|remissvaret|tillhanda|och|med|klockan|kl\.?|\d{1,2}[.:]\d{2})){0,8}"
)
_SENAST = re.compile(rf"\b{_FORE}\b:?{_MELLAN}\s{{1,3}}{_DAG}", re.I)


def senast_den(text: str, *, kom: date) -> date | None:
    """The day, of a letter that came on `kom`. A day without a year is the next such day, or that of the weekday that is said."""
    for hit in _SENAST.finditer(text):
        for led in (Tidsled.KOMMANDE, Tidsled.NARMAST, Tidsled.GANGEN):
            try:
                return las_dag(hit[1], kom, led)
            except OlasbarDagError:
                continue
    return None
