"""The protokoll, who has justerat it and how, and the anslag from which alone the clock starts (KL 5:65-69, 8:12)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from motions import visibility
from motions.models.anvandare import Anvandare
from motions.models.arende import Handling
from motions.models.base import history, paired
from motions.models.dokument import Dokument
from motions.models.fortroende import Fortroendevald
from motions.models.sammantrade import Punkt, Sammantrade
from motions.states import OJUSTERADE, ProtokollState


class ProtokollQuerySet(models.QuerySet["Protokoll"]):
    """Protokoll, asked by who may see them."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> ProtokollQuerySet:
        """Those of the sammanträden that `user` may read on `today`."""
        return self.filter(visibility.protokoll(user, today))


class Protokoll(models.Model):
    """The §§ of a sammanträde that are justerade together: all of them, or those justerade at once.

    Every punkt belongs to one protokoll at the most, so that each § has one justering and one anslag.
    """

    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, related_name="protokoll", verbose_name="sammanträde"
    )
    omedelbart = models.BooleanField("justeras omedelbart", default=False)
    punkter = models.ManyToManyField(
        Punkt, through="Protokollspunkt", related_name="protokoll", verbose_name="punkter"
    )
    justeras_senast_on = models.DateField("justeras senast")
    dokument = models.ForeignKey(
        Dokument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="text för justering"
    )
    state = models.CharField("läge", max_length=14, choices=ProtokollState, default=ProtokollState.UPPRATTAS)
    state_since = models.DateTimeField("i läget sedan")
    justerat_on = models.DateField("justerat den", null=True, blank=True)
    history = history()
    objects = ProtokollQuerySet.as_manager()

    class Meta:
        verbose_name = "protokoll"
        verbose_name_plural = "protokoll"
        constraints = [
            models.UniqueConstraint(
                fields=["sammantrade"], condition=Q(omedelbart=False), name="protokoll_ett_ordinarie"
            ),
            models.CheckConstraint(
                condition=Q(state=ProtokollState.UPPRATTAS) | Q(dokument__isnull=False),
                name="protokoll_har_text",
            ),
            models.CheckConstraint(
                condition=Q(justerat_on__isnull=True, state__in=list(OJUSTERADE))
                | Q(
                    justerat_on__isnull=False,
                    state__in=[ProtokollState.JUSTERAT, ProtokollState.ANSLAGET, ProtokollState.NEDTAGET],
                ),
                name="protokoll_justerat_har_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"Protokoll {self.sammantrade}{' (omedelbart)' if self.omedelbart else ''}"


class Protokollspunkt(models.Model):
    """That a punkt is minuted in a protokoll."""

    protokoll = models.ForeignKey(
        Protokoll, models.CASCADE, related_name="protokollspunkter", verbose_name="protokoll"
    )
    punkt = models.OneToOneField(Punkt, models.PROTECT, related_name="protokollspunkt", verbose_name="punkt")
    history = history()

    class Meta:
        verbose_name = "protokollspunkt"
        verbose_name_plural = "protokollspunkter"

    def __str__(self) -> str:
        return str(self.punkt)


class JusteringSatt(models.TextChoices):
    """How it was signed."""

    APPEN = "appen", "I Remiss"
    PAPPER = "papper", "På papper"
    EXTERN = "extern", "I en annan underskriftstjänst"


class Justering(models.Model):
    """One person's justering of one frozen protokoll text. On paper or elsewhere the signed original is registered."""

    protokoll = models.ForeignKey(
        Protokoll, models.PROTECT, related_name="justeringar", verbose_name="protokoll"
    )
    dokument = models.ForeignKey(Dokument, models.PROTECT, related_name="+", verbose_name="text")
    fortroendevald = models.ForeignKey(
        Fortroendevald, models.PROTECT, related_name="justeringar", verbose_name="förtroendevald"
    )
    satt = models.CharField("sätt", max_length=8, choices=JusteringSatt)
    justerad_on = models.DateField("justerat den")
    original = models.ForeignKey(
        Handling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="undertecknat original",
    )
    registrerad_at = models.DateTimeField("registrerad")
    registrerad_by = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="+", verbose_name="registrerad av"
    )
    history = history()

    class Meta:
        verbose_name = "justering"
        verbose_name_plural = "justeringar"
        constraints = [
            models.UniqueConstraint(fields=["dokument", "fortroendevald"], name="justering_en_per_text"),
            models.CheckConstraint(
                condition=Q(satt=JusteringSatt.APPEN, original__isnull=True)
                | (~Q(satt=JusteringSatt.APPEN) & Q(original__isnull=False)),
                name="justering_utanfor_har_original",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fortroendevald}, {self.justerad_on}"


class Anslag(models.Model):
    """That a protokoll was made known: on which board, where the text is kept, when put up and taken down.

    The time for laglighetsprövning is counted from `anslaget_on` alone (KL 13:5).
    """

    protokoll = models.ForeignKey(Protokoll, models.PROTECT, related_name="anslag", verbose_name="protokoll")
    tavla = models.CharField("anslagstavla", max_length=200)
    forvaringsplats = models.CharField("protokollet finns hos", max_length=200)
    anslaget_on = models.DateField("anslaget den")
    overklagas_senast_on = models.DateField("sista dag att överklaga")
    laga_kraft_tidigast_on = models.DateField("laga kraft tidigast")
    tas_ned_tidigast_on = models.DateField("tas ned tidigast")
    anslaget_at = models.DateTimeField("anslaget registrerat")
    anslaget_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="anslaget av")
    nedtaget_on = models.DateField("nedtaget den", null=True, blank=True)
    nedtaget_at = models.DateTimeField("nedtagande registrerat", null=True, blank=True)
    nedtaget_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nedtaget av"
    )
    history = history()

    class Meta:
        verbose_name = "anslag"
        verbose_name_plural = "anslag"
        ordering = [F("anslaget_at").desc()]
        constraints = [
            paired("anslag", "nedtaget"),
            models.CheckConstraint(
                condition=Q(nedtaget_on__isnull=True) | Q(nedtaget_on__gte=F("anslaget_on")),
                name="anslag_ned_efter_upp",
            ),
            models.UniqueConstraint(
                fields=["protokoll"], condition=Q(nedtaget_on__isnull=True), name="anslag_ett_i_taget"
            ),
        ]

    def __str__(self) -> str:
        return f"Anslag {self.anslaget_on}, {self.protokoll}"
