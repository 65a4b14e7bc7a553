"""Reservationer, särskilda uttalanden, ersättaryttranden and protokollsanteckningar (KL 4:27, domain 1.21-22)."""

from django.db import models

from motions.models.anvandare import Anvandare
from motions.models.base import history, paired
from motions.models.beslut import BeslutPunkt
from motions.models.fortroende import Fortroendeuppdrag
from motions.models.sammantrade import Punkt
from motions.states import UttalandeSlag


class Uttalande(models.Model):
    """A dissent or statement in one §: announced at the sitting, its text then or by justering."""

    punkt = models.ForeignKey(Punkt, models.PROTECT, related_name="uttalanden", verbose_name="punkt")
    ordning = models.PositiveSmallIntegerField("ordning")
    slag = models.CharField("slag", max_length=24, choices=UttalandeSlag)
    beslutspunkt = models.ForeignKey(
        BeslutPunkt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gäller bara punkten",
    )
    instammer_i = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="instammanden",
        verbose_name="instämmer i uttalandet",
    )
    upprepar = models.BooleanField("upprepar uttalandets text", default=False)
    text = models.TextField("text", blank=True)
    som_bilaga = models.BooleanField("texten är en bilaga till protokollet", default=False)
    anmalt_at = models.DateTimeField("anmält")
    anmalt_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="registrerat av")
    text_at = models.DateTimeField("text lämnad", null=True, blank=True)
    text_by = models.ForeignKey(
        Anvandare,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="texten registrerad av",
    )
    history = history()

    class Meta:
        verbose_name = "uttalande"
        verbose_name_plural = "uttalanden"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(fields=["punkt", "ordning"], name="uttalande_ordning_unik"),
            models.CheckConstraint(
                condition=models.Q(upprepar=False) | models.Q(instammer_i__isnull=False, text=""),
                name="uttalande_upprepar_ett_annat",
            ),
            paired("uttalande", "text"),
        ]

    def __str__(self) -> str:
        return self.get_slag_display()

    @property
    def utskriven_text(self) -> str:
        """The words that stand in the protokoll: its own, or those of the statement that it repeats."""
        return self.instammer_i.text if self.upprepar and self.instammer_i else self.text

    @property
    def vantar_pa_text(self) -> bool:
        """Whether a text is still to come: to join another statement is enough, when that one has its text."""
        return not self.utskriven_text and (self.instammer_i is None or self.upprepar)


class Avlamnare(models.Model):
    """One who leaves a statement, alone or «m.fl.» for a party group, or who only joins it."""

    uttalande = models.ForeignKey(
        Uttalande, models.CASCADE, related_name="avlamnare", verbose_name="uttalande"
    )
    ordning = models.PositiveSmallIntegerField("ordning")
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="uttalanden", verbose_name="förtroendeuppdrag"
    )
    med_flera = models.BooleanField("m.fl.", default=False)
    instammer = models.BooleanField("instämmer", default=False)
    history = history()

    class Meta:
        verbose_name = "avlämnare"
        verbose_name_plural = "avlämnare"
        ordering = ["ordning"]
        constraints = [models.UniqueConstraint(fields=["uttalande", "uppdrag"], name="avlamnare_unik")]

    def __str__(self) -> str:
        return str(self.uppdrag.fortroendevald)
