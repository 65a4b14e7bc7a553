"""A chef's signature, bound part by part to what was read, and the return of a text with a comment."""

from django.db import models

from motions.models.anvandare import Anvandare, Befattning
from motions.models.base import history
from motions.models.organisation import Organ
from motions.models.utlatande import Version


class GodkannandeUtfall(models.TextChoices):
    """What the chef did."""

    GODKANT = "godkant", "Godkänt"
    ATERLAMNAT = "aterlamnat", "Återlämnat"


class Godkannande(models.Model):
    """One chef's answer to one version at one step of the chain of an organ that it goes to.

    `namn`, `befattning` and `ratt` say who it was, in what capacity and by which befattning, as it was. An answer from before
    they were kept has the name of the account, and no `ratt`.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="godkannanden", verbose_name="version")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="organ")
    steg = models.PositiveSmallIntegerField("steg")
    utfall = models.CharField("utfall", max_length=10, choices=GodkannandeUtfall)
    avgjord_at = models.DateTimeField("avgjort")
    avgjord_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="avgjort av")
    namn = models.CharField("namn", max_length=200, blank=True)
    befattning = models.CharField("i egenskap av", max_length=300)
    ratt = models.ForeignKey(
        Befattning,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="befattning som gav rätten",
    )
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
        return f"{self.get_utfall_display()} av {self.undertecknare}"

    @property
    def undertecknare(self) -> str:
        """The name that the answer was given in."""
        return self.namn or self.avgjord_by.namn

    @property
    def egenskap(self) -> str:
        """The capacity in the middle of a sentence: «tf avdelningschef för Karin Ek», «IT-chef»."""
        is_abbreviated = self.befattning[1:2].isupper() or self.befattning[1:2] == "-"
        return self.befattning if is_abbreviated else self.befattning[:1].lower() + self.befattning[1:]


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
