"""The documents that could not be made: told where they belong, until a person has them made again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from motions.models import Arende, Dokument, DokumentSlag
from motions.prepared import Slot, prepared
from remiss.models import Renderingsfel

SEKRETERARENS = (DokumentSlag.SVAR, DokumentSlag.UTDRAG)
"""Of what belongs to an ärende the sekreterare waits for these, and the registrator for the rest."""
_GALLER = Q(svar__isnull=False, svar__beslut__upphavt_at__isnull=True)
"""Nobody waits for the svar of a beslut that was taken back."""


def uppgivna() -> QuerySet[Dokument]:
    """The documents that wait for a person."""
    return Dokument.objects.filter(renderingsfel__uppgivet_at__isnull=False)


@prepared
def _ogjorda(*, arende: Slot) -> QuerySet[Dokument]:
    hans = Q(handling__arende=arende) | _GALLER & Q(svar__arende=arende)
    return uppgivna().filter(hans).defer("fakta").order_by("pk")


def ogjorda(arende: Arende) -> list[Dokument]:
    """Those of an ärende, oldest first; not asked for when the query that read the ärende said that there are none."""
    return [] if vars(arende).get("_finns_ogjorda") is False else _ogjorda(arende=arende.pk)


def har_ogjort(slag: Iterable[str], *, utom: bool = False) -> Q:
    """The ärenden, as a condition on Arende, with such a document of a kind, or (`utom`) of any other."""
    sorten = ~Q(slag__in=slag) if utom else Q(slag__in=slag)
    # Lists of their own, and not a question for each ärende: there is seldom anything in them.
    i_akten = uppgivna().filter(sorten, handling__arende__isnull=False).values("handling__arende")
    beslutade = uppgivna().filter(sorten, _GALLER).values("svar__arende")
    return Q(pk__in=i_akten) | Q(pk__in=beslutade)


def ogjort_i_arendet() -> QuerySet[Arende]:
    """Whether the ärende of an outer query has any, as `med_finns` asks."""
    return Arende.objects.filter(har_ogjort((), utom=True), pk=OuterRef("pk"))


def protokollets() -> Exists:
    """Whether the text of a protokoll, or the anslagsbevis of its sitting, is one."""
    return Exists(
        Renderingsfel.objects.filter(
            Q(dokument=OuterRef("dokument"))
            | Q(
                dokument__handling__sammantrade=OuterRef("sammantrade"),
                dokument__slag__in=[DokumentSlag.PROTOKOLL, DokumentSlag.ANSLAGSBEVIS],
            ),
            uppgivet_at__isnull=False,
        )
    )


def kallelsens() -> Exists:
    """Whether the kallelse of a sitting is one."""
    return Exists(uppgivna().filter(handling__sammantrade=OuterRef("pk"), slag=DokumentSlag.KALLELSE))
