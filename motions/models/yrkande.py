"""What a § is decided from: its huvudförslag, the yrkanden that were moved, and the propositioner that were put."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motions.models.base import history
from motions.models.fortroende import Fortroendeuppdrag
from motions.models.motion import AttSats
from motions.models.sammantrade import Punkt
from motions.models.utlatande import Version
from motions.states import ForslagFran, YrkandeSlag, YrkandeTillstand


class Huvudforslag(models.Model):
    """The proposal that a § starts from; a § may have none."""

    punkt = models.OneToOneField(Punkt, models.PROTECT, related_name="huvudforslag", verbose_name="punkt")
    fran = models.CharField("från", max_length=12, choices=ForslagFran, default=ForslagFran.FORVALTNING)
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="utlåtandets version"
    )
    history = history()

    class Meta:
        verbose_name = "huvudförslag"
        verbose_name_plural = "huvudförslag"

    def __str__(self) -> str:
        return f"{self.get_fran_display()}s förslag"


class Forslagspunkt(models.Model):
    """One point of a huvudförslag."""

    huvudforslag = models.ForeignKey(
        Huvudforslag, models.CASCADE, related_name="punkter", verbose_name="huvudförslag"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("text")
    history = history()

    class Meta:
        verbose_name = "förslagspunkt"
        verbose_name_plural = "förslagspunkter"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["huvudforslag", "nummer"], name="forslagspunkt_nummer_unikt")
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.text}"


class Yrkande(models.Model):
    """What a serving member moved in a §, in the first or the second hand, against what, and what came of it."""

    punkt = models.ForeignKey(Punkt, models.PROTECT, related_name="yrkanden", verbose_name="punkt")
    ordning = models.PositiveSmallIntegerField("ordning")
    slag = models.CharField("slag", max_length=16, choices=YrkandeSlag)
    rang = models.PositiveSmallIntegerField(
        "hand", default=1, choices=[(1, "Första hand"), (2, "Andra hand")]
    )
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="yrkanden", verbose_name="framställt av"
    )
    med_flera = models.BooleanField("m.fl.", default=False)
    mal_forslagspunkt = models.ForeignKey(
        Forslagspunkt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gäller förslagets punkt",
    )
    mal_yrkande = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller yrkandet"
    )
    mal_attsats = models.ForeignKey(
        AttSats, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller att-satsen"
    )
    motiv = models.TextField("motivering", blank=True)
    tillstand = models.CharField(
        "utfall", max_length=12, choices=YrkandeTillstand, default=YrkandeTillstand.FRAMSTALLT
    )
    history = history()

    class Meta:
        verbose_name = "yrkande"
        verbose_name_plural = "yrkanden"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(fields=["punkt", "ordning"], name="yrkande_ordning_unik"),
            models.CheckConstraint(condition=Q(rang__in=[1, 2]), name="yrkande_rang"),
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}, {self.uppdrag.fortroendevald}"


class Yrkandepunkt(models.Model):
    """One point of a yrkande, with its own outcome."""

    yrkande = models.ForeignKey(Yrkande, models.CASCADE, related_name="punkter", verbose_name="yrkande")
    nummer = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("text")
    tillstand = models.CharField(
        "utfall", max_length=12, choices=YrkandeTillstand, default=YrkandeTillstand.FRAMSTALLT
    )
    history = history()

    class Meta:
        verbose_name = "yrkandepunkt"
        verbose_name_plural = "yrkandepunkter"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["yrkande", "nummer"], name="yrkandepunkt_nummer_unikt")
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.text}"


class Instammande(models.Model):
    """That another serving person joins a yrkande, or one point of it."""

    yrkande = models.ForeignKey(Yrkande, models.CASCADE, related_name="instammanden", verbose_name="yrkande")
    yrkandepunkt = models.ForeignKey(
        Yrkandepunkt, models.CASCADE, null=True, blank=True, related_name="instammanden", verbose_name="punkt"
    )
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="instammanden", verbose_name="förtroendeuppdrag"
    )
    history = history()

    class Meta:
        verbose_name = "instämmande"
        verbose_name_plural = "instämmanden"
        constraints = [
            models.UniqueConstraint(
                fields=["yrkande", "yrkandepunkt", "uppdrag"], nulls_distinct=False, name="instammande_unikt"
            )
        ]

    def __str__(self) -> str:
        return str(self.uppdrag.fortroendevald)


class Proposition(models.Model):
    """A question put by the ordförande: one set of proposals against another, or ja or nej to one (KL 5:53)."""

    punkt = models.ForeignKey(Punkt, models.PROTECT, related_name="propositioner", verbose_name="punkt")
    ordning = models.PositiveSmallIntegerField("ordning")
    huvudforslag_stalls = models.BooleanField("huvudförslaget ställs", default=False)
    yrkanden = models.ManyToManyField(
        Yrkande, blank=True, related_name="propositioner", verbose_name="ställs"
    )
    mot = models.ManyToManyField(Yrkande, blank=True, related_name="motpropositioner", verbose_name="mot")
    text = models.TextField("fråga och utfall")
    history = history()

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositioner"
        ordering = ["ordning"]
        constraints = [models.UniqueConstraint(fields=["punkt", "ordning"], name="proposition_ordning_unik")]

    def __str__(self) -> str:
        return self.text
