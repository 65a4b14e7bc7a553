"""The way of one ärende of the demo: each act done by the right person, through the same gate as in the browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motions.datum import datum_text, day_of
from motions.documents import framstall
from motions.models import (
    AnstandUtfall,
    Anvandare,
    Arende,
    Beslutssatsmall,
    BeslutssatsSlag,
    Dokument,
    Handling,
    Riktning,
    Tjansteutlatande,
    far_besluta_bradskande,
)
from motions.models import HandlingSlag as Slag
from motions.utlatandet import attsatser, fyll_i
from motions.workdays import add_vardagar, next_vardag
from remiss import workflow
from remiss.demo import pdf, texts_mn, texts_utanfor
from remiss.demo.cases import TEXTER, Fall
from remiss.demo.diary import Dagbok, klockan
from remiss.demo.organisation import Namnd, Organisation
from remiss.demo.papper import Papper
from remiss.demo.texts import Motionstext, Text, html
from remiss.facts import NOTHING, Facts, Motivering
from remiss.facts.arende import AterkallaRemiss, BegarAnstand, BesvaraAnstand, LaggTillHandling, Tilldela
from remiss.facts.delegation import AvstaPaDelegation, BeslutaPaDelegation, RegistreraOrdforandebeslut
from remiss.facts.expediering import Expediera
from remiss.facts.registrering import Inkommen, NyMotion
from remiss.facts.utlatande import Aterlamna, Avgor
from remiss.facts.utlatandetext import NySats, SparaAvsnitt, SvaraAttsats, TaBortAvsnitt
from remiss.guards.arende import sent_svar
from remiss.models import Utskick
from remiss.workflow import edit, edits

DNR = {
    "Kommunstyrelsen": "KS {ar}/{n:04}",
    "Kommunfullmäktige": "KF {ar}/{n:04}",
    "Länsstyrelsen i Norra länet": "{n}-{ar}",
    "Region Norra": "RN {ar}-{n:05}",
    "Samordningsförbundet Norra": "SFN {ar}:{n}",
}
"""How the remittenter write their own diarienummer."""

BEREDDES = (
    "{enhet} har berett ärendet. Förvaltningsgruppen fick information i ärendet vid sitt senaste möte.",
    "{enhet} har berett ärendet och hämtat in synpunkter från dem i förvaltningen som berörs.",
    "Ärendet har beretts av {enhet}. Förslaget har inga följder för barn utöver dem som beskrivs nedan.",
)


PA_VAG = timedelta(days=260)
"""How long a motion has been with fullmäktige and kommunstyrelsen before it is sent to the nämnd."""


MED_MEJL = ("expediera", "begar_anstand")
FLYTTAT = "Sammanträdet flyttades en vecka. Remittenten fick besked per telefon."


def vackt(inkom: date, motionsar: int) -> date:
    """When a motion was väckt that came to the nämnd on a day: some months before, and in the year of its number."""
    return min(inkom, next_vardag(max(date(motionsar, 1, 12), inkom - PA_VAG)))


@dataclass
class Varld:
    """What every walk needs: the organisation, the diary, and the year that motioner are numbered in."""

    org: Organisation
    dagbok: Dagbok
    motionsar: int
    papper: Papper
    post: list[tuple[date, list[dict[str, str]]]] = field(default_factory=list)
    arenden: dict[tuple[str, str], Gang] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day that the demo is relative to."""
        return self.dagbok.today

    def bestall_posten(self) -> None:
        """Order all that will come, in the order in which it does."""
        for _, breven in sorted(self.post, key=lambda rad: rad[0]):
            for brev in breven:
                self.papper.bestall(pdf.brev, **brev)


class Gang:
    """One ärende of the demo and the people around it. The methods that begin an act take the moment alone."""

    def __init__(self, varld: Varld, fall: Fall) -> None:
        self.varld = varld
        self.fall = fall
        self.namnd: Namnd = varld.org.namnder[fall.namnd]
        self.text: Text = TEXTER[fall.namnd][fall.nyckel]
        self.handlaggare: Anvandare = self.namnd.personal[fall.vem]
        self.remisstid_on = varld.today + timedelta(days=fall.remisstid)
        self.arende: Arende
        self.stangs = False
        varld.arenden[fall.namnd, fall.nyckel] = self

    def utfor(
        self,
        subject: Arende | Tjansteutlatande,
        action: str,
        by: Anvandare,
        at: datetime,
        facts: Facts = NOTHING,
        skal: str = "",
    ) -> None:
        """Perform one act of the table."""
        workflow.perform(subject, action, by=by, at=at, facts=facts, skal=skal)
        if action in MED_MEJL:
            # Nobody waits for a mail server that takes mail of another day.
            Utskick.objects.filter(arende=self.arende, skickat_at=None).update(skickat_at=at)

    def sker(self, on: date, timme: int, minut: int, gor: Callable[[datetime], None]) -> None:
        """Note in the diary that `gor` is done at the hour of the day; the minutes differ between ärenden."""
        self.varld.dagbok.skriv(klockan(on, timme, (minut + 7 * self.fall.nummer) % 60), gor)

    # the post

    @property
    def motion(self) -> Motionstext | None:
        """The motion of the ärende; several nämnder answer the same one."""
        return TEXTER["AMN"][self.fall.nyckel].motion if self.fall.nyckel in TEXTER["AMN"] else None

    def kommer(self, on: date, timme: int, minut: int) -> None:
        """Note that it is registered then, of what has come by the post."""
        self.varld.post.append((on, self._post(add_vardagar(on, -1))))
        self.sker(on, timme, minut, self.registrera)

    def _dnr(self, inkom: date) -> str:
        """The remittent's own number."""
        return DNR[self.fall.remittent].format(ar=inkom.year, n=self.fall.remittentens)

    def _post(self, inkom: date) -> list[dict[str, str]]:
        """What comes: the remiss, and the motion if it is about one."""
        text, motion = self.text, self.motion
        brev = [
            {
                "avsandare": self.fall.remittent,
                "rubrik": f"Remiss: {text.titel}",
                "prosa": (
                    f"{self.namnd.organ} får tillfälle att svara senast den {datum_text(self.remisstid_on)}."
                    f"\n\n{text.arendet}"
                ),
                "datum": datum_text(inkom),
                "dnr": self._dnr(inkom),
                "filnamn": "remiss.pdf",
            }
        ]
        if motion:
            satser = "".join(f"\n- {sats}" for sats, _, _ in motion.attsatser)
            brev.append(
                {
                    "avsandare": " och ".join(f"{namn} ({parti})" for namn, parti in motion.motionarer),
                    "rubrik": f"Motion {motion.titel}",
                    "prosa": f"{text.arendet}\n\nVi föreslår att fullmäktige beslutar\n\n{satser.strip()}",
                    "datum": datum_text(inkom),
                    "filnamn": "motion.pdf",
                }
            )
        return brev

    def registrera(self, at: datetime) -> None:
        """The registrator registers what came by the post of the day before."""
        fall, text, motion = self.fall, self.text, self.motion
        inkom = add_vardagar(day_of(at), -1)
        dnr = self._dnr(inkom)
        filer = [self.varld.papper.hamta(pdf.brev, **brev) for brev in self._post(inkom)]
        klass = self.varld.org.klasser[fall.klass]
        self.arende = edit(
            edits.REGISTRERA,
            self.namnd.organ,
            Inkommen(
                arendetyp=self.namnd.motionstyp if motion else self.namnd.remisstyp,
                klassificering=self.varld.org.klasser["1.6.2"] if motion else klass,
                titel=text.titel,
                offentlig_titel=text.offentlig_titel,
                remittent_namn=fall.remittent,
                remittentens_dnr=dnr,
                inkommen_on=inkom,
                remisstid_on=self.remisstid_on,
                sekretess_lagrum=fall.lagrum,
                behoriga=[self.namnd.chefer[0]] if fall.lagrum else [],
                motion=NyMotion(
                    self.varld.motionsar,
                    motion.nummer,
                    motion.titel,
                    motion.motionarer,
                    [sats for sats, _, _ in motion.attsatser],
                    vackt(inkom, self.varld.motionsar),
                )
                if motion
                else None,
                filer=filer,
            ),
            by=self.namnd.registrator,
            at=at,
        )

    def tilldela(self, at: datetime) -> None:
        """The ärende gets its handläggare; a secret one is handed out by the registrator, who alone sees it."""
        befattning = self.handlaggare.befattningar.get(roll="handlaggare")
        self.utfor(
            self.arende,
            "tilldela",
            self.namnd.registrator if self.fall.lagrum else self.namnd.fordelare,
            at,
            facts=Tilldela(
                handlaggare=self.handlaggare,
                enhet=befattning.enhet,
                medhandlaggare=[self.namnd.personal[konto] for konto in self.fall.med],
            ),
        )

    # the text

    @property
    def utlatande(self) -> Tjansteutlatande:
        """The ärende's tjänsteutlåtande. Errors: Tjansteutlatande.DoesNotExist before it is begun."""
        return self.arende.utlatanden.get()

    def borja(self, at: datetime) -> None:
        """The handläggare opens the tjänsteutlåtande and writes what is only facts."""
        edit(edits.SKRIV, self.arende, NOTHING, by=self.handlaggare, at=at)
        self.avsnitt("bakgrund", self.text.bakgrund or self._bakgrund(), at)
        self.avsnitt("arendet", self.text.arendet, at)

    def _bakgrund(self) -> str:
        fran, organ, sista = self.fall.remittent, self.namnd.organ, datum_text(self.remisstid_on)
        slut = f"Svaret ska ha kommit in senast den {sista}."
        if self.motion:
            vem = " och ".join(f"{namn} ({parti})" for namn, parti in self.motion.motionarer)
            return f"{vem} har väckt en motion {self.motion.titel}.\n\n{fran} har skickat motionen till {organ}. {slut}"
        return (
            f"{fran} har skickat förslaget till {organ}, som har fått tillfälle att lämna synpunkter. {slut}"
        )

    def avsnitt(self, nyckel: str, prosa: str, at: datetime, by: Anvandare | None = None) -> None:
        """Save one section's text as the handläggare, or as `by`."""
        vem = by or self.handlaggare
        utlatande = self.utlatande
        nu = utlatande.avsnitt.get(nyckel=nyckel)
        edit(edits.SPARA_AVSNITT, utlatande, SparaAvsnitt(nyckel, html(prosa), nu.version), by=vem, at=at)

    def skriv(self, at: datetime) -> None:
        """The handläggare writes what the case has for the sections, and answers the att-satser."""
        beredning = self.text.beredning or BEREDDES[self.fall.nummer % len(BEREDDES)].format(
            enhet=self.arende.enhet.namn if self.arende.enhet else ""
        )
        delar = {"sammanfattning": self.text.sammanfattning, "synpunkter": self.text.synpunkter}
        delar |= {"jamstalldhet": self.text.jamstalldhet, "barn": self.text.barn}
        if self.text.synpunkter:
            delar["beredning"] = beredning
        for nyckel, prosa in delar.items():
            if prosa:
                self.avsnitt(nyckel, prosa, at)
        if self.text.synpunkter:
            self._svara(at)

    def foresla(self, at: datetime) -> None:
        """The handläggare proposes the beslut and takes away sections that were not needed."""
        utlatande, by = self.utlatande, self.handlaggare
        mallar = Beslutssatsmall.objects.filter(organ=self.namnd.organ)
        val = [mallar.filter(slag=BeslutssatsSlag.SVAR)[self.fall.nummer % 3]]
        if self.fall.omedelbart:
            val.append(mallar.get(slag=BeslutssatsSlag.OMEDELBAR_JUSTERING))
        for mall in val:
            edit(edits.NY_SATS, utlatande, NySats(fyll_i(mall.text, utlatande), mall.slag), by=by, at=at)
        for nyckel in ("jamstalldhet", "barn"):
            if not getattr(self.text, nyckel):
                borta = TaBortAvsnitt(nyckel, utlatande.avsnitt.get(nyckel=nyckel).bas)
                edit(edits.TA_BORT_AVSNITT, utlatande, borta, by=by, at=at)

    def _svara(self, at: datetime) -> None:
        motion = self.motion
        if motion is None:
            return
        svaren = texts_mn.SVAR_PA_ATTSATSER.get(self.fall.nyckel, ()) if self.fall.namnd == "MN" else ()
        svaren = svaren or tuple((svar, motiv) for _, svar, motiv in motion.attsatser)
        utlatande = self.utlatande
        for attsats, (svar, motiv) in zip(attsatser([self.arende]), svaren, strict=True):
            if svar:
                facts = SvaraAttsats(attsats.pk, svar, motiv, 0)
                edit(edits.SVARA_ATTSATS, utlatande, facts, by=self.handlaggare, at=at)

    # the chefer

    def skicka(self, at: datetime) -> None:
        """The handläggare sends the text to the chefer."""
        self.utfor(self.utlatande, "skicka_for_godkannande", self.handlaggare, at)

    def godkann(self, steg: int) -> Callable[[datetime], None]:
        """The act in which the chef of one step signs, the first being 0."""

        def gor(at: datetime) -> None:
            facts = Avgor(self._version())
            self.utfor(self.utlatande, "godkann", self.namnd.chefer[steg], at, facts=facts)

        return gor

    def aterlamna(self, kommentar: str) -> Callable[[datetime], None]:
        """The act in which the first chef returns the text with a comment."""

        def gor(at: datetime) -> None:
            facts = Aterlamna(self._version(), kommentar)
            self.utfor(self.utlatande, "aterlamna", self.namnd.chefer[0], at, facts=facts)

        return gor

    def _version(self) -> int:
        """The version that was sent last."""
        return self.utlatande.versioner.latest("nummer").pk

    # anstånd, avslut

    def begar_anstand(self, dagar: int, skal: str) -> Callable[[datetime], None]:
        """The act in which the handläggare asks for so many more days."""

        def gor(at: datetime) -> None:
            onskad = self.remisstid_on + timedelta(days=dagar)
            self.utfor(
                self.arende,
                "begar_anstand",
                self.handlaggare,
                at,
                facts=BegarAnstand(onskad_on=onskad, skal=skal),
            )

        return gor

    def besvara_anstand(self, dagar: int) -> Callable[[datetime], None]:
        """The act in which the registrator registers the answer: so many more days, or none."""

        def gor(at: datetime) -> None:
            ny = self.remisstid_on + timedelta(days=dagar) if dagar else None
            besked = (
                f"Ni har fått anstånd till den {datum_text(ny)}."
                if ny
                else "Vi kan tyvärr inte ge er anstånd."
            )
            fil = pdf.brev(
                self.fall.remittent,
                "Besked om anstånd",
                f"{besked}\n\nVi svarar på er begäran i ärende {self.arende.dnr}.",
                datum=datum_text(day_of(at)),
                filnamn="besked.pdf",
            )
            utfall = AnstandUtfall.BEVILJAT if ny else AnstandUtfall.AVSLAGET
            self.utfor(
                self.arende,
                "besvara_anstand",
                self.namnd.registrator,
                at,
                facts=BesvaraAnstand(utfall=utfall, fil=fil, ny_remisstid_on=ny),
            )

        return gor

    # outside the sitting

    def besluta_pa_delegation(self, at: datetime) -> None:
        """The first chef of the chain decides the svar by the point that gives it to that chef."""
        self.utfor(
            self.arende,
            "besluta_pa_delegation",
            self.namnd.chefer[0],
            at,
            facts=BeslutaPaDelegation(
                delegationspunkt=self.namnd.organ.delegationspunkter.get(omfattar_yttrande=True),
                satser=[
                    f"Förvaltningens tjänsteutlåtande lämnas som nämndens svar på remissen från {self.fall.remittent}."
                ],
                version=self._version(),
            ),
        )
        self.satt_svaret()

    def avsta(self, at: datetime) -> None:
        """The first chef of the chain decides that nämnden abstains, by vidaredelegation."""
        self.utfor(
            self.arende,
            "avsta_pa_delegation",
            self.namnd.chefer[0],
            at,
            facts=AvstaPaDelegation(
                delegationspunkt=self.namnd.organ.delegationspunkter.get(omfattar_avsta=True),
                satser=[texts_utanfor.AVSTAR.split(". ")[0] + "."],
                svar_text=texts_utanfor.AVSTAR,
            ),
        )

    def ordforandebeslut(self, at: datetime) -> None:
        """The nämndsekreterare registers what the ordförande decided because it could not wait."""
        on = day_of(at)
        self.utfor(
            self.arende,
            "registrera_ordforandebeslut",
            self.namnd.sekreterare,
            at,
            facts=RegistreraOrdforandebeslut(
                uppdrag=far_besluta_bradskande(self.namnd.organ, on)[0],
                fattat_on=on,
                bradska=texts_utanfor.BRADSKA,
                satser=[f"Yttrandet nedan lämnas som nämndens svar på remissen från {self.fall.remittent}."],
                svar="eget",
                svar_text=texts_utanfor.ORDFORANDENS_YTTRANDE,
            ),
        )
        self.satt_svaret()

    def satt_svaret(self) -> None:
        """Order the sheets of the svar, once its words are fixed."""
        for svar in self.arende.svar.all():
            self.varld.papper.bestall_ark(svar.dokument)

    def _pa_papper(self, dokument: Dokument, at: datetime) -> None:
        framstall.framstall(dokument, by=self.namnd.sekreterare, at=at, rendera=self.varld.papper.ark)

    def expediera(self, at: datetime) -> None:
        """The nämndsekreterare sends the svar, once it is on paper."""
        self._pa_papper(self.arende.svar.get().dokument, at)
        sen = sent_svar(self.arende, None, self.namnd.sekreterare, at)
        self.utfor(
            self.arende,
            "expediera",
            self.namnd.sekreterare,
            at,
            facts=Expediera(satt="epost", adress=self.arende.remiss.remittent.epost),
            skal=FLYTTAT if sen else "",
        )
        if self.stangs:
            for dokument in self._inte_pa_papper():
                self.varld.papper.bestall_ark(dokument)

    def avslutas(self, on: date, timme: int, minut: int) -> None:
        """Note that the akt is closed then."""
        self.stangs = True
        self.sker(on, timme, minut, self.avsluta)

    def _inte_pa_papper(self) -> list[Dokument]:
        utan = Handling.objects.filter(arende=self.arende, dokument__framstallning__isnull=True, fil=None)
        return [h.dokument for h in utan.select_related("dokument") if h.dokument]

    def avsluta(self, at: datetime) -> None:
        """The registrator closes the akt, when everything in it is on paper."""
        for dokument in self._inte_pa_papper():
            self._pa_papper(dokument, at)
        self.utfor(self.arende, "avsluta", self.namnd.registrator, at)

    def avskriv(self, skal: str) -> Callable[[datetime], None]:
        """The act in which the ärende is ended without a svar."""

        def gor(at: datetime) -> None:
            self.utfor(self.arende, "avskriv", self.handlaggare, at, facts=Motivering(skal=skal))

        return gor

    def ateroppna(self, skal: str) -> Callable[[datetime], None]:
        """The act in which a closed ärende is taken up again."""

        def gor(at: datetime) -> None:
            self.utfor(self.arende, "ateroppna", self.namnd.registrator, at, facts=Motivering(skal=skal))

        return gor

    def aterkalla(self, at: datetime) -> None:
        """The remittent takes the remiss back."""
        on = day_of(at)
        fil = pdf.brev(
            self.fall.remittent,
            f"Återkallelse: {self.text.titel}",
            f"Vi återkallar remissen ({self.arende.remiss.remittentens_dnr}). Förslaget kommer att arbetas om.",
            datum=datum_text(on),
            filnamn="aterkallelse.pdf",
        )
        self.utfor(
            self.arende,
            "aterkalla_remiss",
            self.namnd.registrator,
            at,
            facts=AterkallaRemiss(aterkallad_on=on, fil=fil),
        )

    def komplettera(self, at: datetime) -> None:
        """The remittent sends something more, which the registrator registers."""
        on = day_of(at)
        fil = pdf.brev(
            self.fall.remittent,
            f"Komplettering: {self.text.titel}",
            "Vi skickar här kostnadsberäkningen, som saknades i vårt första utskick. Remisstiden är oförändrad.",
            datum=datum_text(on),
            filnamn="kostnadsberakning.pdf",
        )
        self.utfor(
            self.arende,
            "lagg_till_handling",
            self.namnd.registrator,
            at,
            facts=LaggTillHandling(
                fil=fil,
                slag=Slag.BILAGA,
                riktning=Riktning.INKOMMEN,
                datum_on=on,
                motpart=self.fall.remittent,
                rubrik="Kostnadsberäkning",
            ),
        )
