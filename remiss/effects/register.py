"""The registers: a row is added, changed or removed, and the organisation's kedja is told which, never what it says."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from motions import audit, register
from motions.documents import store
from motions.models import Anvandare
from motions.register import Registren
from remiss.facts.register import Demo, Rad
from remiss.hinder import Gjort, Spar


def spar_av(slag: str, rad: Model) -> Spar:
    """That a row was added, changed or removed."""
    return Spar(audit.ORGANISATIONEN, slag, {"modell": rad._meta.model_name, "id": rad.pk})


def skriv(rad: Model) -> Spar:
    """Save a row that has been judged."""
    slag = register.SKAPA if rad._state.adding else register.ANDRA
    rad.save()
    return spar_av(slag, rad)


def spara_rad(registren: Registren, facts: Rad, *, by: Anvandare, at: datetime) -> Gjort[Model]:
    """Save a row, and store the files that came with it."""
    for falt, fil in facts.filer.items():
        setattr(facts.rad, falt, store.save(fil.data, mime=fil.mime, at=at))
    return Gjort(facts.rad, (skriv(facts.rad),))


def ta_bort_rad(registren: Registren, facts: Rad, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Remove a row. Errors: ProtectedError when something refers to it."""
    spar = spar_av(register.TA_BORT, facts.rad)
    facts.rad.delete()
    return Gjort(None, (spar,))


def demo(konto: Anvandare, facts: Demo, *, by: Anvandare, at: datetime) -> Gjort[None]:
    """Fill the registers of a demo at once, in the name of the account that is there for it."""
    return Gjort(None, (Spar(audit.ORGANISATIONEN, "organisation.demo", {"kommun": facts.bygg().pk}),))
