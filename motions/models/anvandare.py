"""Users, what each may act as (a role within a scope between two days), and who stands in for whom."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from motions.models.base import history
from motions.models.organisation import Enhet, Forvaltning, Kommun, Organ


class Roll(models.TextChoices):
    """The roles of the förvaltning and of the record (domain 5)."""

    HANDLAGGARE = "handlaggare", "Handläggare"
    REGISTRATOR = "registrator", "Registrator"
    ENHETSCHEF = "enhetschef", "Enhetschef"
    AVDELNINGSCHEF = "avdelningschef", "Avdelningschef"
    FORVALTNINGSCHEF = "forvaltningschef", "Förvaltningschef"
    NAMNDSEKRETERARE = "namndsekreterare", "Nämndsekreterare"
    REVISOR = "revisor", "Revisor"


CHEFSROLLER = (Roll.ENHETSCHEF, Roll.AVDELNINGSCHEF, Roll.FORVALTNINGSCHEF)
"""The roles that sign off, lowest first."""


class Anvandare(AbstractUser):
    """A person who logs in. Rights come from Befattning and Fortroendeuppdrag, never from this row."""

    first_name = models.CharField("förnamn", max_length=80)
    last_name = models.CharField("efternamn", max_length=80)
    # Without the field Django writes nothing to the account when someone logs in: a login is no change of the record.
    last_login = None
    titel = models.CharField("titel", max_length=100, blank=True)
    telefon = models.CharField("telefon", max_length=40, blank=True)
    history = history()

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.namn

    @property
    def namn(self) -> str:
        """First and last name, or the login name when neither is set."""
        return self.get_full_name() or self.username


class BefattningQuerySet(models.QuerySet["Befattning"]):
    """Befattningar, asked by day."""

    def pa_dagen(self, day: object) -> BefattningQuerySet:
        """Those that apply on `day`."""
        return self.filter(fran_on__lte=day).filter(Q(till_on__isnull=True) | Q(till_on__gte=day))

    def utovas_av(self, day: object) -> models.QuerySet[Anvandare]:
        """Who acts in these befattningar on `day`: those who hold them, and those who stand in for them."""
        gallande = self.pa_dagen(day)
        vikarierade = gallande.filter(vikariat__fran_on__lte=day, vikariat__till_on__gte=day)
        return Anvandare.objects.filter(
            Q(pk__in=gallande.values("anvandare_id")) | Q(pk__in=vikarierade.values("vikariat__vikarie_id"))
        )


class Befattning(models.Model):
    """A role that a user has within exactly one scope, from a day and perhaps to a day."""

    anvandare = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="befattningar", verbose_name="användare"
    )
    roll = models.CharField("roll", max_length=20, choices=Roll)
    kommun = models.ForeignKey(
        Kommun, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommun"
    )
    forvaltning = models.ForeignKey(
        Forvaltning,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="befattningar",
        verbose_name="förvaltning",
    )
    enhet = models.ForeignKey(
        Enhet, models.PROTECT, null=True, blank=True, related_name="befattningar", verbose_name="enhet"
    )
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="befattningar", verbose_name="organ"
    )
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med", null=True, blank=True)
    tillforordnad = models.BooleanField("tillförordnad", default=False)
    history = history()
    objects = BefattningQuerySet.as_manager()

    class Meta:
        verbose_name = "befattning"
        verbose_name_plural = "befattningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kommun__isnull=False, forvaltning__isnull=True, enhet__isnull=True, organ__isnull=True
                )
                | Q(kommun__isnull=True, forvaltning__isnull=False, enhet__isnull=True, organ__isnull=True)
                | Q(kommun__isnull=True, forvaltning__isnull=True, enhet__isnull=False, organ__isnull=True)
                | Q(kommun__isnull=True, forvaltning__isnull=True, enhet__isnull=True, organ__isnull=False),
                name="befattning_ett_omrade",
                violation_error_message="Välj ett enda område: kommun, förvaltning, enhet eller organ.",
            ),
            models.CheckConstraint(
                condition=Q(till_on__isnull=True) | Q(till_on__gte=F("fran_on")),
                name="befattning_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med» eller lämna det tomt.",
            ),
            models.CheckConstraint(
                condition=~Q(roll=Roll.REVISOR) | Q(kommun__isnull=False),
                name="befattning_revisor_i_kommun",
                violation_error_message="En revisor granskar hela kommunen. Välj kommunen som område.",
            ),
        ]

    def __str__(self) -> str:
        delar = (self.anvandare, self.get_roll_display().lower(), self._valt_omrade())
        return ", ".join(str(d) for d in delar if d)

    @property
    def omrade(self) -> Kommun | Forvaltning | Enhet | Organ:
        """The one scope in which the role counts."""
        omrade = self._valt_omrade()
        assert omrade is not None  # noqa: S101 - held by the constraint befattning_ett_omrade
        return omrade

    def _valt_omrade(self) -> Kommun | Forvaltning | Enhet | Organ | None:
        """None for a row that is being filled in."""
        return self.kommun or self.forvaltning or self.enhet or self.organ


class Vikariat(models.Model):
    """Who acts in another's befattning between two days."""

    befattning = models.ForeignKey(
        Befattning, models.PROTECT, related_name="vikariat", verbose_name="befattning"
    )
    vikarie = models.ForeignKey(Anvandare, models.PROTECT, related_name="vikariat", verbose_name="vikarie")
    fran_on = models.DateField("från och med")
    till_on = models.DateField("till och med")
    grund = models.CharField("grund", max_length=200)
    history = history()

    class Meta:
        verbose_name = "vikariat"
        verbose_name_plural = "vikariat"
        constraints = [
            models.CheckConstraint(
                condition=Q(till_on__gte=F("fran_on")),
                name="vikariat_period_framat",
                violation_error_message="Sista dagen ligger före den första. Ändra «till och med».",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vikarie} för {self.befattning.anvandare}"

    def clean(self) -> None:
        """Nobody stands in for herself."""
        if self.befattning_id and self.vikarie_id == self.befattning.anvandare_id:
            raise ValidationError(
                {"vikarie": "Den som har befattningen kan inte vara sin egen vikarie. Välj en annan."}
            )
