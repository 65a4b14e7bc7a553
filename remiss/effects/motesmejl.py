"""The mails of a sitting that could not be sent: sent again, or nobody waits for them."""

from __future__ import annotations

from datetime import datetime

from motions.models import Anvandare, Sammantrade
from remiss.drift.mejl import adress_i_dag, ko_igen, uppgivna
from remiss.effects.expediering import kvittera
from remiss.facts import Facts, Motivering
from remiss.hinder import Gjort, Spar
from remiss.models import Utskick


def skicka_igen(sammantrade: Sammantrade, facts: Facts, *, by: Anvandare, at: datetime) -> Gjort[int]:
    """Queue them once more, each to the address that the person has today. Returns how many."""
    rader = uppgivna().filter(sammantrade=sammantrade).select_for_update(of=("self",)).order_by("pk")
    igen = list(rader.select_related("till"))
    for utskick in igen:
        ko_igen(utskick, adress_i_dag(utskick))
    return Gjort(len(igen), (Spar(sammantrade.kedja, "sammantrade.skicka_mejl_igen", _vilka(igen)),))


def kvittera_mejl(sammantrade: Sammantrade, facts: Motivering, *, by: Anvandare, at: datetime) -> Gjort[int]:
    """Note that nobody waits for them, with the reason. Returns how many there were."""
    rader = list(uppgivna().filter(sammantrade=sammantrade).order_by("pk"))
    kvittera(rader, at)
    spar = Spar(sammantrade.kedja, "sammantrade.kvittera_mejl", _vilka(rader), {"skal": facts.skal})
    return Gjort(len(rader), (spar,))


def _vilka(rader: list[Utskick]) -> dict[str, list[int]]:
    return {"utskick": [u.pk for u in rader]}
