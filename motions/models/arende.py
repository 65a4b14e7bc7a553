"""The ärende: its number, its people, its secrecy and every handling in it (OSL 5:1-2)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from motions import numbering, visibility
from motions.models.anvandare import Anvandare
from motions.models.base import history, paired
from motions.models.dokument import Dokument, LagradFil
from motions.models.mallar import Arendetyp
from motions.models.motion import Motion
from motions.models.organisation import Enhet, Klassificering, Organ
from motions.sortering import SvSort
from motions.states import SLUTA_ARENDEN, ArendeState
from motions.text.personnummer import hitta


class Ursprung(models.TextChoices):
    """What an ärende came from."""

    REMISS = "remiss", "Remiss"
    MOTION = "motion", "Motion på remiss"
    UPPDRAG = "uppdrag", "Uppdrag"
    INITIATIV = "initiativ", "Initiativ"


class DiarieserieManager(models.Manager["Diarieserie"]):
    """Issues numbers, one at a time."""

    def nasta(self, organ: Organ, ar: int) -> int:
        """The next löpnummer of the organ's year, gap-free: the row is locked until the transaction ends."""
        self.get_or_create(organ=organ, ar=ar)
        serie = self.select_for_update().get(organ=organ, ar=ar)
        serie.senaste += 1
        serie.save(update_fields=["senaste"])
        return serie.senaste


class Diarieserie(models.Model):
    """The counter of diarienummer of one organ and year."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="diarieserier", verbose_name="organ")
    ar = models.PositiveSmallIntegerField("år")
    senaste = models.PositiveIntegerField("senaste löpnummer", default=0)
    objects = DiarieserieManager()

    class Meta:
        verbose_name = "diarieserie"
        verbose_name_plural = "diarieserier"
        constraints = [models.UniqueConstraint(fields=["organ", "ar"], name="diarieserie_unik")]

    def __str__(self) -> str:
        return f"{self.organ.kortnamn} {self.ar}"


class ArendeQuerySet(models.QuerySet["Arende"]):
    """Ärenden, asked by who may see them."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> ArendeQuerySet:
        """Those that `user` may know of on `today` (see motions/visibility.py)."""
        return self.filter(visibility.arenden(user, today))


class Arende(models.Model):
    """One case: one akt, one unbroken chain."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="arenden", verbose_name="organ")
    arendetyp = models.ForeignKey(Arendetyp, models.PROTECT, related_name="arenden", verbose_name="ärendetyp")
    klassificering = models.ForeignKey(
        Klassificering, models.PROTECT, related_name="arenden", verbose_name="klassificering"
    )
    ursprung = models.CharField("ursprung", max_length=10, choices=Ursprung)
    ar = models.PositiveSmallIntegerField("diarieår")
    lopnummer = models.PositiveIntegerField("löpnummer")
    dnr = models.CharField("diarienummer", max_length=60, db_index=True)
    titel = models.CharField("ärendemening", max_length=300)
    offentlig_titel = models.CharField("offentlig ärendemening", max_length=300)
    avsandare = models.CharField("uppdragsgivare eller initiativtagare", max_length=150, blank=True)
    avsandarens_dnr = models.CharField("uppdragsgivarens diarienummer", max_length=60, blank=True)
    inkommen_on = models.DateField("inkommen den")
    frist_on = models.DateField("frist")
    state = models.CharField("läge", max_length=20, choices=ArendeState, default=ArendeState.REGISTRERAT)
    state_since = models.DateTimeField("i läget sedan")
    registrerad_at = models.DateTimeField("registrerat")
    registrerad_by = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="+", verbose_name="registrerat av"
    )
    handlaggare = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="arenden", verbose_name="handläggare"
    )
    enhet = models.ForeignKey(
        Enhet, models.PROTECT, null=True, blank=True, related_name="arenden", verbose_name="enhet"
    )
    medhandlaggare = models.ManyToManyField(
        Anvandare, through="Medhandlaggare", related_name="medhandlagda", verbose_name="medhandläggare"
    )
    motioner = models.ManyToManyField(Motion, blank=True, related_name="arenden", verbose_name="motioner")
    sekretess = models.BooleanField("sekretessmarkerat", default=False)
    sekretess_lagrum = models.CharField("sekretessbestämmelse", max_length=100, blank=True)
    sekretess_at = models.DateTimeField("sekretessmarkerat den", null=True, blank=True)
    sekretess_by = models.ForeignKey(
        Anvandare,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sekretessmarkerat av",
    )
    behoriga = models.ManyToManyField(
        Anvandare,
        through="Behorighet",
        through_fields=("arende", "anvandare"),
        related_name="behorig_till",
        verbose_name="behöriga",
    )
    history = history()
    objects = ArendeQuerySet.as_manager()

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        constraints = [
            models.UniqueConstraint(fields=["organ", "ar", "lopnummer"], name="arende_lopnummer_unikt"),
            models.UniqueConstraint(fields=["organ", "dnr"], name="arende_dnr_unikt"),
            paired("arende", "sekretess"),
            models.CheckConstraint(
                condition=Q(sekretess=False) | (Q(sekretess_at__isnull=False) & ~Q(sekretess_lagrum="")),
                name="arende_sekretess_har_lagrum",
            ),
            models.CheckConstraint(
                condition=Q(state=ArendeState.REGISTRERAT)
                | Q(handlaggare__isnull=False)
                | Q(state__in=sorted(SLUTA_ARENDEN)),
                name="arende_har_handlaggare",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "state", "frist_on", "id"], name="arende_lista"),
            models.Index(fields=["handlaggare", "state", "frist_on"], name="arende_hos"),
            # The four sorts of the list, each for who sees every organ and for who sees one.
            models.Index(fields=["frist_on", "id"], name="arende_frist"),
            models.Index(fields=["organ", "frist_on", "id"], name="arende_frist_organ"),
            models.Index(fields=["-inkommen_on", "-id"], name="arende_inkommen"),
            models.Index(fields=["organ", "-inkommen_on", "-id"], name="arende_inkommen_organ"),
            models.Index(fields=["-ar", "-lopnummer", "-id"], name="arende_nummer"),
            models.Index(fields=["organ", "-ar", "-lopnummer", "-id"], name="arende_nummer_organ"),
            models.Index(SvSort("titel"), "id", name="arende_titel"),
            models.Index("organ", SvSort("titel"), "id", name="arende_titel_organ"),
        ]

    def __str__(self) -> str:
        return f"{self.dnr} {self.titel}"

    @property
    def kedja(self) -> str:
        """The name of this ärende's chain of acts."""
        return f"arende:{self.pk}"

    @property
    def kommer_fran(self) -> str:
        """Who sent it: the remittent, or who gave the uppdrag or took the initiativ; "" when nobody is named."""
        remiss = getattr(self, "remiss", None)
        return remiss.remittent.namn if remiss is not None else self.avsandare

    @property
    def visningstitel(self) -> str:
        """The title for documents that outsiders read: the public one when marked secret, or to spare a person (OSL 5:2)."""
        return self.offentlig_titel if self.sekretess or hitta(self.titel) else self.titel


class Medhandlaggare(models.Model):
    """One who writes beside the handläggare."""

    arende = models.ForeignKey(Arende, models.CASCADE, related_name="+", verbose_name="ärende")
    anvandare = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="användare")
    history = history()

    class Meta:
        verbose_name = "medhandläggare"
        verbose_name_plural = "medhandläggare"
        constraints = [models.UniqueConstraint(fields=["arende", "anvandare"], name="medhandlaggare_unik")]

    def __str__(self) -> str:
        return str(self.anvandare)


class Behorighet(models.Model):
    """A person named as one who may read a sekretessmarkerat ärende."""

    arende = models.ForeignKey(Arende, models.CASCADE, related_name="behorigheter", verbose_name="ärende")
    anvandare = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="användare")
    given_at = models.DateTimeField("given")
    given_by = models.ForeignKey(Anvandare, models.PROTECT, related_name="+", verbose_name="given av")
    history = history()

    class Meta:
        verbose_name = "behörighet"
        verbose_name_plural = "behörigheter"
        constraints = [models.UniqueConstraint(fields=["arende", "anvandare"], name="behorighet_unik")]

    def __str__(self) -> str:
        return str(self.anvandare)


class Riktning(models.TextChoices):
    """How a handling became allmän (TF 2:9-10)."""

    INKOMMEN = "inkommen", "Inkommen"
    UPPRATTAD = "upprattad", "Upprättad"
    EXPEDIERAD = "expedierad", "Expedierad"


class HandlingSlag(models.TextChoices):
    """What a handling is."""

    REMISS = "remiss", "Remiss"
    MOTION = "motion", "Motion"
    UPPDRAG = "uppdrag", "Uppdrag"
    INITIATIV = "initiativ", "Initiativ"
    SKRIVELSE = "skrivelse", "Skrivelse"
    BILAGA = "bilaga", "Bilaga"
    TJANSTEUTLATANDE = "tjansteutlatande", "Tjänsteutlåtande"
    KALLELSE = "kallelse", "Kallelse"
    PROTOKOLL = "protokoll", "Protokoll"
    UTDRAG = "utdrag", "Protokollsutdrag"
    SVAR = "svar", "Svar"
    ANSLAGSBEVIS = "anslagsbevis", "Anslagsbevis"
    ANSTANDSBEGARAN = "anstandsbegaran", "Begäran om anstånd"
    ANSTANDSBESKED = "anstandsbesked", "Besked om anstånd"
    ATERKALLELSE = "aterkallelse", "Återkallelse av remiss"
    DELEGATIONSBESLUT = "delegationsbeslut", "Delegationsbeslut"
    ORDFORANDEBESLUT = "ordforandebeslut", "Ordförandebeslut"


class HandlingManager(models.Manager["Handling"]):
    """Registers handlingar with the next löpnummer of their akt."""

    def registrera(self, **fields: object) -> Handling:
        """Make the next handling of its ärende or sammanträde. The caller holds the row lock of that akt."""
        akt = {"arende": fields["arende"]} if fields.get("arende") else {"sammantrade": fields["sammantrade"]}
        senaste = self.filter(**akt).aggregate(n=models.Max("lopnummer"))["n"] or 0
        return self.create(lopnummer=senaste + 1, **fields)


class HandlingQuerySet(models.QuerySet["Handling"]):
    """Handlingar, asked by who may see them."""

    def gallande(self) -> HandlingQuerySet:
        """Those that were not registered by mistake: what a text or a document may build on."""
        return self.filter(makulerad_at__isnull=True)

    def visible_to(self, user: visibility.Seende, *, today: date) -> HandlingQuerySet:
        """Those in an akt that `user` may read on `today`; förtroendevalda meet only what they were sent."""
        return self.filter(visibility.handlingar(user, today))


class Handling(models.Model):
    """A registered handling: date, motpart, subject, löpnummer and its bytes (OSL 5:2).

    It lies in the akt of an ärende or of a sammanträde. Its bytes are an uploaded file, or a document of ours whose facts are
    frozen here and now and whose file follows as soon as it has been rendered.
    """

    arende = models.ForeignKey(
        Arende, models.PROTECT, null=True, blank=True, related_name="handlingar", verbose_name="ärende"
    )
    sammantrade = models.ForeignKey(
        "motions.Sammantrade",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handlingar",
        verbose_name="sammanträde",
    )
    lopnummer = models.PositiveIntegerField("löpnummer")
    slag = models.CharField("slag", max_length=20, choices=HandlingSlag)
    riktning = models.CharField("riktning", max_length=12, choices=Riktning)
    datum_on = models.DateField("datum")
    motpart = models.CharField("avsändare eller mottagare", max_length=200, blank=True)
    rubrik = models.CharField("rubrik", max_length=300)
    offentlig_rubrik = models.CharField("offentlig rubrik", max_length=300)
    filnamn = models.CharField("filnamn", max_length=255)
    fil = models.ForeignKey(
        LagradFil, models.PROTECT, null=True, blank=True, related_name="handlingar", verbose_name="fil"
    )
    dokument = models.OneToOneField(
        Dokument, models.PROTECT, null=True, blank=True, related_name="handling", verbose_name="dokument"
    )
    sekretess = models.BooleanField("sekretess", default=False)
    registrerad_at = models.DateTimeField("registrerad")
    registrerad_by = models.ForeignKey(
        Anvandare, models.PROTECT, related_name="+", verbose_name="registrerad av"
    )
    makulerad_at = models.DateTimeField("makulerad", null=True, blank=True)
    makulerad_by = models.ForeignKey(
        Anvandare, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="makulerad av"
    )
    makulerad_skal = models.TextField("skäl till makuleringen", blank=True)
    history = history()
    objects = HandlingManager.from_queryset(HandlingQuerySet)()

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ["lopnummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["arende", "lopnummer"],
                condition=Q(arende__isnull=False),
                name="handling_lopnummer_arende",
            ),
            models.UniqueConstraint(
                fields=["sammantrade", "lopnummer"],
                condition=Q(sammantrade__isnull=False),
                name="handling_lopnummer_sammantrade",
            ),
            models.CheckConstraint(
                condition=Q(arende__isnull=False, sammantrade__isnull=True)
                | Q(arende__isnull=True, sammantrade__isnull=False),
                name="handling_en_akt",
            ),
            models.CheckConstraint(
                condition=Q(fil__isnull=False, dokument__isnull=True)
                | Q(fil__isnull=True, dokument__isnull=False),
                name="handling_fil_eller_dokument",
            ),
            models.CheckConstraint(condition=Q(lopnummer__gt=0), name="handling_lopnummer_fran_ett"),
            paired("handling", "makulerad"),
            models.CheckConstraint(
                condition=Q(makulerad_at__isnull=True, makulerad_skal="")
                | (Q(makulerad_at__isnull=False) & ~Q(makulerad_skal="")),
                name="handling_makulerad_har_skal",
            ),
        ]
        indexes = [models.Index(fields=["datum_on", "id"], name="handling_dag")]

    def __str__(self) -> str:
        return f"{self.lopnummer}. {self.rubrik}"

    @property
    def lagrad_fil(self) -> LagradFil | None:
        """The stored bytes; None while a document of ours is still being rendered."""
        if self.fil is not None:
            return self.fil
        framstallning = getattr(self.dokument, "framstallning", None)
        return framstallning.fil if framstallning else None


def utfarda_dnr(organ: Organ, klass: Klassificering, *, ar: int) -> tuple[int, str]:
    """Issue the organ's next (löpnummer, dnr) of the year, under lock."""
    lopnr = Diarieserie.objects.nasta(organ, ar)
    monster = numbering.Monster.parse(organ.dnr_monster)
    return lopnr, monster.format(organ=organ.kortnamn, ar=ar, lopnr=lopnr, klass=klass.kod, kod=organ.dnr_kod)


ARENDE_SORTERING = (F("frist_on").asc(), F("id").asc())
"""Most urgent first, then by age: a total order."""
