"""Reading a list in: what the preview showed, all of it in one transaction, or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db.models import Model
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from motions import audit, register
from motions.datum import day_of
from motions.ingest import anvandare, valda
from motions.ingest.csv_file import Kolumn, las
from motions.ingest.plan import Plan, Utfall
from motions.models import Anvandare, Befattning, Fortroendeuppdrag, Kommun
from remiss.models import Inlasning, InlasningSlag

BEHALLS = timedelta(days=1)
"""How long a list that was never read in is kept."""
LAST_IN = "organisation.las_in"
BUNT = 500

KOLUMNER: dict[str, tuple[Kolumn, ...]] = {
    InlasningSlag.ANVANDARE: anvandare.KOLUMNER,
    InlasningSlag.VALDA: valda.KOLUMNER,
}
EXEMPEL: dict[str, tuple[tuple[str, ...], ...]] = {
    InlasningSlag.ANVANDARE: anvandare.EXEMPEL,
    InlasningSlag.VALDA: valda.EXEMPEL,
}


class KanInteLasasInError(Exception):
    """The list cannot be read in now; the message is Swedish, for the user."""


def lagg_undan(
    *, slag: str, filnamn: str, text: str, slut_on: date | None, by: Anvandare, at: datetime
) -> Inlasning:
    """Keep a list until it is read in; those that were forgotten are thrown away."""
    Inlasning.objects.filter(inlast_at__isnull=True, skapad_at__lt=at - BEHALLS).delete()
    return Inlasning.objects.create(
        slag=slag,
        filnamn=filnamn,
        sha256=audit.sha256(text),
        text=text,
        slut_on=slut_on,
        skapad_at=at,
        skapad_by=by,
    )


def planera(inlasning: Inlasning) -> Plan:
    """What reading the list in would do, with the register as it is now. Errors: CsvError, KanInteLasasInError."""
    lista = las(inlasning.text, KOLUMNER[inlasning.slag])
    today = day_of(inlasning.skapad_at)
    if inlasning.slag == InlasningSlag.ANVANDARE:
        plan = anvandare.planera(lista, today=today, slut_on=inlasning.slut_on)
    else:
        kommun = Kommun.objects.order_by("pk").first()
        if kommun is None:
            raise KanInteLasasInError("Det finns ingen kommun än. Börja med «Ny kommun».")
        plan = valda.planera(lista, kommun=kommun, today=today, slut_on=inlasning.slut_on)
    for rubrik in lista.okanda:
        plan.tveka(1, f"Kolumnen «{rubrik[:40]}» används inte.", "Byt rubrik om den skulle ha lästs in.")
    return plan


def las_in(inlasning: Inlasning, *, utlovat: str, by: Anvandare, at: datetime) -> Plan:
    """Write what was promised, in the caller's transaction; the list itself is then thrown away.

    `utlovat`: the digest of the plan that was shown. Errors: KanInteLasasInError when the list is read in already, when the
    register has changed since, or when something must be mended first.
    """
    register.las()
    inlasning = Inlasning.objects.select_for_update().get(pk=inlasning.pk)
    if inlasning.inlast_at is not None:
        raise KanInteLasasInError("Listan är redan inläst.")
    plan = planera(inlasning)
    if plan.sha256 != utlovat:
        raise KanInteLasasInError(
            "Registret har ändrats sedan du såg förhandsgranskningen. Ingenting är inläst. Gå igenom den på nytt."
        )
    if plan.stoppas:
        raise KanInteLasasInError("Rätta filen först. Ingenting är inläst.")
    _skriv(plan, by)
    inlasning.text, inlasning.inlast_at, inlasning.plan_sha256 = "", at, plan.sha256
    inlasning.save(update_fields=["text", "inlast_at", "plan_sha256"])
    register.notera_akt(
        LAST_IN,
        by=by,
        at=at,
        data={
            "inlasning": inlasning.pk,
            "lista": inlasning.slag,
            "sha256": inlasning.sha256,
            **{u.value: plan.antal(u) for u in Utfall},
        },
    )
    return plan


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
