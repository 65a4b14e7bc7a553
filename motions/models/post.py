"""The post: what has reached a förvaltning, and what became of each letter (TF 2:9, OSL 5:1)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from motions import visibility
from motions.models.anvandare import Anvandare
from motions.models.arende import Arende, Handling
from motions.models.base import history, paired
from motions.models.dokument import LagradFil
from motions.models.organisation import Forvaltning

OREGISTRERAD = "oregistrerad"
REGISTRERAD = "registrerad"
AVFORD = "avford"


class PostQuerySet(models.QuerySet["Post"]):
    """Post, asked by who may see it and by what is left to do."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> PostQuerySet:
        """What `user` may read on `today` (see motions/visibility.py)."""
        return self.filter(visibility.post(user, today)).distinct()

    def oregistrerad(self) -> PostQuerySet:
        """What nobody has yet registered or put aside, oldest first."""
        return self.filter(registrerad_at__isnull=True, avford_at__isnull=True).order_by(*POST_SORTERING)

    def olast(self) -> PostQuerySet:
        """Those that could not be understood."""
        return self.exclude(olast="")


class Post(models.Model):
    """One letter or mail that has come in. Its state follows from who did what with it, and when.

    It is registered as handlingar in an ärende, or left out of the diarium with a reason. What a mail said in its body lies
    among the files, so that it too becomes a handling, and so does the message as it came. A mail is known by the digest of its
    bytes: the id that it gives itself is given to others too. `olast` says why one could not be understood.
    """

    forvaltning = models.ForeignKey(
        Forvaltning, models.PROTECT, related_name="post", verbose_name="förvaltning"
    )
    inkommen_on = models.DateField("inkommen den")
    inlagd_at = models.DateTimeField("inlagd")
    inlagd_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="inlagd av")
    avsandare = models.CharField("avsändare", max_length=200, blank=True)
    epost = models.CharField("avsändarens e-post", max_length=254, blank=True)
    avsandarens_dnr = models.CharField("avsändarens diarienummer", max_length=60, blank=True)
    amne = models.CharField("ämne", max_length=300)
    text = models.TextField("text", blank=True)
    meddelande_id = models.CharField("meddelandets id", max_length=250, blank=True)
    sha256 = models.CharField("meddelandets kontrollsumma", max_length=64, blank=True)
    olast = models.CharField("varför meddelandet inte kunde läsas", max_length=300, blank=True)
    arende = models.ForeignKey(
        Arende, models.PROTECT, null=True, blank=True, related_name="post", verbose_name="ärende"
    )
    registrerad_at = models.DateTimeField("registrerad", null=True, blank=True)
    registrerad_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="registrerad av"
    )
    avford_at = models.DateTimeField("avförd", null=True, blank=True)
    avford_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avförd av"
    )
    avford_skal = models.CharField("skäl att inte registrera", max_length=300, blank=True)
    history = history()
    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "post"
        verbose_name_plural = "post"
        constraints = [
            paired("post", "registrerad"),
            paired("post", "avford"),
            models.UniqueConstraint(
                fields=["forvaltning", "sha256"], condition=~Q(sha256=""), name="post_meddelande_en_gang"
            ),
            models.CheckConstraint(
                condition=Q(registrerad_at__isnull=True) | Q(avford_at__isnull=True),
                name="post_registrerad_eller_avford",
            ),
            models.CheckConstraint(
                condition=Q(arende__isnull=True, registrerad_at__isnull=True)
                | Q(arende__isnull=False, registrerad_at__isnull=False),
                name="post_registrerad_i_arende",
            ),
            models.CheckConstraint(
                condition=Q(avford_skal="", avford_at__isnull=True)
                | (~Q(avford_skal="") & Q(avford_at__isnull=False)),
                name="post_avford_har_skal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["forvaltning", "inkommen_on", "id"],
                condition=Q(registrerad_at__isnull=True, avford_at__isnull=True),
                name="post_oregistrerad",
            ),
            models.Index(fields=["inkommen_on", "id"], name="post_dag"),
            models.Index(
                fields=["forvaltning", "meddelande_id"],
                condition=~Q(meddelande_id=""),
                name="post_meddelande_id",
            ),
        ]

    def __str__(self) -> str:
        return self.amne

    @property
    def kedja(self) -> str:
        """The name of this letter's chain of acts."""
        return f"post:{self.pk}"

    @property
    def tillstand(self) -> str:
        """OREGISTRERAD, REGISTRERAD or AVFORD, from the facts."""
        if self.registrerad_at is not None:
            return REGISTRERAD
        return AVFORD if self.avford_at is not None else OREGISTRERAD

    def alder(self, today: date) -> int:
        """Days since it came in."""
        return (today - self.inkommen_on).days


class PostfilSlag(models.TextChoices):
    """What a file is in its letter."""

    FIL = "fil", "Fil"
    TEXT = "text", "Meddelandets text"
    BILD = "bild", "Bild i texten"
    ORIGINAL = "original", "Meddelandet som det kom"


class Postfil(models.Model):
    """A file of a letter, or the name of one that was not accepted and why. When registered it is a handling.

    A picture that stands in the text is part of the message, and no handling of its own.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="filer", verbose_name="post")
    ordning = models.PositiveSmallIntegerField("ordning")
    slag = models.CharField("slag", max_length=10, choices=PostfilSlag, default=PostfilSlag.FIL)
    filnamn = models.CharField("filnamn", max_length=255)
    fil = models.ForeignKey(
        LagradFil, models.PROTECT, null=True, blank=True, related_name="postfiler", verbose_name="fil"
    )
    avvisad = models.CharField("varför filen inte togs emot", max_length=300, blank=True)
    handling = models.OneToOneField(
        Handling, models.PROTECT, null=True, blank=True, related_name="postfil", verbose_name="handling"
    )
    history = history()

    class Meta:
        verbose_name = "fil i posten"
        verbose_name_plural = "filer i posten"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(fields=["post", "ordning"], name="postfil_ordning_unik"),
            models.CheckConstraint(
                condition=(Q(fil__isnull=False) & Q(avvisad=""))
                | (Q(fil__isnull=True, handling__isnull=True) & ~Q(avvisad="")),
                name="postfil_fil_eller_avvisad",
            ),
        ]

    def __str__(self) -> str:
        return self.filnamn


POST_SORTERING = (F("inkommen_on").asc(), F("id").asc())
"""Oldest first, then as it was laid in: a total order."""
