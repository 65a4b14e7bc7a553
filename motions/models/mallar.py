"""What a förvaltning has prepared: ärendetyper with their sections, beslutssatser, and the sign-off chain."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from motions.models.anvandare import CHEFSROLLER, Roll
from motions.models.base import history
from motions.models.organisation import Forvaltning, Klassificering, Organ
from motions.text import placeholder


class Perspektiv(models.TextChoices):
    """From which side a förslag must be looked at (domain 4.7; barnkonventionen art. 3 is law, lag 2018:1197)."""

    JAMSTALLDHET = "jamstalldhet", "Jämställdhet"
    BARN = "barn", "Barnets bästa"
    EKONOMI = "ekonomi", "Ekonomi"
    KLIMAT = "klimat", "Klimat och miljö"
    TILLGANGLIGHET = "tillganglighet", "Tillgänglighet"


class Arendetyp(models.Model):
    """A kind of ärende: which sections its tjänsteutlåtande has, how it is prepared, and how it is classified."""

    forvaltning = models.ForeignKey(
        Forvaltning, models.PROTECT, related_name="arendetyper", verbose_name="förvaltning"
    )
    namn = models.CharField("namn", max_length=100)
    klassificering = models.ForeignKey(
        Klassificering, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="klassificering"
    )
    forvaltningsgrupp = models.BooleanField("ska behandlas i förvaltningsgruppen", default=False)
    perspektiv = ArrayField(
        models.CharField(max_length=20, choices=Perspektiv),
        verbose_name="perspektiv som ska belysas",
        default=list,
        blank=True,
    )
    history = history()

    class Meta:
        verbose_name = "ärendetyp"
        verbose_name_plural = "ärendetyper"
        constraints = [
            models.UniqueConstraint(
                fields=["forvaltning", "namn"],
                name="arendetyp_namn_unikt",
                violation_error_message="Förvaltningen har redan en ärendetyp med det namnet. Ge den ett annat namn.",
            )
        ]

    def __str__(self) -> str:
        return self.namn


class Avsnittsmall(models.Model):
    """A section that a new tjänsteutlåtande of the ärendetyp begins with."""

    arendetyp = models.ForeignKey(Arendetyp, models.CASCADE, related_name="avsnitt", verbose_name="ärendetyp")
    nyckel = models.SlugField("nyckel", max_length=40)
    rubrik = models.CharField("rubrik", max_length=150)
    ordning = models.PositiveSmallIntegerField("ordning")
    obligatoriskt = models.BooleanField("måste ha text", default=True)
    hjalp = models.CharField("hjälptext", max_length=300, blank=True)
    history = history()

    class Meta:
        verbose_name = "avsnittsmall"
        verbose_name_plural = "avsnittsmallar"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["arendetyp", "nyckel"],
                name="avsnittsmall_nyckel_unik",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Två avsnitt har samma nyckel. Ge det ena en annan.",
            )
        ]

    def __str__(self) -> str:
        return self.rubrik


class BeslutssatsSlag(models.TextChoices):
    """What a beslutssats does, so that the workflow can see what is asked for."""

    SVAR = "svar", "Lämnar svaret"
    OMEDELBAR_JUSTERING = "omedelbar_justering", "Justerar omedelbart"
    OVRIGT = "ovrigt", "Annat"


class Beslutssatsmall(models.Model):
    """A beslutssats of an organ's library; `{namnd}` and `{mottagare}` are filled in when it is used."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="beslutssatsmallar", verbose_name="organ")
    slag = models.CharField("slag", max_length=24, choices=BeslutssatsSlag, default=BeslutssatsSlag.OVRIGT)
    namn = models.CharField("namn", max_length=80)
    text = models.TextField("text")
    ordning = models.PositiveSmallIntegerField("ordning", default=0)
    history = history()

    class Meta:
        verbose_name = "beslutssatsmall"
        verbose_name_plural = "beslutssatsmallar"
        ordering = ["ordning", "namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "namn"],
                name="beslutssatsmall_namn_unikt",
                violation_error_message="Organet har redan en beslutssats med det namnet. Ge den ett annat namn.",
            )
        ]

    def __str__(self) -> str:
        return self.namn

    def clean(self) -> None:
        """Refuse a place that nothing would fill in."""
        if fel := placeholder.brist(self.text):
            raise ValidationError({"text": fel})


class Godkannandesteg(models.Model):
    """A step of the sign-off chain for what goes to an organ: which kind of chef signs, in which order."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="godkannandesteg", verbose_name="organ")
    ordning = models.PositiveSmallIntegerField("ordning")
    roll = models.CharField("chef", max_length=20, choices=[(r.value, r.label) for r in CHEFSROLLER])
    history = history()

    class Meta:
        verbose_name = "godkännandesteg"
        verbose_name_plural = "godkännandesteg"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "ordning"],
                name="godkannandesteg_ordning_unik",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Två steg har samma nummer i ordningen.",
            ),
            models.UniqueConstraint(
                fields=["organ", "roll"],
                name="godkannandesteg_roll_unik",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Samma slags chef står två gånger i kedjan. Ta bort det ena steget.",
            ),
            models.CheckConstraint(
                condition=models.Q(roll__in=[r.value for r in CHEFSROLLER]),
                name="godkannandesteg_chef",
                violation_error_message="Bara chefer godkänner. Välj en av cheferna.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordning}. {Roll(self.roll).label}"
