"""The tjänsteutlåtande: sections with their own version numbers, its beslutssatser, and its frozen versions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from motions import visibility
from motions.models.anvandare import Anvandare
from motions.models.arende import Arende, Handling
from motions.models.base import history, paired
from motions.models.dokument import LagradFil, append_only
from motions.models.mallar import BeslutssatsSlag
from motions.models.motion import AttSats
from motions.states import UtlatandeState
from motions.text.digest import digest


class TjansteutlatandeQuerySet(models.QuerySet["Tjansteutlatande"]):
    """Utlåtanden, asked by who may read their text."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> TjansteutlatandeQuerySet:
        """Those whose text `user` may read on `today`: a draft is its authors' and its chefer's."""
        return self.filter(visibility.utlatanden(user, today))


class Tjansteutlatande(models.Model):
    """A report with a proposal, for one ärende or, jointly, for several (two dnr, two chefer)."""

    arenden = models.ManyToManyField(Arende, related_name="utlatanden", verbose_name="ärenden")
    titel = models.CharField("titel", max_length=300)
    state = models.CharField("läge", max_length=12, choices=UtlatandeState, default=UtlatandeState.UTKAST)
    state_since = models.DateTimeField("i läget sedan")
    skapad_at = models.DateTimeField("skapat")
    skapad_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="skapat av")
    forvaltningsgrupp_on = models.DateField("behandlat i förvaltningsgruppen", null=True, blank=True)
    upprattad_at = models.DateTimeField("upprättat", null=True, blank=True)
    upprattad_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="upprättat av"
    )
    history = history()
    objects = TjansteutlatandeQuerySet.as_manager()

    class Meta:
        verbose_name = "tjänsteutlåtande"
        verbose_name_plural = "tjänsteutlåtanden"
        constraints = [paired("utlatande", "upprattad")]

    def __str__(self) -> str:
        return self.titel


class Avsnitt(models.Model):
    """A section. Its text lives in a draft until a Version freezes it, hence no field history."""

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.CASCADE, related_name="avsnitt", verbose_name="tjänsteutlåtande"
    )
    nyckel = models.SlugField("nyckel", max_length=40)
    rubrik = models.CharField("rubrik", max_length=150)
    ordning = models.PositiveSmallIntegerField("ordning")
    obligatoriskt = models.BooleanField("måste ha text", default=True)
    text = models.TextField("text", blank=True)
    version = models.PositiveIntegerField("version", default=0)
    andrad_at = models.DateTimeField("ändrat", null=True, blank=True)
    andrad_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ändrat av"
    )

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(fields=["utlatande", "nyckel"], name="avsnitt_nyckel_unik"),
            models.UniqueConstraint(
                fields=["utlatande", "ordning"],
                name="avsnitt_ordning_unik",
                deferrable=models.Deferrable.DEFERRED,
            ),
            paired("avsnitt", "andrad"),
        ]

    def __str__(self) -> str:
        return self.rubrik

    @property
    def bas(self) -> str:
        """The digest of the text as it stands, and of which section: a key may come again after a section was taken away."""
        return digest(str(self.pk), self.text)


class Beslutssats(models.Model):
    """A numbered sats of the förslag till beslut."""

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.CASCADE, related_name="beslutssatser", verbose_name="tjänsteutlåtande"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    slag = models.CharField("slag", max_length=24, choices=BeslutssatsSlag, default=BeslutssatsSlag.OVRIGT)
    text = models.TextField("text")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "beslutssats"
        verbose_name_plural = "beslutssatser"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["utlatande", "nummer"],
                name="beslutssats_nummer_unikt",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.text}"

    @property
    def bas(self) -> str:
        """The digest of the text as it stands, which a save says that it was made of."""
        return digest(self.text)


class SvarPaAttSats(models.TextChoices):
    """What the förvaltning proposes about one att-sats."""

    TILLSTYRKS = "tillstyrks", "Tillstyrks"
    AVSTYRKS = "avstyrks", "Avstyrks"
    BESVARAD = "besvarad", "Anses besvarad"
    OVERLAMNAS = "overlamnas", "Överlämnas utan ställningstagande"


class AttSatsSvar(models.Model):
    """The draft's answer to one att-sats."""

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.CASCADE, related_name="attsatssvar", verbose_name="tjänsteutlåtande"
    )
    attsats = models.ForeignKey(AttSats, models.PROTECT, related_name="svar", verbose_name="att-sats")
    svar = models.CharField("svar", max_length=12, choices=SvarPaAttSats)
    motivering = models.TextField("motivering", blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "svar på att-sats"
        verbose_name_plural = "svar på att-satser"
        ordering = ["attsats__motion_id", "attsats__nummer"]
        constraints = [models.UniqueConstraint(fields=["utlatande", "attsats"], name="attsatssvar_unikt")]

    def __str__(self) -> str:
        return self.get_svar_display()

    @property
    def bas(self) -> str:
        """As of a Beslutssats, of the answer and its words."""
        return digest(self.svar, self.motivering)


class Bilaga(models.Model):
    """An appendix: a handling already in the akt, or a file of the draft that becomes one when the chefer have signed."""

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.CASCADE, related_name="bilagor", verbose_name="tjänsteutlåtande"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    rubrik = models.CharField("rubrik", max_length=200)
    handling = models.ForeignKey(
        Handling, models.PROTECT, null=True, blank=True, related_name="bilagd", verbose_name="handling"
    )
    fil = models.ForeignKey(
        LagradFil, models.PROTECT, null=True, blank=True, related_name="bilagor", verbose_name="fil"
    )
    filnamn = models.CharField("filnamn", max_length=255, blank=True)

    class Meta:
        verbose_name = "bilaga"
        verbose_name_plural = "bilagor"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["utlatande", "nummer"],
                name="bilaga_nummer_unikt",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(handling__isnull=False, fil__isnull=True)
                | Q(handling__isnull=True, fil__isnull=False),
                name="bilaga_handling_eller_fil",
            ),
        ]

    def __str__(self) -> str:
        return f"Bilaga {self.nummer}. {self.rubrik}"


class Utkast(models.Model):
    """One autosaved text of a section: the past of a draft, arbetsmaterial (TF 2:12), cleared at avslut."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="utkast", verbose_name="avsnitt")
    text = models.TextField("text", blank=True)
    version = models.PositiveIntegerField("version", null=True, blank=True)
    bas_version = models.PositiveIntegerField("utgick från version")
    konflikt = models.BooleanField("kom för sent och är inte gällande text", default=False)
    sparad_at = models.DateTimeField("sparad")
    sparad_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="sparad av")

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(konflikt=True, version__isnull=True) | Q(konflikt=False, version__isnull=False),
                name="utkast_konflikt_har_ingen_version",
            ),
            models.UniqueConstraint(fields=["avsnitt", "version"], name="utkast_version_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.avsnitt}, version {self.version or '–'}"


class UndanlagdText(models.Model):
    """A text of a part without Utkast that came too late, or of a part that is gone: kept beside, cleared at avslut as they are.

    `nyckel` says which part, as a Version does: "beslutssats:12" (its own key, not its number), "attsats:7", "avsnitt:bakgrund".
    """

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.CASCADE, related_name="undanlagda", verbose_name="tjänsteutlåtande"
    )
    nyckel = models.CharField("nyckel", max_length=60)
    rubrik = models.CharField("vad det var", max_length=200)
    svar = models.CharField("svar", max_length=12, choices=SvarPaAttSats, blank=True)
    text = models.TextField("text", blank=True)
    sparad_at = models.DateTimeField("sparad")
    sparad_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="sparad av")

    class Meta:
        verbose_name = "undanlagd text"
        verbose_name_plural = "undanlagda texter"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.rubrik


class Version(models.Model):
    """An utlåtande frozen whole and hashed part by part: what a chef signs and what nämnden is sent.

    `innehall` is the document's facts; `delar` maps each part's key ("avsnitt:sammanfattning", "beslutssats:1",
    "attsats:7") to the SHA-256 of its canonical JSON; `sha256` is that of `delar`.
    """

    utlatande = models.ForeignKey(
        Tjansteutlatande, models.PROTECT, related_name="versioner", verbose_name="tjänsteutlåtande"
    )
    nummer = models.PositiveIntegerField("nummer")
    innehall = models.JSONField("innehåll")
    delar = models.JSONField("delarnas kontrollsummor")
    sha256 = models.CharField("kontrollsumma", max_length=64)
    fryst_at = models.DateTimeField("fryst")
    fryst_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="fryst av")

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ["-nummer"]
        triggers = append_only()
        constraints = [models.UniqueConstraint(fields=["utlatande", "nummer"], name="version_nummer_unikt")]

    def __str__(self) -> str:
        return f"Version {self.nummer}"
