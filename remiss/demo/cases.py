"""The ärenden of the demo: what came, to whom, how far each has gone, and what nämnden made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from remiss.demo import texts_amn, texts_amn_namnd, texts_mn, texts_utanfor
from remiss.demo.texts import Text

TEXTER: Mapping[str, Mapping[str, Text]] = {
    "AMN": {
        **texts_amn.NYA,
        **texts_amn.BEREDNING,
        **texts_amn.GODKANNANDE,
        **texts_amn_namnd.TEXTER,
        **texts_utanfor.TEXTER,
    },
    "MN": {**texts_mn.TEXTER, "vatten_igen": texts_mn.TEXTER["vatten"]},
}


@dataclass(frozen=True)
class Yrkar:
    """Who (surname) moves what in a §, and what came of it."""

    vem: str
    slag: str
    utfall: str = "avslaget"
    texter: tuple[str, ...] = ()
    motiv: str = ""
    instammer: tuple[str, ...] = ()
    med_flera: bool = False


@dataclass(frozen=True)
class Utgang:
    """How a § ends. `egna` are points that nämnden adopted from a yrkande. `uttalanden`: kind, surnames, text."""

    slag: str = "avgjort"
    yrkanden: tuple[Yrkar, ...] = ()
    proposition: str = ""
    villkor: str = ""
    svar: str = "utlatande"
    svar_text: str = ""
    egna: tuple[str, ...] = ()
    uttalanden: tuple[tuple[str, tuple[str, ...], str], ...] = ()
    deltar_inte: tuple[str, ...] = ()
    jav: tuple[str, str] | None = None


@dataclass(frozen=True)
class Fall:
    """One ärende. `mal`: how far it goes, a way of its own or the key of a sammanträde. `remisstid`: in days from today."""

    nummer: int
    nyckel: str
    namnd: str
    remittent: str
    remittentens: int
    remisstid: int
    vem: str
    mal: str
    klass: str = "1.6.1"
    med: tuple[str, ...] = ()
    omedelbart: bool = False
    lagrum: str = ""
    utgang: Utgang | None = None


KS, KF, LST, RN, SFN = (
    "Kommunstyrelsen",
    "Kommunfullmäktige",
    "Länsstyrelsen i Norra länet",
    "Region Norra",
    "Samordningsförbundet Norra",
)
ELIN, JONAS, SAMIRA, OSKAR, LEILA = (
    "elin.sjodahl",
    "jonas.wikmark",
    "samira.haddadi",
    "oskar.frimodig",
    "leila.karimian",
)
MOT_VARANDRA = (
    "Ordföranden ställde proposition på förvaltningens förslag och {yrkande} mot varandra "
    "och fann att nämnden beslutade enligt {vinnare}."
)
I_DAG = (
    "Ordföranden ställde proposition på om ärendet skulle avgöras i dag eller {alternativ} "
    "och fann att nämnden beslutade att {utgang}."
)

RESURS = Utgang(
    slag="bordlagt",
    yrkanden=(Yrkar("Malmros", "bordlaggning", "bifallet", instammer=("Noring", "Skarstedt")),),
    proposition=I_DAG.format(alternativ="bordläggas", utgang="ärendet skulle bordläggas"),
    villkor="nästa sammanträde, så att partigrupperna hinner ta del av kommunstyrelsens kostnadsberäkning",
)
SENIOR = Utgang(
    slag="aterremiss",
    yrkanden=(
        Yrkar(
            "Tahiri",
            "aterremiss",
            "bifallet",
            motiv="för att förvaltningen ska räkna på vad deltidspension med bibehållen tjänstepension kostar",
            instammer=("Hedvall", "Tengblad", "Norlander"),
        ),
    ),
    proposition=I_DAG.format(alternativ="återremitteras", utgang="återremittera ärendet"),
    villkor="Förvaltningen ska räkna på vad deltidspension med bibehållen tjänstepension kostar.",
)
VALIDERING = Utgang(
    yrkanden=(
        Yrkar("Rosvall", "bifall", "bifallet", instammer=("Malmros", "Tahiri")),
        Yrkar("Dahlbom", "avslag"),
    ),
    proposition=MOT_VARANDRA.format(
        yrkande="Rolf Dahlboms (SD) yrkande om avslag", vinnare="förvaltningens förslag"
    ),
    uttalanden=(
        (
            "reservation",
            ("Dahlbom",),
            "Jag reserverar mig mot beslutet. Validering är en uppgift för staten, och Norrby bör inte betala för den.",
        ),
        (
            "sarskilt_uttalande",
            ("Norlander", "Mörk"),
            "Vi välkomnar planen men hade gärna sett att även barnskötare fanns bland de tolv yrkena.",
        ),
    ),
)
NYANLANDA = Utgang(
    yrkanden=(Yrkar("Rosvall", "bifall", "bifallet", instammer=("Vallgren",)),),
    uttalanden=(
        (
            "ersattaryttrande",
            ("Solhem",),
            "Det är bra att vägen in blir kortare. Mottagningen måste även ha öppet någon kväll i veckan.",
        ),
    ),
)
PENDLING = Utgang(jav=("Skarstedt", "Äger mark som ett av stråken går över (KL 6 kap. 28 §)."))
ARBETSDAG = Utgang(
    yrkanden=(
        Yrkar(
            "Rosvall",
            "eget_forslag",
            "bifallet",
            texter=("Arbetsmarknadsnämnden lämnar följande som sitt eget svar på remissen.",),
            instammer=("Malmros", "Vallgren", "Fagerlund"),
        ),
        Yrkar("Norlander", "bifall", "avslaget", instammer=("Tahiri",), med_flera=True),
    ),
    proposition=MOT_VARANDRA.format(yrkande="sitt eget yrkande", vinnare="ordförandens yrkande"),
    svar="eget",
    egna=("Arbetsmarknadsnämnden lämnade följande som sitt eget svar på remissen.",),
    svar_text=(
        "Arbetsmarknadsnämnden avstyrker motionen.\n\nNämnden delar motionärernas vilja att minska sjukfrånvaron, men "
        "kortare arbetstid med bibehållen lön är en dyr väg dit. Två arbetsplatser i två år skulle kosta omkring elva "
        "miljoner kronor. De pengarna gör större nytta i nämndens insatser för dem som inte har något arbete alls.\n\n"
        "Nämnden föreslår i stället att kommunstyrelsen ger anställda större möjlighet att själva påverka sitt schema. "
        "Det har i andra kommuner sänkt sjukfrånvaron utan att kosta mer."
    ),
    uttalanden=(
        (
            "reservation",
            ("Norlander", "Tahiri", "Hedvall"),
            "Vi reserverar oss till förmån för förvaltningens förslag. Ett litet och väl utvärderat försök hade gett "
            "kommunen kunskap som den i dag saknar.",
        ),
    ),
)
SOLCELLER_AMN = Utgang(
    yrkanden=(
        Yrkar(
            "Mörk",
            "tillagg",
            "bifallet",
            texter=("Arbetsmarknadsnämnden betonar att hälften av lärlingsplatserna bör gå till kvinnor.",),
            instammer=("Norlander", "Rosvall"),
        ),
    ),
    proposition=(
        "Ordföranden ställde proposition på förvaltningens förslag och därefter på Tova Mörks (MP) tilläggsyrkande, "
        "och fann att nämnden biföll båda."
    ),
    svar="med_andring",
    egna=("Arbetsmarknadsnämnden betonade att hälften av lärlingsplatserna bör gå till kvinnor.",),
    svar_text="Nämnden betonar utöver tjänsteutlåtandet att hälften av lärlingsplatserna bör gå till kvinnor.",
)
ENERGI = Utgang(
    yrkanden=(
        Yrkar("Ådahl", "andring", texter=("Miljönämnden avstyrker att vindkraft vid Högåsen utreds.",)),
    ),
    proposition=MOT_VARANDRA.format(
        yrkande="Bengt Ådahls (SD) ändringsyrkande", vinnare="förvaltningens förslag"
    ),
    uttalanden=(
        (
            "reservation",
            ("Ådahl",),
            "Högåsen är ett av kommunens mest besökta friluftsområden och ska förbli det.",
        ),
    ),
)
DAGVATTEN = Utgang(
    slag="bordlagt",
    yrkanden=(Yrkar("Almqvist", "bordlaggning", "bifallet"),),
    proposition=I_DAG.format(alternativ="bordläggas", utgang="ärendet skulle bordläggas"),
    villkor="nästa sammanträde",
)
LIVSMEDEL = Utgang(
    yrkanden=(
        Yrkar("Almqvist", "bifall", "bifallet"),
        Yrkar(
            "Granlöv",
            "andring",
            texter=("Miljönämnden föreslår att målet för närproducerat sätts till 70 procent.",),
        ),
    ),
    proposition=MOT_VARANDRA.format(
        yrkande="Sixten Granlövs (C) ändringsyrkande", vinnare="förvaltningens förslag"
    ),
    deltar_inte=("Strandell",),
    uttalanden=(
        ("reservation", ("Granlöv",), "Närproducerat stärker beredskapen. Målet borde ha satts högre."),
    ),
)

Fallrad = tuple[str, str, int, int, str, str, dict[str, Any]]
"""Key, remittent, their number, remisstid, handläggare, mål, and what else is set."""

_AMN: tuple[Fallrad, ...] = (
    ("praktik", KS, 412, 42, ELIN, "registrerat", {}),
    ("sommarjobb", KS, 418, 55, ELIN, "registrerat", {}),
    ("kompetens", RN, 207, 49, SAMIRA, "tilldelat", {"klass": "1.6.3"}),
    ("samordning", SFN, 31, 38, JONAS, "utkast", {"klass": "3.4.1"}),
    ("sprakmentor", KS, 377, 33, ELIN, "utkast", {"med": (SAMIRA,)}),
    ("feriejobb", KS, 369, 24, JONAS, "aterlamnat", {}),
    ("klagomal", KS, 395, 19, SAMIRA, "utkast", {"lagrum": "OSL 26 kap. 1 §"}),
    ("digital", KS, 351, 9, SAMIRA, "utkast", {}),
    ("rekrytering", KS, 344, -2, JONAS, "utkast", {}),
    ("socialhansyn", KS, 360, 28, ELIN, "taget_tillbaka", {}),
    ("sysselsattning", LST, 6120, 35, JONAS, "ateroppnat", {"klass": "1.6.3"}),
    ("lokaler", KS, 356, 31, ELIN, "godkannande", {}),
    ("korkort", KS, 340, 44, SAMIRA, "godkannande", {}),
    ("forsorjning", KS, 333, 40, ELIN, "godkannande", {"med": (JONAS,)}),
    ("foretag", SFN, 28, 46, JONAS, "klart", {"klass": "3.4.1"}),
    ("civil", KS, 329, 58, SAMIRA, "m5", {}),
    ("naringsliv", KS, 318, 37, ELIN, "m4", {}),
    ("kriminalitet", LST, 5914, 15, JONAS, "m4", {"klass": "1.6.3"}),
    ("aterbruk", KS, 312, 60, SAMIRA, "m4", {}),
    ("resurs", KS, 287, 30, JONAS, "m3", {"utgang": RESURS}),
    ("senior", KS, 281, 34, SAMIRA, "m3", {"utgang": SENIOR}),
    ("jamstalldhet", KS, 276, 21, ELIN, "m3", {}),
    ("validering", RN, 166, 26, JONAS, "m3", {"klass": "1.6.3", "utgang": VALIDERING}),
    ("nyanlanda", LST, 5533, 4, SAMIRA, "m3", {"klass": "1.6.3", "omedelbart": True, "utgang": NYANLANDA}),
    ("vagledare", SFN, 22, 2, ELIN, "m3", {"klass": "3.4.1", "omedelbart": True}),
    ("pendling", KS, 219, -50, JONAS, "m2", {"utgang": PENDLING}),
    ("bibliotek", KS, 214, -18, SAMIRA, "m2", {}),
    ("arbetsdag", KS, 142, -40, JONAS, "m1", {"utgang": ARBETSDAG}),
    ("solceller", KS, 137, -35, ELIN, "m1", {"utgang": SOLCELLER_AMN}),
    ("jobbmassa", KF, 58, 20, SAMIRA, "avskrivet", {}),
    ("arkivtaxa", KS, 233, 12, ELIN, "aterkallat", {}),
    ("yrkeshogskola", RN, 151, -6, JONAS, "kontorsyttrande", {"klass": "1.6.3"}),
    ("varsel", LST, 7102, 2, SAMIRA, "ordforandebeslut", {"klass": "1.6.3"}),
    ("kulturplan", RN, 214, 29, ELIN, "avstatt", {"klass": "1.6.3"}),
)
_MN: tuple[Fallrad, ...] = (
    ("vatten", LST, 7011, 48, OSKAR, "registrerat", {"klass": "1.6.3"}),
    ("anpassning", LST, 6544, 52, OSKAR, "tilldelat", {"klass": "1.6.3"}),
    ("trafik", KS, 349, 17, LEILA, "utkast", {}),
    ("evenemang", KS, 358, 36, OSKAR, "godkannande", {}),
    ("buller", KS, 262, 41, LEILA, "installt", {}),
    ("laddning", KS, 295, 57, OSKAR, "utgatt", {"klass": "4.2.1"}),
    ("kemikalier", KS, 307, 39, LEILA, "n5", {}),
    ("aterbruk", KS, 313, 60, OSKAR, "n5", {}),
    ("energi", KS, 270, 27, LEILA, "n4", {"klass": "4.2.1", "utgang": ENERGI}),
    ("dagvatten", KS, 284, 32, OSKAR, "n4", {"utgang": DAGVATTEN}),
    ("luft", LST, 5711, 6, LEILA, "n4", {"klass": "1.6.3", "omedelbart": True}),
    ("livsmedel", KS, 248, 3, OSKAR, "n3", {"utgang": LIVSMEDEL}),
    ("natur", KS, 190, -12, LEILA, "n2", {}),
    ("solceller", KS, 138, -30, OSKAR, "n1", {"klass": "4.2.1"}),
    ("skoter", LST, 6209, 22, OSKAR, "avskrivet", {"klass": "1.6.3"}),
    ("vatten_igen", LST, 7011, 48, OSKAR, "makulerat", {"klass": "1.6.3"}),
)


def alla() -> list[Fall]:
    """Every ärende of the demo."""
    rader = [("AMN", *rad) for rad in _AMN] + [("MN", *rad) for rad in _MN]
    return [
        Fall(n, nyckel, namnd, remittent, deras, remisstid, vem, mal, **mer)
        for n, (namnd, nyckel, remittent, deras, remisstid, vem, mal, mer) in enumerate(rader)
    ]
