"""Where a diarienummer stands in a text, read whole, however the authority that issued it writes it. The module is pure.

After a word that says so («dnr», «diarienummer», «beteckning») almost anything with digits is one; after «referens», which may
be a person or a telephone, it has a year. Without the word it must have the letters of an authority, or its klassificering, and
a year, and be neither a printed matter (SOU 2026:88, prop. 2026/27:44) nor a day.
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
_ORGAN_OCH_AR = rf"[A-ZÅÄÖ][{_BOKSTAV}]{{0,4}}(?:19|20)\d\d(?![{_BOKSTAV}\d])"
"""After the klassificering: «1.1.1-Ju2026/00123»."""
_FORTS = rf"(?:[{_STRECK}]{_ORGAN_OCH_AR}|(?: ?[/:] ?|[.{_STRECK}_]){_SIFFERDEL}| ?/ ?{_ENHET}|[{_STRECK}]{_ENHET})"
_NUMMER = (
    rf"(?:[{_BOKSTAV}]{{1,12}}(?: |[./:{_STRECK}_] ?)?)?\d{{1,12}}(?:[{_BOKSTAV}]{{1,6}}\d{{1,8}})?"
    rf"(?:{_FORTS}{{1,6}}|(?<=\b(?:19|20)\d\d) ?[{_STRECK} ] ?\d{{1,8}}(?![\d{_BOKSTAV}]))?(?![{_BOKSTAV}\d])"
)
_ORDET = (
    r"\b(?:(?i:d\.?nr|diarienr|diarienummer|ärendenr|ärendenummer|beteckning)"
    r"|(?P<referens>(?i:ref(?:erens)?(?:\.? ?n(?:umme)?r)?)))\b"
)
_ORGANET_EFTERAT = rf" [A-ZÅÄÖ]{{2,5}}(?![{_BOKSTAV}\d]| (?:19|20)\d\d[:/])"
"""Whose it is, where the number begins with the year: «2026/123 KS»."""
_EFTER_ORDET = re.compile(
    rf"{_ORDET}(?: ?\([^()\n]{{0,40}}\))?[\s.:]{{0,9}}(?P<nummer>{_NUMMER})(?P<organ>{_ORGANET_EFTERAT})?"
)
_HAR_AR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOTTAGARENS = re.compile(r"\b(?:ert|er|eder|eran|eras|mottagarens)\s{1,3}$", re.I)
_AR = rf"[ ./{_STRECK}]?(?:19|20)"
_UTAN_ORD = re.compile(
    rf"(?<![{_BOKSTAV}\d./:{_STRECK}])(?=[A-ZÅÄÖ]{{1,8}}{_AR}|[A-ZÅÄÖ][a-zåäö]{{1,2}}[./{_STRECK}]?(?:19|20)"
    rf"|(?:[A-ZÅÄÖ][a-zåäö]{{1,2}} |[A-ZÅÄÖ][a-zåäö]{{3,5}})(?:19|20)\d\d[/{_STRECK}]\d{{3}})"
    rf"([{_BOKSTAV}]{{1,8}})[ ./{_STRECK}]?((?:19|20)\d\d)(?:[.:/{_STRECK}]{_SIFFERDEL})(?:{_FORTS}){{0,5}}(?![{_BOKSTAV}\d])"
)
_KLASS = r"\d{1,2}(?:\.\d{1,2}){1,4}"
_ANNAN_ORDNING = re.compile(
    rf"(?<![{_BOKSTAV}\d./:{_STRECK}])(?:"
    rf"(?P<bokstaver>[A-ZÅÄÖ]{{2,8}}) \d{{3,6}}[/{_STRECK}](?:19|20)\d\d"
    rf"|(?:{_KLASS}|[1-9]\d\d)[{_STRECK}](?P<lopnr>\d{{3,7}})[/{_STRECK}](?P<ar>(?:19|20)\d\d)"
    rf"|{_KLASS}[{_STRECK}]{_ORGAN_OCH_AR}[/:{_STRECK}]{_SIFFERDEL}(?:{_FORTS}){{0,5}}"
    rf")(?![{_BOKSTAV}\d]|[./:{_STRECK}]\d)"
)
"""The year last, or the klassificering first."""
_TRYCKT = re.compile(
    r"\w{1,5}fs|din|iec|tel|fax|sid|rum|kap|lag|åk|lå|mål|"
    "sou|ds|prop|skr|dir|sfs|sosfs|bet|mot|rskr|nja|hfd|rå|ad|möd|iso|en|ss|eu|eg|com|kom|fn|kl|tf|osl|vt|ht|kv|q|v|den|år|nr|jo"
)
"""What stands before a year and a number that no diarium has."""
_INGET_ORGAN = re.compile("pm|obs|pdf|bil|brev|svar")
"""Short words in capitals that may follow a number."""
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
        nummer = _helt(hit["nummer"])
        if hit["referens"] and not _har_ar(nummer):
            continue
        organ = (hit["organ"] or "").strip()
        if (
            organ
            and nummer[0].isdigit()
            and not _TRYCKT.fullmatch(organ.lower())
            and not _INGET_ORGAN.fullmatch(organ.lower())
        ):
            nummer = _helt(f"{nummer} {organ}")
        if sum(c.isdigit() for c in nummer) >= 4 and not _DAG.match(nummer):
            yield nummer, _MOTTAGARENS.search(text[max(0, hit.start() - 20) : hit.start()]) is None


def _har_ar(nummer: str) -> bool:
    """Of a year, and neither printed matter nor a läsår."""
    fore = re.match(rf"[{_BOKSTAV}]*", nummer)
    tryckt = fore is not None and _TRYCKT.fullmatch(fore[0].lower())
    return bool(_HAR_AR.search(nummer)) and not tryckt and not _lasar(nummer)


def _utan_ord(text: str) -> Iterator[str]:
    for hit in sorted(
        (*_UTAN_ORD.finditer(text), *_ANNAN_ORDNING.finditer(text)), key=lambda hit: hit.start()
    ):
        nummer = _helt(hit[0])
        if hit.re is _ANNAN_ORDNING:
            if not _ar_tryckt(hit["bokstaver"] or "") and not _lasar(f"{hit['lopnr']}/{hit['ar']}"):
                yield nummer
            continue
        ar = nummer.find(hit[2])
        if not _TRYCKT.fullmatch(hit[1].lower()) and not _DAG.match(nummer[ar:]) and not _lasar(nummer[ar:]):
            yield nummer


def _ar_tryckt(bokstaver: str) -> bool:
    """JO has a diarium too, and writes the year last."""
    return bokstaver != "JO" and _TRYCKT.fullmatch(bokstaver.lower()) is not None


def _lasar(text: str) -> bool:
    """Two years in a row: a läsår, a period."""
    ar = re.fullmatch(rf"(\d{{4}})[/{_STRECK}](\d{{4}})", text)
    return ar is not None and 0 < int(ar[2]) - int(ar[1]) < 6


def _helt(nummer: str) -> str:
    return " ".join(nummer.split())[:LANGST]
