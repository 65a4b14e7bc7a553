"""The way of one case, walked by acts alone: registered, written, signed, called, decided, justerad, sent, closed.

Every step is what a person does; nothing is written past perform(). Documents are only queued: `framstall` gives them bytes that
stand in for the rendered ones, where an act waits for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from motions.actor import acting
from motions.datum import STOCKHOLM, day_of
from motions.documents.framstall import framstall
from motions.documents.store import GranskadFil
from motions.models import (
    Anvandare,
    Arende,
    Bradskandeuppdrag,
    Delegationspunkt,
    Dokument,
    Protokoll,
    Punkt,
    Sammantrade,
    Tjansteutlatande,
)
from motions.systemet import systemet
from motions.utlatandet import attsatser
from remiss.facts.registrering import Inkommen, NyMotion
from remiss.facts.sammantrade import Planera
from remiss.models import Utskick
from remiss.workflow import edit, edits
from tests.factories import Varld
from tests.fakta import utfor
from tests.texten import (
    bilagg_fil,
    lagg_till_sats,
    skapa_utlatande,
    spara_avsnitt,
    svara_attsats,
)

PDF = b"%PDF-1.4\n%%EOF\n"


def en_fil(namn: str = "brev.pdf", innehall: bytes = PDF) -> GranskadFil:
    """A judged upload."""
    return GranskadFil(innehall, "application/pdf", namn)


@dataclass
class Vag:
    """One case on its way. `marke` is put into every text that somebody writes; `hemlig` marks the ärende as secret."""

    varld: Varld
    hemlig: bool = False
    marke: str = ""
    motion_nummer: int = 17
    nu: datetime = field(init=False)
    arende: Arende = field(init=False)
    utlatande: Tjansteutlatande = field(init=False)
    sammantrade: Sammantrade = field(init=False)

    def __post_init__(self) -> None:
        self.nu = self.varld.at

    def text(self, vad: str) -> str:
        """A text with the mark in it."""
        return f"{vad} {self.marke}{vad.split()[0].lower()}" if self.marke else vad

    def gor(self, subject: Any, action: str, by: Anvandare, **facts: Any) -> Vag:
        """Perform one act now."""
        utfor(subject, action, by=by, at=self.nu, **facts)
        return self

    @cached_property
    def behoriga(self) -> list[Anvandare]:
        """Those who are named in a secret ärende: they must be able to bring it to its end."""
        v = self.varld
        return [v.handlaggare, v.avdelningschef, v.forvaltningschef, v.sekreterare]

    # the ärende

    def registrera(self, **fields: Any) -> Vag:
        """The registrator registers a remiss with its motion and two files."""
        v = self.varld
        organ = fields.pop("organ", v.organ)
        inkommen = Inkommen(
            **{
                "arendetyp": v.arendetyp,
                "klassificering": v.klass,
                "titel": self.text("Traineeprogram för kommunen"),
                "remittent_namn": v.remittent.namn,
                "remittentens_dnr": "KS 2026/00911",
                "inkommen_on": day_of(self.nu),
                "remisstid_on": day_of(self.nu) + timedelta(days=60),
                "offentlig_titel": "Remiss" if self.hemlig else "",
                "sekretess_lagrum": "OSL 26 kap. 1 §" if self.hemlig else "",
                "behoriga": self.behoriga if self.hemlig else [],
                "motion": NyMotion(
                    2026,
                    self.motion_nummer,
                    self.text("Motionstitel om trainee"),
                    [(self.text("Motionär Ek"), "MP")],
                    [self.text("Attsats ett"), self.text("Attsats två")],
                ),
                "filer": [
                    en_fil(self.text("remissbrev") + ".pdf", PDF + self.marke.encode()),
                    en_fil(self.text("bilagefil") + ".pdf", PDF + b"b" + self.marke.encode()),
                ],
                **fields,
            }
        )
        by = v.registrator if organ == v.organ else v.andra_registrator
        self.arende = edit(edits.REGISTRERA, organ, inkommen, by=by, at=self.nu)
        return self

    def tilldela(self, **facts: Any) -> Vag:
        """The registrator gives it to the handläggare, unless the facts say another."""
        v = self.varld
        facts = {"handlaggare": v.handlaggare, "enhet": v.enhet, **facts}
        return self.gor(self.arende, "tilldela", v.registrator, **facts)

    def skriv(self) -> Vag:
        """The handläggare writes all that must be written."""
        by, at = self.varld.handlaggare, self.nu
        with acting(by):
            self.utlatande = u = skapa_utlatande(self.arende, by=by, at=at)
            for avsnitt in u.avsnitt.all():
                spara_avsnitt(
                    u,
                    avsnitt.nyckel,
                    text=f"<p>{self.text(avsnitt.rubrik.replace(' ', ''))}</p>",
                    bas_version=avsnitt.version,
                    by=by,
                    at=at,
                )
            lagg_till_sats(u, text=self.text("Nämnden överlämnar tjänsteutlåtandet som svar."), slag="svar")
            for sats in attsatser([self.arende]):
                svara_attsats(
                    u, sats.pk, svar="avstyrks", motivering=self.text("Motivering här"), bas_version=0
                )
            bilagg_fil(u, en_fil(self.text("underlag") + ".pdf"), rubrik=self.text("Bilagerubrik"), at=at)
        return self

    def skicka(self) -> Vag:
        """The handläggare sends it to the chefer."""
        return self.gor(self.utlatande, "skicka_for_godkannande", self.varld.handlaggare)

    def godkann(self) -> Vag:
        """Both chefer sign."""
        self.gor(self.utlatande, "godkann", self.varld.avdelningschef)
        self.gor(self.utlatande, "godkann", self.varld.forvaltningschef)
        return self

    def till_klart(self) -> Vag:
        """All the way to klart för nämnd, with a sammanträde planned."""
        return self.registrera().tilldela().skriv().skicka().godkann().planera()

    # the sammanträde

    def planera(self, dagar: int = 14) -> Vag:
        """The secretary plans a sammanträde."""
        v = self.varld
        start = (self.nu + timedelta(days=dagar)).replace(hour=14, minute=0)
        facts = Planera(start, "Stora salen")
        self.sammantrade = edit(edits.PLANERA, v.organ, facts, by=v.sekreterare, at=self.nu)
        return self

    def satt_upp(self) -> Vag:
        """The secretary puts the ärende on the list."""
        return self.gor(self.arende, "satt_upp", self.varld.sekreterare, sammantrade=self.sammantrade)

    def kalla(self) -> Vag:
        """The secretary sends the kallelse."""
        return self.gor(self.sammantrade, "kalla", self.varld.sekreterare)

    def upprop(self) -> Vag:
        """All are there; the ledamöter serve."""
        rader = [{"uppdrag_id": u.pk, "tjanstgor": not u.ersattare} for u in self.varld.uppdrag]
        return self.gor(self.sammantrade, "registrera_narvaro", self.varld.sekreterare, rader=rader)

    def oppna(self) -> Vag:
        """The day comes; attendance is taken, the sitting opens and justerare are chosen."""
        self.nu = self.sammantrade.start_at
        self.upprop().gor(self.sammantrade, "oppna", self.varld.sekreterare)
        return self.gor(
            self.sammantrade,
            "valj_justerare",
            self.varld.sekreterare,
            fortroendevalda=[self.varld.uppdrag[1].fortroendevald],
        )

    def till_oppet(self) -> Vag:
        """All the way to a sitting that is on."""
        return self.till_klart().satt_upp().kalla().oppna()

    @property
    def punkt(self) -> Punkt:
        """The ärende's § at the sitting."""
        return Punkt.objects.get(sammantrade=self.sammantrade, arenden=self.arende)

    def beslutsfakta(self, slag: str = "avgjort", **facts: Any) -> dict[str, Any]:
        """What a beslut by the förslag is recorded with."""
        bifall = slag == "avgjort"
        return {
            "punkt": self.punkt,
            "slag": slag,
            "svar": "utlatande" if bifall else "inget",
            "villkor": "" if bifall else self.text("Till nästa sammanträde, för att beräkna kostnaden."),
            "punkter": [{"text": f.text, "forslagspunkt": f} for f in self.punkt.huvudforslag.punkter.all()]
            if bifall
            else [],
            "propositioner": [
                {"text": "Ordföranden fann bifall till förslaget.", "huvudforslag_stalls": True}
            ],
            **facts,
        }

    def besluta(self, slag: str = "avgjort", **facts: Any) -> Vag:
        """The secretary records the beslut."""
        return self.gor(
            self.sammantrade, "registrera_beslut", self.varld.sekreterare, **self.beslutsfakta(slag, **facts)
        )

    def avsluta_sammantrade(self) -> Vag:
        """The sitting ends."""
        return self.gor(self.sammantrade, "avsluta_sammantrade", self.varld.sekreterare)

    @property
    def protokoll(self) -> Protokoll:
        """The protokoll of the sitting."""
        return Protokoll.objects.get(sammantrade=self.sammantrade, omedelbart=False)

    def till_justering(self) -> Vag:
        """The text goes out."""
        return self.gor(self.protokoll, "skicka_for_justering", self.varld.sekreterare)

    def justera(self) -> Vag:
        """Ordföranden and the justerare sign."""
        self.gor(self.protokoll, "justera", self.varld.ordforande)
        return self.gor(self.protokoll, "justera", self.varld.justerare)

    def till_justerat(self) -> Vag:
        """All the way to a justerat protokoll."""
        return self.till_oppet().besluta().avsluta_sammantrade().till_justering().justera()

    def anslag(self) -> Vag:
        """The secretary puts up the anslag."""
        return self.gor(
            self.protokoll,
            "anslag",
            self.varld.sekreterare,
            tavla="norrby.se/anslagstavla",
            forvaringsplats="Registrator",
            anslaget_on=self.idag,
            skal="Tavlan gick inte att nå tidigare.",
        )

    def ta_ned(self) -> Vag:
        """Four weeks later it comes down."""
        self.nu += timedelta(days=30)
        return self.gor(self.protokoll, "ta_ned", self.varld.sekreterare, nedtaget_on=self.idag)

    @property
    def idag(self) -> date:
        """The Swedish day of the moment."""
        return self.nu.astimezone(STOCKHOLM).date()

    # outside the sitting

    def delegera(self, **fields: Any) -> Vag:
        """Nämnden delegates both the svar, also over motioner, and the right to abstain to the avdelningschef."""
        v = self.varld
        with acting(v.registrator):
            v.organ.motionssvar_delegerbart = True
            v.organ.save()
            Delegationspunkt.objects.create(
                **{
                    "organ": v.organ,
                    "beteckning": "3.2",
                    "avser": "Yttrande över remiss, eller att avstå från yttrande",
                    "omfattar_avsta": True,
                    "roll": "avdelningschef",
                    "fran_on": date(2023, 1, 1),
                    **fields,
                }
            )
        return self

    @property
    def delegationspunkt(self) -> Delegationspunkt:
        """The point by which the avdelningschef decides."""
        return Delegationspunkt.objects.get(organ=self.varld.organ, beteckning="3.2")

    def besluta_pa_delegation(self) -> Vag:
        """The avdelningschef decides the svar."""
        return self.gor(
            self.arende,
            "besluta_pa_delegation",
            self.varld.avdelningschef,
            delegationspunkt=self.delegationspunkt,
            satser=[self.text("Tjänsteutlåtandet lämnas som svar.")],
        )

    def ge_uppdrag(self, **fields: Any) -> Vag:
        """Nämnden lets its ordförande decide what cannot wait."""
        v = self.varld
        with acting(v.registrator):
            Bradskandeuppdrag.objects.create(
                **{"organ": v.organ, "beslutat": "§ 4, 2023-01-19", "fran_on": date(2023, 1, 1), **fields}
            )
            v.organ.motionssvar_delegerbart = True
            v.organ.save()
        return self

    def ordforandefakta(self, **fields: Any) -> dict[str, Any]:
        """What an ordförandebeslut is registered with."""
        return {
            "uppdrag": self.varld.uppdrag[0],
            "fattat_on": self.idag,
            "bradska": self.text("Remisstiden går ut i morgon."),
            "satser": [self.text("Nämnden avstyrker förslaget.")],
            "svar": "eget",
            "svar_text": self.text("Nämnden avstyrker, eftersom platserna redan finns."),
            **fields,
        }

    def ordforandebeslut(self, **fields: Any) -> Vag:
        """The secretary registers what the ordförande decided."""
        return self.gor(
            self.arende,
            "registrera_ordforandebeslut",
            self.varld.sekreterare,
            skal_for_varning="Svaret kunde inte vänta till sammanträdet.",
            **self.ordforandefakta(**fields),
        )

    # the end

    def framstall(self) -> Vag:
        """The worker has made every document."""
        for dokument in Dokument.objects.filter(framstallning__isnull=True).order_by("pk"):
            framstall(
                dokument,
                by=systemet(at=self.nu),
                at=self.nu,
                rendera=lambda slag, fakta, sha256: (PDF + sha256.encode(), 1),
            )
        return self

    def expediera(self, *, mottaget: bool = True) -> Vag:
        """The secretary sends the svar; `mottaget`: and the mail server takes it."""
        self.framstall()
        self.gor(self.arende, "expediera", self.varld.sekreterare, satt="epost", adress="ks@exempel.invalid")
        if mottaget:
            Utskick.objects.filter(arende=self.arende).update(skickat_at=self.nu)
        return self

    def avsluta(self) -> Vag:
        """The registrator closes the akt."""
        return self.framstall().gor(self.arende, "avsluta", self.varld.registrator)


def _arende(steg: Callable[[Vag], Vag]) -> Callable[[Vag], Arende]:
    def bygg(vag: Vag) -> Arende:
        steg(vag)
        return Arende.objects.get(pk=vag.arende.pk)

    return bygg


def _utlatande(steg: Callable[[Vag], Vag]) -> Callable[[Vag], Tjansteutlatande]:
    def bygg(vag: Vag) -> Tjansteutlatande:
        steg(vag)
        return Tjansteutlatande.objects.get(pk=vag.utlatande.pk)

    return bygg


def _sammantrade(steg: Callable[[Vag], Vag]) -> Callable[[Vag], Sammantrade]:
    def bygg(vag: Vag) -> Sammantrade:
        steg(vag)
        return Sammantrade.objects.get(pk=vag.sammantrade.pk)

    return bygg


def _protokoll(steg: Callable[[Vag], Vag]) -> Callable[[Vag], Protokoll]:
    def bygg(vag: Vag) -> Protokoll:
        steg(vag)
        return vag.protokoll

    return bygg


def _bordlagd(v: Vag) -> Vag:
    return v.till_oppet().besluta("bordlagt").planera(28)


def _avskriv(v: Vag) -> Vag:
    return (
        v.registrera()
        .tilldela()
        .gor(v.arende, "avskriv", v.varld.handlaggare, skal="Motionen drogs tillbaka.")
    )


def _makulera(v: Vag) -> Vag:
    return v.registrera().gor(v.arende, "makulera", v.varld.registrator, skal="Registrerat två gånger.")


def _stall_in(v: Vag) -> Vag:
    return (
        v.till_klart()
        .satt_upp()
        .kalla()
        .gor(v.sammantrade, "stall_in", v.varld.sekreterare, skal="För få anmälda.")
    )


LAGEN: dict[tuple[str, str], Callable[[Vag], Any]] = {
    ("arende", "registrerat"): _arende(lambda v: v.registrera()),
    ("arende", "beredning"): _arende(lambda v: v.registrera().tilldela()),
    ("arende", "godkannande"): _arende(lambda v: v.registrera().tilldela().skriv().skicka()),
    ("arende", "klart_for_namnd"): _arende(lambda v: v.till_klart()),
    ("arende", "kallat"): _arende(lambda v: v.till_klart().satt_upp().kalla()),
    ("arende", "bordlagt"): _arende(_bordlagd),
    ("arende", "aterremitterat"): _arende(lambda v: v.till_oppet().besluta("aterremiss")),
    ("arende", "beslutat"): _arende(lambda v: v.till_oppet().besluta()),
    ("arende", "justerat"): _arende(lambda v: v.till_justerat().framstall()),
    ("arende", "avgjort"): _arende(lambda v: v.delegera().till_klart().besluta_pa_delegation().framstall()),
    ("arende", "expedierat"): _arende(lambda v: v.till_justerat().expediera()),
    ("arende", "avslutat"): _arende(lambda v: v.till_justerat().expediera().avsluta()),
    ("arende", "avskrivet"): _arende(_avskriv),
    ("arende", "makulerat"): _arende(_makulera),
    ("utlatande", "utkast"): _utlatande(lambda v: v.registrera().tilldela().skriv()),
    ("utlatande", "godkannande"): _utlatande(lambda v: v.registrera().tilldela().skriv().skicka()),
    ("utlatande", "godkant"): _utlatande(lambda v: v.till_klart()),
    ("sammantrade", "planerat"): _sammantrade(lambda v: v.till_klart().satt_upp()),
    ("sammantrade", "kallat"): _sammantrade(lambda v: v.till_klart().satt_upp().kalla().upprop()),
    ("sammantrade", "pagar"): _sammantrade(lambda v: v.till_oppet()),
    ("sammantrade", "avslutat"): _sammantrade(lambda v: v.till_oppet().besluta().avsluta_sammantrade()),
    ("sammantrade", "installt"): _sammantrade(_stall_in),
    ("protokoll", "upprattas"): _protokoll(lambda v: v.till_oppet().besluta().avsluta_sammantrade()),
    ("protokoll", "for_justering"): _protokoll(
        lambda v: v.till_oppet().besluta().avsluta_sammantrade().till_justering()
    ),
    ("protokoll", "justerat"): _protokoll(lambda v: v.till_justerat()),
    ("protokoll", "anslaget"): _protokoll(lambda v: v.till_justerat().anslag()),
    ("protokoll", "nedtaget"): _protokoll(lambda v: v.till_justerat().anslag().ta_ned()),
}
"""How each state of each kind is reached, by acts alone."""
