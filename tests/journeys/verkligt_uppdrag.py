"""The tjänsteutlåtande on a budgetuppdrag: its headings by hand, its footnotes taken from the feet of its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.texter import SYNPUNKTER, Text
from tests.journeys.verkligt import FORLAGOR, SIDHUVUD, VERKLIGA, las

AVSNITT = ["Sammanfattning", "Ärendets beredning", "Bakgrund", "Ärendet", SYNPUNKTER]
"""The sections in the order of the text."""


@dataclass(frozen=True)
class Facit:
    """What stands in one of the texts, found by hand.

    `rubriker`: every heading in the order of the document with its level and its first words; a full stop says that they are
    all, a plus that it goes on over one more line. `noter`: the word at which each note stands. `listor`: how many items each
    list has.
    """

    rubriker: Sequence[tuple[int, str]]
    noter: Sequence[str]
    listor: Sequence[int]


VERKLIGT = Facit(
    rubriker=[
        (2, "Sammanfattning"),
        (2, "Bakgrund"),
        *((3, ord_) for ord_ in ("Arbetsmarknad och", "Nya och", "Juridiska aspekter +", "Tidigare studier")),
        (2, "Ärendet"),
        (3, "Utredningens"),
        (3, "Resultat av"),
        (3, "Telge Tillväxt AB"),
        *(
            (4, ord_)
            for ord_ in (
                "Två av tre",
                "Uthyrningsmodellen.",
                "Samverkan med",
                "Kombinera",
                "Organisationsformen",
            )
        ),
        (3, "Högtrycket –"),
        *((4, ord_) for ord_ in ("Resultat –", "Samverkansmodellen.")),
        (3, "Bemanningsenheterna och +"),
        *((4, ord_) for ord_ in ("Bemanningsmodellen.", "Resultat.", "Kombinera", "Samverkan.")),
        (3, "Analys av"),
        *((4, ord_) for ord_ in ("Resultat.", "Arbetsgivarmodellen.", "Kombinera", "Samverkan.")),
        (3, "Identifierade"),
        (2, "Ärendets beredning"),
        (2, SYNPUNKTER),
    ],
    noter=[
        *(
            "arbetsmarknaden",
            "hög",
            "arbetsmarknaden",
            "arbete",
            "personer",
            "byggnadsverksamhet",
            "uppmärksammats",
        ),
        *(
            "arbetsmarknaden",
            "anställning",
            "arbete",
            "ungdomar",
            "resultat",
            "arbetsmarknadsområdet",
            "arbetsmarknaden",
        ),
        "Södertälje",
    ],
    listor=[3, 5, 4, 9],
)
EGET = Facit(
    rubriker=[
        (2, "Sammanfattning"),
        (2, "Bakgrund"),
        *((3, ord_) for ord_ in ("Unga och", "Det som", "Vad lagen säger +", "Tidigare studier")),
        (2, "Ärendet"),
        (3, "Utredningens"),
        (3, "Resultat av"),
        (3, "Bolaget Kajen AB"),
        *((4, ord_) for ord_ in ("Tre av fyra", "Att hyra ut.", "Samverkan med", "Studier och", "Bolagets")),
        (3, "Farleden –"),
        *((4, ord_) for ord_ in ("Resultat –", "Samverkan som sätt.")),
        (3, "Vikarierna och +"),
        *((4, ord_) for ord_ in ("Att bemanna.", "Resultat.", "Kurser", "Samverkan.")),
        (3, "Analys av"),
        *((4, ord_) for ord_ in ("Resultat.", "Att anställa.", "Kurser", "Samverkan.")),
        (3, "Identifierade"),
        (2, "Ärendets beredning"),
        (2, SYNPUNKTER),
    ],
    noter=[
        *(
            "arbetet",
            "yrken",
            "åren",
            "något",
            "folk",
            "båtar",
            "uppmärksammats",
            "andra",
            "anställning",
            "arbete",
        ),
        *("resultat", "räknar", "arbetsmarknadsområdet", "vill", "Ljusnö"),
    ],
    listor=[3, 5, 4, 9],
)
FACIT = VERKLIGT if FORLAGOR == VERKLIGA else EGET

_FOT = re.compile(r" {20,}")
_PUNKT = re.compile(r" \S|- ")
_SIFFRA = re.compile(r"\d{1,2} *")


def uppdraget(mapp: Path = FORLAGOR, facit: Facit = FACIT) -> Text:
    """The whole text, in the notation of `Text`."""
    rader, noter = _utan_fotter(SIDHUVUD.sub("\n \n", las("s4", mapp)).split("\n"))
    stycken = _med_noter(_stycken(rader, facit.rubriker), noter)
    delar: dict[str, list[str]] = {}
    for stycke in stycken:
        if stycke.removeprefix("# ") in AVSNITT and stycke.startswith("# "):
            delar[stycke.removeprefix("# ")] = []
        elif not stycke.startswith("___"):
            list(delar.values())[-1].append(stycke)
    return Text("Uppdrag om ett bolag", {rubrik: "\n\n".join(texter) for rubrik, texter in delar.items()})


def _utan_fotter(rader: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the text, and the notes that stood at the feet of its pages.

    A foot begins after a line of spaces. Its last note ends where a line with a space before it follows on another line.
    """
    kvar: list[str] = []
    noter: list[str] = []
    i_fot = False
    for n, rad in enumerate(rader):
        if _FOT.fullmatch(rad):
            i_fot = True
        elif i_fot and _SIFFRA.fullmatch(rad) and int(rad) == len(noter) + 1:
            noter.append("")
        elif i_fot and not (rad.startswith(" ") and noter[-1] and rader[n - 1]):
            noter[-1] = f"{noter[-1]} {rad}".strip()
        else:
            kvar.append(rad.removeprefix(" ") if i_fot else rad)
            i_fot = False
    return kvar, [" ".join(not_.split()) for not_ in noter]


@dataclass
class _Bygge:
    """Paragraphs, headings and lists that are being put together of lines."""

    stycken: list[str] = field(default_factory=list)
    oppet: bool = False

    def borja(self, text: str, *, i_lista: bool = False) -> None:
        if i_lista and self.oppet and self.stycken[-1].startswith("- "):
            self.stycken[-1] += f"\n- {text}"
        else:
            self.stycken.append(f"- {text}" if i_lista else text)
        self.oppet = True

    def fortsatt(self, text: str) -> None:
        if self.oppet:
            self.stycken[-1] += f" {text}"
        else:
            self.borja(text)


def _stycken(rader: list[str], rubriker: Sequence[tuple[int, str]]) -> list[str]:
    """Every other line is empty; one of spaces ends a paragraph; one that begins with a space is an item, or begins a page."""
    bygge = _Bygge()
    vantade = [rubrik for avsnitt in AVSNITT for rubrik in _under(avsnitt, rubriker)]
    i_rubrik = False
    for n, rad in enumerate(rader):
        text = rad.strip()
        if not text:
            bygge.oppet = bygge.oppet and not rad
            continue
        if i_rubrik:
            bygge.stycken[-1] += f" {text}"
            i_rubrik = False
            continue
        if vantade and _ar(vantade[0][1], text):
            niva, ord_ = vantade.pop(0)
            bygge.borja(f"{'#' * (niva - 1)} {text}")
            bygge.oppet, i_rubrik = False, ord_.endswith(" +")
            continue
        ny_sida = rad.startswith(" ") and n > 0 and rader[n - 1] != ""
        inne = rad[1:] if ny_sida else rad
        if _PUNKT.match(inne):
            bygge.borja(text.removeprefix("- "), i_lista=True)
        else:
            bygge.fortsatt(text)
    assert not vantade, vantade
    return bygge.stycken


def _under(avsnitt: str, rubriker: Sequence[tuple[int, str]]) -> Sequence[tuple[int, str]]:
    """The headings of a section, its own first."""
    borjan = rubriker.index((2, avsnitt))
    slut = next((n for n in range(borjan + 1, len(rubriker)) if rubriker[n][0] == 2), len(rubriker))
    return rubriker[borjan:slut]


def _ar(rubrik: str, text: str) -> bool:
    """Whether a line is the heading: the whole of it when the words end with a full stop, or for a section."""
    if rubrik.endswith("."):
        return text == rubrik.removesuffix(".")
    return text == rubrik if rubrik in AVSNITT else text.startswith(rubrik.removesuffix(" +"))


def _med_noter(stycken: list[str], noter: list[str]) -> list[str]:
    """Put each note at its call, which is a number right after a word or its full stop."""
    ut, nummer = [], 1
    for stycke in stycken:
        fran = 0
        while nummer <= len(noter):
            hit = re.compile(rf"(?<=[a-zåäö])(\.?) ?{nummer}(?=\s|$)").search(stycke, fran)
            if hit is None:
                break
            ny = f"{hit[1]}[^{noter[nummer - 1]}]"
            stycke = stycke[: hit.start()] + ny + stycke[hit.end() :]
            fran, nummer = hit.start() + len(ny), nummer + 1
        ut.append(stycke)
    assert nummer == len(noter) + 1, f"Not {nummer} har inget tecken i texten"
    return ut
