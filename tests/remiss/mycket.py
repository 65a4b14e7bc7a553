"""A kommun with so many of everything: for the tests that ask what a page costs when there is much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from motions.actor import acting
from motions.datum import day_of
from motions.ingest.brev import Brev
from motions.models import (
    Anvandare,
    Bradskandeuppdrag,
    Delegationspunkt,
    Enhet,
    Handling,
    Roll,
    Vidaredelegation,
    Vikariat,
)
from motions.states import ArendeState
from remiss.models import SparatUrval
from tests.brevet import lagg_in
from tests.factories import START, Varld, anvandare, befattning, motion
from tests.listan import lagg_till
from tests.texten import bilagg_fil, lagg_till_avsnitt, lagg_till_sats, spara_avsnitt
from tests.vagen import LAGEN, Vag, en_fil

EFTER_TEXTEN = ("beredning", "registrerat", "avskrivet", "makulerat")
"""States that `LAGEN` reaches without a text."""


class MycketVag(Vag):
    """A case on its way with `antal` of all that there can be several of."""

    antal: int = 1

    def registrera(self, **fields: Any) -> Vag:
        """With more motioner, and then with many handlingar and an anstånd."""
        v = self.varld
        super().registrera(
            filer=[en_fil(f"{self.motion_nummer}-{n}.pdf") for n in range(self.antal)], **fields
        )
        with acting(v.registrator):
            for n in range(self.antal):
                self.arende.motioner.add(
                    motion(v, nummer=1000 * self.motion_nummer + n, attsatser=self.antal)
                )
        for n in range(self.antal):
            self.gor(
                self.arende,
                "lagg_till_handling",
                v.registrator,
                fil=en_fil(f"brev-{n}.pdf"),
                slag="skrivelse",
                riktning="inkommen",
                datum_on=self.idag,
                motpart=f"Avsändare {n}",
                rubrik=f"Brev {n}",
            )
        for handling in Handling.objects.filter(arende=self.arende)[: self.antal]:
            self.gor(
                self.arende,
                "ratta_handling",
                v.registrator,
                handling=handling,
                skal="Fel rubrik.",
                rubrik=f"{handling.rubrik}, rättad",
            )
        return self

    def tilldela(self, **facts: Any) -> Vag:
        """With many who write beside, and an anstånd asked for as often."""
        v = self.varld
        super().tilldela(medhandlaggare=Anvandare.objects.filter(username__startswith="med"), **facts)
        for n in range(self.antal):
            self.gor(
                self.arende,
                "begar_anstand",
                v.handlaggare,
                onskad_on=self.arende.frist_on + timedelta(days=n + 1),
                skal="Sommaren.",
            )
            if n + 1 < self.antal:
                self.gor(
                    self.arende,
                    "besvara_anstand",
                    v.registrator,
                    utfall="avslaget",
                    fil=en_fil(f"nej-{n}.pdf"),
                )
        return self

    def skriv(self) -> Vag:
        """With many sections, beslutssatser and bilagor."""
        super().skriv()
        v, u = self.varld, self.utlatande
        for n in range(self.antal):
            avsnitt = lagg_till_avsnitt(u, rubrik=f"Avsnitt {n}")
            spara_avsnitt(
                u,
                avsnitt.nyckel,
                text=f"<p>Text {n}</p>",
                bas_version=avsnitt.version,
                by=v.handlaggare,
                at=self.nu,
            )
            lagg_till_sats(u, text=f"Sats {n}.")
            bilagg_fil(u, en_fil(f"underlag-{n}.pdf"), rubrik=f"Underlag {n}", at=self.nu)
        return self

    def skicka(self) -> Vag:
        """Returned by a chef many times first."""
        for _ in range(self.antal):
            super().skicka()
            self.gor(self.utlatande, "aterlamna", self.varld.avdelningschef, kommentar="Skriv mer.")
        return super().skicka()

    def planera(self, dagar: int = 14) -> Vag:
        """With lines among the anmälningar."""
        super().planera(dagar)
        for n in range(self.antal):
            lagg_till(self.sammantrade, "b", text=f"Protokoll {n}")
        return self

    def framstall(self) -> Vag:
        """With the anstånd answered, so that the akt can be closed."""
        super().framstall()
        if self.arende.state not in ("avslutat", "avskrivet") and self._vantar():
            self.gor(
                self.arende,
                "besvara_anstand",
                self.varld.registrator,
                utfall="avslaget",
                fil=en_fil("nej.pdf"),
            )
        return self

    def _vantar(self) -> bool:
        return self.arende.remiss.anstand.filter(utfall="").exists()


def folk(varld: Varld, antal: int) -> None:
    """Many people, units above each other, points of the delegationsordning, vikariat, letters and kept filters."""
    organ, enhet = varld.organ, varld.enhet
    organ.motionssvar_delegerbart = True
    organ.save()
    for n in range(antal):
        person = anvandare(f"med{n}", f"Med{n}", "Lund", "utredare")
        egen = befattning(person, Roll.HANDLAGGARE, enhet=varld.enhet)
        Vikariat.objects.create(
            befattning=egen,
            vikarie=varld.kollega,
            fran_on=START,
            till_on=START + timedelta(3000),
            grund="Ledig",
        )
        enhet.parent = Enhet.objects.create(forvaltning=organ.forvaltning, namn=f"Över {n}")
        enhet.save()
        enhet = enhet.parent
        punkt = Delegationspunkt.objects.create(
            organ=organ,
            beteckning=f"9.{n}",
            avser="Yttrande",
            omfattar_avsta=True,
            roll="forvaltningschef",
            far_vidaredelegeras=True,
            fran_on=START,
        )
        Vidaredelegation.objects.create(delegationspunkt=punkt, roll="avdelningschef", fran_on=START)
        Bradskandeuppdrag.objects.create(organ=organ, fran_on=START + timedelta(days=n))
        SparatUrval.objects.create(
            anvandare=varld.handlaggare, namn=f"Urval {n}", fraga="lage=oppna", sparat_at=varld.at
        )
        lagg_in(
            Brev(organ.forvaltning, day_of(varld.at), f"Per {n}", "Fråga", text="Hej"),
            by=varld.registrator,
            at=varld.at,
        )


def vagar(varld: Varld, antal: int) -> dict[str, MycketVag]:
    """For each state of an ärende the case that stands in it, and then as many more in the first states."""
    folk(varld, antal)
    gjorda = {}
    for nummer, state in enumerate(ArendeState.values, start=1):
        gjorda[state] = en_vag(varld, state, antal, nummer)
    for nummer in range(antal):
        for n, state in enumerate(("registrerat", "beredning")):
            en_vag(varld, state, 1, 100 + 10 * nummer + n)
    return gjorda


def en_vag(varld: Varld, state: str, antal: int, nummer: int) -> MycketVag:
    """The case that stands in one state."""
    vag = MycketVag(varld, motion_nummer=nummer)
    vag.antal = antal
    LAGEN["arende", state](vag)
    if state == "beredning" and antal > 1:
        vag.skriv()
    return vag
