"""What left the house: to whom, when, and which bytes."""

from django.db import models

from motions.models.anvandare import Anvandare
from motions.models.arende import Arende, Handling
from motions.models.base import history
from motions.models.beslut import Beslut
from motions.models.dokument import Dokument, LagradFil


class ExpedieringSatt(models.TextChoices):
    """How it was sent."""

    EPOST = "epost", "E-post"
    POST = "post", "Post"
    TJANST = "tjanst", "E-tjänst"


class Expediering(models.Model):
    """One dispatch of one handling; `forsenad` marks a svar that left after remisstid."""

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="expedieringar", verbose_name="ärende")
    handling = models.ForeignKey(
        Handling, models.PROTECT, related_name="expedieringar", verbose_name="handling"
    )
    fil = models.ForeignKey(LagradFil, models.PROTECT, related_name="expedieringar", verbose_name="fil")
    mottagare = models.CharField("mottagare", max_length=200)
    satt = models.CharField("sätt", max_length=8, choices=ExpedieringSatt)
    adress = models.CharField("adress", max_length=200, blank=True)
    forsenad = models.BooleanField("efter remisstiden", default=False)
    expedierad_at = models.DateTimeField("expedierad")
    expedierad_by = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="+", verbose_name="expedierad av"
    )
    history = history()

    class Meta:
        verbose_name = "expediering"
        verbose_name_plural = "expedieringar"
        ordering = ["expedierad_at"]

    def __str__(self) -> str:
        return f"{self.handling} till {self.mottagare}"


class Svar(models.Model):
    """What one ärende's beslut, once justerat, sends to the remittent: nämndens own words, rendered and waiting to leave."""

    beslut = models.ForeignKey(Beslut, models.PROTECT, related_name="svarsdokument", verbose_name="beslut")
    arende = models.ForeignKey(Arende, models.PROTECT, related_name="svar", verbose_name="ärende")
    dokument = models.OneToOneField(Dokument, models.PROTECT, related_name="svar", verbose_name="dokument")
    history = history()

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        constraints = [
            models.UniqueConstraint(fields=["beslut", "arende"], name="svar_ett_per_beslut_och_arende")
        ]

    def __str__(self) -> str:
        return f"Svar i {self.arende}"


class Utdrag(models.Model):
    """The protokollsutdrag of one beslut in one ärende, registered as a handling when the § was justerad."""

    beslut = models.ForeignKey(Beslut, models.PROTECT, related_name="utdrag", verbose_name="beslut")
    arende = models.ForeignKey(Arende, models.PROTECT, related_name="utdrag", verbose_name="ärende")
    handling = models.OneToOneField(Handling, models.PROTECT, related_name="utdrag", verbose_name="handling")
    history = history()

    class Meta:
        verbose_name = "protokollsutdrag"
        verbose_name_plural = "protokollsutdrag"
        constraints = [
            models.UniqueConstraint(fields=["beslut", "arende"], name="utdrag_ett_per_beslut_och_arende")
        ]

    def __str__(self) -> str:
        return f"Utdrag i {self.arende}"
