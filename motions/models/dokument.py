"""Stored bytes and the frozen facts of our own documents: written once, never changed."""

import pgtrigger
from django.db import models

from motions.models.anvandare import Anvandare


def append_only() -> list[pgtrigger.Trigger]:
    """Triggers that refuse UPDATE, DELETE and TRUNCATE. Protect lets TRUNCATE through, hence the second."""
    return [
        pgtrigger.Protect(name="endast_tillagg", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="ingen_tomning",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            func="RAISE EXCEPTION 'append-only';",
        ),
    ]


class LagradFil(models.Model):
    """A file in the content-addressed store; the key is the SHA-256 of its bytes, in hex."""

    sha256 = models.CharField("kontrollsumma", max_length=64, primary_key=True)
    storlek = models.PositiveBigIntegerField("storlek i byte")
    mime = models.CharField("filtyp", max_length=100)
    lagrad_at = models.DateTimeField("lagrad")

    class Meta:
        verbose_name = "lagrad fil"
        verbose_name_plural = "lagrade filer"
        triggers = append_only()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="lagradfil_sha256_hex"
            ),
            models.CheckConstraint(condition=models.Q(storlek__gt=0), name="lagradfil_inte_tom"),
        ]

    def __str__(self) -> str:
        return self.sha256


class DokumentSlag(models.TextChoices):
    """The documents that we make."""

    TJANSTEUTLATANDE = "tjansteutlatande", "Tjänsteutlåtande"
    KALLELSE = "kallelse", "Kallelse och föredragningslista"
    PROTOKOLL = "protokoll", "Protokoll"
    UTDRAG = "utdrag", "Protokollsutdrag"
    SVAR = "svar", "Svar"
    ANSLAGSBEVIS = "anslagsbevis", "Anslagsbevis"
    ANSTANDSBEGARAN = "anstandsbegaran", "Begäran om anstånd"
    DELEGATIONSBESLUT = "delegationsbeslut", "Delegationsbeslut"
    ORDFORANDEBESLUT = "ordforandebeslut", "Ordförandebeslut"


class Dokument(models.Model):
    """The facts of a document of ours, frozen when the act was done; the same facts always give the same bytes."""

    slag = models.CharField("slag", max_length=20, choices=DokumentSlag)
    fakta = models.JSONField("fakta")
    sha256 = models.CharField("kontrollsumma för fakta", max_length=64)
    fryst_at = models.DateTimeField("fryst")
    fryst_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="fryst av")

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokument"
        triggers = append_only()

    def __str__(self) -> str:
        return self.get_slag_display()


class Framstallning(models.Model):
    """The file that a document's facts were rendered to."""

    dokument = models.OneToOneField(
        Dokument, models.PROTECT, related_name="framstallning", verbose_name="dokument"
    )
    fil = models.ForeignKey(LagradFil, models.PROTECT, related_name="framstallningar", verbose_name="fil")
    sidor = models.PositiveIntegerField("antal sidor")
    framstalld_at = models.DateTimeField("framställd")

    class Meta:
        verbose_name = "framställning"
        verbose_name_plural = "framställningar"
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.dokument}, {self.sidor} sidor"
