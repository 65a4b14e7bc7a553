"""The sammanträden of the demo: planned, called, held, justerade, anslagna, as each nämnd's secretary does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from motions import anmalningar, audit
from motions.datum import day_of
from motions.models import (
    Anvandare,
    Arende,
    Fortroendeuppdrag,
    Protokoll,
    Punkt,
    PunktSlag,
    Sammantrade,
    Uppdragsroll,
    Yrkande,
    YrkandeTillstand,
)
from motions.motestider import forslag_till_tider
from motions.states import ProtokollState
from motions.text.past_tense import i_preteritum
from motions.workdays import next_vardag
from remiss import workflow
from remiss.demo.cases import Utgang, Yrkar
from remiss.demo.diary import klockan
from remiss.demo.organisation import Namnd
from remiss.demo.walk import Gang, Varld
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts.anmalan import NyRad, TaUpp
from remiss.facts.arende import SattUpp
from remiss.facts.beslut import (
    AnmalJav,
    Avlamnarrad,
    Beslutspunktrad,
    Propositionsrad,
    RegistreraBeslut,
    RegistreraUttalande,
    RegistreraYrkande,
)
from remiss.facts.protokoll import Ansla, Justera, TaNed
from remiss.facts.sammantrade import (
    AvslutaSammantrade,
    Deltagande,
    OvrigPerson,
    Planera,
    RegistreraNarvaro,
    ValjJusterare,
)
from remiss.workflow import edit, edits

FRIA_RADER = (
    ("c", "Delegationsprotokoll för anställningsbeslut sedan förra sammanträdet"),
    ("e", "Ekonomisk månadsrapport från stadsledningskontoret"),
    ("f", "Protokoll från förvaltningsgruppens senaste möte"),
)
"""What is anmält at every sitting in words of its own: group and line."""


class Mote:
    """One sammanträde of the demo. `franvarande` is the surname of the ledamot who has sent word."""

    def __init__(self, varld: Varld, namnd: Namnd, on: date, franvarande: str = "") -> None:
        self.varld, self.namnd, self.on, self.franvarande = varld, namnd, on, franvarande
        self.stopp_on, self.kallelse_on = forslag_till_tider(namnd.organ, on)
        self.start_at = klockan(on, 16, 30)
        self.gangar: list[Gang] = []
        self.sammantrade: Sammantrade

    def utfor(
        self,
        subject: Arende | Sammantrade | Protokoll,
        action: str,
        at: datetime,
        by: Anvandare | None = None,
        facts: Facts = NOTHING,
    ) -> None:
        """Perform one act, as the nämndsekreterare unless another is named."""
        workflow.perform(subject, action, by=by or self.namnd.sekreterare, at=at, facts=facts)

    def planera(self, at: datetime) -> None:
        """Put the sammanträde in the nämnd's calendar."""
        sekreterare = self.namnd.sekreterare
        facts = Planera(
            self.start_at,
            self.namnd.plats,
            forhinder=f"{sekreterare.namn}, {sekreterare.telefon}, {sekreterare.email}",
            offentligt=self.namnd.organ.kortnamn == "MN",
        )
        self.sammantrade = edit(edits.PLANERA, self.namnd.organ, facts, by=sekreterare, at=at)

    def satt_upp(self, gang: Gang) -> Callable[[datetime], None]:
        """The act in which an ärende is put on the list."""

        def gor(at: datetime) -> None:
            self.utfor(gang.arende, "satt_upp", at, facts=SattUpp(sammantrade=self.sammantrade))

        return gor

    def kalla(self, at: datetime) -> None:
        """Send the kallelse, with all that nämnden must be told of last on the list."""
        by, s = self.namnd.sekreterare, self.sammantrade
        synliga = Arende.objects.visible_to(by, today=day_of(at))
        upp = TaUpp(
            list(anmalningar.beslut_att_anmala(s, synliga)), list(anmalningar.protokoll_att_anmala(s))
        )
        edit(edits.TA_UPP_ANMALNINGAR, s, upp, by=by, at=at)
        for grupp, text in FRIA_RADER:
            edit(edits.NY_ANMALAN, s, NyRad(grupp, text), by=by, at=at)
        self.utfor(self.sammantrade, "kalla", at)

    def stall_in(self, skal: str) -> Callable[[datetime], None]:
        """The act in which the sammanträde is cancelled."""

        def gor(at: datetime) -> None:
            self.utfor(self.sammantrade, "stall_in", at, facts=Motivering(skal=skal))

        return gor

    def utgar(self, gang: Gang, skal: str) -> Callable[[datetime], None]:
        """The act in which a called ärende leaves the list."""

        def gor(at: datetime) -> None:
            self.utfor(gang.arende, "utgar", at, facts=Motivering(skal=skal))

        return gor

    # the sitting

    def hall(self, at: datetime) -> None:
        """Hold the sitting: upprop, justerare, every § and the end; the § justerade at once are signed the same evening."""
        self.utfor(self.sammantrade, "registrera_narvaro", at - timedelta(minutes=5), facts=self._narvaro())
        self.utfor(self.sammantrade, "oppna", at)
        self.utfor(
            self.sammantrade,
            "valj_justerare",
            at + timedelta(minutes=3),
            facts=ValjJusterare(fortroendevalda=[self.justerare.fortroendevald]),
        )
        nu = at
        utgangar = {g.arende.pk: g.fall.utgang for g in self.gangar}
        for punkt in self.sammantrade.punkter.filter(utgatt_at__isnull=True, slag=PunktSlag.ARENDE):
            nu += timedelta(minutes=12)
            arende = punkt.arenden.get()
            self._paragraf(punkt, utgangar[arende.pk] or Utgang(), nu)
        nu += timedelta(minutes=6)
        self.utfor(self.sammantrade, "avsluta_sammantrade", nu, facts=AvslutaSammantrade(slut_at=nu))
        for protokoll in self.sammantrade.protokoll.filter(omedelbart=True):
            self.skicka(protokoll, nu + timedelta(minutes=20))
            self.justera(protokoll, nu + timedelta(minutes=30), self.ordforande)
            self.justera(protokoll, nu + timedelta(minutes=34), self.justerare)

    @property
    def ordforande(self) -> Fortroendeuppdrag:
        """Who presides."""
        return next(u for u in self.namnd.uppdrag.values() if u.roll == Uppdragsroll.ORDFORANDE)

    @property
    def justerare(self) -> Fortroendeuppdrag:
        """Who justerar beside the ordförande: the andre vice ordförande."""
        return next(u for u in self.namnd.uppdrag.values() if u.roll == Uppdragsroll.ANDRE_VICE)

    def _narvaro(self) -> RegistreraNarvaro:
        """Everybody but the absent one, whose party's first ersättare serves; two ersättare listen."""
        uppdrag = list(self.namnd.uppdrag.values())
        borta = self.namnd.uppdrag.get(self.franvarande)
        ersattare = [u for u in uppdrag if u.roll == Uppdragsroll.ERSATTARE]
        inkallad = next((u for u in ersattare if borta and u.parti == borta.parti), None)
        rader = [Deltagande(u.pk, True) for u in uppdrag if u.roll != Uppdragsroll.ERSATTARE and u != borta]
        if inkallad and borta:
            rader.append(Deltagande(inkallad.pk, True, borta.pk))
        rader += [Deltagande(u.pk, False) for u in ersattare if u != inkallad][:2]
        ovriga = [
            OvrigPerson(p.namn, f"personalföreträdare, {p.organisation}")
            for p in self.namnd.organ.personalforetradare.all()
        ]
        ovriga += [
            OvrigPerson(p.namn, p.titel.lower()) for p in (self.namnd.chefer[-1], self.namnd.sekreterare)
        ]
        return RegistreraNarvaro(rader, ovriga)

    def _paragraf(self, punkt: Punkt, utgang: Utgang, at: datetime) -> None:
        """What is moved, decided and said in one §."""
        if utgang.jav:
            vem, grund = utgang.jav
            self.utfor(
                self.sammantrade,
                "anmal_jav",
                at,
                facts=AnmalJav(punkt=punkt, uppdrag=self.namnd.uppdrag[vem], grund=grund),
            )
        yrkanden = [
            self._yrka(punkt, y, at + timedelta(minutes=n + 1)) for n, y in enumerate(utgang.yrkanden)
        ]
        utfall = {y.pk: rad.utfall for y, rad in zip(yrkanden, utgang.yrkanden, strict=True)}
        vinnare = next(
            (y for y in yrkanden if utfall[y.pk] == YrkandeTillstand.BIFALLET and utgang.egna), None
        )
        forslag = punkt.huvudforslag.punkter.all() if hasattr(punkt, "huvudforslag") else []
        punkter = [Beslutspunktrad(text, yrkande=vinnare) for text in utgang.egna]
        if utgang.slag == "avgjort" and (not utgang.egna or utgang.svar == "med_andring"):
            punkter = [Beslutspunktrad(i_preteritum(p.text), p) for p in forslag] + punkter
        contested = [y for y in yrkanden if y.slag != "bifall"]
        propositioner = (
            [Propositionsrad(utgang.proposition, True, mot=contested)] if utgang.proposition else []
        )
        self.utfor(
            self.sammantrade,
            "registrera_beslut",
            at + timedelta(minutes=8),
            facts=RegistreraBeslut(
                punkt=punkt,
                slag=utgang.slag,
                punkter=punkter,
                propositioner=propositioner,
                yrkandeutfall=utfall,
                svar=utgang.svar if utgang.slag == "avgjort" else "inget",
                svar_text=utgang.svar_text,
                villkor=utgang.villkor,
                deltar_inte=[self.namnd.uppdrag[namn] for namn in utgang.deltar_inte],
                omedelbar_justering=utgang.slag == "avgjort" and punkt.omedelbar_justering,
            ),
        )
        for slag, namnen, text in utgang.uttalanden:
            avlamnare = [Avlamnarrad(self.namnd.uppdrag[namn]) for namn in namnen]
            self.utfor(
                self.sammantrade,
                "registrera_uttalande",
                at + timedelta(minutes=9),
                facts=RegistreraUttalande(punkt=punkt, slag=slag, avlamnare=avlamnare, text=text),
            )

    def _yrka(self, punkt: Punkt, yrkar: Yrkar, at: datetime) -> Yrkande:
        self.utfor(
            self.sammantrade,
            "registrera_yrkande",
            at,
            facts=RegistreraYrkande(
                punkt=punkt,
                slag=yrkar.slag,
                uppdrag=self.namnd.uppdrag[yrkar.vem],
                med_flera=yrkar.med_flera,
                instammande=[self.namnd.uppdrag[namn] for namn in yrkar.instammer],
                punkter=list(yrkar.texter),
                motiv=yrkar.motiv,
            ),
        )
        return punkt.yrkanden.get(ordning=punkt.yrkanden.count())

    # the protokoll

    @property
    def protokoll(self) -> Protokoll:
        """The ordinary protokoll of the sitting."""
        return self.sammantrade.protokoll.get(omedelbart=False)

    def skicka(self, protokoll: Protokoll, at: datetime) -> None:
        """Send a text to those who shall sign it, after the seal of the minute before, which it prints."""
        audit.forsegla(at - timedelta(minutes=1))
        self.utfor(protokoll, "skicka_for_justering", at)

    def justera(self, protokoll: Protokoll, at: datetime, uppdrag: Fortroendeuppdrag) -> None:
        """One of those who shall sign does so in the app."""
        konto = uppdrag.fortroendevald.anvandare
        if konto is None:
            raise ValueError(f"{uppdrag.fortroendevald} har inget konto och kan inte justera i Remiss.")
        if protokoll.dokument_id is None:
            raise ValueError(f"{protokoll} har ingen text att justera.")
        self.utfor(protokoll, "justera", at, by=konto, facts=Justera(protokoll.dokument_id))
        if protokoll.state == ProtokollState.JUSTERAT:
            for gang in self.gangar:
                gang.satt_svaret()

    def ansla(self, omedelbart: bool) -> Callable[[datetime], None]:
        """The act in which the justering is made known the same day; and its bringing down, if that day has come."""

        def gor(at: datetime) -> None:
            protokoll = self.sammantrade.protokoll.get(omedelbart=omedelbart)
            organ = self.namnd.organ
            self.utfor(
                protokoll,
                "anslag",
                at,
                facts=Ansla(
                    tavla=organ.kommun.anslagstavla,
                    forvaringsplats=organ.forvaringsplats,
                    anslaget_on=day_of(at),
                ),
            )
            ned = next_vardag(protokoll.anslag.get().tas_ned_tidigast_on)
            if ned < self.varld.today:
                self.varld.dagbok.skriv(klockan(ned, 8, 30), ta_ned)

        def ta_ned(at: datetime) -> None:
            protokoll = self.sammantrade.protokoll.get(omedelbart=omedelbart)
            self.utfor(protokoll, "ta_ned", at, facts=TaNed(nedtaget_on=day_of(at)))

        return gor
