"""The motion of a fullmäktige: its movers and the att-satser that every svar must answer."""

from django.db import models
from django.db.models import Q

from motions.models.base import history
from motions.models.fortroende import Fortroendevald
from motions.models.organisation import Kommun


class Motion(models.Model):
    """A motion väckt in fullmäktige (KL 5:22). Several nämnder may answer it, each in its own ärende."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="motioner", verbose_name="kommun")
    ar = models.PositiveSmallIntegerField("år")
    nummer = models.PositiveIntegerField("nummer", null=True, blank=True)
    titel = models.CharField("titel", max_length=300)
    vackt_on = models.DateField("väckt den", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "motion"
        verbose_name_plural = "motioner"
        constraints = [
            models.UniqueConstraint(
                fields=["kommun", "ar", "nummer"],
                condition=Q(nummer__isnull=False),
                name="motion_nummer_unikt",
            )
        ]

    def __str__(self) -> str:
        return f"{self.beteckning} {self.titel}"

    @property
    def beteckning(self) -> str:
        """«Motion (2026:51)», or «Motion (2026)» when fullmäktige gave it no number."""
        return f"Motion ({self.ar}:{self.nummer})" if self.nummer else f"Motion ({self.ar})"


class Motionar(models.Model):
    """One who moved the motion; linked to a förtroendevald when we know the person."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="motionarer", verbose_name="motion")
    fortroendevald = models.ForeignKey(
        Fortroendevald, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="förtroendevald"
    )
    namn = models.CharField("namn", max_length=150)
    parti = models.CharField("parti", max_length=40)
    ordning = models.PositiveSmallIntegerField("ordning")
    history = history()

    class Meta:
        verbose_name = "motionär"
        verbose_name_plural = "motionärer"
        ordering = ["ordning"]
        constraints = [models.UniqueConstraint(fields=["motion", "ordning"], name="motionar_ordning_unik")]

    def __str__(self) -> str:
        return f"{self.namn} ({self.parti})"


class AttSats(models.Model):
    """One thing that the motion asks for."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="attsatser", verbose_name="motion")
    nummer = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("text")
    history = history()

    class Meta:
        verbose_name = "att-sats"
        verbose_name_plural = "att-satser"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["motion", "nummer"], name="attsats_nummer_unikt")]

    def __str__(self) -> str:
        return self.text
