"""Which items of a föredragningslista may be taken together, and which may be preceded by an item of information."""

from __future__ import annotations

from datetime import datetime

from motions import paragraf
from motions.models import Anvandare, Punkt, PunktSlag, Sammantrade
from motions.states import MED_OPPEN_LISTA, SammantradeState
from remiss.facts.foredragningslista import Punktval, SkrivPunkttext, SlaIhop
from remiss.hinder import Hinder


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
        and punkt.sammantrade.state in MED_OPPEN_LISTA
    )


def kan_slas_ihop(punkt: Punkt) -> list[Punkt]:
    """The other items of the list in which its ärenden may be decided: they are answered by the same utlåtande.

    A § has one förslag, so two texts are two items. A secret ärende stands alone.
    """
    utlatande = _utlatande(punkt)
    if not _oppen(punkt) or utlatande is None or any(a.sekretess for a in punkt.arenden.all()):
        return []
    return [
        p
        for p in paragraf.motet(punkt.sammantrade).punkter.all()
        if p.pk != punkt.pk
        and _oppen(p)
        and _utlatande(p) == utlatande
        and not any(a.sekretess for a in p.arenden.all())
    ]


def kan_ha_information(punkt: Punkt) -> bool:
    """Whether nothing on the list tells of its ärenden beforehand."""
    if not _oppen(punkt):
        return False
    arenden = set(punkt.arenden.all())
    punkter = paragraf.pa_listan(punkt.sammantrade)
    return not any(p.information and arenden.intersection(p.arenden.all()) for p in punkter)


def tar_emot(sammantrade: Sammantrade) -> bool:
    """Whether the list may still be written on: until the sitting begins or is cancelled."""
    return sammantrade.state in MED_OPPEN_LISTA


def har_paragrafer(sammantrade: Sammantrade) -> bool:
    """Whether the sitting has been called or opened, so that words can be written in its §§."""
    return sammantrade.state != SammantradeState.INSTALLT


def _nu(sammantrade: Sammantrade, punkt: Punkt) -> Punkt | None:
    """The punkt as it stands under the lock of its sitting; None when it is no longer on the list."""
    return sammantrade.punkter.filter(pk=punkt.pk).first()


def okallad(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Punktval | None) -> list[Hinder]:
    """What a kallelse has named is moved and taken away by the acts of the table alone."""
    punkt = _nu(sammantrade, facts.punkt) if facts else None
    if facts is None:
        return []
    if punkt is None or punkt.utgatt_at is not None:
        return [Hinder("Punkten står inte längre på listan. Titta på den igen.")]
    if punkt.kallad:
        return [Hinder(f"Punkt {punkt.nummer} står på en utsänd kallelse och kan inte ändras här.")]
    return []


def utan_arende(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Punktval | None
) -> list[Hinder]:
    """An ärende leaves the list through its own act, so that its chain is told."""
    hinder = okallad(sammantrade, by, at, facts)
    if not hinder and facts and facts.punkt.slag == PunktSlag.ARENDE:
        return [Hinder("Ett ärende tas bort från listan med sin egen åtgärd.")]
    return hinder


def sla_ihop(sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: SlaIhop | None) -> list[Hinder]:
    """Both still decide ärenden with the same utlåtande."""
    if facts is None:
        return []
    punkt = _nu(sammantrade, facts.punkt)
    if punkt is None or facts.med.pk not in {p.pk for p in kan_slas_ihop(punkt)}:
        return [Hinder("Punkterna kan inte slås ihop längre. Titta på listan igen.")]
    return []


def informera_forst(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: Punktval | None
) -> list[Hinder]:
    """Nothing on the list tells of its ärenden beforehand, and no kallelse has named it."""
    if facts is None:
        return []
    punkt = _nu(sammantrade, facts.punkt)
    if punkt is None or not kan_ha_information(punkt):
        return [Hinder("Punkten har redan en informationspunkt, eller står på en utsänd kallelse.")]
    return []


def skriv_punkttext(
    sammantrade: Sammantrade, by: Anvandare, at: datetime, facts: SkrivPunkttext | None
) -> list[Hinder]:
    """A § without ärende, whose text has not left for justering (domain 2.3)."""
    if facts is None:
        return []
    punkt = _nu(sammantrade, facts.punkt)
    if punkt is None or punkt.slag == PunktSlag.ARENDE:
        return [Hinder("Paragrafen skrivs inte för hand.")]
    if punkt.paragraf is None:
        return [Hinder("Punkten har inget paragrafnummer än.")]
    if paragraf.ar_last(punkt):
        return [Hinder(f"§ {punkt.paragraf} har skickats för justering och kan inte ändras.")]
    return []
