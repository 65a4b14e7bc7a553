"""A chef's signature, bound part by part to what was read, and the return of a text with a comment."""

from django.db import models

from motions.models.anvandare import Anvandare
from motions.models.base import history
from motions.models.organisation import Organ
from motions.models.utlatande import Version


class GodkannandeUtfall(models.TextChoices):
    """What the chef did."""

    GODKANT = "godkant", "Godkänt"
    ATERLAMNAT = "aterlamnat", "Återlämnat"


class Godkannande(models.Model):
    """One chef's answer to one version at one step of the chain of an organ that it goes to."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="godkannanden", verbose_name="version")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="organ")
    steg = models.PositiveSmallIntegerField("steg")
    utfall = models.CharField("utfall", max_length=10, choices=GodkannandeUtfall)
    avgjord_at = models.DateTimeField("avgjort")
    avgjord_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="avgjort av")
    befattning = models.CharField("i egenskap av", max_length=200)
    kommentar = models.TextField("kommentar", blank=True)
    history = history()

    class Meta:
        verbose_name = "godkännande"
        verbose_name_plural = "godkännanden"
        ordering = ["avgjord_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organ", "steg"],
                condition=models.Q(utfall=GodkannandeUtfall.GODKANT),
                name="godkannande_ett_per_steg",
            ),
            models.CheckConstraint(
                condition=models.Q(utfall=GodkannandeUtfall.GODKANT) | ~models.Q(kommentar=""),
                name="aterlamnande_har_kommentar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_utfall_display()} av {self.avgjord_by}"


class GodkandDel(models.Model):
    """One part that a chef signed: its key and the SHA-256 of the text as it was read."""

    godkannande = models.ForeignKey(
        Godkannande, models.PROTECT, related_name="delar", verbose_name="godkännande"
    )
    nyckel = models.CharField("del", max_length=80)
    sha256 = models.CharField("kontrollsumma", max_length=64)
    history = history()

    class Meta:
        verbose_name = "godkänd del"
        verbose_name_plural = "godkända delar"
        constraints = [models.UniqueConstraint(fields=["godkannande", "nyckel"], name="godkanddel_unik")]

    def __str__(self) -> str:
        return self.nyckel
