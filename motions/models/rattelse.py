"""What was corrected in the diarium: the value before, the value after, and why. Append-only."""

from django.db import models
from django.db.models import F, Q

from motions.models.anvandare import Anvandare
from motions.models.arende import Arende, Handling
from motions.models.dokument import append_only


class Rattatfalt(models.TextChoices):
    """The entries of the diarium that may be corrected (OSL 5:2)."""

    TITEL = "titel", "Ärendemening"
    OFFENTLIG_TITEL = "offentlig_titel", "Ärendemening som får visas för alla"
    INKOMMEN = "inkommen_on", "Inkommen den"
    REMITTENT = "remittent", "Remittent"
    REMITTENTENS_DNR = "remittentens_dnr", "Remittentens diarienummer"
    REMISSTID = "remisstid_on", "Remisstid"
    AVSANDARE = "avsandare", "Avsändare"
    AVSANDARENS_DNR = "avsandarens_dnr", "Avsändarens diarienummer"
    FRIST = "frist_on", "Frist"
    RUBRIK = "rubrik", "Rubrik"
    OFFENTLIG_RUBRIK = "offentlig_rubrik", "Rubrik som får visas för alla"
    DATUM = "datum_on", "Datum"
    MOTPART = "motpart", "Avsändare eller mottagare"
    RIKTNING = "riktning", "Hur handlingen blev allmän"


class Rattelse(models.Model):
    """One corrected entry of an ärende, or of one of its handlingar. The values are read by those who read the ärende."""

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="rattelser", verbose_name="ärende")
    handling = models.ForeignKey(
        Handling, models.PROTECT, null=True, blank=True, related_name="rattelser", verbose_name="handling"
    )
    falt = models.CharField("uppgift", max_length=20, choices=Rattatfalt)
    fore = models.TextField("före", blank=True)
    efter = models.TextField("efter", blank=True)
    skal = models.TextField("skäl")
    rattad_at = models.DateTimeField("rättad")
    rattad_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="rättad av")

    class Meta:
        verbose_name = "rättelse"
        verbose_name_plural = "rättelser"
        triggers = append_only()
        ordering = [F("rattad_at").desc(), F("id").desc()]
        constraints = [
            models.CheckConstraint(condition=~Q(fore=F("efter")), name="rattelse_andrar"),
            models.CheckConstraint(condition=~Q(skal=""), name="rattelse_har_skal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_falt_display()}: {self.fore or 'tomt'}"
