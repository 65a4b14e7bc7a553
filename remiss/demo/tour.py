"""The acts of the guided tour: one method for each click, each done by the right person through the same gate as always."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q

from motions.datum import datum_text, day_of
from motions.models import (
    Anvandare,
    Arende,
    Arendetyp,
    Befattning,
    BeslutSlag,
    Beslutssatsmall,
    BeslutssatsSlag,
    ExpedieringSatt,
    Fortroendeuppdrag,
    JusteringSatt,
    Organ,
    Protokoll,
    Punkt,
    Roll,
    Sammantrade,
    SvarSlag,
    Tjansteutlatande,
    Uppdragsroll,
)
from motions.states import ArendeState, ProtokollState, SammantradeState
from motions.text.past_tense import i_preteritum
from motions.utlatandet import fyll_i
from remiss import guards, roles
from remiss.demo import pdf
from remiss.demo.texts import html
from remiss.demo.texts_mn import RUNDTUR
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts.arende import SattUpp, Tilldela
from remiss.facts.beslut import Beslutspunktrad, RegistreraBeslut
from remiss.facts.expediering import Expediera
from remiss.facts.protokoll import Ansla, RegistreraJustering
from remiss.facts.registrering import Inkommen
from remiss.facts.sammantrade import (
    AvslutaSammantrade,
    Deltagande,
    Planera,
    RegistreraNarvaro,
    ValjJusterare,
)
from remiss.facts.utlatande import Avgor
from remiss.facts.utlatandetext import NySats, SparaAvsnitt, TaBortAvsnitt
from remiss.guards.arende import pa_listan, sent_svar
from remiss.workflow import edit, edits, perform

REMISSTID_DAGAR = 6
MINUTER_TILL_START = 15
BAKGRUND = (
    "Kommunstyrelsen har skickat förslaget till nämnden, som har fått tillfälle att lämna synpunkter. "
    "Svaret ska ha kommit in senast den {sista}."
)
BEREDNING = "{enhet} har berett ärendet och samrått med parkavdelningen."
SEN_KALLELSE = "Extra sammanträde för att hinna svara inom remisstiden."


class SaknasError(Exception):
    """The installation has no nämnd with a chain of one chef and people in every role that the tour needs."""


def person(organ: Organ, roll: Roll, today: date) -> Anvandare:
    """The first who holds the role over the organ today. Errors: SaknasError."""
    rad = (
        Befattning.objects.pa_dagen(today)
        .filter(
            Q(organ=organ) | Q(forvaltning=organ.forvaltning_id) | Q(enhet__forvaltning=organ.forvaltning_id),
            roll=roll,
            anvandare__is_active=True,
        )
        .select_related("anvandare")
        .order_by("pk")
        .first()
    )
    if rad is None:
        raise SaknasError(f"{organ} har ingen {Roll(roll).label.lower()}.")
    return rad.anvandare


@transaction.atomic
def borja(at: datetime) -> Arende:
    """A fresh remiss, registered and handed out. Errors: SaknasError."""
    today = day_of(at)
    organ = Organ.objects.annotate(steg=Count("godkannandesteg")).filter(steg=1).order_by("pk").first()
    typ = Arendetyp.objects.filter(forvaltning=organ.forvaltning_id).order_by("pk").first() if organ else None
    if organ is None or typ is None or typ.klassificering is None:
        raise SaknasError("Ingen nämnd har en godkännandekedja med ett steg.")
    registrator = person(organ, Roll.REGISTRATOR, today)
    sista = today + timedelta(days=REMISSTID_DAGAR)
    nummer = f"KS {today.year}/9{organ.arenden.count():03}"
    fil = pdf.brev(
        "Kommunstyrelsen",
        f"Remiss: {RUNDTUR.titel}",
        f"{organ} får tillfälle att svara senast den {datum_text(sista)}.\n\n{RUNDTUR.arendet}",
        datum=datum_text(today),
        dnr=nummer,
        filnamn="remiss.pdf",
    )
    arende = edit(
        edits.REGISTRERA,
        organ,
        Inkommen(
            arendetyp=typ,
            klassificering=typ.klassificering,
            titel=RUNDTUR.titel,
            remittent_namn="Kommunstyrelsen",
            remittentens_dnr=nummer,
            inkommen_on=today,
            remisstid_on=sista,
            filer=[fil],
        ),
        by=registrator,
        at=at,
    )
    Akter(arende, today).tilldela(at)
    return arende


class Akter:
    """The ärende of a tour, its people, and what each click does."""

    def __init__(self, arende: Arende, today: date) -> None:
        self.arende = arende
        self.today = today
        self.organ = arende.organ
        self.registrator = person(self.organ, Roll.REGISTRATOR, today)
        self.sekreterare = person(self.organ, Roll.NAMNDSEKRETERARE, today)
        steg = self.organ.godkannandesteg.first()
        if steg is None:
            raise SaknasError(f"{self.organ} har ingen godkännandekedja.")
        self.chef = person(self.organ, Roll(steg.roll), today)
        self.handlaggare = arende.handlaggare or person(self.organ, Roll.HANDLAGGARE, today)
        self.utlatande: Tjansteutlatande | None = arende.utlatanden.order_by("pk").last()
        self.punkt: Punkt | None = pa_listan(arende)

    @property
    def mote(self) -> Sammantrade | None:
        """The sammanträde on whose list the ärende stands, if it is today's."""
        mote = self.punkt.sammantrade if self.punkt else None
        return mote if mote and day_of(mote.start_at) == self.today else None

    def tilldela(self, at: datetime) -> None:
        """The registrator hands the ärende out."""
        befattning = self.handlaggare.befattningar.filter(roll=Roll.HANDLAGGARE).first()
        if befattning is None or befattning.enhet is None:
            raise SaknasError(f"{self.handlaggare} hör inte till någon enhet.")
        self._perform(
            "tilldela",
            self.registrator,
            at,
            facts=Tilldela(handlaggare=self.handlaggare, enhet=befattning.enhet),
        )

    def skriv(self, at: datetime) -> None:
        """The handläggare writes whatever is still missing; what the visitor has written stays."""
        if self.arende.state == ArendeState.ATERREMITTERAT:
            self._perform("ateruppta", self.handlaggare, at)
        arende = Arende.objects.get(pk=self.arende.pk)
        texter = {
            "sammanfattning": RUNDTUR.sammanfattning,
            "bakgrund": BAKGRUND.format(sista=datum_text(arende.remiss.remisstid_on)),
            "arendet": RUNDTUR.arendet,
            "beredning": BEREDNING.format(enhet=arende.enhet),
            "jamstalldhet": RUNDTUR.jamstalldhet,
            "synpunkter": RUNDTUR.synpunkter,
        }
        by = self.handlaggare
        utlatande = edit(edits.SKRIV, arende, NOTHING, by=by, at=at)
        for avsnitt in utlatande.avsnitt.filter(text=""):
            prosa = texter.get(avsnitt.nyckel, "")
            if prosa or not avsnitt.obligatoriskt:
                self._avsnitt(utlatande, avsnitt.nyckel, prosa, avsnitt.version, at)
        if not utlatande.beslutssatser.exists():
            for slag in (BeslutssatsSlag.SVAR, BeslutssatsSlag.OMEDELBAR_JUSTERING):
                mall = Beslutssatsmall.objects.filter(organ=self.organ, slag=slag)[0]
                edit(edits.NY_SATS, utlatande, NySats(fyll_i(mall.text, utlatande), slag), by=by, at=at)

    def _avsnitt(
        self, utlatande: Tjansteutlatande, nyckel: str, prosa: str, version: int, at: datetime
    ) -> None:
        by = self.handlaggare
        if prosa:
            edit(edits.SPARA_AVSNITT, utlatande, SparaAvsnitt(nyckel, html(prosa), version), by=by, at=at)
        else:
            borta = TaBortAvsnitt(nyckel, utlatande.avsnitt.get(nyckel=nyckel).bas)
            edit(edits.TA_BORT_AVSNITT, utlatande, borta, by=by, at=at)

    def _texten(self) -> Tjansteutlatande:
        if self.utlatande is None:
            raise SaknasError("Tjänsteutlåtandet är inte påbörjat.")
        return self.utlatande

    def skicka(self, at: datetime) -> None:
        """The handläggare sends the text to the chef."""
        perform(self._texten(), "skicka_for_godkannande", by=self.handlaggare, at=at)

    def godkann(self, at: datetime) -> None:
        """The chef signs."""
        utlatande = self._texten()
        facts = Avgor(utlatande.versioner.latest("nummer").pk)
        perform(utlatande, "godkann", by=self.chef, at=at, facts=facts)

    def satt_upp(self, at: datetime) -> None:
        """The nämndsekreterare plans an extra sammanträde today, and moves the ärende there from wherever it stands."""
        by = self.sekreterare
        if self.punkt and self.arende.state == ArendeState.KALLAT:
            self._perform(
                "utgar", by, at, facts=Motivering(skal="Ärendet tas upp på ett extra sammanträde i dag.")
            )
        elif self.punkt:
            self._perform("lyft_ut", by, at)
        start = at + timedelta(minutes=MINUTER_TILL_START)
        facts = Planera(
            start if day_of(start) == self.today else at,
            "Nämndens sammanträdesrum",
            forhinder=f"{by.namn}, {by.email}",
        )
        mote = edit(edits.PLANERA, self.organ, facts, by=by, at=at)
        self._perform("satt_upp", by, at, facts=SattUpp(sammantrade=mote))

    def kalla(self, at: datetime) -> None:
        """The nämndsekreterare sends the kallelse, late and with the reason; or a tilläggslista."""
        action = "kalla" if self._dagens().state == SammantradeState.PLANERAT else "komplettera_kallelse"
        perform(self._dagens(), action, by=self.sekreterare, at=at, skal=SEN_KALLELSE)

    def _dagens(self) -> Sammantrade:
        mote = self.mote
        if mote is None:
            raise SaknasError("Ärendet står inte på dagens lista.")
        return mote

    def oppna(self, at: datetime) -> None:
        """Every ledamot is there; the sitting is opened and a justerare is chosen."""
        mote, by = self._dagens(), self.sekreterare
        ledamoter = Fortroendeuppdrag.objects.pa_dagen(self.today).filter(organ=self.organ, ersattare=False)
        rader = [Deltagande(u.pk, True) for u in ledamoter]
        perform(mote, "registrera_narvaro", by=by, at=at, facts=RegistreraNarvaro(rader))
        perform(mote, "oppna", by=by, at=at)
        self._valj_justerare(mote, at)

    def _valj_justerare(self, mote: Sammantrade, at: datetime) -> None:
        leder = {f.pk for f in roles.ordforande_vid(mote)}
        andra = mote.narvaro.filter(tjanstgor=True).exclude(uppdrag__fortroendevald__in=leder)
        ordnade = andra.order_by("pk").select_related("uppdrag__fortroendevald")
        valda = [
            *(n for n in ordnade if n.uppdrag.roll == Uppdragsroll.ANDRE_VICE),
            *(n for n in ordnade if n.uppdrag.roll != Uppdragsroll.ANDRE_VICE),
        ][: self.organ.antal_justerare]
        personer = [n.uppdrag.fortroendevald for n in valda]
        perform(mote, "valj_justerare", by=self.sekreterare, at=at, facts=ValjJusterare(personer))

    def besluta(self, at: datetime) -> None:
        """Nämnden decides as the förvaltning proposed, to be justerat at once."""
        mote = self._dagens()
        if not mote.justerare.exists():
            self._valj_justerare(mote, at)
        punkt = self.punkt
        if punkt is None:
            raise SaknasError("Ärendet står inte på dagens lista.")
        forslag = punkt.huvudforslag.punkter.all() if hasattr(punkt, "huvudforslag") else []
        facts = RegistreraBeslut(
            punkt,
            BeslutSlag.AVGJORT,
            [Beslutspunktrad(i_preteritum(p.text), p) for p in forslag],
            svar=SvarSlag.UTLATANDE,
            omedelbar_justering=True,
        )
        perform(mote, "registrera_beslut", by=self.sekreterare, at=at, facts=facts)

    def justera(self, at: datetime) -> None:
        """Ordförande and justerare sign on paper; the secretary registers it, puts it on the board and ends the sitting."""
        by = self.sekreterare
        punkt = Punkt.objects.get(
            beslut__arenden=self.arende, beslut__upphavt_at__isnull=True, beslut__slag="avgjort"
        )
        if not Protokoll.objects.filter(punkter=punkt).exists():
            perform(punkt.sammantrade, "avsluta_sammantrade", by=by, at=at, facts=AvslutaSammantrade())
        protokoll = Protokoll.objects.get(punkter=punkt)
        if protokoll.state == ProtokollState.UPPRATTAS:
            perform(protokoll, "skicka_for_justering", by=by, at=at)
        if protokoll.dokument_id is None:
            raise SaknasError("Protokollet har ingen text att justera.")
        for person_ in guards.protokoll.kvar_att_justera(protokoll):
            fil = pdf.brev(
                str(self.organ),
                f"{protokoll}: underskrift",
                f"Jag justerar § {punkt.paragraf} om {punkt.rubrik.lower()}.\n\n{person_}",
                datum=datum_text(self.today),
                filnamn="underskrift.pdf",
            )
            facts = RegistreraJustering(protokoll.dokument_id, person_, JusteringSatt.PAPPER, self.today, fil)
            perform(protokoll, "registrera_justering", by=by, at=at, facts=facts)
        anslag = Ansla(self.organ.kommun.anslagstavla, self.organ.forvaringsplats, self.today)
        perform(protokoll, "anslag", by=by, at=at, facts=anslag)
        mote = Sammantrade.objects.get(pk=punkt.sammantrade_id)
        if mote.state == SammantradeState.PAGAR and not guards.sammantrade.avsluta(mote, by, at, None):
            perform(mote, "avsluta_sammantrade", by=by, at=at, facts=AvslutaSammantrade())
        self._framstall(at)

    def _framstall(self, at: datetime) -> None:
        """Put the svar on paper now: who clicks does not wait for the workers."""
        svar = self.arende.svar.order_by("-pk").first()
        if svar:
            edit(edits.FRAMSTALL, svar.dokument, NOTHING, by=self.sekreterare, at=at)

    def expediera(self, at: datetime) -> None:
        """The nämndsekreterare sends the svar to the remittent."""
        self._framstall(at)
        sen = sent_svar(self.arende, None, self.sekreterare, at)
        skal = "Rundturen gjordes efter remisstiden." if sen else ""
        adress = self.arende.remiss.remittent.epost
        satt = ExpedieringSatt.EPOST if adress else ExpedieringSatt.POST
        self._perform("expediera", self.sekreterare, at, facts=Expediera(satt, adress), skal=skal)

    def _perform(
        self, action: str, by: Anvandare, at: datetime, facts: Facts = NOTHING, skal: str = ""
    ) -> None:
        perform(self.arende, action, by=by, at=at, facts=facts, skal=skal)
