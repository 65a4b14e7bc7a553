"""The chain of acts and the seals over it: append-only, hashed, free of free text."""

from django.db import models

from motions.models.anvandare import Anvandare
from motions.models.dokument import append_only


class Handelse(models.Model):
    """One act in one kedja ("arende:12", "sammantrade:3", "organisation:1").

    `data` holds ids, codes and salted digests only, so that gallring of a text leaves the chain whole. `hash` is the SHA-256 of
    the canonical JSON of every other column, `foregaende` (the hash before it in the kedja) among them.
    """

    kedja = models.CharField("kedja", max_length=40)
    nummer = models.PositiveIntegerField("nummer")
    slag = models.CharField("slag", max_length=50)
    at = models.DateTimeField("när")
    by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="vem")
    data = models.JSONField("uppgifter")
    foregaende = models.CharField("föregående", max_length=64)
    hash = models.CharField("kontrollsumma", max_length=64, unique=True)

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        triggers = append_only()
        ordering = ["kedja", "nummer"]
        constraints = [models.UniqueConstraint(fields=["kedja", "nummer"], name="handelse_nummer_unikt")]

    def __str__(self) -> str:
        return f"{self.kedja} {self.nummer} {self.slag}"


class Handelsetext(models.Model):
    """The free text of an act (a reason, a comment) with the salt of its digest; gallring deletes the row whole."""

    handelse = models.ForeignKey(Handelse, models.PROTECT, related_name="texter", verbose_name="händelse")
    nyckel = models.CharField("nyckel", max_length=40)
    text = models.TextField("text")
    salt = models.CharField("salt", max_length=64)

    class Meta:
        verbose_name = "händelsetext"
        verbose_name_plural = "händelsetexter"
        constraints = [models.UniqueConstraint(fields=["handelse", "nyckel"], name="handelsetext_unik")]

    def __str__(self) -> str:
        return self.text


class Sigill(models.Model):
    """The head of one kedja at one moment; the seals form a chain of their own, so that a cut tail shows."""

    nummer = models.PositiveBigIntegerField("nummer", unique=True)
    kedja = models.CharField("kedja", max_length=40, db_index=True)
    till_nummer = models.PositiveIntegerField("till och med händelse")
    kedja_hash = models.CharField("kedjans kontrollsumma", max_length=64)
    foregaende = models.CharField("föregående", max_length=64)
    hash = models.CharField("kontrollsumma", max_length=64, unique=True)
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "sigill"
        verbose_name_plural = "sigill"
        triggers = append_only()
        ordering = ["nummer"]

    def __str__(self) -> str:
        """As a witness writes it down: `verifiera --vittne` takes the line whole."""
        return f"Sigill {self.nummer}: {self.hash}"
