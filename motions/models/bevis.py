"""What proves the rows: the digest that each shall give, and what the acts have said of them."""

from django.db import models
from django.db.models import Q

from motions.models.dokument import append_only
from motions.models.handelse import Handelse


class Radbevis(models.Model):
    """What a row of the record shall give: `digest` of its columns with `salt`, empty when the row is gone.

    Written by a trigger of the record's tables (motions/bevis/rader.py) and by nothing else. `bunden`: an act has said it.
    `fore`: the digest before the transaction that wrote the row last.
    """

    tabell = models.CharField("tabell", max_length=63)
    nyckel = models.CharField("nyckel", max_length=64)
    salt = models.CharField("salt", max_length=32)
    digest = models.CharField("kontrollsumma", max_length=32)
    fore = models.CharField("föregående kontrollsumma", max_length=32)
    transaktion = models.BigIntegerField("transaktion")
    bunden = models.BooleanField("bunden")

    class Meta:
        verbose_name = "radens bevis"
        verbose_name_plural = "radernas bevis"
        constraints = [models.UniqueConstraint(fields=["tabell", "nyckel"], name="radbevis_en_per_rad")]
        indexes = [
            models.Index(fields=["transaktion"], condition=Q(bunden=False), name="radbevis_obundna"),
        ]

    def __str__(self) -> str:
        return f"{self.tabell} {self.nyckel}"


class Handelserader(models.Model):
    """The rows that an act wrote: table → key → digest before (16 signs) and after (32, none when the row is gone).

    The act's Handelse holds the SHA-256 of `rader` as `data["rader"]`.
    """

    handelse = models.OneToOneField(
        Handelse, models.PROTECT, primary_key=True, related_name="rader", verbose_name="händelse"
    )
    rader = models.JSONField("rader")

    class Meta:
        verbose_name = "händelsens rader"
        verbose_name_plural = "händelsernas rader"
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.handelse)
