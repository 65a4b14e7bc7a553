"""The remiss: who asks, under which number, and by which day; and the anstånd that moves the day."""

from django.db import models
from django.db.models import F, Q

from motions.models.anvandare import Anvandare
from motions.models.arende import Arende, Handling
from motions.models.base import history, paired
from motions.models.organisation import Kommun


class Remittent(models.Model):
    """A body that sends remisser."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="remittenter", verbose_name="kommun")
    namn = models.CharField("namn", max_length=150)
    epost = models.EmailField("e-post", blank=True)
    adress = models.TextField("adress", blank=True)
    history = history()

    class Meta:
        verbose_name = "remittent"
        verbose_name_plural = "remittenter"
        ordering = ["namn"]
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "namn"],
                name="remittent_namn_unikt",
                violation_error_message="Kommunen har redan en remittent med det namnet. Ändra den i stället.",
            )
        ]

    def __str__(self) -> str:
        return self.namn


class Remiss(models.Model):
    """What one organ was asked, and by when it must answer (the date is the remittent's; KL 6:12)."""

    arende = models.OneToOneField(Arende, models.PROTECT, related_name="remiss", verbose_name="ärende")
    remittent = models.ForeignKey(
        Remittent, models.PROTECT, related_name="remisser", verbose_name="remittent"
    )
    remittentens_dnr = models.CharField("remittentens diarienummer", max_length=60, blank=True)
    ursprunglig_remisstid_on = models.DateField("ursprunglig remisstid")
    remisstid_on = models.DateField("remisstid")
    aterkallad_on = models.DateField("återkallad den", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "remiss"
        verbose_name_plural = "remisser"

    def __str__(self) -> str:
        return f"Remiss från {self.remittent}"


class AnstandUtfall(models.TextChoices):
    """What the remittent answered."""

    BEVILJAT = "beviljat", "Beviljat"
    AVSLAGET = "avslaget", "Avslaget"


class Anstand(models.Model):
    """A request for more time, and its answer, each with its letter."""

    remiss = models.ForeignKey(Remiss, models.PROTECT, related_name="anstand", verbose_name="remiss")
    onskad_on = models.DateField("önskad remisstid")
    skal = models.TextField("skäl")
    begard_at = models.DateTimeField("begärt")
    begard_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="begärt av")
    begaran = models.OneToOneField(Handling, models.PROTECT, related_name="+", verbose_name="begäran")
    utfall = models.CharField("utfall", max_length=10, choices=AnstandUtfall, blank=True)
    ny_remisstid_on = models.DateField("ny remisstid", null=True, blank=True)
    besvarad_at = models.DateTimeField("besvarat", null=True, blank=True)
    besvarad_by = models.ForeignKey(
        Anvandare,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="besked registrerat av",
    )
    besked = models.OneToOneField(
        Handling, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besked"
    )
    history = history()

    class Meta:
        verbose_name = "anstånd"
        verbose_name_plural = "anstånd"
        constraints = [
            paired("anstand", "besvarad"),
            models.UniqueConstraint(fields=["remiss"], condition=Q(utfall=""), name="anstand_en_obesvarad"),
            models.CheckConstraint(
                condition=(Q(utfall="") & Q(besvarad_at__isnull=True, ny_remisstid_on__isnull=True))
                | (
                    Q(utfall=AnstandUtfall.AVSLAGET)
                    & Q(besvarad_at__isnull=False, ny_remisstid_on__isnull=True)
                )
                | (
                    Q(utfall=AnstandUtfall.BEVILJAT)
                    & Q(besvarad_at__isnull=False, ny_remisstid_on__isnull=False)
                ),
                name="anstand_utfall_fullstandigt",
            ),
        ]
        ordering = [F("begard_at").desc()]

    def __str__(self) -> str:
        return f"Anstånd till {self.onskad_on}"
