"""What is anmält in a punkt of a sammanträde, line by line in the groups a–f (domain 4.12; KL 6:39-40)."""

from django.db import models
from django.db.models import Q

from motions.models.arende import Handling
from motions.models.base import history
from motions.models.beslut import Beslut
from motions.models.protokoll import Protokoll
from motions.models.sammantrade import Punkt


class Anmalansgrupp(models.TextChoices):
    """The groups of a föredragningslista's anmälan, in their order."""

    PROTOKOLLSJUSTERING = "a", "Protokollsjustering"
    RAD = "b", "Protokoll och skrivelser från råd"
    DELEGATIONSPROTOKOLL = "c", "Delegationsprotokoll"
    DELEGATIONSBESLUT = "d", "Delegationsbeslut och ordförandebeslut"
    INKOMNA = "e", "Inkomna handlingar"
    FORVALTNINGSGRUPP = "f", "Protokoll från förvaltningsgruppen"


class Anmalan(models.Model):
    """One line: a beslut outside the sitting, a justerat protokoll, a handling, or words of its own.

    What points to something has no words of its own: they are written anew each time from what it points to, so that an ärende
    that becomes secret is at once named by its public title (motions/documents/context/anmalan.py).
    """

    punkt = models.ForeignKey(Punkt, models.CASCADE, related_name="anmalningar", verbose_name="punkt")
    grupp = models.CharField("grupp", max_length=1, choices=Anmalansgrupp)
    ordning = models.PositiveSmallIntegerField("ordning")
    text = models.CharField("text", max_length=400, blank=True)
    beslut = models.ForeignKey(
        Beslut, models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="beslut"
    )
    protokoll = models.ForeignKey(
        Protokoll, models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="protokoll"
    )
    handling = models.ForeignKey(
        Handling, models.PROTECT, null=True, blank=True, related_name="anmalningar", verbose_name="handling"
    )
    kallad = models.BooleanField("står på en utsänd kallelse", default=False)
    history = history()

    class Meta:
        verbose_name = "anmälan"
        verbose_name_plural = "anmälningar"
        ordering = ["grupp", "ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["punkt", "grupp", "ordning"],
                name="anmalan_ordning_unik",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["punkt", "beslut"], condition=Q(beslut__isnull=False), name="anmalan_beslut_en_gang"
            ),
            models.UniqueConstraint(
                fields=["punkt", "protokoll"],
                condition=Q(protokoll__isnull=False),
                name="anmalan_protokoll_en_gang",
            ),
            models.UniqueConstraint(
                fields=["punkt", "handling"],
                condition=Q(handling__isnull=False),
                name="anmalan_handling_en_gang",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(text="") & Q(beslut__isnull=True, protokoll__isnull=True, handling__isnull=True)
                )
                | Q(text="", beslut__isnull=False, protokoll__isnull=True, handling__isnull=True)
                | Q(text="", beslut__isnull=True, protokoll__isnull=False, handling__isnull=True)
                | Q(text="", beslut__isnull=True, protokoll__isnull=True, handling__isnull=False),
                name="anmalan_ett_av_fyra",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.beslut or self.protokoll or self.handling)
