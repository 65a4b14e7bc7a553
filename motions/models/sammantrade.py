"""The sammanträde: its punkter, who is present and serves at which §§, who is jävig, and who justerar."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from motions import visibility
from motions.models.arende import Arende
from motions.models.base import history
from motions.models.fortroende import Fortroendeuppdrag, Fortroendevald
from motions.models.organisation import Organ
from motions.states import SammantradeState


class SammantradeQuerySet(models.QuerySet["Sammantrade"]):
    """Sammanträden, asked by who may see them."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> SammantradeQuerySet:
        """Those of the organ that `user` works with or sits in on `today`."""
        return self.filter(visibility.sammantraden(user, today))


class ParagrafserieManager(models.Manager["Paragrafserie"]):
    """Issues numbers, to one sitting at a time."""

    def las(self, organ: Organ, ar: int) -> Paragrafserie:
        """The counter of the organ's year, locked until the transaction ends."""
        self.get_or_create(organ=organ, ar=ar)
        return self.select_for_update().get(organ=organ, ar=ar)


class Paragrafserie(models.Model):
    """The counter of §§ of an organ that numbers them through the year; two sittings opened at once take turns."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="paragrafserier", verbose_name="organ")
    ar = models.PositiveSmallIntegerField("år")
    senaste = models.PositiveIntegerField("senaste paragraf", default=0)
    objects = ParagrafserieManager()

    class Meta:
        verbose_name = "paragrafserie"
        verbose_name_plural = "paragrafserier"
        constraints = [models.UniqueConstraint(fields=["organ", "ar"], name="paragrafserie_unik")]

    def __str__(self) -> str:
        return f"{self.organ.kortnamn} {self.ar}"


class Sammantrade(models.Model):
    """A sitting of an organ."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="sammantraden", verbose_name="organ")
    ar = models.PositiveSmallIntegerField("år")
    nummer = models.PositiveSmallIntegerField("nummer under året")
    start_at = models.DateTimeField("börjar")
    slut_at = models.DateTimeField("slutade", null=True, blank=True)
    plats = models.CharField("plats", max_length=150)
    stopp_on = models.DateField("stopp för handlingar")
    kallelse_senast_on = models.DateField("kallelsen skickas senast")
    forhinder = models.CharField("förhinder anmäls till", max_length=200, blank=True)
    offentligt = models.BooleanField("öppet för allmänheten", default=False)
    state = models.CharField(
        "läge", max_length=12, choices=SammantradeState, default=SammantradeState.PLANERAT
    )
    state_since = models.DateTimeField("i läget sedan")
    history = history()
    objects = SammantradeQuerySet.as_manager()

    class Meta:
        verbose_name = "sammanträde"
        verbose_name_plural = "sammanträden"
        constraints = [
            models.UniqueConstraint(fields=["organ", "ar", "nummer"], name="sammantrade_nummer_unikt"),
            models.CheckConstraint(
                condition=Q(stopp_on__lte=F("kallelse_senast_on")), name="sammantrade_stopp_fore_kallelse"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ} {self.nummer}/{self.ar}"

    @property
    def kedja(self) -> str:
        """The name of this sammanträde's chain of acts."""
        return f"sammantrade:{self.pk}"


class PunktSlag(models.TextChoices):
    """What a punkt of the föredragningslista is."""

    OPPNANDE = "oppnande", "Öppnande och föredragningslista"
    JUSTERARE = "justerare", "Val av justerare"
    ARENDE = "arende", "Ärende"
    ANMALAN = "anmalan", "Anmälan"
    OVRIGT = "ovrigt", "Övrigt"


class Punkt(models.Model):
    """An item of the föredragningslista, and with its number the § of the protokoll. It may hold several ärenden."""

    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, related_name="punkter", verbose_name="sammanträde"
    )
    ordning = models.PositiveSmallIntegerField("ordning")
    nummer = models.CharField("nummer på föredragningslistan", max_length=8)
    paragraf = models.PositiveSmallIntegerField("paragraf", null=True, blank=True)
    slag = models.CharField("slag", max_length=12, choices=PunktSlag, default=PunktSlag.ARENDE)
    rubrik = models.CharField("rubrik", max_length=300)
    arenden = models.ManyToManyField(Arende, blank=True, related_name="punkter", verbose_name="ärenden")
    omedelbar_justering = models.BooleanField("justeras omedelbart", default=False)
    stangda_dorrar = models.BooleanField("bakom stängda dörrar", default=False)
    information = models.BooleanField("bara information, utan beslut", default=False)
    text = models.TextField("text i protokollet", blank=True)
    kallad = models.BooleanField("står på en utsänd kallelse", default=False)
    utgatt_at = models.DateTimeField("utgick", null=True, blank=True)
    utgatt_skal = models.CharField("varför punkten utgick", max_length=300, blank=True)
    history = history()

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["sammantrade", "ordning"],
                name="punkt_ordning_unik",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["sammantrade", "paragraf"],
                condition=Q(paragraf__isnull=False),
                name="punkt_paragraf_unik",
            ),
            models.CheckConstraint(
                condition=Q(utgatt_at__isnull=True) | ~Q(utgatt_skal=""), name="punkt_utgatt_har_skal"
            ),
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraf} {self.rubrik}" if self.paragraf else f"{self.nummer} {self.rubrik}"


class Narvaro(models.Model):
    """One förtroendevald present, for all §§ or from one § through another; serving or not, and for whom."""

    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, related_name="narvaro", verbose_name="sammanträde"
    )
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="narvaro", verbose_name="förtroendeuppdrag"
    )
    tjanstgor = models.BooleanField("tjänstgör")
    for_uppdrag = models.ForeignKey(
        Fortroendeuppdrag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ersatt",
        verbose_name="tjänstgör för",
    )
    fran_ordning = models.PositiveSmallIntegerField("från och med punkt", null=True, blank=True)
    till_ordning = models.PositiveSmallIntegerField("till och med punkt", null=True, blank=True)
    distans = models.BooleanField("på distans", default=False)
    history = history()

    class Meta:
        verbose_name = "närvaro"
        verbose_name_plural = "närvaro"
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "uppdrag", "fran_ordning"], name="narvaro_unik"),
            models.CheckConstraint(
                condition=Q(for_uppdrag__isnull=True) | Q(tjanstgor=True), name="narvaro_for_nagon_tjanstgor"
            ),
            models.CheckConstraint(
                condition=Q(fran_ordning__isnull=True)
                | Q(till_ordning__isnull=True)
                | Q(till_ordning__gte=F("fran_ordning")),
                name="narvaro_ordning_framat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uppdrag.fortroendevald}, {'tjänstgör' if self.tjanstgor else 'närvarar'}"

    def galler(self, punkt: Punkt) -> bool:
        """Whether the row covers `punkt`."""
        return (self.fran_ordning is None or self.fran_ordning <= punkt.ordning) and (
            self.till_ordning is None or punkt.ordning <= self.till_ordning
        )


class OvrigNarvaro(models.Model):
    """Another person in the room: personalföreträdare, tjänsteman, called expert (KL 6:26, 7:10)."""

    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, related_name="ovriga", verbose_name="sammanträde"
    )
    namn = models.CharField("namn", max_length=150)
    funktion = models.CharField("funktion", max_length=150)
    history = history()

    class Meta:
        verbose_name = "övrig närvarande"
        verbose_name_plural = "övriga närvarande"

    def __str__(self) -> str:
        return f"{self.namn}, {self.funktion}"


class Jav(models.Model):
    """That a person was disqualified in one punkt, why, and who served instead (KL 6:28-30)."""

    punkt = models.ForeignKey(Punkt, models.PROTECT, related_name="jav", verbose_name="punkt")
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="jav", verbose_name="förtroendeuppdrag"
    )
    grund = models.CharField("grund", max_length=300)
    ersattare = models.ForeignKey(
        Fortroendeuppdrag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ersättare i punkten",
    )
    history = history()

    class Meta:
        verbose_name = "jäv"
        verbose_name_plural = "jäv"
        constraints = [
            models.UniqueConstraint(fields=["punkt", "uppdrag"], name="jav_unikt"),
            models.CheckConstraint(condition=~Q(grund=""), name="jav_har_grund"),
        ]

    def __str__(self) -> str:
        return f"{self.uppdrag.fortroendevald}: {self.grund}"


class ValdJusterare(models.Model):
    """One chosen to justera the sammanträde's protokoll together with the ordförande (KL 5:69)."""

    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, related_name="justerare", verbose_name="sammanträde"
    )
    fortroendevald = models.ForeignKey(
        Fortroendevald, models.PROTECT, related_name="justerar", verbose_name="förtroendevald"
    )
    history = history()

    class Meta:
        verbose_name = "vald justerare"
        verbose_name_plural = "valda justerare"
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "fortroendevald"], name="justerare_unik")
        ]

    def __str__(self) -> str:
        return str(self.fortroendevald)
