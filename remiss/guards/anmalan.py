"""Which lines of the anmälningar may be moved or taken off, and what may still be put up."""

from __future__ import annotations

from datetime import datetime

from motions import anmalningar
from motions.models import Anmalan, Anvandare, Sammantrade
from motions.states import OPPNA_MOTEN
from remiss.facts.anmalan import Anmalningsval, NyRad, TaUpp
from remiss.hinder import Hinder


def oppen(sammantrade: Sammantrade) -> bool:
    """Whether lines may be put up."""
    return anmalningar.ar_oppen(sammantrade)


def listan_lever(sammantrade: Sammantrade) -> bool:
    """Whether lines may be moved and taken off."""
    return sammantrade.state in OPPNA_MOTEN


def ny_anmalan(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: NyRad | None) -> list[Hinder]:
    """A handling is anmäld once."""
    if facts and facts.handling and Anmalan.objects.filter(handling=facts.handling).exists():
        return [Hinder("Handlingen är redan anmäld.")]
    return []


def ta_upp_anmalningar(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: TaUpp | None
) -> list[Hinder]:
    """What another has put up in the meantime is not put up twice."""
    if facts is None:
        return []
    redan = Anmalan.objects.filter(punkt__utgatt_at__isnull=True, punkt__sammantrade__state__in=OPPNA_MOTEN)
    if redan.filter(beslut__in=facts.beslut).exists() or redan.filter(protokoll__in=facts.protokoll).exists():
        return [Hinder("Någon har redan tagit upp det. Titta på listan igen.")]
    return []


def okallad(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Anmalningsval | None
) -> list[Hinder]:
    """A line that a kallelse has named stays where it is."""
    if facts is None:
        return []
    rad = Anmalan.objects.filter(pk=facts.rad.pk, punkt__sammantrade=sammantrade).first()
    if rad is None:
        return [Hinder("Raden står inte längre på listan. Titta på den igen.")]
    return [Hinder("Raden står på en utsänd kallelse och kan inte ändras.")] if rad.kallad else []


def ta_bort(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Anmalningsval | None
) -> list[Hinder]:
    """Nor is what nämnden has been told taken back."""
    hinder = okallad(sammantrade, by, at, facts)
    if facts is None or hinder:
        return hinder
    beslut = Anmalan.objects.select_related("beslut").get(pk=facts.rad.pk).beslut
    if beslut is not None and beslut.anmalt_at is not None:
        return [Hinder("Beslutet är anmält för nämnden, så raden kan inte tas bort.")]
    return []
