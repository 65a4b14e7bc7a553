"""Reading a list in: what the preview showed, all of it in one transaction, or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from motions import audit
from motions.datum import day_of
from motions.ingest import lista
from motions.ingest.lista import KanInteLasasInError
from motions.ingest.plan import Plan, Utfall
from motions.json_data import JsonObject
from motions.models import Anvandare, Befattning, Fortroendeuppdrag
from motions.register import Registren
from remiss.facts.inlasning import LaggUndan, LasIn
from remiss.hinder import Gjort, Spar
from remiss.models import Inlasning

BEHALLS = timedelta(days=1)
"""How long a list that was never read in is kept."""
LAST_IN = "organisation.las_in"
BUNT = 500


def lagg_undan(registren: Registren, facts: LaggUndan, *, by: Anvandare, at: datetime) -> Gjort[Inlasning]:
    """Keep a list until it is read in; those that were forgotten are thrown away."""
    Inlasning.objects.filter(inlast_at__isnull=True, skapad_at__lt=at - BEHALLS).delete()
    return Gjort(
        Inlasning.objects.create(
            slag=facts.slag,
            filnamn=facts.filnamn,
            sha256=audit.sha256(facts.text),
            text=facts.text,
            slut_on=facts.slut_on,
            skapad_at=at,
            skapad_by=by,
        )
    )


def las_in(registren: Registren, facts: LasIn, *, by: Anvandare, at: datetime) -> Gjort[Plan]:
    """Write what was promised, under the lock of the registers; the list itself is then thrown away.

    Errors: KanInteLasasInError when the list is read in already, when the register has changed since it was shown, or when
    something must be mended first.
    """
    undan = Inlasning.objects.get(pk=facts.inlasning.pk)
    if undan.inlast_at is not None:
        raise KanInteLasasInError("Listan är redan inläst.")
    plan = lista.planera(undan.slag, undan.text, today=day_of(undan.skapad_at), slut_on=undan.slut_on)
    if plan.sha256 != facts.utlovat:
        raise KanInteLasasInError(
            "Registret har ändrats sedan du såg förhandsgranskningen. Ingenting är inläst. Gå igenom den på nytt."
        )
    if plan.stoppas:
        raise KanInteLasasInError("Rätta filen först. Ingenting är inläst.")
    _skriv(plan, by)
    undan.text, undan.inlast_at, undan.plan_sha256 = "", at, plan.sha256
    undan.save(update_fields=["text", "inlast_at", "plan_sha256"])
    data: JsonObject = {
        "inlasning": undan.pk,
        "lista": undan.slag,
        "sha256": undan.sha256,
        **{u.value: plan.antal(u) for u in Utfall},
    }
    return Gjort(plan, (Spar(audit.ORGANISATIONEN, LAST_IN, data),))


def _skriv(plan: Plan, by: Anvandare) -> None:
    """Changes before new rows, so that a seat is free before somebody takes it; each row has its history."""
    andrade: dict[type[Model], list[Model]] = defaultdict(list)
    for obj in plan.andrade:
        andrade[type(obj)].append(obj)
    for modell, rader in andrade.items():
        falt = sorted({f for rad in rader for f in plan.andrade[rad]})
        bulk_update_with_history(rader, modell, falt, batch_size=BUNT, default_user=by)
    nya: dict[type[Model], list[Model]] = defaultdict(list)
    for obj in plan.nya:
        nya[type(obj)].append(obj)
    for modell in sorted(nya, key=lambda m: m in (Befattning, Fortroendeuppdrag)):
        bulk_create_with_history(nya[modell], modell, batch_size=BUNT, default_user=by)
