"""A chef's absence: who stands in, from when to when, and its end."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from motions import audit
from motions.datum import datum_text, day_of
from motions.franvaro import chefskap
from motions.models import Anvandare, Vikariat
from remiss import notify
from remiss.facts.franvaro import AngeFranvaro, AvslutaFranvaro
from remiss.guards.franvaro import dagarna, vald
from remiss.hinder import Gjort, Spar

GRUND = "Frånvaro"


def ange(konto: Anvandare, facts: AngeFranvaro, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """One stands in for all that the chef is, on those of the days when she is it, and is told."""
    spar = []
    for befattning in chefskap(konto, facts.fran_on, facts.till_on):
        rad = Vikariat(
            befattning=befattning,
            vikarie=facts.vikarie,
            fran_on=max(facts.fran_on, befattning.fran_on),
            till_on=min(facts.till_on, befattning.till_on or facts.till_on),
            grund=GRUND,
        )
        rad.save()
        spar.append(_spar("konto.ange_franvaro", rad))
    dagar = dagarna(facts.fran_on, facts.till_on)
    notify.meddela(
        facts.vikarie,
        f"Du är vikarie för {konto.namn} {dagar}",
        f"Hej {facts.vikarie.first_name}!\n\nDu är vikarie för {konto.namn} {dagar}. Det som väntar på {konto.namn} "
        f"står då på ditt skrivbord: {settings.BASE_URL}{reverse('skrivbord')}\n",
        at=at,
    )
    return Gjort(None, spar)


def avsluta(konto: Anvandare, facts: AvslutaFranvaro, *, by: Anvandare, at: datetime) -> Gjort[date | None]:
    """The chef is back: what has begun ends yesterday, or today if it began today and was used; what has not is taken away.

    Returns the last day, or None when it never came to be.
    """
    today = day_of(at)
    franvaro = vald(konto, facts, today)
    if franvaro is None:
        raise ValueError("Frånvaron är redan avslutad.")
    sista = franvaro.sista
    spar = [_spar("konto.avsluta_franvaro", rad) for rad in franvaro.vikariat]
    for rad in franvaro.vikariat:
        if sista is None or rad.fran_on > today:
            rad.delete()
        elif rad.till_on > sista:
            rad.till_on = max(rad.fran_on, sista)
            rad.save()
    if sista is not None:
        text = f"{konto.namn} är tillbaka. Du är vikarie till och med den {datum_text(sista)}."
    else:
        text = f"{konto.namn} behöver ingen vikarie {dagarna(franvaro.fran_on, franvaro.till_on)}."
    notify.meddela(
        franvaro.vikarie,
        f"{konto.namn} är tillbaka",
        f"Hej {franvaro.vikarie.first_name}!\n\n{text}\n",
        at=at,
    )
    return Gjort(sista, spar)


def _spar(slag: str, rad: Vikariat) -> Spar:
    """That a vikariat was made or ended: which, never who or when."""
    return Spar(audit.ORGANISATIONEN, slag, {"modell": "vikariat", "id": rad.pk})
