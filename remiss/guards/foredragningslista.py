"""Which items of a föredragningslista may be taken together, and which may be preceded by an item of information."""

from __future__ import annotations

from motions.models import Punkt, PunktSlag


def _utlatande(punkt: Punkt) -> int | None:
    """The one utlåtande of all the ärenden of an item."""
    senaste = {max((u.pk for u in a.utlatanden.all()), default=None) for a in punkt.arenden.all()}
    return senaste.pop() if len(senaste) == 1 else None


def _oppen(punkt: Punkt) -> bool:
    """Whether the item decides ärenden and no kallelse has named it."""
    return (
        punkt.slag == PunktSlag.ARENDE
        and not punkt.kallad
        and punkt.utgatt_at is None
        and punkt.sammantrade.state in ("planerat", "kallat")
    )


def kan_slas_ihop(punkt: Punkt) -> list[Punkt]:
    """The other items of the list in which its ärenden may be decided: they are answered by the same utlåtande.

    A § has one förslag, so two texts are two items. A secret ärende stands alone.
    """
    utlatande = _utlatande(punkt)
    if not _oppen(punkt) or utlatande is None or any(a.sekretess for a in punkt.arenden.all()):
        return []
    andra = punkt.sammantrade.punkter.exclude(pk=punkt.pk).prefetch_related("arenden__utlatanden")
    return [
        p
        for p in andra
        if _oppen(p) and _utlatande(p) == utlatande and not any(a.sekretess for a in p.arenden.all())
    ]


def kan_ha_information(punkt: Punkt) -> bool:
    """Whether nothing on the list tells of its ärenden beforehand."""
    return (
        _oppen(punkt)
        and not punkt.sammantrade.punkter.filter(
            information=True, utgatt_at__isnull=True, arenden__in=punkt.arenden.all()
        ).exists()
    )
