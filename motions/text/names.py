"""The names of organs in running text: with a small letter within a sentence, and in the genitive.

«Kommunstyrelsen» is a common noun and small within a sentence (Svenska skrivregler); «Älvsjö stadsdelsnämnd», «Skolverket»
and what else is a name keeps its capital. The module is pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from motions.text.listing import uppraknat

_SLAG = r"(?:styrelsen?|nämnd(?:en)?|fullmäktige|utskott(?:et)?|beredning(?:en)?|förvaltning(?:en)?|kontoret|revisionen)"
_EGENSKAP = r"(?:Tekniska|Sociala|Gemensamma|Kommunala|Allmänna|Centrala|Lokala|Regionala|Särskilda|Tillfälliga|Verkställande)"
_RADEN = r"(?:Folkhälso|Pensionärs|Ungdoms|Tillgänglighets|Funktionshinder|Funktionshinders|Funktionsrätts|Brottsförebyggande )"
"""Råd that a kommun has; others are authorities of the state, and have names."""
_APPELLATIV = re.compile(
    rf"(?:{_EGENSKAP} )?(?:[A-ZÅÄÖ][a-zåäö]+[-\u2010\u2011](?:, [a-zåäö]+[-\u2010\u2011])* och )?[A-ZÅÄÖa-zåäö]?[a-zåäö]*{_SLAG}"
    r"(?:s [a-zåäö]+(?:utskott(?:et)?|beredning(?:en)?)|s presidium)?|(?:Nämnden|Styrelsen) för [a-zåäö ,-]+"
    rf"|(?:{_EGENSKAP} )?{_RADEN}råd(?:et)?|Överförmyndaren|Kommunens revisorer|Revisorerna",
    re.IGNORECASE,
)
"""A name of one word, or of several that are joined («Kultur- och fritidsnämnden»), that says what kind of organ it is."""
_STATENS = frozenset(
    {
        *("Socialstyrelsen", "Transportstyrelsen", "Skogsstyrelsen", "Rymdstyrelsen", "Statskontoret"),
        *("Riksgäldskontoret", "Riksrevisionen", "Domarnämnden", "Valprövningsnämnden", "Bokföringsnämnden"),
        *("Skatterättsnämnden", "Partibidragsnämnden", "Överklagandenämnden", "Resegarantinämnden"),
        "Fastighetsmäklarnämnden",
    }
)
"""Authorities of the state whose names end as those of a kommun's organ do: there is one of each, and it has a name."""
_LITEN = re.compile(r"[a-zåäö]")
_NYTT = re.compile(r"(?:^|[.!?:]\s+|\n\s*)\Z")


def genitiv(namn: str) -> str:
    """«Arbetsmarknadsnämndens»; a name on s, x or z stays as it is."""
    return namn if namn[-1:] in "sxz" else f"{namn}s"


def i_mening(namn: str) -> str:
    """The name as it stands within a sentence: «kommunstyrelsen», «Älvsjö stadsdelsnämnd». When in doubt, as it is written."""
    forsta, *ovriga = namn.split(" ") or [""]
    if (
        namn in _STATENS
        or not _APPELLATIV.fullmatch(namn)
        or any(not _LITEN.match(o) for o in ovriga)
        or forsta[1:] != forsta[1:].lower()
    ):
        return namn
    return namn[:1].lower() + namn[1:]


def fyll(text: str, plats: str, namnen: Sequence[str]) -> str:
    """The text with the names at each place: as they are written where a sentence begins, else as within one."""
    sma = [i_mening(namn) for namn in namnen]
    forst, *delar = text.split(plats)
    ut = [forst]
    for del_ in delar:
        ut += [uppraknat([namnen[0], *sma[1:]] if _NYTT.search(ut[-1]) else sma), del_]
    return "".join(ut)
