"""The kommun, its förvaltningar and organ, and what each organ has settled for itself (domain 9)."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from motions import deadlines, numbering
from motions.models.base import history


def motionens_varningar() -> list[int]:
    """How many months after a motion was väckt its year is warned of, until the kommun wants others (domain 1.2)."""
    return list(deadlines.MOTION_VARNING_MANADER)


class Kommun(models.Model):
    """A kommun, and thereby its fullmäktige."""

    namn = models.CharField("namn", max_length=100, unique=True)
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
    history = history()

    class Meta:
        verbose_name = "förvaltning"
        verbose_name_plural = "förvaltningar"
        constraints = [models.UniqueConstraint(fields=["kommun", "namn"], name="forvaltning_namn_unikt")]

    def __str__(self) -> str:
        return self.namn


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
        constraints = [models.UniqueConstraint(fields=["forvaltning", "namn"], name="enhet_namn_unikt")]

    def __str__(self) -> str:
        return self.namn


class OrganSlag(models.TextChoices):
    """What kind of organ decides."""

    NAMND = "namnd", "Nämnd"
    UTSKOTT = "utskott", "Utskott"


class UttalandeSlag(models.TextChoices):
    """The kinds of dissent and statement (domain 1.21)."""

    RESERVATION = "reservation", "Reservation"
    SARSKILT_UTTALANDE = "sarskilt_uttalande", "Särskilt uttalande"
    ERSATTARYTTRANDE = "ersattaryttrande", "Ersättaryttrande"
    PROTOKOLLSANTECKNING = "protokollsanteckning", "Protokollsanteckning"


class Paragrafnumrering(models.TextChoices):
    """How §§ are numbered (domain 9.14)."""

    SAMMANTRADE = "sammantrade", "Från 1 vid varje sammanträde"
    AR = "ar", "Löpande under året"


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
    history = history()

    class Meta:
        verbose_name = "organ"
        verbose_name_plural = "organ"
        constraints = [
            models.UniqueConstraint(fields=["kommun", "namn"], name="organ_namn_unikt"),
            models.UniqueConstraint(fields=["kommun", "kortnamn"], name="organ_kortnamn_unikt"),
            models.CheckConstraint(
                condition=(Q(slag=OrganSlag.UTSKOTT) & Q(parent__isnull=False))
                | (Q(slag=OrganSlag.NAMND) & Q(parent__isnull=True)),
                name="organ_utskott_har_namnd",
            ),
        ]

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """Refuse a dnr pattern that could not issue unique numbers."""
        try:
            numbering.Monster.parse(self.dnr_monster)
        except numbering.MonsterError as error:
            raise ValidationError({"dnr_monster": str(error)}) from error

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
            models.CheckConstraint(condition=Q(antal__gt=0), name="platser_minst_en"),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")), name="platser_period_framat"
            ),
            models.UniqueConstraint(fields=["organ", "fran_on"], name="platser_en_per_dag"),
        ]

    def __str__(self) -> str:
        return f"{self.organ}: {self.antal} platser från {self.fran_on}"


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
            models.UniqueConstraint(fields=["kommun", "kod", "fran_on"], name="klassificering_kod_unik"),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="klassificering_period_framat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kod} {self.namn}"
