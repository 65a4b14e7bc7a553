"""A sammanträde acted out by perform(): short ways to the moment that a test is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from motions import versioner
from motions.actor import acting
from motions.models import (
    Anvandare,
    Arende,
    Avsnitt,
    Beslutssats,
    Fortroendeuppdrag,
    Protokoll,
    Punkt,
    PunktSlag,
    Sammantrade,
    Tjansteutlatande,
)
from remiss.facts.sammantrade import Planera
from remiss.workflow import edit, edits
from tests.factories import Varld, arende
from tests.fakta import utfor

SVAR = "Arbetsmarknadsnämnden överlämnar tjänsteutlåtandet som svar på remissen."
UPPDRAG = "Arbetsmarknadsnämnden uppdrar åt förvaltningen att följa frågan."


def klart(varld: Varld, *, satser: tuple[tuple[str, str], ...] = (("svar", SVAR),), **fields: Any) -> Arende:
    """An ärende that is klart för nämnd, with a godkänt tjänsteutlåtande and its frozen version."""
    with acting(varld.registrator):
        a = arende(varld, state="klart_for_namnd", handlaggare=varld.handlaggare, enhet=varld.enhet, **fields)
        text = Tjansteutlatande.objects.create(
            titel=a.titel,
            state="godkant",
            state_since=varld.at,
            skapad_at=varld.at,
            skapad_by=varld.handlaggare,
        )
        text.arenden.add(a)
        Avsnitt.objects.create(
            utlatande=text,
            nyckel="sammanfattning",
            rubrik="Sammanfattning",
            ordning=1,
            text="<p>Förvaltningens ord, som bara gäller om de antas.</p>",
        )
        for nummer, (slag, sats) in enumerate(satser, start=1):
            Beslutssats.objects.create(utlatande=text, nummer=nummer, slag=slag, text=sats)
        versioner.frys(text, by=varld.handlaggare, at=varld.at)
    return a


@dataclass
class Sittning:
    """One sammanträde and its secretary, who performs each act at `nu`."""

    varld: Varld
    sammantrade: Sammantrade
    nu: datetime
    uppdrag: list[Fortroendeuppdrag] = field(default_factory=list)

    def gor(self, action: str, *, by: Anvandare | None = None, **facts: Any) -> Sammantrade:
        """Perform an act on the sammanträde."""
        gjord: Sammantrade = utfor(
            self.sammantrade, action, by=by or self.varld.sekreterare, at=self.nu, **facts
        )
        return gjord

    def satt_upp(self, *arenden: Arende) -> None:
        """Put ärenden on the list."""
        for a in arenden:
            utfor(a, "satt_upp", by=self.varld.sekreterare, at=self.nu, sammantrade=self.sammantrade)

    def upprop(self, *franvarande: int, **extra: Any) -> None:
        """All ledamöter but those at the given places in `uppdrag` are there and serve; ersättare are there."""
        rader = [
            {"uppdrag_id": u.pk, "tjanstgor": not u.ersattare}
            for i, u in enumerate(self.uppdrag)
            if i not in franvarande
        ]
        self.gor("registrera_narvaro", rader=rader, **extra)

    def till_oppnat(self, *arenden: Arende) -> None:
        """Put up, call, take attendance, open, choose justerare."""
        self.satt_upp(*arenden)
        self.gor("kalla")
        self.nu = self.sammantrade.start_at
        self.upprop()
        self.gor("oppna")
        self.gor("valj_justerare", fortroendevalda=[self.uppdrag[1].fortroendevald])

    def punkt(self, a: Arende) -> Punkt:
        """The ärende's punkt here."""
        return Punkt.objects.get(sammantrade=self.sammantrade, arenden=a)

    def enligt_forslag(self, a: Arende, **facts: Any) -> None:
        """Decide as the förvaltning proposed, without dispute."""
        punkt = self.punkt(a)
        forslag = punkt.huvudforslag
        self.gor(
            "registrera_beslut",
            punkt=punkt,
            **{
                "slag": "avgjort",
                "svar": "utlatande",
                "punkter": [{"text": f.text, "forslagspunkt": f} for f in forslag.punkter.all()],
                "propositioner": [
                    {
                        "text": "Ordföranden fann att nämnden beslutade enligt förslaget.",
                        "huvudforslag_stalls": True,
                    }
                ],
                **facts,
            },
        )

    def protokoll(self, *, omedelbart: bool = False) -> Protokoll:
        """The protokoll of the sitting."""
        return Protokoll.objects.get(sammantrade=self.sammantrade, omedelbart=omedelbart)

    def gor_protokoll(
        self, protokoll: Protokoll, action: str, *, by: Anvandare | None = None, **facts: Any
    ) -> Protokoll:
        """Perform an act on a protokoll."""
        gjort: Protokoll = utfor(protokoll, action, by=by or self.varld.sekreterare, at=self.nu, **facts)
        return gjort

    def justera(self, protokoll: Protokoll) -> None:
        """Send the protokoll; ordföranden and the justerare sign it in the app."""
        self.gor_protokoll(protokoll, "skicka_for_justering")
        self.gor_protokoll(protokoll, "justera", by=self.varld.ordforande)
        self.gor_protokoll(protokoll, "justera", by=self.varld.justerare)


def sittning(varld: Varld, *, dagar: int = 14) -> Sittning:
    """A planned sammanträde of the first nämnd, some days ahead at 16."""
    start = varld.at.replace(hour=14, minute=0) + timedelta(days=dagar)
    facts = Planera(start, "Stora salen")
    s = edit(edits.PLANERA, varld.organ, facts, by=varld.sekreterare, at=varld.at)
    return Sittning(varld, s, varld.at, list(varld.uppdrag))


def fri_punkt(s: Sittning, rubrik: str = "Anmälningar", slag: str = PunktSlag.ANMALAN) -> Punkt:
    """A punkt without ärende, last on the list."""
    sist = s.sammantrade.punkter.count() + 1
    with acting(s.varld.sekreterare):
        return Punkt.objects.create(
            sammantrade=s.sammantrade, ordning=sist, nummer=str(sist), slag=slag, rubrik=rubrik
        )
