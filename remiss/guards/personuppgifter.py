"""What is warned of before it becomes public: a personnummer in what outsiders read. It is never stopped.

The diarium, the postlista and the lists of a sammanträde are read by anyone (OSL 5:2), and are often put on the web.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from motions.akten import akten
from motions.models import Anvandare, Arende, Handling, Organ, Post, Sammantrade
from motions.rattelser import Entry
from motions.sokposter import fakta_text
from motions.text.personnummer import hitta
from remiss.facts import Facts
from remiss.facts.arende import AndraSekretess, LaggTillHandling
from remiss.facts.diarium import Ratta, RattaHandling
from remiss.facts.expediering import Expediera
from remiss.facts.post import RegistreraNytt
from remiss.facts.registrering import Inkommen
from remiss.guards.arende import sent_svar
from remiss.guards.sammantrade import sen_kallelse
from remiss.hinder import Varning

KOD = "personnummer"
_TITELN = "Ärendemeningen som visas för alla, i diariet och i postlistan,"
_AVSANDAREN = "Avsändarens namn, som visas för alla i diariet och i postlistan,"
_MOTPARTEN = "Namnet på avsändaren eller mottagaren, som visas för alla i postlistan,"
_RUBRIKERNA = {"offentlig_titel": _TITELN, "offentlig_rubrik": "Rubriken som visas för alla, i postlistan,"}
_NAMNEN = {"remittent": _AVSANDAREN, "avsandare": _AVSANDAREN, "motpart": _MOTPARTEN}
"""By field, the entries that anyone may see; of what is secret outsiders read the headings alone."""


def i_titeln(titel: str) -> list[Varning]:
    """A personnummer in the title that everyone may see."""
    return _varna(titel, _TITELN)


def i_namnet(namn: str) -> list[Varning]:
    """A personnummer in the name of a sender."""
    return _varna(namn, _AVSANDAREN)


def _varna(text: str, vad: str) -> list[Varning]:
    nummer = hitta(text)
    if not nummer:
        return []
    return [Varning(KOD, f"{vad} har ett personnummer: {', '.join(nummer)}.")]


def i_diariet(titel: str, offentlig: str, namn: str, *, hemligt: bool) -> tuple[list[Varning], list[Varning]]:
    """What the diarium will say to anyone: in the title, and of the sender, whom it does not name of a secret ärende."""
    return i_titeln(offentlig or ("" if hemligt else titel)), [] if hemligt else i_namnet(namn)


def registrera(organ: Organ, facts: Inkommen, by: Anvandare, at: datetime) -> list[Varning]:
    """What anyone will read of what came in."""
    titel, namn = i_diariet(
        facts.titel, facts.offentlig_titel, facts.remittent_namn, hemligt=bool(facts.sekretess_lagrum)
    )
    return [*titel, *namn]


def registrera_nytt(post: Post, facts: RegistreraNytt, by: Anvandare, at: datetime) -> list[Varning]:
    """As when it is registered without a letter."""
    return registrera(facts.organ, facts.inkommen, by, at)


def rattat(arende: Arende, handling: Handling | None, nya: Mapping[str, Entry]) -> dict[str, list[Varning]]:
    """By field, what anyone will read of corrected entries."""
    hemligt = arende.sekretess or (handling is not None and handling.sekretess)
    visas = _RUBRIKERNA if hemligt else _RUBRIKERNA | _NAMNEN
    funna = {falt: _varna(str(nya.get(falt) or ""), vad) for falt, vad in visas.items()}
    return {falt: varningar for falt, varningar in funna.items() if varningar}


def ratta(arende: Arende, facts: Ratta | RattaHandling | None, by: Anvandare, at: datetime) -> list[Varning]:
    """What anyone will read of the correction."""
    if facts is None:
        return []
    handling = facts.handling if isinstance(facts, RattaHandling) else None
    return [v for varningar in rattat(arende, handling, facts.nya).values() for v in varningar]


def sekretess(arende: Arende, facts: AndraSekretess | None, by: Anvandare, at: datetime) -> list[Varning]:
    """The title for anyone; and, when the marking is lifted, the names that it hid."""
    if facts is None:
        return []
    titeln = i_titeln(facts.offentlig_titel)
    if facts.sekretess or not arende.sekretess:
        return titeln
    remiss = getattr(arende, "remiss", None)
    avsandare = [arende.avsandare, *([remiss.remittent.namn] if remiss else [])]
    motparter = [h.motpart for h in akten(arende).handlingar if not h.sekretess]
    return [*titeln, *_varna("; ".join(avsandare), _AVSANDAREN), *_varna("; ".join(motparter), _MOTPARTEN)]


def handling(arende: Arende, facts: LaggTillHandling | None, by: Anvandare, at: datetime) -> list[Varning]:
    """From whom or to whom it is; its heading is shown without the number."""
    return [] if facts is None or arende.sekretess else _varna(facts.motpart, _MOTPARTEN)


def kallelse(sammantrade: Sammantrade, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """The headings of a list that leaves; and that it leaves late."""
    rubriker = "; ".join(p.rubrik for p in sammantrade.punkter.all() if p.utgatt_at is None)
    return [*sen_kallelse(sammantrade, facts, by, at), *_varna(rubriker, "En rubrik i kallelsen")]


def svar(arende: Arende, facts: Expediera | None, by: Anvandare, at: datetime) -> list[Varning]:
    """The words of a svar that leaves, and to whom; and that it leaves late."""
    nu = akten(arende).svar
    text = "; ".join(fakta_text(nu.dokument.fakta)) if nu is not None else ""
    till = "" if facts is None or arende.sekretess else facts.mottagare
    return [*sent_svar(arende, facts, by, at), *_varna(text, "Svaret"), *_varna(till, _MOTPARTEN)]
