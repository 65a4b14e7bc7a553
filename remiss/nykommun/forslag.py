"""What «Ny kommun» proposes: dnr patterns, codes, the sections of an utlåtande and a library of beslutssatser.

Written by us after the practice that domain 3.6 and 4.8-4.9 describe; every word may be changed before it is saved.
"""

from __future__ import annotations

from dataclasses import dataclass

from motions.models import BeslutssatsSlag

MONSTER = (
    "{organ} {ar}-{lopnr:04}-{klass}",
    "{organ} {ar}/{lopnr}",
    "{klass}-{lopnr}-{ar}",
    "{ar}-{lopnr}-{klass}",
    "{klass}-{lopnr:04}/{ar}",
    "{organ}{ar}-{kod}-{lopnr:05}",
    "{kod}-{lopnr}/{ar}",
)
"""Dnr patterns in use, the commonest first."""

KLASSER = (
    ("1.5.1", "Remisser från kommunstyrelsen och fullmäktige"),
    ("1.5.2", "Motioner på remiss"),
    ("1.5.3", "Remisser från andra"),
)
"""Enough to register with, until the kommun's own structure is in."""


@dataclass(frozen=True)
class Avsnittsforslag:
    """A section: key, heading, whether it must have text, and the words that help."""

    nyckel: str
    rubrik: str
    obligatoriskt: bool
    hjalp: str


AVSNITT = (
    Avsnittsforslag(
        "sammanfattning",
        "Sammanfattning",
        True,
        "Vem frågar, vad gäller det och vad föreslår ni? Högst en sida.",
    ),
    Avsnittsforslag(
        "bakgrund", "Bakgrund", True, "Vem skickade remissen, varför, och när ska svaret vara inne?"
    ),
    Avsnittsforslag("arendet", "Ärendet", True, "Återge förslaget neutralt, utan egna omdömen."),
    Avsnittsforslag(
        "beredning", "Ärendets beredning", True, "Vilka enheter har deltagit, och vilka har ni hört?"
    ),
    Avsnittsforslag(
        "ekonomi", "Ekonomiska konsekvenser", False, "Vad kostar förslaget er, och hur betalas det?"
    ),
    Avsnittsforslag(
        "jamstalldhet", "Jämställdhet", False, "Blir följderna olika för kvinnor och män, flickor och pojkar?"
    ),
    Avsnittsforslag(
        "barn", "Barnets bästa", False, "Vilka barn berörs, och hur? (barnkonventionen artikel 3)"
    ),
    Avsnittsforslag("klimat", "Klimat och miljö", False, "Hur påverkas utsläppen och miljön?"),
    Avsnittsforslag(
        "tillganglighet", "Tillgänglighet", False, "Vad betyder det för den som har en funktionsnedsättning?"
    ),
    Avsnittsforslag(
        "synpunkter", "Förvaltningens synpunkter och förslag", True, "Vad tycker förvaltningen, och varför?"
    ),
)
"""The standard anatomy, with the perspectives that a kommun may want before förvaltningens synpunkter."""


@dataclass(frozen=True)
class Satsforslag:
    """A beslutssats of the proposed library; `forvald`: most nämnder want it."""

    slag: BeslutssatsSlag
    namn: str
    text: str
    forvald: bool = True


SATSER = (
    Satsforslag(
        BeslutssatsSlag.SVAR,
        "Lämna utlåtandet som svar",
        "{namnd} lämnar förvaltningens tjänsteutlåtande till {mottagare} som sitt svar på remissen.",
    ),
    Satsforslag(
        BeslutssatsSlag.SVAR,
        "Godkänna och åberopa utlåtandet",
        "{namnd} godkänner tjänsteutlåtandet och åberopar det som sitt yttrande till {mottagare}.",
    ),
    Satsforslag(
        BeslutssatsSlag.SVAR,
        "Hänvisa till utlåtandet",
        "{namnd} hänvisar till förvaltningens tjänsteutlåtande som svar på remissen från {mottagare}.",
    ),
    Satsforslag(
        BeslutssatsSlag.OVRIGT,
        "Föreslå att motionen avslås",
        "{namnd} föreslår att fullmäktige avslår motionen.",
        forvald=False,
    ),
    Satsforslag(
        BeslutssatsSlag.OVRIGT,
        "Föreslå att motionen bifalls",
        "{namnd} föreslår att fullmäktige bifaller motionen.",
        forvald=False,
    ),
    Satsforslag(
        BeslutssatsSlag.OVRIGT,
        "Föreslå att motionen anses besvarad",
        "{namnd} föreslår att fullmäktige anser motionen besvarad med vad som sägs i utlåtandet.",
        forvald=False,
    ),
    Satsforslag(
        BeslutssatsSlag.OVRIGT,
        "Ge förvaltningen ett uppdrag",
        "{namnd} ger förvaltningen i uppdrag att {uppdrag} och att redovisa det senast den {datum}.",
    ),
    Satsforslag(
        BeslutssatsSlag.OMEDELBAR_JUSTERING,
        "Justera omedelbart",
        "{namnd} beslutar att justera paragrafen omedelbart.",
    ),
)
