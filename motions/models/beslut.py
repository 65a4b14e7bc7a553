"""What was decided, in a § or by one person, and what becomes the svar."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motions.models.anvandare import Anvandare
from motions.models.arende import Arende
from motions.models.base import history, paired
from motions.models.delegation import Delegationspunkt
from motions.models.fortroende import Fortroendeuppdrag
from motions.models.organisation import Organ
from motions.models.sammantrade import Punkt
from motions.models.utlatande import Version
from motions.models.yrkande import Forslagspunkt, Yrkande


class Beslutsfattare(models.TextChoices):
    """Who decided."""

    NAMND = "namnd", "Nämnden"
    UTSKOTT = "utskott", "Utskottet"
    ORDFORANDE = "ordforande", "Ordföranden (KL 6 kap. 39 §)"
    DELEGAT = "delegat", "Delegat (KL 6 kap. 37 §, 7 kap. 5 §)"


class BeslutSlag(models.TextChoices):
    """What the beslut does with the ärende."""

    AVGJORT = "avgjort", "Avgjort"
    BORDLAGT = "bordlagt", "Bordlagt"
    ATERREMISS = "aterremiss", "Återremitterat"


class SvarSlag(models.TextChoices):
    """What becomes the svar to the remittent."""

    UTLATANDE = "utlatande", "Förvaltningens tjänsteutlåtande"
    MED_ANDRING = "med_andring", "Tjänsteutlåtandet med nämndens ändring"
    EGET = "eget", "Nämndens eget yttrande"
    AVSTAR = "avstar", "Besked att nämnden avstår från att yttra sig"
    INGET = "inget", "Inget svar lämnas"


ENSKILDA = (Beslutsfattare.ORDFORANDE, Beslutsfattare.DELEGAT)
"""Those who decide alone, outside the sitting; what they decide is anmält to nämnden (KL 6:39-40, 7:8)."""


class BeslutQuerySet(models.QuerySet["Beslut"]):
    """Beslut, asked by what they are."""

    def enskilda(self) -> BeslutQuerySet:
        """Those that stand and that one person made outside the sitting."""
        return self.filter(beslutsfattare__in=ENSKILDA, upphavt_at__isnull=True)

    def att_anmala(self) -> BeslutQuerySet:
        """Those of one person that nämnden has not yet been told of, oldest first."""
        return self.enskilda().filter(anmalt_at__isnull=True).order_by("fattat_on", "pk")


class Beslut(models.Model):
    """A decision: by whom, on what ground, in which §, and which text leaves as the svar.

    A rejected förslag never leaves: `svar_version` is set only when the utlåtande, as it is or changed, is what was adopted;
    `svar_text` is the text that nämnden wrote itself, frozen here. A beslut by one person has its day, its ground, who and as
    what, and once a sitting has been told of it, the punkt where that was.
    """

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="beslut", verbose_name="organ")
    arenden = models.ManyToManyField(Arende, blank=True, related_name="beslut", verbose_name="ärenden")
    punkt = models.ForeignKey(
        Punkt, models.PROTECT, null=True, blank=True, related_name="beslut", verbose_name="punkt"
    )
    beslutsfattare = models.CharField(
        "beslutsfattare", max_length=12, choices=Beslutsfattare, default=Beslutsfattare.NAMND
    )
    lagrum = models.CharField("laglig grund", max_length=100, blank=True)
    slag = models.CharField("slag", max_length=12, choices=BeslutSlag, default=BeslutSlag.AVGJORT)
    villkor = models.CharField("till när, eller motiv", max_length=400, blank=True)
    beslutsgang = models.TextField("beslutsgång", blank=True)
    svar = models.CharField("svar", max_length=12, choices=SvarSlag, default=SvarSlag.INGET)
    svar_version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="antagen version"
    )
    svar_text = models.TextField("nämndens egen text", blank=True)
    delegationspunkt = models.ForeignKey(
        Delegationspunkt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="beslut",
        verbose_name="punkt i delegationsordningen",
    )
    fattat_on = models.DateField("fattat den", null=True, blank=True)
    fattat_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="fattat av anställd"
    )
    fattat_av_uppdrag = models.ForeignKey(
        Fortroendeuppdrag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fattat av förtroendevald",
    )
    befattning = models.CharField("i egenskap av", max_length=200, blank=True)
    bradska = models.TextField("varför beslutet inte kunde vänta", blank=True)
    registrerat_at = models.DateTimeField("registrerat")
    registrerat_by = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="+", verbose_name="registrerat av"
    )
    upphavt_at = models.DateTimeField("upphävt före justering eller expediering", null=True, blank=True)
    upphavt_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="upphävt av"
    )
    anmald_punkt = models.ForeignKey(
        Punkt, models.PROTECT, null=True, blank=True, related_name="anmalda", verbose_name="anmält i punkten"
    )
    anmalt_at = models.DateTimeField("anmält", null=True, blank=True)
    anmalt_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="anmälan avslutad av"
    )
    history = history()
    objects = BeslutQuerySet.as_manager()

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        constraints = [
            models.UniqueConstraint(
                fields=["punkt"],
                condition=Q(punkt__isnull=False, upphavt_at__isnull=True),
                name="beslut_ett_per_punkt",
            ),
            models.CheckConstraint(
                condition=Q(beslutsfattare__in=["namnd", "utskott"], punkt__isnull=False)
                | Q(beslutsfattare__in=["ordforande", "delegat"], punkt__isnull=True),
                name="beslut_punkt_om_organ",
            ),
            models.CheckConstraint(
                condition=Q(svar="utlatande", svar_version__isnull=False, svar_text="")
                | (Q(svar="med_andring", svar_version__isnull=False) & ~Q(svar_text=""))
                | (Q(svar__in=["eget", "avstar"], svar_version__isnull=True) & ~Q(svar_text=""))
                | Q(svar="inget", svar_version__isnull=True, svar_text=""),
                name="beslut_svar_har_sin_text",
            ),
            models.CheckConstraint(
                condition=Q(slag=BeslutSlag.AVGJORT) | Q(svar=SvarSlag.INGET), name="beslut_svar_bara_avgjort"
            ),
            models.CheckConstraint(
                condition=Q(
                    beslutsfattare__in=["namnd", "utskott"],
                    delegationspunkt__isnull=True,
                    fattat_on__isnull=True,
                    fattat_by__isnull=True,
                    fattat_av_uppdrag__isnull=True,
                    bradska="",
                )
                | (
                    Q(
                        beslutsfattare="delegat",
                        delegationspunkt__isnull=False,
                        fattat_on__isnull=False,
                        fattat_by__isnull=False,
                        fattat_av_uppdrag__isnull=True,
                        bradska="",
                    )
                    & ~Q(lagrum="")
                )
                | (
                    Q(
                        beslutsfattare="ordforande",
                        delegationspunkt__isnull=True,
                        fattat_on__isnull=False,
                        fattat_by__isnull=True,
                        fattat_av_uppdrag__isnull=False,
                    )
                    & ~Q(lagrum="")
                    & ~Q(bradska="")
                ),
                name="beslut_enskilt_har_sin_grund",
            ),
            models.CheckConstraint(
                condition=Q(anmalt_at__isnull=True, anmald_punkt__isnull=True)
                | Q(
                    anmalt_at__isnull=False,
                    anmald_punkt__isnull=False,
                    beslutsfattare__in=["ordforande", "delegat"],
                ),
                name="beslut_anmalt_i_en_punkt",
            ),
            paired("beslut", "upphavt"),
            paired("beslut", "anmalt"),
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}, {self.punkt or self.organ}"

    @property
    def ar_enskilt(self) -> bool:
        """Whether one person made it, outside the sitting."""
        return self.beslutsfattare in ENSKILDA

    @property
    def sort(self) -> str:
        """What it is called: «Delegationsbeslut», «Ordförandebeslut», or «Beslut» when a body made it."""
        namn = {Beslutsfattare.DELEGAT: "Delegationsbeslut", Beslutsfattare.ORDFORANDE: "Ordförandebeslut"}
        return namn.get(Beslutsfattare(self.beslutsfattare), "Beslut")

    @property
    def vem(self) -> str:
        """Who made a beslut outside the sitting, as documents and lists name the person; "" for a body's."""
        if self.fattat_av_uppdrag is not None:
            u = self.fattat_av_uppdrag
            return f"{u.fortroendevald.namn} ({u.parti}), {u.get_roll_display().lower()}"
        if self.fattat_by is not None:
            return f"{self.fattat_by.namn}, {self.befattning[:1].lower()}{self.befattning[1:]}"
        return ""


class BeslutPunkt(models.Model):
    """One point of the decided text, in the past tense, and which proposal it came from."""

    beslut = models.ForeignKey(Beslut, models.CASCADE, related_name="punkter", verbose_name="beslut")
    nummer = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("text")
    forslagspunkt = models.ForeignKey(
        Forslagspunkt,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ur huvudförslaget",
    )
    yrkande = models.ForeignKey(
        Yrkande, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ur yrkandet"
    )
    history = history()

    class Meta:
        verbose_name = "beslutspunkt"
        verbose_name_plural = "beslutspunkter"
        ordering = ["nummer"]
        constraints = [models.UniqueConstraint(fields=["beslut", "nummer"], name="beslutspunkt_nummer_unikt")]

    def __str__(self) -> str:
        return f"{self.nummer}. {self.text}"


class DeltarInte(models.Model):
    """That a serving member did not take part in a beslut (KL 4:25), minuted per §."""

    beslut = models.ForeignKey(Beslut, models.CASCADE, related_name="deltar_inte", verbose_name="beslut")
    uppdrag = models.ForeignKey(
        Fortroendeuppdrag, models.PROTECT, related_name="+", verbose_name="förtroendeuppdrag"
    )
    history = history()

    class Meta:
        verbose_name = "deltar inte i beslutet"
        verbose_name_plural = "deltar inte i beslutet"
        constraints = [models.UniqueConstraint(fields=["beslut", "uppdrag"], name="deltarinte_unik")]

    def __str__(self) -> str:
        return str(self.uppdrag.fortroendevald)
