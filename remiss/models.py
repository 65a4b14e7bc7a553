"""The technical tables of the work: nothing here is true of a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from motions.models import Arende, Dokument, Handling, LagradFil, Sammantrade, Version


class Idempotens(models.Model):
    """One answered POST: the same key gets the same answer, once. Written in the transaction of the act."""

    nyckel = models.UUIDField("nyckel", primary_key=True)
    anvandare = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="användare")
    stig = models.CharField("adress", max_length=300)
    at = models.DateTimeField("när")
    innehall_sha256 = models.CharField("innehållets kontrollsumma", max_length=64, blank=True)
    status = models.PositiveSmallIntegerField("status", null=True)
    plats = models.CharField("vidare till", max_length=500, blank=True)
    meddelande = models.TextField("meddelande", blank=True)
    innehallstyp = models.CharField("innehållstyp", max_length=100, blank=True)
    kropp = models.TextField("svarets text", blank=True)

    class Meta:
        verbose_name = "besvarad begäran"
        verbose_name_plural = "besvarade begäranden"

    def __str__(self) -> str:
        return str(self.nyckel)


class InlasningSlag(models.TextChoices):
    """What a list that is read in holds."""

    ANVANDARE = "anvandare", "Användare med befattningar"
    VALDA = "valda", "Förtroendevalda med uppdrag"


class Inlasning(models.Model):
    """A list that somebody has had previewed: its text until it is read in, and then what was done."""

    slag = models.CharField("slag", max_length=12, choices=InlasningSlag)
    filnamn = models.CharField("filnamn", max_length=120)
    sha256 = models.CharField("filens kontrollsumma", max_length=64)
    text = models.TextField("filens text", blank=True)
    slut_on = models.DateField("avsluta det som saknas i filen den", null=True, blank=True)
    plan_sha256 = models.CharField("planens kontrollsumma", max_length=64, blank=True)
    skapad_at = models.DateTimeField("förhandsgranskad")
    skapad_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av"
    )
    inlast_at = models.DateTimeField("inläst", null=True, blank=True)

    class Meta:
        verbose_name = "inläsning"
        verbose_name_plural = "inläsningar"

    def __str__(self) -> str:
        return self.filnamn


class Lasning(models.Model):
    """That someone read a sekretessmarkerat ärende, or had a version of a text on screen.

    Appended by GET: one of the two writes that a GET may make.
    """

    arende = models.ForeignKey(Arende, models.PROTECT, related_name="lasningar", verbose_name="ärende")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="lasningar", verbose_name="version"
    )
    anvandare = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="användare")
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "läsning"
        verbose_name_plural = "läsningar"

    def __str__(self) -> str:
        return f"{self.anvandare} läste {self.arende_id}"


FEL_VISAS = 20


class Verifiering(models.Model):
    """That the whole record was verified: when, and what was found. `fel` names tables and keys, never anybody's words."""

    at = models.DateTimeField("när")
    handelser = models.PositiveIntegerField("händelser")
    rader = models.PositiveIntegerField("rader")
    brott = models.PositiveIntegerField("fel")
    fel = models.TextField("de första felen", blank=True)
    sigill = models.CharField("senaste sigill", max_length=64)

    class Meta:
        verbose_name = "verifiering"
        verbose_name_plural = "verifieringar"
        indexes = [models.Index(fields=["-at"], name="verifiering_senast")]

    def __str__(self) -> str:
        return "Allt stämmer" if not self.brott else f"{self.brott} fel"

    @property
    def forsta_felen(self) -> list[str]:
        """The first of the faults, a sentence each."""
        return self.fel.splitlines()[:FEL_VISAS]


class Utskick(models.Model):
    """One mail: written and queued in the transaction of the act, sent after its COMMIT, shown as Utkorgen in a demo.

    It is sent at least once, and twice only with the same `meddelande_id`. One with `misslyckat_at` waits for a person, who sends
    it again or says that it need not be (`kvittering`). `arende`, `sammantrade`: where that is told; `handling`: what it carries.
    """

    till = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name="till"
    )
    adress = models.EmailField("adress")
    amne = models.CharField("ämne", max_length=200)
    text = models.TextField("text")
    bilaga = models.ForeignKey(
        LagradFil, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bilaga"
    )
    bilaga_namn = models.CharField("bilagans namn", max_length=200, blank=True)
    arende = models.ForeignKey(
        Arende, models.PROTECT, null=True, blank=True, related_name="utskick", verbose_name="ärende"
    )
    handling = models.ForeignKey(
        Handling, models.PROTECT, null=True, blank=True, related_name="utskick", verbose_name="handling"
    )
    sammantrade = models.ForeignKey(
        Sammantrade, models.PROTECT, null=True, blank=True, related_name="utskick", verbose_name="sammanträde"
    )
    meddelande_id = models.CharField("Message-ID", max_length=200, blank=True)
    skapat_at = models.DateTimeField("skapat")
    skickat_at = models.DateTimeField("skickat", null=True, blank=True)
    forsok = models.PositiveSmallIntegerField("misslyckade försök", default=0)
    fel = models.CharField("senaste fel", max_length=300, blank=True)
    misslyckat_at = models.DateTimeField("uppgivet", null=True, blank=True)

    class Meta:
        verbose_name = "utskick"
        verbose_name_plural = "utskick"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["arende", "sammantrade"],
                condition=models.Q(skickat_at__isnull=True),
                name="utskick_oskickat",
            )
        ]

    def __str__(self) -> str:
        return self.amne

    @property
    def ej_skickat(self) -> bool:
        """Whether it was given up."""
        return self.skickat_at is None and self.misslyckat_at is not None

    @property
    def kvitterat(self) -> bool:
        """Whether a person has said that it need not be sent."""
        return hasattr(self, "kvittering")


class Utskickskvittering(models.Model):
    """That a person has said that a mail need not be sent: it arrived otherwise, or nobody waits for it. The chain has the words.

    A row of its own: the mail's is locked while a mail server is waited for.
    """

    utskick = models.OneToOneField(Utskick, models.CASCADE, related_name="kvittering", verbose_name="utskick")
    at = models.DateTimeField("när")

    class Meta:
        verbose_name = "kvittering av utskick"
        verbose_name_plural = "kvitteringar av utskick"

    def __str__(self) -> str:
        return str(self.utskick_id)


class Renderingsfel(models.Model):
    """That a frozen document could not be rendered. One with `uppgivet_at` waits for a person to try again."""

    dokument = models.OneToOneField(
        Dokument, models.CASCADE, related_name="renderingsfel", verbose_name="dokument"
    )
    forsok = models.PositiveSmallIntegerField("misslyckade försök", default=0)
    fel = models.CharField("senaste fel", max_length=300)
    senast_at = models.DateTimeField("senast")
    uppgivet_at = models.DateTimeField("uppgivet", null=True, blank=True)

    class Meta:
        verbose_name = "renderingsfel"
        verbose_name_plural = "renderingsfel"

    def __str__(self) -> str:
        return self.fel


class Filinlasning(models.Model):
    """That the words of an uploaded file have been read into the index, or could not be: then `fel` says why."""

    handling = models.OneToOneField(
        Handling, models.CASCADE, related_name="filinlasning", verbose_name="handling"
    )
    at = models.DateTimeField("när")
    fel = models.CharField("fel", max_length=300, blank=True)

    class Meta:
        verbose_name = "inläst fil"
        verbose_name_plural = "inlästa filer"

    def __str__(self) -> str:
        return self.fel or "läst"


class Anvandarval(models.Model):
    """What a person has chosen for herself, and the day of the last reminder: it makes the reminder once a day."""

    anvandare = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="val", verbose_name="användare"
    )
    paminnelser = models.BooleanField("mejl om frister varje vardagsmorgon", default=True)
    pamind_on = models.DateField("senast påmind den", null=True, blank=True)

    class Meta:
        verbose_name = "användarval"
        verbose_name_plural = "användarval"

    def __str__(self) -> str:
        return f"Val av {self.anvandare}"


class Kalenderadress(models.Model):
    """The secret address of one person's calendar of frister in one role. Only the digest of its token is kept."""

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="kalenderadresser",
        verbose_name="användare",
    )
    roll = models.CharField("roll", max_length=20)
    token_sha256 = models.CharField("adressens kontrollsumma", max_length=64, unique=True)
    skapad_at = models.DateTimeField("skapad")
    aterkallad_at = models.DateTimeField("återkallad", null=True, blank=True)

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        constraints = [
            models.UniqueConstraint(
                fields=["anvandare", "roll"],
                condition=Q(aterkallad_at__isnull=True),
                name="kalenderadress_en_per_roll",
            )
        ]

    def __str__(self) -> str:
        return f"Kalender för {self.anvandare} som {self.roll}"


class SparatUrval(models.Model):
    """A filter of the list of ärenden that a user has named: the address after the question mark."""

    anvandare = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sparade_urval", verbose_name="användare"
    )
    namn = models.CharField("namn", max_length=60)
    fraga = models.CharField("urval", max_length=1000, blank=True)
    sparat_at = models.DateTimeField("sparat")

    class Meta:
        verbose_name = "sparat urval"
        verbose_name_plural = "sparade urval"
        ordering = ["namn"]
        constraints = [models.UniqueConstraint(fields=["anvandare", "namn"], name="sparaturval_namn_unikt")]

    def __str__(self) -> str:
        return self.namn
