"""The kommun, its förvaltningar and organ, and what each organ has settled for itself (domain 9)."""

from __future__ import annotations

import re
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from motions import deadlines, numbering
from motions.models.base import history
from motions.states import Paragrafnumrering, UttalandeSlag


def period_krockar(rad: Platser | Klassificering, **samma: object) -> bool:
    """Whether another row of the same thing has a period that shares a day with that of `rad`."""
    andra = type(rad)._default_manager.filter(**samma).exclude(pk=rad.pk)
    andra = andra.filter(Q(till_on__isnull=True) | Q(till_on__gte=rad.fran_on))
    return (andra.filter(fran_on__lte=rad.till_on) if rad.till_on else andra).exists()


def motionens_varningar() -> list[int]:
    """How many months after a motion was väckt its year is warned of, until the kommun wants others (domain 1.2)."""
    return list(deadlines.MOTION_VARNING_MANADER)


ADRESSFOT_RADER, ADRESSFOT_TECKEN = 4, 110
"""What the foot of a letter has room for."""


class Kommun(models.Model):
    """A kommun, and thereby its fullmäktige."""

    namn = models.CharField(
        "namn",
        max_length=100,
        unique=True,
        error_messages={"unique": "Det finns redan en kommun med det namnet."},
    )
    fullmaktige = models.CharField("fullmäktige", max_length=100, default="Kommunfullmäktige")
    anslagstavla = models.CharField("anslagstavla", max_length=200, default="Kommunens digitala anslagstavla")
    motion_varning_manader = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name="varna om motionens år, månader efter att den väcktes",
        default=motionens_varningar,
        blank=True,
    )
    history = history()

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """Refuse a warning that would come when the year has run out."""
        try:
            deadlines.motion_varningar(date(2026, 1, 1), self.motion_varning_manader)
        except deadlines.OmojligFristError as error:
            raise ValidationError({"motion_varning_manader": str(error)}) from error


class Forvaltning(models.Model):
    """A förvaltning: the staff that prepares a nämnd's ärenden."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="forvaltningar", verbose_name="kommun")
    namn = models.CharField("namn", max_length=150)
    besoksadress = models.CharField("besöksadress", max_length=200, blank=True)
    epost = models.EmailField("e-post", blank=True)
    vapen = models.ForeignKey(
        "motions.LagradFil", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vapen"
    )
    adressfot = models.TextField("adressfot", max_length=400, blank=True)
    history = history()

    class Meta:
        verbose_name = "förvaltning"
        verbose_name_plural = "förvaltningar"
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "namn"],
                name="forvaltning_namn_unikt",
                violation_error_message="Kommunen har redan en förvaltning med det namnet. Ge den ett annat namn.",
            )
        ]

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """The foot of a letter has room for a few short lines."""
        rader = [rad.strip() for rad in self.adressfot.splitlines() if rad.strip()]
        if len(rader) > ADRESSFOT_RADER:
            raise ValidationError(
                {"adressfot": f"Adressfoten har plats för {ADRESSFOT_RADER} rader. Korta den."}
            )
        if any(len(rad) > ADRESSFOT_TECKEN for rad in rader):
            raise ValidationError(
                {"adressfot": f"En rad i adressfoten har plats för {ADRESSFOT_TECKEN} tecken. Dela upp den."}
            )
        self.adressfot = "\n".join(rader)


class Enhet(models.Model):
    """A unit of a förvaltning; an avdelning is an enhet with enheter below it."""

    forvaltning = models.ForeignKey(
        Forvaltning, models.PROTECT, related_name="enheter", verbose_name="förvaltning"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="underenheter",
        verbose_name="överordnad enhet",
    )
    namn = models.CharField("namn", max_length=150)
    history = history()

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        constraints = [
            models.UniqueConstraint(
                fields=["forvaltning", "namn"],
                name="enhet_namn_unikt",
                violation_error_message="Förvaltningen har redan en enhet med det namnet. Ge den ett annat namn.",
            )
        ]

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """An enhet lies in its överordnade enhet's förvaltning, and never below itself."""
        overordnad, sedda = self.parent, {self.pk}
        if overordnad and overordnad.forvaltning_id != self.forvaltning_id:
            raise ValidationError(
                {"parent": "Den överordnade enheten hör till en annan förvaltning. Välj en annan."}
            )
        while overordnad:
            if overordnad.pk in sedda:
                raise ValidationError({"parent": "Enheten kan inte ligga under sig själv. Välj en annan."})
            sedda.add(overordnad.pk)
            overordnad = overordnad.parent


class OrganSlag(models.TextChoices):
    """What kind of organ decides."""

    NAMND = "namnd", "Nämnd"
    UTSKOTT = "utskott", "Utskott"


class SarskiltOrd(models.TextChoices):
    """What an organ calls a statement that is no dissent (domain 9.3)."""

    UTTALANDE = "uttalande", "Särskilt uttalande"
    YTTRANDE = "yttrande", "Särskilt yttrande"


class Utlatandeord(models.TextChoices):
    """What an organ calls its förvaltning's report with a proposal (domain 9.17)."""

    TJANSTEUTLATANDE = "tjansteutlatande", "Tjänsteutlåtande"
    TJANSTESKRIVELSE = "tjansteskrivelse", "Tjänsteskrivelse"


class Distans(models.TextChoices):
    """How far fullmäktige lets an organ meet at a distance (KL 6:24, domain 9.5)."""

    INGEN = "ingen", "Ingen deltar på distans"
    NAGRA = "nagra", "Några får delta på distans, men inte alla"
    ALLA = "alla", "Alla får delta på distans"


def alla_uttalanden() -> list[str]:
    """Every kind of statement: the default until an organ permits fewer."""
    return list(UttalandeSlag.values)


class Organ(models.Model):
    """A nämnd or an utskott, with the settings that its reglemente and practice give it (domain 9)."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="organ", verbose_name="kommun")
    forvaltning = models.ForeignKey(
        Forvaltning, models.PROTECT, related_name="organ", verbose_name="förvaltning"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="utskott",
        verbose_name="nämnd som utskottet hör till",
    )
    slag = models.CharField("slag", max_length=10, choices=OrganSlag, default=OrganSlag.NAMND)
    namn = models.CharField("namn", max_length=150)
    kortnamn = models.CharField("kortnamn i diarienummer", max_length=12)
    dnr_monster = models.CharField(
        "mönster för diarienummer", max_length=60, default="{organ} {ar}-{lopnr:04}-{klass}"
    )
    dnr_kod = models.CharField("kod i diarienummer", max_length=10, blank=True)
    paragrafnumrering = models.CharField(
        "numrering av paragrafer",
        max_length=12,
        choices=Paragrafnumrering,
        default=Paragrafnumrering.SAMMANTRADE,
    )
    antal_justerare = models.PositiveSmallIntegerField("antal justerare utöver ordföranden", default=1)
    kallelse_dagar = models.PositiveSmallIntegerField("kallelsen skickas senast, dagar före", default=5)
    kallelse_arbetsdagar = models.BooleanField("kallelsetiden räknas i arbetsdagar", default=True)
    stopp_dagar = models.PositiveSmallIntegerField(
        "stopp för handlingar, arbetsdagar före kallelsen", default=4
    )
    uttalanden = ArrayField(
        models.CharField(max_length=24, choices=UttalandeSlag),
        verbose_name="tillåtna slag av avvikande mening",
        default=alla_uttalanden,
    )
    flera_steg = models.BooleanField("en person får godkänna flera steg", default=False)
    strikt_frist = models.BooleanField(
        "frister för justering och anslag flyttas inte till vardag", default=False
    )
    anslag_extra_dagar = models.PositiveSmallIntegerField(
        "anslaget sitter uppe, dagar efter sista dagen", default=1
    )
    forvaringsplats = models.CharField("protokollet förvaras hos", max_length=150, blank=True)
    forslagsord = models.CharField(
        "rubrik för förslaget", max_length=80, default="Förvaltningens förslag till beslut"
    )
    motionssvar_delegerbart = models.BooleanField(
        "svar över en motion får beslutas utanför sammanträdet",
        default=False,
        help_text="Kryssa bara i om nämnden har bedömt att svaret inte är ett yttrande till fullmäktige (KL 6 kap. 38 § 2).",
    )
    sarskilt_ord = models.CharField(
        "namn på särskilt uttalande", max_length=10, choices=SarskiltOrd, default=SarskiltOrd.UTTALANDE
    )
    utlatandeord = models.CharField(
        "namn på utlåtandet", max_length=20, choices=Utlatandeord, default=Utlatandeord.TJANSTEUTLATANDE
    )
    distans = models.CharField("deltagande på distans", max_length=10, choices=Distans, default=Distans.INGEN)
    offentliga_moten = models.BooleanField("sammanträdena är öppna för allmänheten", default=False)
    history = history()

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "namn"],
                name="organ_namn_unikt",
                violation_error_message="Kommunen har redan ett organ med det namnet. Ge det ett annat namn.",
            ),
            models.UniqueConstraint(
                fields=["kommun", "kortnamn"],
                name="organ_kortnamn_unikt",
                violation_error_message="Ett annat organ har redan det kortnamnet. Välj ett annat.",
            ),
            models.CheckConstraint(
                condition=(Q(slag=OrganSlag.UTSKOTT) & Q(parent__isnull=False))
                | (Q(slag=OrganSlag.NAMND) & Q(parent__isnull=True)),
                name="organ_utskott_har_namnd",
                violation_error_message="Välj nämnd för ett utskott, och lämna fältet tomt för en nämnd.",
            ),
        ]

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """Refuse a dnr pattern that could not issue unique numbers, and an utskott of anything but a nämnd."""
        if self.parent and (self.parent.slag != OrganSlag.NAMND or self.parent.pk == self.pk):
            raise ValidationError({"parent": "Ett utskott hör till en nämnd. Välj en nämnd."})
        try:
            monster = numbering.Monster.parse(self.dnr_monster)
        except numbering.MonsterError as error:
            raise ValidationError({"dnr_monster": str(error)}) from error
        try:
            monster.format(ar=2000, lopnr=1, klass="1", organ=self.kortnamn, kod=self.dnr_kod)
        except numbering.MonsterError as error:
            falt = "dnr_kod" if "kod" in monster.falt and not self.dnr_kod.isdigit() else "kortnamn"
            raise ValidationError({falt: str(error)}) from error

    def uttalande_ord(self, slag: str) -> str:
        """What the organ calls a kind of dissent or statement, as a heading."""
        if slag == UttalandeSlag.SARSKILT_UTTALANDE:
            return str(SarskiltOrd(self.sarskilt_ord).label)
        return str(UttalandeSlag(slag).label)

    def platser_den(self, day: date) -> int:
        """How many ledamot seats the organ has on `day`, vacant ones too (KL 6:27); 0 when none is set."""
        rad = (
            self.platser.filter(fran_on__lte=day)
            .filter(Q(till_on__isnull=True) | Q(till_on__gte=day))
            .first()
        )
        return rad.antal if rad else 0


class Platser(models.Model):
    """How many ledamot seats fullmäktige has given an organ, between two days."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="platser", verbose_name="organ")
    antal = models.PositiveSmallIntegerField("antal ledamöter")
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "antal platser"
        verbose_name_plural = "antal platser"
        constraints = [
            models.CheckConstraint(
                condition=Q(antal__gt=0),
                name="platser_minst_en",
                violation_error_message="Organet måste ha minst en plats.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="platser_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
            models.UniqueConstraint(
                fields=["organ", "fran_on"],
                name="platser_en_per_dag",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Det finns redan ett antal platser från den dagen. Ändra det i stället.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}: {self.antal} platser från {self.fran_on}"

    def clean(self) -> None:
        """On one day an organ has one number of seats."""
        if self.organ_id and self.fran_on and period_krockar(self, organ=self.organ_id):
            raise ValidationError(
                "Organet har redan ett antal platser under de dagarna. Avsluta det dagen före det nya börjar."
            )


class Klassificering(models.Model):
    """A code of the kommun's classification structure, valid between two days (domain 3.7)."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="klassificeringar", verbose_name="kommun")
    kod = models.CharField("kod", max_length=20)
    namn = models.CharField("namn", max_length=150)
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "klassificering"
        verbose_name_plural = "klassificeringar"
        ordering = ["kod"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "kod", "fran_on"],
                name="klassificering_kod_unik",
                violation_error_message="Koden finns redan från den dagen. Avsluta den gamla först, eller ändra den.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="klassificering_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kod} {self.namn}"

    def clean(self) -> None:
        """A code can stand in a diarienummer, and on one day it means one thing."""
        if not re.fullmatch(r"\d+(\.\d+)*", self.kod):
            raise ValidationError({"kod": "Skriv koden med siffror och punkter, till exempel 1.5.1."})
        if self.kommun_id and self.fran_on and period_krockar(self, kommun=self.kommun_id, kod=self.kod):
            raise ValidationError(
                {"kod": "Koden gäller redan under de dagarna. Avsluta den dagen före den nya börjar."}
            )
