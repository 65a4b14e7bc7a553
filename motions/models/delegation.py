"""Who may decide instead of the nämnd: the delegationsordning, and the uppdrag in urgent ärenden (KL 6:37-39, 7:5-6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q

from motions.models.anvandare import CHEFSROLLER, Roll
from motions.models.base import history
from motions.models.fortroende import Fortroendeuppdrag, Fortroendevald, Uppdragsroll
from motions.models.organisation import Organ

DELEGATROLLER = [
    (r.value, r.label) for r in (*CHEFSROLLER, Roll.NAMNDSEKRETERARE, Roll.REGISTRATOR, Roll.HANDLAGGARE)
]
"""The employees to whom a beslut may be given on (KL 7:5-6); a revisor decides nothing."""


def _pa_dagen(day: date) -> Q:
    return Q(fran_on__lte=day) & (Q(till_on__isnull=True) | Q(till_on__gte=day))


class Tidsbunden(Protocol):
    """What applies from a day and perhaps to a day."""

    fran_on: date
    till_on: date | None


def _galler(rad: Tidsbunden, day: date) -> bool:
    return rad.fran_on <= day and (rad.till_on is None or rad.till_on >= day)


class DelegationspunktQuerySet(models.QuerySet["Delegationspunkt"]):
    """Points, asked by day."""

    def pa_dagen(self, day: date) -> DelegationspunktQuerySet:
        """Those that apply on `day`, with the vidaredelegationer that apply then as `vidare_i_dag`."""
        vidare = Vidaredelegation.objects.filter(_pa_dagen(day))
        return self.filter(_pa_dagen(day)).prefetch_related(
            Prefetch("vidaredelegationer", queryset=vidare, to_attr="vidare_i_dag")
        )


class Delegationspunkt(models.Model):
    """A point of a nämnd's delegationsordning: what it covers, and which chef may decide it between two days (KL 6:37, 7:5)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="delegationspunkter", verbose_name="organ")
    beteckning = models.CharField("beteckning", max_length=20, help_text="Till exempel 3.2.")
    avser = models.CharField("vad punkten avser", max_length=300)
    omfattar_yttrande = models.BooleanField("omfattar yttrande över remiss", default=True)
    omfattar_avsta = models.BooleanField("omfattar att avstå från yttrande", default=False)
    roll = models.CharField(
        "delegat", max_length=20, choices=[(r.value, r.label) for r in CHEFSROLLER], default=CHEFSROLLER[-1]
    )
    far_vidaredelegeras = models.BooleanField(
        "får vidaredelegeras", default=False, help_text="Bara av förvaltningschefen (KL 7 kap. 6 §)."
    )
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()
    objects = DelegationspunktQuerySet.as_manager()

    class Meta:
        verbose_name = "delegationspunkt"
        verbose_name_plural = "delegationspunkter"
        ordering = ["organ_id", "beteckning", "fran_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "beteckning", "fran_on"],
                name="delegationspunkt_beteckning_unik",
                violation_error_message="Organet har redan en punkt med den beteckningen från den dagen. Ändra den i stället.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="delegationspunkt_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
            models.CheckConstraint(
                condition=Q(omfattar_yttrande=True) | Q(omfattar_avsta=True),
                name="delegationspunkt_omfattar_nagot",
                violation_error_message="Kryssa för vad punkten omfattar: yttrande, att avstå, eller båda.",
            ),
            models.CheckConstraint(
                condition=Q(far_vidaredelegeras=False) | Q(roll=Roll.FORVALTNINGSCHEF),
                name="delegationspunkt_vidare_av_chefen",
                violation_error_message="Bara förvaltningschefen får vidaredelegera (KL 7 kap. 6 §).",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beteckning} {self.avser}"

    def roller(self) -> list[str]:
        """The roles that may decide: the delegat's own, then those given it on. Needs a row from `pa_dagen`."""
        vidare: list[Vidaredelegation] = self.vidare_i_dag  # type: ignore[attr-defined]
        return [self.roll, *(v.roll for v in vidare)]


class Vidaredelegation(models.Model):
    """That the förvaltningschef has given a point on to another role, from a day and perhaps to a day (KL 7:6)."""

    delegationspunkt = models.ForeignKey(
        Delegationspunkt, models.CASCADE, related_name="vidaredelegationer", verbose_name="delegationspunkt"
    )
    roll = models.CharField("vidaredelegerad till", max_length=20, choices=DELEGATROLLER)
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "vidaredelegation"
        verbose_name_plural = "vidaredelegationer"
        ordering = ["fran_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegationspunkt", "roll", "fran_on"],
                name="vidaredelegation_unik",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Punkten är redan vidaredelegerad till den rollen från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="vidaredelegation_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegationspunkt.beteckning} till {self.get_roll_display().lower()}"

    def clean(self) -> None:
        """Only a point that nämnden lets the förvaltningschef give on. Errors: ValidationError."""
        if self.delegationspunkt_id and not self.delegationspunkt.far_vidaredelegeras:
            raise ValidationError(
                "Nämnden har inte bestämt att punkten får vidaredelegeras. Ändra punkten först, eller välj en annan."
            )


def pa_dagen(punkter: Iterable[Delegationspunkt], day: date) -> list[Delegationspunkt]:
    """Those that apply on `day`, as DelegationspunktQuerySet.pa_dagen says it of points and vidaredelegationer that are read."""
    gallande = [p for p in punkter if _galler(p, day)]
    for p in gallande:
        vars(p)["vidare_i_dag"] = [v for v in p.vidaredelegationer.all() if _galler(v, day)]
    return gallande


class BradskandeuppdragQuerySet(models.QuerySet["Bradskandeuppdrag"]):
    """Uppdrag in urgent ärenden, asked by day."""

    def pa_dagen(self, day: date) -> BradskandeuppdragQuerySet:
        """Those that apply on `day`."""
        return self.filter(_pa_dagen(day))


class Bradskandeuppdrag(models.Model):
    """That a nämnd lets its ordförande, or a ledamot whom it has named, decide what cannot wait (KL 6:39)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="bradskandeuppdrag", verbose_name="organ")
    ledamot = models.ForeignKey(
        Fortroendevald,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="utsedd ledamot",
        help_text="Lämna tomt om uppdraget är ordförandens, vem det än är.",
    )
    beslutat = models.CharField(
        "nämndens beslut", max_length=100, blank=True, help_text="Till exempel § 9, 2027-01-21."
    )
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()
    objects = BradskandeuppdragQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag i brådskande ärenden"
        verbose_name_plural = "uppdrag i brådskande ärenden"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "ledamot", "fran_on"],
                nulls_distinct=False,
                name="bradskandeuppdrag_unikt",
                violation_error_message="Det uppdraget finns redan från den dagen. Ändra det i stället.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="bradskandeuppdrag_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ}: {self.ledamot or 'ordföranden'}"


def far_besluta_bradskande(
    organ: Organ, day: date, givna: Iterable[Bradskandeuppdrag] | None = None
) -> list[Fortroendeuppdrag]:
    """The mandates whose holders may decide urgent ärenden on `day` (KL 6:39), the ordförande first.

    `givna`: what the organ has let one person decide, of any day, when it has been read already.
    """
    alla = organ.bradskandeuppdrag.all() if givna is None else givna
    utsedda = {u.ledamot_id for u in alla if _galler(u, day)}
    if not utsedda:
        return []
    roller = list(Uppdragsroll.values)
    uppdrag = organ.uppdrag.pa_dagen(day).select_related("fortroendevald")
    ratta = [
        u
        for u in uppdrag
        if (u.roll == Uppdragsroll.ORDFORANDE and None in utsedda)
        or (u.roll != Uppdragsroll.ERSATTARE and u.fortroendevald_id in utsedda)
    ]
    return sorted(ratta, key=lambda u: (roller.index(u.roll), u.plats))
