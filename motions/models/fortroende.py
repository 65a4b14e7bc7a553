"""The elected: who sits where, for which party, on which seat, between which days."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from motions.models.anvandare import Anvandare
from motions.models.base import history
from motions.models.organisation import Kommun, Organ


class Fortroendevald(models.Model):
    """A person with mandates; may be, but need not be, a user."""

    kommun = models.ForeignKey(Kommun, models.PROTECT, related_name="fortroendevalda", verbose_name="kommun")
    fornamn = models.CharField("förnamn", max_length=80)
    efternamn = models.CharField("efternamn", max_length=80)
    parti = models.CharField("parti", max_length=40)
    anvandare = models.OneToOneField(
        Anvandare,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fortroendevald",
        verbose_name="användare",
    )
    history = history()

    class Meta:
        verbose_name = "förtroendevald"
        verbose_name_plural = "förtroendevalda"

    def __str__(self) -> str:
        return f"{self.namn} ({self.parti})"

    @property
    def namn(self) -> str:
        """First and last name."""
        return f"{self.fornamn} {self.efternamn}"


class Uppdragsroll(models.TextChoices):
    """What a mandate is in its organ."""

    ORDFORANDE = "ordforande", "Ordförande"
    FORSTE_VICE = "forste_vice", "Förste vice ordförande"
    ANDRE_VICE = "andre_vice", "Andre vice ordförande"
    LEDAMOT = "ledamot", "Ledamot"
    ERSATTARE = "ersattare", "Ersättare"


UPPTAGEN = (
    "Någon har redan platsen under de dagarna. Avsluta det uppdraget dagen före, eller välj en annan plats."
)


class FortroendeuppdragQuerySet(models.QuerySet["Fortroendeuppdrag"]):
    """Mandates, asked by day."""

    def pa_dagen(self, day: date) -> FortroendeuppdragQuerySet:
        """Those that apply on `day`."""
        return self.filter(fran_on__lte=day).filter(Q(till_on__isnull=True) | Q(till_on__gte=day))

    def med_titel(self) -> FortroendeuppdragQuerySet:
        """Each with its person, and with `vid_andre_vice`: whether the organ has an andre vice ordförande meanwhile."""
        andre_vice = Fortroendeuppdrag.objects.filter(
            Q(till_on__isnull=True) | Q(till_on__gte=OuterRef("fran_on")),
            organ=OuterRef("organ"),
            roll=Uppdragsroll.ANDRE_VICE,
            fran_on__lte=Coalesce(OuterRef("till_on"), Value(date.max)),
        )
        return self.select_related("fortroendevald").annotate(vid_andre_vice=Exists(andre_vice))


class Fortroendeuppdrag(models.Model):
    """A mandate on one seat of an organ; `inkallelseordning` is an ersättare's place in line (KL 5:17 ff., 6:16)."""

    fortroendevald = models.ForeignKey(
        Fortroendevald, models.PROTECT, related_name="uppdrag", verbose_name="förtroendevald"
    )
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="uppdrag", verbose_name="organ")
    roll = models.CharField("roll", max_length=12, choices=Uppdragsroll)
    ersattare = models.GeneratedField(
        expression=ExpressionWrapper(Q(roll=Uppdragsroll.ERSATTARE), output_field=models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name="är ersättare",
    )
    plats = models.PositiveSmallIntegerField("plats")
    parti = models.CharField("parti", max_length=40)
    inkallelseordning = models.PositiveSmallIntegerField("plats i inkallelseordningen", null=True, blank=True)
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history(excluded_fields=["ersattare"])
    objects = FortroendeuppdragQuerySet.as_manager()

    class Meta:
        verbose_name = "förtroendeuppdrag"
        verbose_name_plural = "förtroendeuppdrag"
        constraints = [
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="uppdrag_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
            ExclusionConstraint(
                name="uppdrag_plats_en_i_taget",
                violation_error_message=UPPTAGEN,
                expressions=[
                    ("organ", RangeOperators.EQUAL),
                    (
                        Func(F("ersattare"), function="int4", output_field=models.IntegerField()),
                        RangeOperators.EQUAL,
                    ),
                    ("plats", RangeOperators.EQUAL),
                    (
                        Func(
                            F("fran_on"),
                            F("till_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fortroendevald.namn} ({self.parti}), {self.get_roll_display().lower()}, {self.organ}"

    def clean(self) -> None:
        """One seat, one person at a time; the constraint holds it, and this says it beside the field."""
        if self.organ_id and self.plats and self.roll and self.fran_on and self._krockande().exists():
            raise ValidationError({"plats": UPPTAGEN})

    def _krockande(self) -> FortroendeuppdragQuerySet:
        """Others' mandates on the same seat that share a day with this."""
        andra = Fortroendeuppdrag.objects.filter(
            organ=self.organ_id, plats=self.plats, ersattare=self.roll == Uppdragsroll.ERSATTARE
        ).exclude(pk=self.pk)
        andra = andra.filter(Q(till_on__isnull=True) | Q(till_on__gte=self.fran_on))
        return andra.filter(fran_on__lte=self.till_on) if self.till_on else andra


class Personalforetradare(models.Model):
    """A representative of the staff, with the right to attend (KL 7:10-15)."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="personalforetradare", verbose_name="organ")
    namn = models.CharField("namn", max_length=150)
    organisation = models.CharField("organisation", max_length=100)
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    history = history()

    class Meta:
        verbose_name = "personalföreträdare"
        verbose_name_plural = "personalföreträdare"
        constraints = [
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="personalforetradare_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.namn}, {self.organisation}"
