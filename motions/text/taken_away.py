"""What the sanitiser took from a text, and why, in words: what is stored must be what the writer believes is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator

import nh3

MANGA = 3
"""So many addresses are named; the rest are counted."""
LANG_ADRESS = 60

_TAGG = re.compile(r"<([a-z][a-z0-9]*)")
_LANK = re.compile(r'<a href="([^"]*)"')
_EGENSKAP = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_LANKAR = "orden står kvar. I en handling kan bara hela webbadresser och e-postadresser vara länkar."
_TAGGARNA = {
    "Bilder togs bort. Lägg dem som bilaga.": {"img", "picture", "canvas", "video", "audio", "object"},
    "Understrykningen togs bort: understruket läses som en länk.": {"u"},
    "Genomstrykningen togs bort, orden står kvar: stryk dem om de inte ska med.": {"s", "strike", "del"},
    "Formulär och andra sidors innehåll togs bort.": {"iframe", "frame", "form", "input", "button"},
}
_EGENSKAPERNA = {
    "Färgerna togs bort: färg syns inte i utskrift och hörs inte.": {
        "color", "background", "background-color", "bgcolor",
    },
    "Höger- och mittställningen togs bort: alla handlingar sätts likadant.": {"text-align", "align"},
    "Teckensnitt och storlekar togs bort: alla handlingar sätts likadant.": {
        "font-family", "font-size", "font", "face", "size",
    },
}  # fmt: skip
_VANSTER = frozenset({"left", "start", "initial", "inherit", "justify", ""})
_INGEN_FARG = frozenset({"inherit", "initial", "transparent", "windowtext", "none"})
_ATTRIBUT = {
    "*": {"style", "align", "color", "bgcolor", "href", "src"},
    "font": {"face", "size"},
}
_ALLA = nh3.ALLOWED_TAGS.union(*_TAGGARNA.values(), {"font", "center"})
_SCHEMAN = nh3.ALLOWED_URL_SCHEMES | {"file", "data", "javascript", "vbscript", "smb"}


def taken_away(given: str, stored: str) -> list[str]:
    """A sentence for each kind of thing that `stored` has lost, which is `given` sanitised; none when nothing went.

    It costs one more reading of the text, so a text that came through as it was is not read.
    """
    if given == stored:
        return []
    egenskaper: set[tuple[str, str]] = set()
    adresser: list[str] = []

    def note(tag: str, name: str, value: str) -> str:
        if name == "href":
            adresser.append(value)
        elif name == "style":
            egenskaper.update((n.lower(), v.strip().lower()) for n, v in _EGENSKAP.findall(value))
        elif name != "src":
            egenskaper.add((name, value.strip().lower()))
        return value

    allt = nh3.Cleaner(
        tags=_ALLA,
        attributes=_ATTRIBUT,
        attribute_filter=note,
        url_schemes=_SCHEMAN,
        url_relative="pass_through",
        link_rel=None,
        clean_content_tags={"script", "style"},
    ).clean(given)
    return [
        *_lankar(adresser, stored),
        *_taggar(set(_TAGG.findall(allt)) - set(_TAGG.findall(stored))),
        *_egenskaper(egenskaper),
    ]


def _lankar(adresser: list[str], stored: str) -> Iterator[str]:
    kvar = {nh3.clean_text(a) for a in _LANK.findall(stored)} | set(_LANK.findall(stored))
    borta = list(dict.fromkeys(a for a in adresser if a not in kvar and nh3.clean_text(a) not in kvar))
    okanda = stored.count("<a>") - len(borta)
    namngivna = ", ".join(f"«{_kort(a)}»" for a in borta[:MANGA])
    fler = max(len(borta) - MANGA, 0) + max(okanda, 0)
    vilka = " och ".join(v for v in (namngivna, f"{fler} till" if namngivna and fler else "") if v)
    if vilka:
        yield f"Länken till {vilka} togs bort, {_LANKAR}"
    elif fler:
        yield f"{'En länk' if fler == 1 else f'{fler} länkar'} togs bort, {_LANKAR}"


def _kort(adress: str) -> str:
    return adress if len(adress) <= LANG_ADRESS else adress[: LANG_ADRESS - 1] + "…"


def _taggar(borta: set[str]) -> Iterator[str]:
    for mening, taggar in _TAGGARNA.items():
        if borta & taggar:
            yield mening


def _egenskaper(egenskaper: set[tuple[str, str]]) -> Iterator[str]:
    for mening, namn in _EGENSKAPERNA.items():
        if any(n in namn and _ar_nagot(n, v) for n, v in egenskaper):
            yield mening


def _ar_nagot(namn: str, varde: str) -> bool:
    """Whether a property changes what one sees; left is how all text stands."""
    if namn in {"text-align", "align"}:
        return varde not in _VANSTER
    return varde not in _INGEN_FARG
