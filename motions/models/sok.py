"""What can be searched for: one text of one source in one ärende, and who may meet it."""

from __future__ import annotations

import string
from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Func, Value
from django.db.models.expressions import Combinable

from motions import visibility
from motions.models.arende import Arende
from motions.models.organisation import Organ

SKILJETECKEN = string.punctuation


def utan_skiljetecken(ord_: str | Combinable) -> Func:
    """The words with a space for each sign between them: of signs PostgreSQL makes numbers, paths and addresses, each one word.

    The length is kept, so that a place in the one is a place in the other.
    """
    return Func(
        ord_,
        Value(SKILJETECKEN),
        Value(" " * len(SKILJETECKEN)),
        function="translate",
        output_field=models.TextField(),
    )


VEKTOR = (
    SearchVector("nummer", weight="A", config="simple")
    + SearchVector(utan_skiljetecken("ord"), weight="A", config="swedish")
    + SearchVector(utan_skiljetecken("text"), weight="B", config="swedish")
)


class Sokkalla(models.TextChoices):
    """What a text comes from."""

    ARENDE = "arende", "Ärendet"
    HANDLING = "handling", "Handling"
    BESLUT = "beslut", "Beslut"
    UTTALANDE = "uttalande", "Uttalande"


class Sokatkomst(models.TextChoices):
    """Who may meet a text, among those who may know of its ärende."""

    OPPEN = "oppen", "Alla som får se ärendet"
    INTERN = "intern", "Förvaltningen och revisorerna"
    HEMLIG = "hemlig", "De som får se det sekretessmarkerade ärendet"
    OFFENTLIG = "offentlig", "Den offentliga texten i ett sekretessmarkerat ärende"


class SokpostQuerySet(models.QuerySet["Sokpost"]):
    """Texts, asked by who may meet them."""

    def visible_to(self, user: visibility.Seende, *, today: date) -> SokpostQuerySet:
        """Those that `user` may meet on `today`, in a hit, a count or a snippet."""
        return self.filter(visibility.sokposter(user, today))


class Sokpost(models.Model):
    """One text of the index. It is written in the transaction of its source, and can be made anew from it at any time.

    The heading is kept as it is shown, and its words and the text in the one form of their signs (motions/text/signs.py).
    Of a sekretessmarkerat ärende the internal and the public text stand in rows of their own. Drafts have no row.
    """

    kalla = models.CharField("källa", max_length=10, choices=Sokkalla)
    kalla_nyckel = models.BigIntegerField("källans nyckel")
    # The unique constraint begins with the ärende, and no one asks for the organ alone.
    arende = models.ForeignKey(
        Arende, models.CASCADE, related_name="sokposter", verbose_name="ärende", db_index=False
    )
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="organ", db_index=False)
    atkomst = models.CharField("åtkomst", max_length=10, choices=Sokatkomst)
    rubrik = models.CharField("rubrik", max_length=400)
    ord = models.TextField("rubrikens ord", blank=True)
    nummer = models.TextField("diarienummer som ord", blank=True)
    text = models.TextField("text", blank=True)
    vektor = models.GeneratedField(
        verbose_name="ord att söka i", expression=VEKTOR, output_field=SearchVectorField(), db_persist=True
    )
    objects = SokpostQuerySet.as_manager()

    class Meta:
        verbose_name = "sökpost"
        verbose_name_plural = "sökposter"
        constraints = [
            models.UniqueConstraint(
                fields=["arende", "kalla", "kalla_nyckel", "atkomst"], name="sokpost_en_per_text"
            )
        ]
        indexes = [
            GinIndex(fields=["vektor"], name="sokpost_vektor"),
        ]

    def __str__(self) -> str:
        return self.rubrik
