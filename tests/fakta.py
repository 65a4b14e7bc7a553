"""The facts of an act from plain words: the tests name fields, and the table says which dataclass takes them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from motions.models import Anvandare
from remiss.facts import NOTHING, Facts
from remiss.facts.beslut import Avlamnarrad, Beslutspunktrad, Propositionsrad
from remiss.facts.sammantrade import Deltagande, OvrigPerson
from remiss.guards.delegation import antagen_version
from remiss.workflow import TABLE, perform, slag_of
from remiss.workflow.step import S

RADER: dict[str, dict[str, Any]] = {
    "registrera_narvaro": {"rader": Deltagande, "ovriga": OvrigPerson},
    "registrera_beslut": {"punkter": Beslutspunktrad, "propositioner": Propositionsrad},
    "registrera_uttalande": {"avlamnare": Avlamnarrad},
}
VARNAR = ("registrera_narvaro", "registrera_beslut", "anslag", "ta_ned")
"""Acts whose form has a field of its own for why they are done although something is irregular."""
NAMNGES: dict[str, Callable[[Any], dict[str, Any]]] = {
    **dict.fromkeys(("godkann", "aterlamna"), lambda u: {"version": u.versioner.latest("nummer").pk}),
    **dict.fromkeys(
        ("justera", "neka_justering", "registrera_justering"), lambda p: {"dokument": p.dokument_id}
    ),
    **dict.fromkeys(
        ("besluta_pa_delegation", "registrera_ordforandebeslut"),
        lambda a: {"version": v.pk if (v := antagen_version(a)) else None},
    ),
}
"""Acts that say which frozen text they are of: the one that a page would have named."""
RATTELSER = {"ratta": ("skal",), "ratta_handling": ("skal", "handling")}


def fakta(slag: str, action: str, /, **fields: Any) -> Facts:
    """What an act is told; nothing when no field is given. Errors: TypeError for a field that it does not take."""
    klass = next(r.facts for r in TABLE[slag] if r.action == action)
    if not fields and any(f.default is MISSING for f in dataclasses.fields(klass)):
        return NOTHING
    for falt, rad in RADER.get(action, {}).items():
        if fields.get(falt) is not None:
            fields[falt] = [rad(**r) if isinstance(r, dict) else r for r in fields[falt]]
    if action in RATTELSER:
        fields["nya"] = {k: fields.pop(k) for k in list(fields) if k not in RATTELSER[action]}
    return klass(**fields)


def _namngivet(subject: S, action: str) -> dict[str, Any]:
    """The text that stands as the test goes on, nothing where there is none to name."""
    try:
        return NAMNGES.get(action, lambda _: {})(subject)
    except ObjectDoesNotExist:
        return {}


def utfor(
    subject: S,
    action: str,
    /,
    *,
    by: Anvandare,
    at: datetime,
    skal_for_varning: str = "",
    **fields: Any,
) -> S:
    """Perform an act that is told `fields`."""
    if action in VARNAR:
        skal_for_varning = fields.pop("skal", skal_for_varning)
    if fields or action in ("godkann", "justera"):
        fields = {**_namngivet(subject, action), **fields}
    facts = fakta(slag_of(subject), action, **fields)
    return perform(subject, action, by=by, at=at, facts=facts, skal=skal_for_varning)
