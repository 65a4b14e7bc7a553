"""Where the lines of a paragraph break: all of them weighed at once, so that none is short and few end with a hyphen.

WeasyPrint fills one line after the other and divides whatever does not fit: in Swedish, with its long words, every fifth line.
Here the best breaks of the whole paragraph are looked for (Knuth and Plass 1981, for lines that are ragged at the right), and
put into the tree as line feeds. A word is divided at a joint; elsewhere only where a line would else be too short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias
from xml.etree.ElementTree import Element

import pyphen
from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import split_first_line

from motions.documents.compounds import fogar
from motions.documents.tree import MM, markera

SATT = "satt"
"""The class of a paragraph whose line feeds are its lines."""

_BLOCK = {"p", "li"}
_I_RADEN = {"a", "br", "em", "span", "strong", "sub", "sup"}
_KORTAST, _SISTA = 18.5 * MM, 12 * MM
"""So much white a line should end with at most; so long should a last line be at least."""
_MARGINAL = 0.4
"""Pixels that a line must have to spare: the words are measured one by one."""

_FOG, _HART, _STAVELSE, _I_LED, _TVA_I_RAD, _I_UTTRYCK = 22.0, 6.0, 45.0, 110.0, 14.0, 10.0
"""What it costs to break at a joint, after a hyphen of the text, in a word without joints, in a part; twice in a row; and
between what is read as one: «11 oktober», «§ 4», «dnr 7»."""
_KORT_SIST, _FOR_KORT = 18.0, 60.0
"""What a bad last line costs, and each millimetre that a line is too short."""
_HOGST_I_RAD = 2
_HOGST_MATTA = 50_000
_LANGST = 400
"""What has more signs without a space is no word: to measure it to each place where it may end takes minutes. It is left to
WeasyPrint, which divides it where the line is full."""

Stil: TypeAlias = Mapping[str, str]
"""What WeasyPrint has computed of how text is set."""

_TOMRUM = re.compile(r"[ \t\r\n\f]+")
_BITAR = re.compile(r" |[^ ]+")
_ORD = re.compile(r"[^\W\d_]{9,}")
_HALLER_IHOP = re.compile(r"\(?(?:\d{1,3}|§§?|[Dd]nr|nr|kap\.|kl\.|s\.|den|SFS|SOU)")
_BINDESTRECK = re.compile(r"(?<=[^\W_]-)(?=[^\W_]{2})")


class _Fogar:
    """The joints, given as pyphen gives its patterns."""

    def positions(self, word: str) -> list[pyphen.DataInt]:
        return [pyphen.DataInt(i) for i in fogar(word)]


_STAVELSER = pyphen.Pyphen(lang="sv", left=4, right=4)
pyphen.hdcache[pyphen.LANGUAGES["sv"]] = _Fogar()
"""What WeasyPrint breaks itself, it breaks at the joints alone."""


@dataclass
class _Text:
    """A run of text in the tree: the `text` of an element, or its `tail`, and how it is set."""

    element: Element
    falt: str
    stil: Stil
    brott: list[_Bit] = field(default_factory=list)

    def __post_init__(self) -> None:
        setattr(self.element, self.falt, _TOMRUM.sub(" ", self.text))

    @property
    def text(self) -> str:
        return getattr(self.element, self.falt) or ""

    def bryt(self) -> None:
        """Put the line feeds in: instead of a space, or where a word is divided."""
        text = self.text
        for bit in sorted(self.brott, key=lambda b: -b.plats):
            efter = text[bit.plats :].removeprefix(" ") if bit.mellanrum else text[bit.plats :]
            text = f"{text[: bit.plats]}{'-' if bit.streck else ''}\n{efter}"
        setattr(self.element, self.falt, text)


@dataclass(frozen=True)
class _Bit:
    """What stands on one line whatever happens, or a space. A line may end at `plats` in `text`, for a price.

    Widths in pixels; `streck`: that of the hyphen that is put there.
    """

    bredd: float
    mellanrum: float = 0.0
    streck: float = 0.0
    pris: float = inf
    text: _Text | None = None
    plats: int = 0


def bryt(dokument: Document, rot: Element) -> bool:
    """Break the lines of every paragraph of a laid out document that may divide its words. Returns whether there was any."""
    matt: dict[Element, float] = {}
    stilar: dict[Element, Stil] = {}
    tecken: dict[Element, float] = {}
    for sida in dokument.pages:
        for box in sida._page_box.children[0].descendants():
            if isinstance(box, boxes.TextBox):
                if box.element_tag.endswith("::footnote-call"):
                    tecken[box.element] = tecken.get(box.element, 0.0) + float(vars(box)["width"])
                elif "::" not in box.element_tag:
                    stilar.setdefault(box.element, box.style)
            elif _ar_stycke(box):
                matt.setdefault(box.element, box.width)
    i_raden = {e for e in matt if all(inre.tag in _I_RADEN for inre in e.iter() if inre is not e)}
    satta = [e for e, bredd in matt.items() if e in i_raden and _satt(e, bredd, stilar, tecken)]
    return bool(satta)


def _ar_stycke(box: boxes.Box) -> bool:
    """Whether a box holds lines whose words may be divided."""
    return (
        isinstance(box, boxes.BlockContainerBox)
        and box.element_tag in _BLOCK
        and box.style["hyphens"] == "auto"
    )


def _satt(element: Element, matt: float, stilar: dict[Element, Stil], tecken: dict[Element, float]) -> bool:
    """Break the lines of one paragraph, and of each part between the line breaks of its own."""
    texter: list[_Text] = []
    delar: list[list[_Bit]] = [[]]
    for bit in _delar(element, stilar, tecken):
        if bit is None:
            delar.append([])
        elif isinstance(bit, _Text):
            texter.append(bit)
            delar[-1] += _bitar(bit)
        else:
            delar[-1].append(bit)
    brott = [b for bitar in delar for b in _basta(_enkla_mellanrum(bitar), matt - _MARGINAL)]
    for b in brott:
        if b.text is not None:
            b.text.brott.append(b)
    for text in texter:
        text.bryt()
    if brott:
        markera(element, SATT)
    return bool(brott)


def _delar(
    element: Element, stilar: dict[Element, Stil], tecken: dict[Element, float]
) -> Iterator[_Text | _Bit | None]:
    """What a paragraph holds, in order: its runs of text, the calls of its notes, and None for a line break."""
    stil = stilar.get(element)
    if element.text and stil:
        yield _Text(element, "text", stil)
    for barn in element:
        if barn.tag == "br":
            yield None
        elif barn in tecken:
            yield _Bit(tecken[barn])
        else:
            yield from _delar(barn, stilar, tecken)
        if barn.tail and stil:
            yield _Text(barn, "tail", stil)


def _bitar(text: _Text) -> Iterator[_Bit]:
    """A run of text in pieces."""
    bredd = _Bredder(text.stil)
    sist = ""
    for hit in _BITAR.finditer(text.text):
        if hit[0] == " ":
            pris = _I_UTTRYCK if _HALLER_IHOP.fullmatch(sist) else 0.0
            yield _Bit(0.0, mellanrum=bredd(" "), pris=pris, text=text, plats=hit.start())
            continue
        sist = hit[0]
        if len(sist) > _LANGST:
            yield _Bit(bredd(sist))
            continue
        fore = 0
        for plats, pris in sorted(_platser(hit[0]).items()):
            streck = 0.0 if hit[0][plats - 1] == "-" else bredd("-")
            langd = bredd(hit[0][:plats]) - bredd(hit[0][:fore])
            yield _Bit(langd, streck=streck, pris=pris, text=text, plats=hit.start() + plats)
            fore = plats
        yield _Bit(bredd(hit[0]) - bredd(hit[0][:fore]))


def _platser(text: str) -> dict[int, float]:
    """Where a line may end within what has no space, and what it costs. What has a hyphen already is divided there alone."""
    if platser := {h.start(): _HART for h in _BINDESTRECK.finditer(text)}:
        return platser
    for ord_ in _ORD.finditer(text):
        fogarna = fogar(ord_[0])
        priser = dict.fromkeys(_STAVELSER.positions(ord_[0]), _I_LED if fogarna else _STAVELSE)
        platser |= {ord_.start() + i: pris for i, pris in (priser | dict.fromkeys(fogarna, _FOG)).items()}
    return platser


class _Bredder:
    """How wide text is in a style, in pixels."""

    _matta: dict[tuple[str, ...], float] = {}

    def __init__(self, stil: Stil) -> None:
        self._stil = stil
        self._nyckel = tuple(
            str(stil[egenskap]) for egenskap in ("font_family", "font_style", "font_weight", "font_size")
        )

    def __call__(self, text: str) -> float:
        if not text:
            return 0.0
        nyckel = (*self._nyckel, text)
        if nyckel not in self._matta:
            if len(self._matta) >= _HOGST_MATTA:
                self._matta.clear()
            self._matta[nyckel] = float(split_first_line(text, self._stil, None, None, 0)[3])
        return self._matta[nyckel]


def _enkla_mellanrum(bitar: Iterable[_Bit]) -> list[_Bit]:
    """Of spaces after each other the first is seen; one that begins or ends a line is not."""
    ut: list[_Bit] = []
    for bit in bitar:
        if not bit.mellanrum or (ut and not ut[-1].mellanrum):
            ut.append(bit)
    while ut and ut[-1].mellanrum:
        ut.pop()
    return ut


_Nod = tuple[int, int]
"""After how many pieces a line ends, and how many lines in a row have then ended with a hyphen."""


def _basta(bitar: list[_Bit], matt: float) -> list[_Bit]:
    """The pieces after which the lines had best end; none when all fits in one line, or something fits in none."""
    langder = [0.0]
    for bit in bitar:
        langder.append(langder[-1] + bit.bredd + bit.mellanrum)
    if langder[-1] <= matt:
        return []
    slut = len(bitar)
    priser: dict[_Nod, float] = {(0, 0): 0.0}
    fore: dict[_Nod, _Nod] = {}
    oppna: list[_Nod] = [(0, 0)]
    for k, bit in enumerate(bitar, start=1):
        sist = k == slut
        if not sist and bit.pris == inf:
            continue
        bredd = langder[k] - bit.mellanrum
        oppna = [nod for nod in oppna if bredd - langder[nod[0]] <= matt]
        nya: list[_Nod] = []
        for nod in oppna:
            langd = bredd - langder[nod[0]] + bit.streck
            med_streck = not sist and not bit.mellanrum
            ny = (k, nod[1] + 1 if med_streck else 0)
            if langd > matt or ny[1] > _HOGST_I_RAD:
                continue
            pris = priser[nod] + (0.0 if sist else bit.pris) + (_TVA_I_RAD if ny[1] > 1 else 0.0)
            pris += _sist(langd, bool(nod[1])) if sist else _tomt(matt - langd)
            if pris < priser.get(ny, inf):
                if ny not in priser:
                    nya.append(ny)
                priser[ny], fore[ny] = pris, nod
        oppna += nya
    nod = min((n for n in priser if n[0] == slut), key=lambda n: priser[n], default=(0, 0))
    brott = []
    while (nod := fore.get(nod, (0, 0)))[0]:
        brott.append(bitar[nod[0] - 1])
    return brott[::-1]


def _tomt(pixlar: float) -> float:
    """What white at the end of a line costs."""
    return float((pixlar / MM / 8) ** 3 + max(0.0, _FOR_KORT * (pixlar - _KORTAST) / MM))


def _sist(langd: float, efter_streck: bool) -> float:
    """What a last line costs: it should be more than a word, and not the rest of one."""
    return _KORT_SIST * ((langd < _SISTA) + efter_streck)
