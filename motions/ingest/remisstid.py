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
_I_SIFFROR = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:(?:19|20)?\d{6})(?!\s?(?:kr|sek)))(?!\d)"
_KORT = r"\d{1,2}[/.]\d{1,2}(?:[-/. ]\s?\d{4}|[-/]\d{2}(?![\d/.:]))?(?![\d/])"
_DAG = rf"({_VECKODAG}{_DEN}(?:{_I_SIFFROR}|{_I_ORD}|{_KORT}))"
_FORE = (
    r"(?:senast|remisstid\w{0,4}|svarstid\w{0,4}|svarsfrist\w{0,4}|svarsdatum|svarsdag|tillhanda|deadline|"
    r"(?:svar(?:et)?|yttrandet?)\s{1,3}önskas|sista\s{1,3}(?:(?:\w{1,12})?dag\w{0,5}|(?:\w{1,12})?datum\w{0,2}))"
)
_MELLAN = (
    r"(?:\s{1,3}(?:den|är|för|att|svar|svara|inkomma|yttrande|yttra|sig|er|ert|till|oss|med|gäller|går|ut|löper|sträcker|sätts|"
    r"har|satts|bestämts|remissvar|remissvaret|tillhanda|och|med|senast|utgår|slutar|lämna|lämnas|skicka|in|synpunkter|"
    r"t\.?\s?o\.?\s?m\.?|(?:klockan|kl\.?)\s{1,3}\d{1,2}(?![\d/.:-])|klockan|kl\.?|\d{1,2}[.:]\d{2})[,:]?){0,10}"
)
_SENAST = re.compile(rf"\b({_FORE})\b:?{_MELLAN}\s{{1,3}}{_DAG}", re.I)


def senast_den(text: str, *, kom: date) -> date | None:
    """The day, of a letter that came on `kom`. A day without a year is the next such day, or that of the weekday that is said.

    What had come «tillhanda» by the day of the letter is no remisstid.
    """
    for hit in _SENAST.finditer(text):
        for led in (Tidsled.KOMMANDE, Tidsled.NARMAST, Tidsled.GANGEN):
            try:
                dag = las_dag(hit[2], kom, led)
            except OlasbarDagError:
                continue
            if dag > kom or hit[1].lower() != "tillhanda":
                return dag
            break
    return None
