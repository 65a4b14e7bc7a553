"""What is warned of before it becomes public: a personnummer in what outsiders read. It is never stopped.

The diarium, the postlista and the lists of a sammanträde are read by anyone (OSL 5:2), and are often put on the web.
"""

from __future__ import annotations

from datetime import datetime

from motions.akten import akten
from motions.models import Anvandare, Arende, Organ, Post, Sammantrade
from motions.sokposter import fakta_text
from motions.text.personnummer import hitta
from remiss.facts import Facts
from remiss.facts.post import RegistreraNytt
from remiss.facts.registrering import Inkommen
from remiss.guards.arende import sent_svar
from remiss.guards.sammantrade import sen_kallelse
from remiss.hinder import Varning

KOD = "personnummer"


def i_titeln(titel: str) -> list[Varning]:
    """A personnummer in the title that everyone may see."""
    return _varna(titel, "Ärendemeningen som visas för alla, i diariet och i postlistan,")


def i_namnet(namn: str) -> list[Varning]:
    """A personnummer in the name of a sender."""
    return _varna(namn, "Avsändarens namn, som visas för alla i diariet och i postlistan,")


def _varna(text: str, vad: str) -> list[Varning]:
    nummer = hitta(text)
    if not nummer:
        return []
    return [Varning(KOD, f"{vad} har ett personnummer: {', '.join(nummer)}.")]


def i_diariet(titel: str, offentlig: str, namn: str, *, hemligt: bool) -> tuple[list[Varning], list[Varning]]:
    """What the diarium will say of the ärende to anyone: in its title, and of its sender, whom it does not name if it is secret."""
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


def kallelse(sammantrade: Sammantrade, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """The headings of a list that leaves; and that it leaves late."""
    rubriker = "; ".join(p.rubrik for p in sammantrade.punkter.all() if p.utgatt_at is None)
    return [*sen_kallelse(sammantrade, facts, by, at), *_varna(rubriker, "En rubrik i kallelsen")]


def svar(arende: Arende, facts: Facts | None, by: Anvandare, at: datetime) -> list[Varning]:
    """The words of a svar that leaves; and that it leaves late."""
    nu = akten(arende).svar
    text = "; ".join(fakta_text(nu.dokument.fakta)) if nu is not None else ""
    return [*sent_svar(arende, facts, by, at), *_varna(text, "Svaret")]
