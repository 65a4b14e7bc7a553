"""How a diarienummer and the number of a § or a punkt are written, read and compared.

A nämnd issues its dnr by a pattern of its own, such as ``{organ} {ar}-{lopnr:04}-{klass}``; the dnr of
others come in many shapes and are kept raw and parsed loosely (domain 3.6). Issuing under lock is not done
here. The module is pure.

Pattern language: text in which these fields are replaced. Only ``ar`` and ``lopnr`` are required.

    {organ}      letters that name the authority: AMN, KS, T
    {ar}         the year in four digits
    {lopnr}      the running number; {lopnr:04} pads it with zeros to four digits (1-9)
    {klass}      klassificering, digits with points: 1.5.1
    {kod}        an organ's or process's own number: 050
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from motions.states import Paragrafnumrering

_FALT = re.compile(r"\{([^{}]*)\}")
_BOKSTAVER = "A-Za-zÅÄÖåäöÉéÜü"
_UTTRYCK = {
    "organ": rf"[{_BOKSTAVER}]+",
    "ar": r"(?:19|20|21)\d\d",
    "lopnr": r"\d+",
    "klass": r"\d+(?:\.\d+)*",
    "kod": r"\d+",
}
_FALTNAMN = {
    "organ": "organ",
    "ar": "år",
    "lopnr": "löpnummer",
    "klass": "klassificering",
    "kod": "kod",
}
_FAST_TEXT = re.compile(rf"[{_BOKSTAVER}0-9 ./:_-]*")


class MonsterError(ValueError):
    """A dnr pattern that cannot be used, or facts that it cannot write; the message is Swedish, for the
    user."""


class PunktnummerError(ValueError):
    """A text that is not the number of a punkt or a §; the message is Swedish, for the user."""


@dataclass(frozen=True)
class Diarienummer:
    """A dnr as it was written (``raw``) and what could be read from it; what could not is None."""

    raw: str
    organ: str | None = None
    ar: int | None = None
    lopnr: int | None = None
    klass: str | None = None
    kod: str | None = None


@dataclass(frozen=True)
class _Del:
    """A piece of a pattern: fixed text, or a field with the width of its zero padding."""

    text: str = ""
    falt: str = ""
    bredd: int = 0


@dataclass(frozen=True)
class Monster:
    """A validated dnr pattern. Build it with Monster.parse, never directly."""

    text: str
    delar: tuple[_Del, ...]

    @classmethod
    def parse(cls, text: str) -> "Monster":
        """Read a pattern; raises MonsterError if the dnr it makes could not be told apart or read back."""
        delar: list[_Del] = []
        slut = 0
        for match in _FALT.finditer(text):
            delar += _fast_text(text[slut : match.start()])
            delar.append(_falt(match[1]))
            slut = match.end()
        delar += _fast_text(text[slut:])
        _kontrollera(delar)
        return cls(text, tuple(delar))

    @property
    def falt(self) -> frozenset[str]:
        """The names of the fields that the pattern needs."""
        return frozenset(del_.falt for del_ in self.delar if del_.falt)

    def format(self, *, ar: int, lopnr: int, organ: str = "", klass: str = "", kod: str = "") -> str:
        """Write a dnr. Raises MonsterError if a field that the pattern needs is missing or malformed."""
        if lopnr < 1:
            raise MonsterError("Löpnumret ska vara minst 1.")
        varden = {"organ": organ, "ar": str(ar), "lopnr": str(lopnr), "klass": klass, "kod": kod}
        for falt in sorted(self.falt):
            if not varden[falt]:
                raise MonsterError(f"Diarienumret behöver {_FALTNAMN[falt]}.")
            if not re.fullmatch(_UTTRYCK[falt], varden[falt]):
                raise MonsterError(f"Diarienumret kan inte skrivas med {_FALTNAMN[falt]} «{varden[falt]}».")
        return "".join(
            del_.text if not del_.falt else varden[del_.falt].zfill(del_.bredd) for del_ in self.delar
        )

    def match(self, raw: str) -> Diarienummer | None:
        """Read a dnr written by this pattern, or None if it was not."""
        uttryck = "".join(
            f"(?P<{del_.falt}>{_UTTRYCK[del_.falt]})" if del_.falt else re.escape(del_.text)
            for del_ in self.delar
        )
        match = re.fullmatch(uttryck, raw)
        return None if match is None else _las(raw, match)


def _fast_text(text: str) -> list[_Del]:
    if "{" in text or "}" in text:
        raise MonsterError("Varje fält i mönstret ska stå mellan en { och en }.")
    if not _FAST_TEXT.fullmatch(text):
        raise MonsterError("Mellan fälten får bara bokstäver, siffror, mellanslag och . / : _ - stå.")
    return [_Del(text=text)] if text else []


def _falt(uttryck: str) -> _Del:
    namn, kolon, bredd = uttryck.partition(":")
    if namn not in _UTTRYCK:
        tillatna = ", ".join(f"{{{falt}}}" for falt in _UTTRYCK)
        raise MonsterError(f"Mönstret känner inte fältet {{{uttryck}}}. Använd {tillatna}.")
    if not kolon:
        return _Del(falt=namn)
    if namn != "lopnr" or not re.fullmatch("0[1-9]", bredd):
        raise MonsterError("Bara löpnumret kan fyllas ut med nollor, till exempel {lopnr:04}.")
    return _Del(falt=namn, bredd=int(bredd))


def _kontrollera(delar: list[_Del]) -> None:
    """Refuse a pattern whose fields are missing, repeated, or run together so that they cannot be read
    back."""
    namn = [del_.falt for del_ in delar if del_.falt]
    for krav in ("ar", "lopnr"):
        if krav not in namn:
            raise MonsterError(f"Mönstret måste innehålla {{{krav}}}.")
    for falt in namn:
        if namn.count(falt) > 1:
            raise MonsterError(f"Mönstret får bara innehålla {{{falt}}} en gång.")
    if delar[0].text.startswith(" ") or delar[-1].text.endswith(" "):
        raise MonsterError("Mönstret får inte börja eller sluta med mellanslag.")
    for fore, efter in pairwise(delar):
        if _flyter_ihop(fore, efter):
            raise MonsterError("Två fält i mönstret flyter ihop. Skriv ett skiljetecken mellan dem.")


def _flyter_ihop(fore: _Del, efter: _Del) -> bool:
    """Whether two neighbours are both of letters or both of digits where they meet."""

    def slag(del_: _Del, plats: int) -> str:
        if del_.falt:
            return "bokstav" if del_.falt == "organ" else "siffra"
        tecken = del_.text[plats]
        return "siffra" if tecken.isdigit() else "bokstav" if tecken.isalpha() else "skiljetecken"

    mote = {slag(fore, -1), slag(efter, 0)}
    klasspunkt = "klass" in (fore.falt, efter.falt) and "." in (fore.text[-1:], efter.text[:1])
    return klasspunkt or (len(mote) == 1 and mote != {"skiljetecken"})


def _las(raw: str, match: re.Match[str]) -> Diarienummer:
    falt = match.groupdict()
    return Diarienummer(
        raw=raw,
        organ=falt.get("organ"),
        ar=int(falt["ar"]),
        lopnr=int(falt["lopnr"]),
        klass=falt.get("klass"),
        kod=falt.get("kod"),
    )


_ORGAN = rf"(?:(?P<organ>{_UTTRYCK['organ']})\s*)?"
_ORGAN_INTILL = rf"(?P<organ>{_UTTRYCK['organ']})"
_AR = rf"(?P<ar>{_UTTRYCK['ar']})"
_LOPNR = r"(?P<lopnr>\d+)"
_KLASS = r"(?P<klass>\d+(?:\.\d+)*)"
_KLASS_MED_PUNKT = r"(?P<klass>\d+(?:\.\d+)+)"
_KOD = r"(?P<kod>\d+)"
_ORGAN_SKILT = rf"(?P<organ>{_UTTRYCK['organ']})\s?[/.-]\s?"
_ENHET = rf"[{_BOKSTAVER}][{_BOKSTAVER}\d]{{0,7}}"
"""Who has it within an authority: «U2026/02345/UH». It changes while the number stays."""

# The first that fits is taken, so the more particular stand first. Three numbers without points are unclear:
# here a code stands close to its organ (T2012-050-05828) and a klassificering has at most two digits.
_FORMER = tuple(
    re.compile(form)
    for form in (
        rf"{_ORGAN}{_AR}-{_LOPNR}-{_KLASS_MED_PUNKT}",
        rf"{_ORGAN_INTILL}{_AR}-{_KOD}-{_LOPNR}",
        rf"{_ORGAN}{_AR}-{_LOPNR}-(?P<klass>\d{{1,2}})",
        rf"{_ORGAN}{_AR}-{_KOD}-{_LOPNR}",
        rf"{_ORGAN}{_KLASS_MED_PUNKT}-{_LOPNR}[-/]{_AR}",
        rf"{_ORGAN}{_KOD}-{_LOPNR}[-/]{_AR}",
        rf"{_ORGAN}{_AR}[-/:]{_LOPNR}",
        rf"{_ORGAN}{_LOPNR}[-/:]{_AR}",
        rf"{_ORGAN_SKILT}{_AR}[-/:.]{_LOPNR}",
        rf"{_ORGAN_SKILT}{_AR}[/:.]{_LOPNR}-{_KOD}",
        rf"{_ORGAN}{_AR}[/:]{_LOPNR}-{_KOD}",
        rf"{_ORGAN}{_AR}[/:]{_LOPNR}/{_ENHET}",
    )
)
_INLEDNING = re.compile(r"(?:dnr|diarienr|diarienummer)\b[\s.:]*", re.IGNORECASE)
_STRECK = re.compile(r"\s*[‐‑‒–—−-]\s*")


def _stada(raw: str) -> str:
    """Without the word dnr, with plain hyphens, single spaces and nothing around slashes."""
    text = _INLEDNING.sub("", raw.strip(), count=1)
    text = re.sub(r"\s*/\s*", "/", _STRECK.sub("-", text))
    return re.sub(r"\s+", " ", text).strip()


def parse_dnr(raw: str) -> Diarienummer:
    """Read a dnr from anywhere, as far as it can be read; ``raw`` is kept as given. Never raises."""
    stadat = _stada(raw)
    for form in _FORMER:
        if match := form.fullmatch(stadat):
            return _las(raw, match)
    return Diarienummer(raw)


def dnr_nyckel(raw: str) -> str:
    """The text by which two writings of one dnr are equal: no case, no spaces, no leading zeros, and not whose desk it lies on.

    A space between two digits is kept, since it tells two numbers apart. Meant to be stored and indexed for
    the duplicate check.
    """
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", _stada(raw)).casefold()
    text = re.sub(rf"(\d{{4}}[/:]\d+)/{_ENHET}$", r"\1", text)
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def same_dnr(a: str, b: str) -> bool:
    """Whether two texts are the same dnr apart from spaces, case, dashes, leading zeros and the word dnr."""
    return dnr_nyckel(a) == dnr_nyckel(b)


_PUNKTNUMMER = re.compile(r"(?:§\s*)?(\d+)\s*(½)?\s*([A-ZÅÄÖa-zåäö]?)")
_ALFABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"


def punktnummer_key(text: str) -> tuple[int, int, int]:
    """The sort key of the number of a punkt or a §: 4, 4 A, 4 B, 4 ½, 5, 23, 23 A.

    Spaces, case and a leading § do not matter. Raises PunktnummerError for anything else than a number, an
    optional ½ and an optional letter.
    """
    match = _PUNKTNUMMER.fullmatch(text.strip())
    if match is None:
        raise PunktnummerError(f"«{text}» är inte ett punktnummer. Skriv till exempel 23, 23 A eller 4 ½.")
    siffror, halv, bokstav = match.groups()
    return int(siffror), int(bool(halv)), _ALFABET.index(bokstav.upper()) + 1 if bokstav else 0


def nasta_paragraf(numrering: Paragrafnumrering, *, sist_i_sammantradet: int, sist_under_aret: int) -> int:
    """The next § number. Both arguments are the highest number used so far, 0 if none was."""
    if numrering == Paragrafnumrering.SAMMANTRADE:
        return sist_i_sammantradet + 1
    return max(sist_i_sammantradet, sist_under_aret) + 1


def punktnummer(kallade: Sequence[str | None]) -> list[str]:
    """The numbers of a föredragningslista, in its order.

    `kallade`: for each punkt the number that it has been called under, which it keeps, or None. The others are
    numbered from 1; those that stand before a called one take its predecessor's number and the next letter that no
    punkt has («4 A»), or when the alphabet has run out a number after all.
    """
    tagna = {punktnummer_key(nummer) for nummer in kallade if nummer is not None}
    sista_kallade = max((plats for plats, nummer in enumerate(kallade) if nummer is not None), default=-1)
    hogst = max((grund for grund, _, _ in tagna), default=0)
    alla: list[str] = []
    grund = bokstav = 0
    for plats, kallad in enumerate(kallade):
        if kallad is not None:
            grund, _, bokstav = punktnummer_key(kallad)
            alla.append(kallad)
            continue
        bokstaver = range(bokstav + 1, len(_ALFABET) + 1)
        ledig = next((b for b in bokstaver if (grund, 0, b) not in tagna), None)
        if plats < sista_kallade and ledig is not None:
            bokstav = ledig
            tagna.add((grund, 0, bokstav))
            alla.append(f"{grund} {_ALFABET[bokstav - 1]}")
        else:
            hogst += 1
            alla.append(str(hogst))
    return alla
